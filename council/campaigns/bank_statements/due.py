"""Bank statements 对账单: lines that wait for the treasurer, sums that wait for a second signer."""

from sqlalchemy import func, select

from council.campaigns.bank_statements.tables import bank_lines, bank_statements
from council.campaigns.records import same
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.policy import may
from council.kernel.refusals import Param
from council.kernel.todos import Todo
from council.kernel.values import Person


def bank_due(tx: Transaction, who: Person) -> list[Todo]:
    """What of the statements waits for this person."""
    found = _to_look_at(tx, who) if may(who, "bank.book") else []
    return [*found, *_to_give_back(tx, who)] if may(who, "bank.give_back") else found


def _to_look_at(tx: Transaction, who: Person) -> list[Todo]:
    s, b = bank_statements.c, bank_lines.c
    rows = tx.connection.execute(
        select(s.number, func.count().label("n"))
        .join_from(bank_lines, bank_statements, same(bank_lines, bank_statements, "statement_id"))
        .where(b.community_id == who.community_id, b.state == "waiting")
        .group_by(s.number)
        .order_by(s.number)
    )
    return [
        Todo(
            key="bank_lines",
            verb="bank.line",
            by=tx.now,
            params={"number": row.number, "n": row.n},
            arguments=(row.number,),
        )
        for row in rows
    ]


def _to_give_back(tx: Transaction, who: Person) -> list[Todo]:
    b = bank_lines.c
    n, fen = tx.connection.execute(
        select(func.count(), total(b.amount_fen)).where(
            b.community_id == who.community_id, b.state == "returning", b.asked_by != who.id
        )
    ).one()
    if not n:
        return []
    params: dict[str, Param] = {"n": int(n), "total_fen": int(fen)}
    return [Todo(key="bank_to_give_back", verb="bank.suspense", by=tx.now, params=params)]
