"""Changing a resolution's own row: its text before publication, its repeal by a later one."""

from typing import Any

from sqlalchemy import Row, update

from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.resolutions import telling as tell
from council.resolutions.commands import RepealResolution, ResolutionView, ReviseResolution
from council.resolutions.reads import resolution_row, view_of
from council.resolutions.rules import (
    check_repeal,
    check_repealing,
    check_revising,
    read_body,
    read_number,
    read_title,
)
from council.resolutions.tables import resolutions


def locked(tx: Transaction, who: Person, number: str) -> Row[Any] | Refusal:
    """Take a resolution's lock before anything about it is judged."""
    row = resolution_row(tx, who.community_id, number, lock=True)
    return refuse("resolution.unknown", number=number) if row is None else row


def changed(
    tx: Transaction, who: Person, row: Row[Any], verb: str, **columns: str | int | None
) -> Row[Any]:
    """Write columns of a locked resolution, log the act, and read the row anew."""
    t = resolutions.c
    tx.connection.execute(
        update(resolutions)
        .where(t.community_id == row.community_id, t.id == row.id)
        .values(**columns)
    )
    record(tx, who, verb, "resolution", row.id, number=row.number)
    found = resolution_row(tx, row.community_id, row.number)
    assert found is not None
    return found


def revise(tx: Transaction, who: Person, command: ReviseResolution) -> ResolutionView | Refusal:
    """Change title or body before publication."""
    row = locked(tx, who, command.number)
    if isinstance(row, Refusal):
        return row
    refusal = check_revising(row.state)
    if refusal is not None:
        return refusal
    columns: dict[str, str | int | None] = {}
    if command.title:
        title = read_title(command.title)
        if isinstance(title, Refusal):
            return title
        columns["title"] = title
    if command.body:
        body = read_body(command.body)
        if isinstance(body, Refusal):
            return body
        columns["body"] = body
    if not columns:
        return refuse("resolution.no_text")
    row = changed(tx, who, row, command.verb, **columns)
    return view_of(tx, row, who, "staff", just="revise")


def repeal(tx: Transaction, who: Person, command: RepealResolution) -> ResolutionView | Refusal:
    """Note that a later resolution repeals this one; the earlier stays readable."""
    row = locked(tx, who, command.number)
    if isinstance(row, Refusal):
        return row
    refusal = check_repealing(row.state)
    if refusal is not None:
        return refusal
    number = read_number(command.later)
    if isinstance(number, Refusal):
        return number
    later = resolution_row(tx, who.community_id, number)
    if later is None:
        return refuse("resolution.unknown", number=number)
    refusal = check_repeal(
        published_at=row.published_at,
        later_number=later.number,
        later_state=later.state,
        later_published_at=later.published_at,
    )
    if refusal is not None:
        return refusal
    row = changed(
        tx, who, row, command.verb, state="repealed", repealed_at=tx.now, repealed_by=later.id
    )
    tell.repealed(tx, row, later.number)
    return view_of(tx, row, who, "staff", just="repeal")
