"""Bank statements 对账单 as the treasurer and the second signer see them."""

from typing import Any

from sqlalchemy import case, func, select

from council.campaigns.bank_statements.bank_statement import BankLine, BankStatement
from council.campaigns.bank_statements.commands import (
    Advice,
    BankDesk,
    BankDone,
    BankLineView,
    BankTaken,
    Queue,
    StatementSummary,
    StateSum,
    SuspendedLine,
    SuspenseDesk,
    Target,
)
from council.campaigns.bank_statements.matching import Proposal, propose
from council.campaigns.bank_statements.records import (
    in_the_books,
    line_by,
    lines_of,
    statement_by,
    taking_money,
    unpaid_pledges,
)
from council.campaigns.bank_statements.rules import AT_ONCE
from council.campaigns.bank_statements.tables import bank_lines, bank_statements
from council.campaigns.records import same
from council.kernel.database.rows import value_from
from council.kernel.database.sums import total
from council.kernel.database.transaction import Transaction
from council.kernel.policy import check, may
from council.kernel.refusals import Refusal
from council.kernel.values import Person

#: So many statements stand on the desk, so many sums in suspense on their screen.
SHOWN, SUSPENDED_SHOWN = 8, 12


def desk(tx: Transaction, who: Person) -> BankDesk | Refusal:
    """The statements, those that wait and then the newest first, and what is in suspense."""
    refusal = check(who, "bank.see")
    if refusal is not None:
        return refusal
    s, b = bank_statements.c, bank_lines.c
    waiting = total(case((b.state == "waiting", 1), else_=0))
    rows = tx.connection.execute(
        select(
            s.number,
            s.source,
            s.file,
            s.sent_at,
            s.new_lines.label("lines"),
            waiting.label("waiting"),
        )
        .join_from(
            bank_statements,
            bank_lines,
            same(bank_lines, bank_statements, "statement_id"),
            isouter=True,
        )
        .where(s.community_id == who.community_id)
        .group_by(s.number, s.source, s.file, s.sent_at, s.new_lines)
        .order_by(case((waiting > 0, 0), else_=1), s.number.desc())
        .limit(SHOWN)
    )
    many, fen = suspended(tx, who.community_id)
    return BankDesk(
        statements=tuple(value_from(StatementSummary, row) for row in rows),
        suspended=many,
        suspended_fen=fen,
        may_import=may(who, "bank.import"),
    )


def suspended(tx: Transaction, community_id: str) -> tuple[int, int]:
    """Tell how many lines are in suspense, and their sum in fen."""
    b = bank_lines.c
    many, fen = tx.connection.execute(
        select(func.count(), total(b.amount_fen)).where(
            b.community_id == community_id, b.state.in_(("suspense", "returning"))
        )
    ).one()
    return int(many), int(fen)


def suspense(
    tx: Transaction, who: Person, *, did: str = "", did_fen: int = 0
) -> SuspenseDesk | Refusal:
    """What is in suspense, the oldest first."""
    refusal = check(who, "bank.see")
    if refusal is not None:
        return refusal
    s = bank_statements.c
    b = bank_lines.c
    rows = tx.connection.execute(
        select(s.number, bank_lines)
        .join(bank_statements, same(bank_lines, bank_statements, "statement_id"))
        .where(b.community_id == who.community_id, b.state.in_(("suspense", "returning")))
        .order_by(b.booked_at, b.id)
        .limit(SUSPENDED_SHOWN)
    )
    return SuspenseDesk(
        lines=tuple(
            value_from(
                SuspendedLine,
                row,
                statement=row.number,
                asked=row.state == "returning",
                own=row.asked_by == who.id,
            )
            for row in rows
        ),
        suspended_fen=suspended(tx, who.community_id)[1],
        may_book=may(who, "bank.book"),
        may_give_back=may(who, "bank.give_back"),
        did=did,
        did_fen=did_fen,
    )


def proposals(tx: Transaction, statement: BankStatement) -> tuple[Proposal, ...]:
    """Propose what the lines of a statement are that wait, as the books stand now."""
    b = bank_lines.c
    waiting = lines_of(
        tx, statement.community_id, b.statement_id == statement.id, b.state == "waiting"
    )
    if not waiting:
        return ()
    return propose(
        (each.told for each in waiting),
        unpaid=unpaid_pledges(tx, statement.community_id),
        known=in_the_books(tx, statement.community_id),
    )


