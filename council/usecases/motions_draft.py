"""Drafting a motion from a seconded proposal, at once or button by button on a sheet."""

from functools import partial
from typing import Any

from sqlalchemy import Row, select

from council.commands.motions import (
    DraftMotion,
    FileMotion,
    FillMotion,
    MotionSheet,
    MotionView,
)
from council.domain.motions import read_addressee, read_body, read_legal_class, read_title
from council.domain.refusals import Refusal, refuse
from council.domain.values import Person
from council.reads.motions import motion_view
from council.storage import drafts
from council.storage.drafts import Draft
from council.storage.rules import rules_of
from council.storage.tables.proposals import proposals
from council.storage.transaction import Transaction
from council.usecases.motions_moves import insert_motion
from council.usecases.responses import ask
from council.usecases.table import UseCases

KIND = "motion"
#: Several motions may come from one proposal, until it is decided.
DRAFTABLE = ("seconded", "on_agenda")
_READERS = {
    "addressee": read_addressee,
    "title": read_title,
    "body": read_body,
}


def draft(tx: Transaction, who: Person, command: DraftMotion) -> MotionView | Refusal:
    """Draft a motion; an addressee is asked at once."""
    proposal = _draftable(tx, who, command.proposal_number)
    if isinstance(proposal, Refusal):
        return proposal
    written = {
        "class": command.legal_class,
        "addressee": command.addressee,
        "title": command.title or proposal.title,
        "body": command.body or proposal.body,
    }
    fields = {}
    for field, text in written.items():
        read = _read(tx, who, field, text)
        if isinstance(read, Refusal):
            return read
        fields[_name(field)] = read
    motion = insert_motion(tx, who, proposal_id=proposal.id, **fields)
    if motion.addressee:
        ask(tx, who, motion)
    return motion_view(tx, who, motion.number, "staff", said="motion.said.drafted")


def fill(tx: Transaction, who: Person, command: FillMotion) -> MotionSheet | Refusal:
    """Begin a sheet, or fill one of its fields; an old sheet's button only shows the new one."""
    proposal = _draftable(tx, who, command.proposal_number)
    if isinstance(proposal, Refusal):
        return proposal
    shown = partial(sheet, classes=rules_of(tx, who.community_id).for_motions)
    subject = str(command.proposal_number)
    draft = drafts.load(tx, who, "staff", KIND, subject)
    begun = draft is not None and "title" in draft.content
    if not begun or draft is None or not command.field:
        draft = _save(tx, who, subject, draft.content if begun and draft else _fresh(proposal))
        return shown(draft, stale=bool(command.field))
    if command.revision and command.revision != draft.revision:
        return shown(draft, stale=True)
    if command.field in {"ask_title", "ask_body"}:
        awaits = command.field.removeprefix("ask_")
        return shown(_save(tx, who, subject, draft.content, awaits=awaits))
    if command.field != "class" and command.field not in _READERS:
        return refuse("press.unknown")
    read = _read(tx, who, command.field, command.text)
    if isinstance(read, Refusal):
        return read
    return shown(_save(tx, who, subject, {**draft.content, _name(command.field): read}))


def file(tx: Transaction, who: Person, command: FileMotion) -> MotionView | MotionSheet | Refusal:
    """Draft what the sheet says; a second tap shows the motion that the first one made."""
    subject = str(command.proposal_number)
    draft_row = drafts.load(tx, who, "staff", KIND, subject)
    if draft_row is not None and "filed" in draft_row.content:
        number: int = draft_row.content["filed"]
        return motion_view(tx, who, number, "staff", said="motion.said.drafted_already")
    if draft_row is None or "title" not in draft_row.content:
        return refuse("motion.no_sheet")
    classes = rules_of(tx, who.community_id).for_motions
    if draft_row.revision != command.revision or sheet(draft_row, classes).step != "confirm":
        return sheet(draft_row, classes, stale=True)
    made = draft(
        tx,
        who,
        DraftMotion(
            actor=command.actor,
            proposal_number=command.proposal_number,
            legal_class=draft_row.content["legal_class"],
            addressee=draft_row.content["addressee"],
            title=draft_row.content["title"],
            body=draft_row.content["body"],
        ),
    )
    if isinstance(made, MotionView):
        drafts.save(
            tx, who, bot="staff", kind=KIND, subject=subject, content={"filed": made.number}
        )
    return made


def sheet(draft: Draft, classes: tuple[str, ...], *, stale: bool = False) -> MotionSheet:
    """The sheet that a draft row holds, with the classes to choose from."""
    content = draft.content
    if draft.awaits:
        step = draft.awaits
    elif not content["legal_class"]:
        step = "class"
    elif content["addressee"] == "?":
        step = "addressee"
    else:
        step = "confirm"
    return MotionSheet(
        proposal_number=int(draft.subject),
        revision=draft.revision,
        title=content["title"],
        body=content["body"],
        legal_class=content["legal_class"],
        addressee=content["addressee"],
        step=step,
        classes=classes if step == "class" else (),
        stale=stale,
    )


def _read(tx: Transaction, who: Person, field: str, text: str) -> str | Refusal:
    if field == "class":
        return read_legal_class(text, known=rules_of(tx, who.community_id).for_motions)
    return _READERS[field](text)


def _name(field: str) -> str:
    return "legal_class" if field == "class" else field


def _fresh(proposal: Row[Any]) -> dict[str, Any]:
    return {
        "title": proposal.title,
        "body": proposal.body,
        "legal_class": "",
        "addressee": "?",
    }


def _save(
    tx: Transaction, who: Person, subject: str, content: dict[str, Any], *, awaits: str = ""
) -> Draft:
    return drafts.save(
        tx, who, bot="staff", kind=KIND, subject=subject, content=content, awaits=awaits
    )


def _draftable(tx: Transaction, who: Person, number: int) -> Row[Any] | Refusal:
    row = tx.connection.execute(
        select(proposals)
        .where(proposals.c.community_id == who.community_id, proposals.c.number == number)
        .with_for_update()
    ).one_or_none()
    if row is None:
        return refuse("motion.unknown_proposal", number=number)
    if row.state not in DRAFTABLE:
        return refuse("motion.proposal_not_seconded", number=number)
    return row


DRAFTING: UseCases = {DraftMotion: draft, FillMotion: fill, FileMotion: file}
