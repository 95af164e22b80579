"""Fund lines 资金来源: what may be written on them, and what a second person may confirm. Pure."""

from council.campaigns.funds.line import FundLine, FundMove
from council.kernel.refusals import Refusal, refuse

#: Where money comes from. Residents' gifts are campaigns; the maintenance fund is none of these.
KINDS = ("common_income", "matching_award", "ppp", "other")
#: Lines whose giver binds the money to a condition.
CONDITIONAL = ("matching_award", "ppp")
#: What is written on a line.
MOVES = ("budget", "income", "expense")
TITLE_MOST, SOURCE_MOST, TERMS_MOST, VOUCHER_MOST = 60, 60, 300, 60
#: People's names are hardly longer; short names of bodies are masked with them.
_LONGEST_NAME = 3
#: Words for what may never be mixed with these lines.
_KEPT_APART = ("维修资金", "维修基金", "大修基金", "maintenance fund", "repair fund")


def check_line(kind: str, title: str, source: str, terms: str) -> Refusal | None:
    """Judge a new line: never the maintenance fund, and with its condition where it has one."""
    written = f"{title} {source}".casefold()
    if any(word in written for word in _KEPT_APART):
        return refuse("fund.maintenance")
    if kind in CONDITIONAL and not terms:
        return refuse("fund.terms_needed")
    return None


def source_shown(kind: str, source: str) -> str:
    """Show a giver to everybody: what may be a person's name as 张*, a body by its name."""
    may_be_a_person = kind in ("ppp", "other") and len(source) <= _LONGEST_NAME
    return f"{source[:1]}*" if may_be_a_person else source


def check_move(line: FundLine, kind: str, amount_fen: int) -> Refusal | None:
    """Judge what is proposed on a line: nothing goes out that has not come in."""
    if kind == "expense" and amount_fen > line.free_fen:
        return refuse("fund.not_enough", held_fen=max(0, line.free_fen), total_fen=amount_fen)
    if kind == "expense" and line.spent_fen + amount_fen > line.budget_fen:
        return refuse("fund.over_budget", left_fen=max(0, line.budget_fen - line.spent_fen))
    if kind == "budget" and amount_fen < line.spent_fen:
        return refuse("fund.budget_spent", spent_fen=line.spent_fen)
    return None


def check_confirming(move: FundMove, who_id: str) -> Refusal | None:
    """Judge whether somebody may confirm, or decline: what waits, and is not their own."""
    if move.state != "proposed":
        return refuse("fund.not_waiting", number=move.number)
    if move.proposed_by == who_id:
        return refuse("fund.own_move")
    return None
