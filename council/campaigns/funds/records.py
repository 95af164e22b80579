"""Reading fund lines 资金来源 that several verbs need."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from council.campaigns.funds.line import FundLine, FundMove, MaintenanceNote
from council.campaigns.funds.tables import fund_lines, fund_moves, maintenance_notes
from council.campaigns.records import same
from council.kernel.database.records import read_all, read_one
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.resolutions.tables import resolutions


def lines_of(
    tx: Transaction, community_id: str, *wanted: ColumnElement[bool]
) -> tuple[FundLine, ...]:
    """Read fund lines with their sums, in order."""
    m = fund_moves.c
    latest = fund_moves.alias()
    budget = (
        select(latest.c.amount_fen)
        .where(
            latest.c.community_id == fund_lines.c.community_id,
            latest.c.line_id == fund_lines.c.id,
            latest.c.kind == "budget",
            latest.c.state == "confirmed",
        )
        .order_by(latest.c.number.desc())
        .limit(1)
        .correlate(fund_lines)
        .scalar_subquery()
    )
    query = (
        select(
            fund_lines,
            resolutions.c.number.label("resolution"),
            func.coalesce(budget, 0).label("budget_fen"),
            _sum(and_(m.kind == "income", m.state == "confirmed")).label("in_fen"),
            _sum(and_(m.kind == "expense", m.state == "confirmed")).label("out_fen"),
            _sum(and_(m.kind == "expense", m.state == "proposed")).label("waiting_fen"),
        )
        .join(resolutions, same(fund_lines, resolutions, "resolution_id"))
        .where(fund_lines.c.community_id == community_id, *wanted)
        .order_by(fund_lines.c.number)
    )
    return read_all(tx, FundLine, query)


def _sum(wanted: ColumnElement[bool]) -> Any:
    m = fund_moves.c
    return (
        select(total(m.amount_fen))
        .where(m.community_id == fund_lines.c.community_id, m.line_id == fund_lines.c.id, wanted)
        .correlate(fund_lines)
        .scalar_subquery()
    )


def line_by(tx: Transaction, community_id: str, number: int) -> FundLine | Refusal:
    """Find a line by its number; it is locked, so that two cannot spend the same fen."""
    f = fund_lines.c
    tx.connection.execute(
        select(f.id).where(f.community_id == community_id, f.number == number).with_for_update()
    )
    found = lines_of(tx, community_id, f.number == number)
    return found[0] if found else refuse("fund.unknown", number=number)


def moves_of(
    tx: Transaction, community_id: str, *wanted: ColumnElement[bool]
) -> tuple[FundMove, ...]:
    """Read what is written on lines, in order."""
    m = fund_moves.c
    query = select(fund_moves).where(m.community_id == community_id, *wanted)
    return read_all(tx, FundMove, query.order_by(m.proposed_at, m.line_id, m.number))


def maintenance(tx: Transaction, community_id: str) -> MaintenanceNote | None:
    """Read the newest note of the maintenance fund."""
    n = maintenance_notes.c
    query = select(maintenance_notes).where(n.community_id == community_id)
    return read_one(tx, MaintenanceNote, query.order_by(n.noted_at.desc(), n.id.desc()).limit(1))
