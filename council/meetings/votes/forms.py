"""The form of a vote at a meeting 会议表决: hands are counted, judged, looked at, kept.

Counts are kept as they are written, so that a nought is an answer too.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from council.kernel import drafts
from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.forms.form import Amiss, Answer, Answers, Field, Form, Ground, Offer, Reading
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person
from council.meetings.arrivals.reads import party_notes
from council.meetings.meeting import Meeting
from council.meetings.votes.reads import proposed
from council.meetings.votes.rules import (
    COUNTS,
    electorates_of,
    judge,
    read_electorate,
    read_field,
    read_reason,
)
from council.meetings.votes.voting import Votable, keep_count, votable
from council.motions.motion import Motion
from council.motions.votes.recorded import MeetingVote, sentence_params

WORDS = "vote"
#: The motion's number and its meeting's: a sheet of an earlier meeting counts for no later one.
AT_MEETING = re.compile(r"[1-9][0-9]{0,8}-[1-9][0-9]{0,8}", re.ASCII)
#: What is known of a sheet that was begun when nothing was counted yet: it asks for no reason.
_FIRST = "first"


def _about(tx: Transaction, who: Person, subject: str) -> Votable | Refusal:
    number, met = subject.split("-")
    return votable(tx, who, int(number), met=int(met))


def _known(ground: Ground) -> Answers:
    """Choose the electorate where there is one only."""
    electorates = electorates_of(ground.about.row)
    only = {"electorate": electorates[0]} if len(electorates) == 1 else {}
    return only if ground.about.correcting else {_FIRST: "yes", **only}


def _counts(answers: Answers) -> dict[str, int]:
    return {name: int(answers[name]) for name in COUNTS if name in answers}


def _head(ground: Ground) -> dict[str, Param]:
    on, chosen = ground.about, ground.answers.get("electorate")
    return {
        "sheet_key": "vote.head_correct" if on.correcting else "vote.head",
        "number": on.motion.number,
        "title": on.motion.title,
        "legal_class": on.motion.legal_class,
        "matter_key": f"legal_class.{on.motion.legal_class}",
        **({"electorate_key": f"electorate.{chosen}"} if chosen else {}),
    }


def _electorate(_: Ground, answer: Answer) -> Phrase:
    return Phrase(key=f"electorate.{answer}")


def _electorates(ground: Ground) -> tuple[Offer, ...]:
    return tuple(
        Offer(answer=each, label=_electorate(ground, each))
        for each in electorates_of(ground.about.row)
    )


def _proposed(ground: Ground, name: str) -> int | None:
    """Tell what our own records say of a count; None: nothing."""
    on = ground.about
    found = proposed(
        ground.tx,
        on.motion.community_id,
        on.meeting.id,
        field=name,
        electorate=ground.answers["electorate"],
    )
    return None if found < 0 else found


def _proposal(name: str, key: str) -> Callable[[Ground], tuple[Phrase, ...]]:
    def said(ground: Ground) -> tuple[Phrase, ...]:
        number = _proposed(ground, name)
        return () if number is None else (Phrase(key=key, params={"proposed": number}),)

    return said


def _count(name: str) -> Field:
    button = _proposal(name, f"vote.button.{name}")

    def read(ground: Ground, text: str) -> Reading:
        number = read_field(name, text, _counts(ground.answers))
        return number if isinstance(number, Refusal) else str(number)

    def offers(ground: Ground) -> tuple[Offer, ...]:
        return tuple(
            Offer(answer=str(each.params["proposed"]), label=each) for each in button(ground)
        )

    return Field(
        name=name, read=read, offers=offers, hints=_proposal(name, f"vote.proposed.{name}")
    )


def _judged(ground: Ground) -> MeetingVote | None:
    """Judge what is counted, as soon as it is complete."""
    counts, chosen = _counts(ground.answers), ground.answers.get("electorate")
    if len(counts) < len(COUNTS) or chosen not in electorates_of(ground.about.row):
        return None
    return judge(ground.about.row, electorate=chosen, **counts)


def _outcome(ground: Ground) -> tuple[Phrase, ...]:
    """Tell which parties are there, and how it came out as soon as it is counted."""
    vote, there = _judged(ground), party_notes(ground.tx, ground.about.meeting)
    if vote is None:
        return there
    return (*there, Phrase(key="vote.paragraph", params=sentence_params(vote)))


def _keep(ground: Ground, _: Account) -> Any:
    if ground.about.correcting and _FIRST in ground.answers:
        return Amiss(refusal=refuse("vote.counted_meanwhile"), forget=(_FIRST,))
    vote = _judged(ground)
    if vote is None:
        return Amiss(refusal=refuse("vote.other_rules"), forget=("electorate", *COUNTS))
    reason = ground.answers.get("reason", "")
    return keep_count(ground.tx, ground.who, ground.about, vote, reason=reason)


def _motion(ground: Ground) -> tuple[Lead, ...]:
    number = ground.about.motion.number
    return (Lead(key="vote.button.motion", verb="motion", arguments=(number,)),)


VOTE = Form(
    name="vote",
    verb="motion.vote",
    words=WORDS,
    fields=(
        Field(
            name="electorate",
            read=lambda ground, text: read_electorate(text, row=ground.about.row),
            offers=_electorates,
            says=_electorate,
            forgets=COUNTS,
        ),
        *(_count(name) for name in COUNTS),
        Field(
            name="reason",
            read=lambda _, text: read_reason(text),
            only=lambda answers: _FIRST not in answers,
            public=True,
        ),
    ),
    about=_about,
    head=_head,
    known=_known,
    notes=_outcome,
    leads=_motion,
    file=_keep,
    subjects=AT_MEETING,
)


def stop_counting(
    tx: Transaction, who: Person, meeting: Meeting, motions: Iterable[Motion]
) -> None:
    """Let nobody's half-filled sheet of a meeting that ends wait for a message."""
    subjects = [f"{motion.number}-{meeting.number}" for motion in motions]
    drafts.end_waiting(tx, who.community_id, VOTE.kind, subjects)
