"""Fields of the desk's forms: who voted, what a paper says, its serial, photos, people."""

import re
from collections.abc import Callable
from typing import Any

from council.counter.ballot_box import stands
from council.counter.papers.recording import (
    Signer,
    check_unused,
    chosen,
    open_poll_for_paper,
    paper_content,
    signers_of,
)
from council.counter.papers.rules import PAPER_CHOICES, check_serial
from council.counter.representatives import representative
from council.counter.rules import read_line
from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.forms.form import Answer, Field, Form, Ground, Offer, Reading
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person
from council.polls.ballots.head import order_line
from council.polls.poll import Poll, named
from council.polls.ranking import order_of
from council.polls.ratification import choice_of
from council.polls.records import options_of
from council.rules.poll_kinds import RATIFICATION

WORDS = "desk"
NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


def signer_of(ground: Ground) -> Signer | Refusal:
    """Find whose paper or act it is, by the answers so far."""
    signers = signers_of(ground.tx, ground.about, ground.answers["voter"])
    return signers if isinstance(signers, Refusal) else chosen(signers, ground.answers["owner"])


def _voter(ground: Ground, text: str) -> Reading:
    """A unit or reference; with one owner the name is known too."""
    signers = signers_of(ground.tx, ground.about, text)
    if isinstance(signers, Refusal):
        return signers
    only = {"owner": signers[0].name} if len(signers) == 1 else {}
    return {"voter": " ".join(text.split()), **only}


def _owner(ground: Ground, text: str) -> Reading:
    signers = signers_of(ground.tx, ground.about, ground.answers["voter"])
    found = signers if isinstance(signers, Refusal) else chosen(signers, text.strip())
    return found if isinstance(found, Refusal) else found.name


def _owners(ground: Ground) -> tuple[Offer, ...]:
    signers = signers_of(ground.tx, ground.about, ground.answers["voter"])
    if isinstance(signers, Refusal):
        return ()
    return tuple(Offer(answer=each.name, label=Phrase(text=each.name)) for each in signers)


VOTER = (
    Field(name="voter", read=_voter, forgets=("owner",)),
    Field(name="owner", read=_owner, offers=_owners),
)


def _choice(ground: Ground, text: str) -> Reading:
    content = paper_content(ground.tx, ground.about, text)
    if isinstance(content, Refusal):
        return content
    return choice_of(content) if ground.about.kind == RATIFICATION else text.strip()


def _choices(ground: Ground) -> tuple[Offer, ...]:
    if ground.about.kind != RATIFICATION:
        return ()
    return tuple(
        Offer(answer=each, label=Phrase(key=f"ballot.choice.{each}")) for each in PAPER_CHOICES
    )


def _titles(ground: Ground) -> dict[str, str]:
    poll = ground.about
    return {each.letter: each.title for each in options_of(ground.tx, poll.community_id, poll.id)}


def _options(ground: Ground) -> tuple[Phrase, ...]:
    if ground.about.kind == RATIFICATION:
        return ()
    return tuple(
        Phrase(key="ballot.option", params={"letter": letter, "title": title})
        for letter, title in _titles(ground).items()
    )


def _chosen(ground: Ground, answer: Answer) -> Phrase:
    if ground.about.kind == RATIFICATION:
        return Phrase(key=f"ballot.choice.{answer}")
    content = paper_content(ground.tx, ground.about, str(answer))
    if isinstance(content, Refusal):
        return Phrase(text=str(answer))
    return Phrase(text=order_line(order_of(content), ground.about.kind, _titles(ground)))


CHOICE = Field(name="choice", read=_choice, offers=_choices, hints=_options, says=_chosen)


def _serial(ground: Ground, text: str) -> Reading:
    serial = check_serial(text)
    if isinstance(serial, Refusal):
        return serial
    return check_unused(ground.tx, ground.about, serial) or serial


SERIAL = Field(name="serial", read=_serial)


def line(name: str, **more: Any) -> Field:
    """Make a field that takes a line of text."""
    return Field(name=name, read=lambda _, text: read_line(text), **more)


def _somebody(ground: Ground, text: str) -> Reading:
    found = representative(ground.tx, ground.about, text)
    return found if isinstance(found, Refusal) else found.name


def person(name: str, read: Callable[[Ground, str], Reading] = _somebody, **more: Any) -> Field:
    """Make a field that takes somebody's name."""
    return Field(name=name, read=read, **more)


def open_poll(tx: Transaction, who: Person, subject: str) -> Poll | Refusal:
    return open_poll_for_paper(tx, who, int(subject))


def mendable(tx: Transaction, who: Person, subject: str) -> Poll | Refusal:
    """Find a poll whose records can still be corrected; no paper came late where none is brought."""
    poll = open_poll(tx, who, subject)
    if isinstance(poll, Refusal) and poll.key == "ballot.paper_closed":
        return refuse("desk.closed", **poll.params)
    return poll


def _head(ground: Ground) -> dict[str, Param]:
    return {"head_key": "ballot.head", **named(ground.about)}


def _kind(ground: Ground) -> str:
    return str(ground.about.kind)


def _desk(ground: Ground) -> tuple[Lead, ...]:
    return (Lead(key="poll.button.desk", verb="poll.desk", arguments=(ground.about.number,)),)


def standing(ground: Ground) -> tuple[Phrase, ...]:
    """Tell what the clerk must know: that this person's ballot stands already, how and since when."""
    if not ground.answers.get("owner"):
        return ()
    signer = signer_of(ground)
    before = None if isinstance(signer, Refusal) else stands(ground.tx, ground.about, signer.slot)
    if before is None or not before.channel:
        return ()
    return (
        Phrase(key=f"paper.stands.{before.channel}"),
        Phrase(key="paper.stands_at", params={"cast_at": before.cast_at}),
    )


def desk_form(
    name: str,
    fields: tuple[Field, ...],
    file: Callable[[Ground, Account], Any],
    *,
    verb: str = "desk.fill",
    about: Callable[[Transaction, Person, str], Poll | Refusal] = open_poll,
    **more: Any,
) -> Form:
    """Make a form about a poll that takes ballots; to start it is to begin it anew."""
    return Form(
        name=name,
        verb=verb,
        words=WORDS,
        fields=fields,
        about=about,
        head=_head,
        file=file,
        variant=_kind,
        leads=_desk,
        anew=True,
        **more,
    )
