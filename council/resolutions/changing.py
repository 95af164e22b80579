"""Changing a resolution's own row: its text before publication, its repeal by a later one."""

from sqlalchemy import update

from council.kernel.acts.moves import Moves
from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.resolutions import telling as tell
from council.resolutions.acts import RESOLUTION_MOVES
from council.resolutions.commands import RepealResolution, ResolutionView, ReviseResolution
from council.resolutions.facts import ResolutionFacts
from council.resolutions.reads import facts_of, view_of
from council.resolutions.records import publishing_act, resolution_by
from council.resolutions.resolution import Resolution
from council.resolutions.rules import (
    check_repeal,
    read_body,
    read_number,
    read_title,
)
from council.resolutions.tables import resolutions


def locked(tx: Transaction, who: Person, number: str) -> Resolution | Refusal:
    """Take a resolution's lock before anything about it is judged."""
    resolution = resolution_by(tx, who.community_id, number=number, lock=True)
    return refuse("resolution.unknown", number=number) if resolution is None else resolution


def movable(
    tx: Transaction,
    who: Person,
    number: str,
    move: str,
    moves: Moves[ResolutionFacts] = RESOLUTION_MOVES,
) -> Resolution | Refusal:
    """Lock a resolution, and ask the guard of a move; the resolution, if the move is open."""
    resolution = locked(tx, who, number)
    if isinstance(resolution, Refusal):
        return resolution
    return moves.refusal(move, facts_of(tx, who, resolution)) or resolution


def changed(
    tx: Transaction, who: Person, resolution: Resolution, verb: str, **columns: str | int | None
) -> Resolution:
    """Write columns of a locked resolution, log the act, and read it anew."""
    t = resolutions.c
    tx.connection.execute(
        update(resolutions)
        .where(t.community_id == resolution.community_id, t.id == resolution.id)
        .values(**columns)
    )
    record(tx, who, verb, "resolution", resolution.id, number=resolution.number)
    found = resolution_by(tx, resolution.community_id, number=resolution.number)
    assert found is not None
    return found


def revise(tx: Transaction, who: Person, command: ReviseResolution) -> ResolutionView | Refusal:
    """Change title, body or the amount that may be spent, before publication."""
    resolution = movable(tx, who, command.number, "title")
    if isinstance(resolution, Refusal):
        return resolution
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
    if command.approved_fen:
        columns["approved_fen"] = command.approved_fen
    if not columns:
        return refuse("resolution.no_text")
    resolution = changed(tx, who, resolution, command.verb, **columns)
    return view_of(tx, resolution, who, "staff", just="revise")


def repeal(tx: Transaction, who: Person, command: RepealResolution) -> ResolutionView | Refusal:
    """Note that a later resolution repeals this one; the earlier stays readable."""
    resolution = movable(tx, who, command.number, "repeal")
    if isinstance(resolution, Refusal):
        return resolution
    number = read_number(command.later)
    if isinstance(number, Refusal):
        return number
    later = resolution_by(tx, who.community_id, number=number)
    if later is None:
        return refuse("resolution.unknown", number=number)
    refusal = check_repeal(
        published=publishing_act(tx, resolution),
        later_number=later.number,
        later_state=later.state,
        later_published=publishing_act(tx, later),
    )
    if refusal is not None:
        return refusal
    resolution = changed(
        tx,
        who,
        resolution,
        command.verb,
        state="repealed",
        repealed_at=tx.now,
        repealed_by=later.id,
    )
    tell.repealed(tx, resolution, later.number)
    return view_of(tx, resolution, who, "staff", just="repeal")