def taken(tx: Transaction, statement: BankStatement, *, again: bool = False) -> BankTaken:
    """What a file brought, and what of it waits."""
    b = bank_lines.c
    lines = lines_of(tx, statement.community_id, b.statement_id == statement.id)
    proposed = proposals(tx, statement)
    return BankTaken(
        number=statement.number,
        source=statement.source,
        file=statement.file,
        lines=statement.new_lines,
        known=statement.known_lines,
        left_out=statement.left_out,
        came_in_fen=sum(each.amount_fen for each in lines if each.amount_fen > 0),
        went_out_fen=-sum(each.amount_fen for each in lines if each.amount_fen < 0),
        waiting=len(proposed),
        matched=sum(each.unpaid is not None for each in proposed),
        booked=sum(each.known is not None for each in proposed),
        again_at=statement.sent_at if again else 0,
    )


def next_line(tx: Transaction, who: Person, number: int, line: int = 0) -> Queue | Refusal:
    """A line of a statement as it stands now; 0: the first that waits."""
    refusal = check(who, "bank.book")
    if refusal is not None:
        return refusal
    statement = statement_by(tx, who.community_id, number)
    return statement if isinstance(statement, Refusal) else _shown(tx, statement, line)


def queue(
    tx: Transaction,
    statement: BankStatement,
    line: BankLine,
    *,
    did: str,
    undo: bool = False,
    serial: int = 0,
    many: int = 0,
    show: int = 0,
) -> Queue | Refusal:
    """The next line that waits, or ``show``, with what was just done about another, or ``many``."""
    return _shown(
        tx,
        statement,
        show,
        start=line.line,
        did=did,
        did_line=many or line.line,
        did_fen=line.amount_fen,
        did_undo=undo,
        did_serial=serial,
    )


def _shown(
    tx: Transaction, statement: BankStatement, line: int, *, start: int = 0, **did: Any
) -> Queue | Refusal:
    waiting = proposals(tx, statement)
    places = [each.line.line for each in waiting]
    if not line:
        # What was skipped comes again at the end.
        line = next((each for each in places if each > start), places[0] if places else 0)
    if not line:
        return _done(tx, statement, **did)
    kept = line_by(tx, statement, line)
    if isinstance(kept, Refusal):
        return kept
    proposed = next((each for each in waiting if each.line.line == line), None)
    return BankLineView(
        number=statement.number,
        source=statement.source,
        waiting=len(waiting),
        total=statement.new_lines,
        line=line,
        booked_at=kept.booked_at,
        amount_fen=kept.amount_fen,
        party=kept.party,
        memo=kept.memo,
        reference=kept.reference[-6:],
        state=kept.state,
        advice=_advice(tx, statement, proposed),
        target=_target(proposed) if proposed else _became(tx, statement, kept.target_id),
        after=next((each for each in places if each > line), 0)
        or next((each for each in places if each != line), 0),
        ticking=min(AT_ONCE, sum(each.why == "known" for each in waiting)),
        **did,
    )


def _advice(tx: Transaction, statement: BankStatement, proposed: Proposal | None) -> Advice:
    if proposed is None:
        return "none"
    if proposed.why == "none" and not taking_money(tx, statement.community_id):
        return "closed"
    return proposed.why


def _done(tx: Transaction, statement: BankStatement, **did: Any) -> BankDone:
    b = bank_lines.c
    rows = tx.connection.execute(
        select(b.state, func.count().label("lines"), total(b.amount_fen).label("amount_fen"))
        .where(b.community_id == statement.community_id, b.statement_id == statement.id)
        .group_by(b.state)
        .order_by(b.state)
    )
    return BankDone(
        number=statement.number,
        source=statement.source,
        sums=tuple(value_from(StateSum, row, amount_fen=int(row.amount_fen)) for row in rows),
        **did,
    )


def _target(proposed: Proposal) -> Target | None:
    if proposed.unpaid is not None:
        it = proposed.unpaid
        return Target(
            kind="pledge",
            campaign=it.campaign,
            number=it.pledge,
            name=it.name,
            amount_fen=it.amount_fen,
        )
    return None if proposed.known is None else value_from(Target, proposed.known)


def _became(tx: Transaction, statement: BankStatement, target_id: str) -> Target | None:
    found = in_the_books(tx, statement.community_id, target_id) if target_id else ()
    return value_from(Target, found[0]) if found else None
