"""Forms about an agenda 议程: what an item is for and how long it takes; one vote for several."""

from typing import Any

from council.kernel.attachments import take_file
from council.kernel.database.transaction import Transaction
from council.kernel.files import attachments_of
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.forms.form import Answer, Answers, Field, Form, Ground, Offer, Reading, picked
from council.kernel.forms.photo import PHOTO, SHORT_HASH
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Account, Person
from council.meetings.arrivals.reads import party_notes
from council.meetings.items.commands import ConsentVote, SetItem
from council.meetings.items.reads import is_waiting
from council.meetings.items.records import FILES, items_of, kind_of, minutes_of, subject_of
from council.meetings.items.rules import (
    KINDS,
    check_consent,
    read_item_minutes,
    read_presenter,
    usual_minutes,
)
from council.meetings.items.setting import open_item, set_item, together, vote_together
from council.meetings.votes.forms import AT_MEETING
from council.meetings.votes.reads import proposed
from council.meetings.votes.rules import COUNTS, electorates_of, read_field
from council.rules.records import rules_of

WORDS = "item"
#: Minutes offered as buttons; any other can be typed.
MINUTES = ("5", "10", "15", "20", "30")


def _about(tx: Transaction, who: Person, subject: str) -> Any:
    number, met = subject.split("-")
    return open_item(tx, who, int(number), int(met))


def _known(ground: Ground) -> Answers:
    meeting, item = ground.about
    rules = rules_of(ground.tx, ground.who.community_id)
    kept = attachments_of(
        ground.tx, ground.who.community_id, FILES, subject_of(meeting.id, item.motion_id)
    )
    return {
        "kind": kind_of(item, rules),
        "minutes": str(minutes_of(item, rules)),
        "presenter": item.presenter,
        "consent": "yes" if item.consent else "no",
        **({"files": [each.sha256 for each in kept]} if kept else {}),
    }


def _kind(ground: Ground, text: str) -> Reading:
    """Another kind has other usual minutes; nothing but decisions is voted on."""
    if text not in KINDS:
        return refuse("desk.use_buttons")
    times = rules_of(ground.tx, ground.who.community_id).meetings
    given: dict[str, Answer] = {"kind": text, "minutes": str(usual_minutes(text, times))}
    return given if text == "decide" else {**given, "consent": "no"}


def _minutes(_: Ground, text: str) -> Reading:
    minutes = read_item_minutes(text)
    return minutes if isinstance(minutes, Refusal) else str(minutes)


def _says_minutes(_: Ground, answer: Answer) -> Phrase:
    return Phrase(key="plan.minutes", params={"n": int(str(answer))})


def _consent(ground: Ground, text: str) -> Reading:
    if text not in ("yes", "no"):
        return refuse("desk.use_buttons")
    _, item = ground.about
    row = rules_of(ground.tx, ground.who.community_id).rows[item.legal_class]
    refusal = check_consent(ground.answers["kind"], row) if text == "yes" else None
    return refusal or text


def _photo(ground: Ground, content: bytes) -> Reading:
    kept: list[str] = list(ground.answers.get("files") or ())
    file = take_file(ground.tx, ground.who, content, kept=len(kept), kinds=PHOTO)
    return file if isinstance(file, Refusal) else [*kept, file.sha256]


def _says_photos(_: Ground, answer: Answer) -> Phrase:
    hashes = answer if isinstance(answer, list) else []
    return Phrase(text="\n".join(each[:SHORT_HASH] for each in hashes))


def _set(ground: Ground, actor: Account) -> Any:
    meeting, item = ground.about
    answers = ground.answers
    made = SetItem(
        actor=actor,
        motion_number=item.number,
        meeting_number=meeting.number,
        kind=answers["kind"],
        minutes=int(answers["minutes"]),
        presenter=answers.get("presenter") or "",
        consent=answers["consent"] == "yes",
        files=tuple(answers.get("files") or ()),
    )
    return set_item(ground.tx, ground.who, made)


def _head(ground: Ground) -> dict[str, Any]:
    _, item = ground.about
    return {"number": item.number, "title": item.title}


