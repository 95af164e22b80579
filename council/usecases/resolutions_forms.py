"""The awaited text of an objection to a resolution."""

from council.commands.resolutions import (
    AskObjection,
    FileObjection,
    RaiseObjection,
    ResolutionPrompt,
    ResolutionView,
)
from council.domain.refusals import Refusal, refuse
from council.domain.resolutions import check_objecting
from council.domain.values import Person
from council.reads.resolutions import objections_of, resolution_row
from council.storage import drafts
from council.storage.transaction import Transaction
from council.usecases.resolutions_life import raise_objection

#: The kind of its draft; the bot routes the awaited message by it.
OBJECTION_DRAFT = "resolution_objection"


def ask_objection(
    tx: Transaction, who: Person, command: AskObjection
) -> ResolutionPrompt | Refusal:
    """Wait for a resident's objection."""
    row = resolution_row(tx, who.community_id, command.number)
    if row is None:
        return refuse("resolution.unknown", number=command.number)
    refusal = check_objecting(row.state, posted_until_at=row.posted_until, now=tx.now)
    if refusal is not None:
        return refusal
    waiting = [o for o in objections_of(tx, row, who) if o.mine and not o.answered_at]
    if waiting:
        return refuse("resolution.objection_waiting", number=row.number)
    drafts.save(
        tx,
        who,
        bot="resident",
        kind=OBJECTION_DRAFT,
        content={"number": row.number},
        awaits="objection",
    )
    return ResolutionPrompt(
        number=row.number,
        title=row.title,
        until=row.posted_until,
    )


def file_objection(
    tx: Transaction, who: Person, command: FileObjection
) -> ResolutionView | Refusal:
    """File the objection; a text that cannot be used leaves the bot waiting."""
    draft = drafts.load(tx, who, "resident", OBJECTION_DRAFT)
    if draft is None or not draft.awaits:
        return refuse("draft.nothing_awaited")
    raised = RaiseObjection(
        actor=command.actor,
        cause=command.cause,
        number=draft.content["number"],
        text=command.text,
    )
    done = raise_objection(tx, who, raised)
    if not isinstance(done, Refusal):
        drafts.clear(tx, who, "resident", OBJECTION_DRAFT)
    return done
