"""The standing invariant I35: fund lines 资金来源 count what two people signed, and hold no other money."""

from sqlalchemy import select

from council.campaigns.funds.line import FundLine, FundMove
from council.campaigns.funds.records import lines_of, moves_of
from council.campaigns.funds.rules import CONDITIONAL, check_line
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.findings import Finding, finding


def i35_fund_lines_as_confirmed(tx: Transaction) -> Finding:
    """No line is the maintenance fund's, each has its condition, and none pays out what it has not.

    Added up again in the order in which the moves were answered.
    """
    broken: list[str] = []
    checked = 0
    for community in tx.connection.execute(
        select(communities.c.id, communities.c.slug).order_by(communities.c.slug)
    ):
        moves = moves_of(tx, community.id)
        checked += len(moves)
        for line in lines_of(tx, community.id):
            mine = [each for each in moves if each.line_id == line.id]
            where = f"{community.slug} fund line {line.number}"
            broken += [f"{where}: {wrong}" for wrong in _wrong(line, mine)]
    return finding("I35", "fund lines as confirmed", checked=checked, broken=broken)


def _wrong(line: FundLine, moves: list[FundMove]) -> list[str]:
    confirmed = [each for each in moves if each.state == "confirmed"]
    confirmed.sort(key=lambda each: (each.signed_at or 0, each.number))
    held = lowest = spent = 0
    for each in confirmed:
        held += {"income": 1, "expense": -1}.get(each.kind, 0) * each.amount_fen
        spent += each.amount_fen if each.kind == "expense" else 0
        lowest = min(lowest, held)
    found = {
        "is the maintenance fund's": check_line("other", line.title, line.source, "") is not None,
        "has no condition": line.kind in CONDITIONAL and not line.terms,
        "paid out what it did not have": lowest < 0,
        "paid out more than its budget": spent > line.budget_fen,
        "was signed by one person": any(
            each.second_signer in (None, each.proposed_by)
            for each in moves
            if each.state != "proposed"
        ),
        "was signed before it was proposed": any(
            (each.signed_at or each.proposed_at) < each.proposed_at for each in moves
        ),
    }
    return [wrong for wrong, holds in found.items() if holds]