def _sheet(ground: Ground) -> tuple[Lead, ...]:
    number = int(ground.subject.rpartition("-")[2])
    return (Lead(key="item.back", verb="agenda.sheet", arguments=(number,)),)


ITEM = Form(
    name="agenda_item",
    verb="meeting.set_item",
    words=WORDS,
    fields=(
        picked(WORDS, "kind", KINDS, read=_kind, columns=len(KINDS), stem="item.kind"),
        Field(
            name="minutes",
            read=_minutes,
            offers=lambda ground: tuple(
                Offer(answer=each, label=_says_minutes(ground, each)) for each in MINUTES
            ),
            says=_says_minutes,
            columns=len(MINUTES),
        ),
        Field(
            name="presenter",
            read=lambda _, text: read_presenter(text),
            optional=True,
            public=True,
        ),
        picked(WORDS, "consent", ("no", "yes"), read=_consent, columns=2),
        Field(name="files", take=_photo, says=_says_photos, optional=True, asked=False),
    ),
    about=_about,
    head=_head,
    known=_known,
    leads=_sheet,
    file=_set,
    subjects=AT_MEETING,
)


def _electorates(ground: Ground) -> tuple[str, ...]:
    """Tell the electorates by which each of the items can have its quorum."""
    rules = rules_of(ground.tx, ground.who.community_id)
    rows = [
        rules.rows[item.legal_class]
        for item in items_of(ground.tx, ground.about)
        if is_waiting(item, ground.about)
    ]
    common = [set(electorates_of(row)) for row in rows]
    if not rows:
        return ()
    return tuple(each for each in electorates_of(rows[0]) if all(each in one for one in common))


def _electorate(ground: Ground, text: str) -> Reading:
    return text if text in _electorates(ground) else refuse("vote.use_buttons")


def _says_electorate(_: Ground, answer: Answer) -> Phrase:
    return Phrase(key=f"electorate.{answer}")


def _count(name: str) -> Field:
    def read(ground: Ground, text: str) -> Reading:
        known = {each: int(ground.answers[each]) for each in COUNTS if each in ground.answers}
        number = read_field(name, text, known)
        return number if isinstance(number, Refusal) else str(number)

    def offers(ground: Ground) -> tuple[Offer, ...]:
        meeting, electorate = ground.about, ground.answers["electorate"]
        number = proposed(
            ground.tx, meeting.community_id, meeting.id, field=name, electorate=electorate
        )
        if number < 0:
            return ()
        label = Phrase(key=f"vote.button.{name}", params={"proposed": number})
        return (Offer(answer=str(number), label=label),)

    return Field(name=name, read=read, offers=offers)


def _listed(ground: Ground) -> tuple[Phrase, ...]:
    """Tell which parties are there, and which items are voted on."""
    there = party_notes(ground.tx, ground.about)
    return there + tuple(
        Phrase(key="item.of_vote", params={"number": item.number, "title": item.title})
        for item in items_of(ground.tx, ground.about)
        if is_waiting(item, ground.about)
    )


def _vote(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    counts = {name: int(answers[name]) for name in COUNTS}
    made = ConsentVote(
        actor=actor,
        number=ground.about.number,
        electorate=answers["electorate"],
        entitled=counts["entitled"],
        came=counts["came"],
        yes=counts["yes"],
        no=counts["no"],
    )
    return vote_together(ground.tx, ground.who, made)


def _only_electorate(ground: Ground) -> Answers:
    several = _electorates(ground)
    return {"electorate": several[0]} if len(several) == 1 else {}


CONSENT = Form(
    name="consent",
    verb="motion.vote",
    words=WORDS,
    fields=(
        Field(
            name="electorate",
            read=_electorate,
            offers=lambda ground: tuple(
                Offer(answer=each, label=_says_electorate(ground, each))
                for each in _electorates(ground)
            ),
            says=_says_electorate,
            forgets=COUNTS,
        ),
        *(_count(name) for name in COUNTS),
    ),
    about=lambda tx, who, subject: together(tx, who, int(subject)),
    head=lambda ground: {"title": ground.about.title},
    known=_only_electorate,
    notes=_listed,
    leads=_sheet,
    file=_vote,
    anew=True,
)

ITEM_FORMS = (ITEM, CONSENT)
