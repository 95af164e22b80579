"""Fund lines 资金来源: recorded, and what is on them proposed by one and confirmed by another."""

from sqlalchemy import insert, select, update

from council.campaigns.funds.commands import (
    ConfirmFundMove,
    DeclineFundMove,
    FundDesk,
    NoteMaintenanceFund,
    ProposeFundMove,
    RecordFundLine,
)
from council.campaigns.funds.line import FundLine, FundMove
from council.campaigns.funds.reads import desk
from council.campaigns.funds.records import line_by, moves_of
from council.campaigns.funds.rules import check_confirming, check_line, check_move
from council.campaigns.funds.tables import fund_lines, fund_moves, maintenance_notes
from council.campaigns.rules import IN_FORCE
from council.kernel.acts_log import record
from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.resolutions.tables import resolutions


def resolution_for(tx: Transaction, community_id: str, number: str) -> str | Refusal:
    """Find the id of a resolution in force, by its number."""
    r = resolutions.c
    found: str | None = tx.connection.scalar(
        select(r.id).where(
            r.community_id == community_id, r.number == number, r.state.in_(IN_FORCE)
        )
    )
    return found or refuse("fund.no_resolution", number=number)


def record_line(tx: Transaction, who: Person, command: RecordFundLine) -> FundDesk | Refusal:
    """Record a line for a resolution in force; nothing is on it yet."""
    resolution_id = resolution_for(tx, who.community_id, command.resolution)
    if isinstance(resolution_id, Refusal):
        return resolution_id
    refusal = check_line(command.kind, command.title, command.source, command.terms)
    if refusal is not None:
        return refusal
    line_id = tx.new_id()
    tx.connection.execute(
        insert(fund_lines).values(
            community_id=who.community_id,
            id=line_id,
            number=next_number(tx, who.community_id, "fund_lines"),
            kind=command.kind,
            title=command.title,
            source=command.source,
            terms=command.terms,
            resolution_id=resolution_id,
            recorded_by=who.id,
            recorded_at=tx.now,
        )
    )
    record(tx, who, command.verb, "fund", line_id)
    return desk(tx, who, did="recorded")


def propose(tx: Transaction, who: Person, command: ProposeFundMove) -> FundDesk | Refusal:
    """Propose a sum on a line; an expense is set aside until somebody has answered."""
    line = line_by(tx, who.community_id, command.line)
    if isinstance(line, Refusal):
        return line
    refusal = check_move(line, command.kind, command.amount_fen)
    if refusal is not None:
        return refusal
    move_id = tx.new_id()
    tx.connection.execute(
        insert(fund_moves).values(
            community_id=who.community_id,
            id=move_id,
            line_id=line.id,
            number=next_number(tx, who.community_id, f"fund_moves:{line.number}"),
            kind=command.kind,
            amount_fen=command.amount_fen,
            voucher=command.voucher,
            state="proposed",
            proposed_by=who.id,
            proposed_at=tx.now,
        )
    )
    record(tx, who, command.verb, "fund_move", move_id, total_fen=command.amount_fen)
    return desk(tx, who, did="proposed")


def confirm(tx: Transaction, who: Person, command: ConfirmFundMove) -> FundDesk | Refusal:
    """Confirm what somebody else proposed: from now on it counts, for everybody to see."""
    found = _answerable(tx, who, command.line, command.number)
    if isinstance(found, Refusal):
        return found
    line, move = found
    refusal = check_move(line, move.kind, move.amount_fen) if move.kind == "budget" else None
    if refusal is not None:
        return refusal
    _answer(tx, who, move, "confirmed")
    record(tx, who, command.verb, "fund_move", move.id, total_fen=move.amount_fen)
    return desk(tx, who, did="confirmed")


def decline(tx: Transaction, who: Person, command: DeclineFundMove) -> FundDesk | Refusal:
    """Not confirm it; what was set aside is free again."""
    found = _answerable(tx, who, command.line, command.number)
    if isinstance(found, Refusal):
        return found
    _answer(tx, who, found[1], "declined")
    record(tx, who, command.verb, "fund_move", found[1].id)
    return desk(tx, who, did="declined")


def note_maintenance(
    tx: Transaction, who: Person, command: NoteMaintenanceFund
) -> FundDesk | Refusal:
    """Note the balance of the maintenance fund, with its source and its day; it is in no sum."""
    if command.as_of > tx.now:
        return refuse("fund.not_yet")
    note_id = tx.new_id()
    tx.connection.execute(
        insert(maintenance_notes).values(
            community_id=who.community_id,
            id=note_id,
            balance_fen=command.balance_fen,
            source=command.source,
            as_of=command.as_of,
            noted_by=who.id,
            noted_at=tx.now,
        )
    )
    record(tx, who, command.verb, "maintenance_note", note_id)
    return desk(tx, who, did="noted")


def _answerable(
    tx: Transaction, who: Person, line_number: int, number: int
) -> tuple[FundLine, FundMove] | Refusal:
    line = line_by(tx, who.community_id, line_number)
    if isinstance(line, Refusal):
        return line
    m = fund_moves.c
    found = moves_of(tx, who.community_id, m.line_id == line.id, m.number == number)
    if not found:
        return refuse("fund.not_waiting", number=number)
    return check_confirming(found[0], who.id) or (line, found[0])


def _answer(tx: Transaction, who: Person, move: FundMove, state: str) -> None:
    m = fund_moves.c
    tx.connection.execute(
        update(fund_moves)
        .where(m.community_id == who.community_id, m.id == move.id)
        .values(state=state, second_signer=who.id, signed_at=tx.now)
    )
