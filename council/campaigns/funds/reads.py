"""Fund lines 资金来源 on the staff desk."""

from council.campaigns.funds.commands import FundDesk, WaitingMove
from council.campaigns.funds.records import lines_of, maintenance, moves_of
from council.campaigns.funds.tables import fund_moves
from council.kernel.database.transaction import Transaction
from council.kernel.policy import STAFF, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.todos import Todo
from council.kernel.values import Person


def desk(tx: Transaction, who: Person, *, did: str = "") -> FundDesk | Refusal:
    """Every fund line, and what waits for a second person; only for staff."""
    if not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    found = lines_of(tx, who.community_id)
    by_id = {line.id: line for line in found}
    waiting = moves_of(tx, who.community_id, fund_moves.c.state == "proposed")
    return FundDesk(
        lines=found,
        waiting=tuple(
            WaitingMove(
                line=(line := by_id[move.line_id]).number,
                title=line.title,
                number=move.number,
                kind=move.kind,
                amount_fen=move.amount_fen,
                voucher=move.voucher,
                own=move.proposed_by == who.id,
            )
            for move in waiting
        ),
        maintenance=maintenance(tx, who.community_id),
        may_write=may(who, "fund.record"),
        may_confirm=may(who, "fund.confirm"),
        did=did,
    )


def to_confirm(tx: Transaction, who: Person) -> list[Todo]:
    """Tell a second signer what of others waits on fund lines."""
    m = fund_moves.c
    waiting = moves_of(tx, who.community_id, m.state == "proposed", m.proposed_by != who.id)
    if not waiting:
        return []
    return [
        Todo(
            key="fund_moves_to_confirm",
            verb="fund.desk",
            by=tx.now,
            params={"n": len(waiting)},
            arguments=(),
        )
    ]
