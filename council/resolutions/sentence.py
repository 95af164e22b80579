"""The figures of the one sentence that a resolution is published with: every denominator."""

from council.kernel.refusals import Param
from council.polls.ratification import RatificationResult

NOTHING = "0.00"


def sentence_params(result: RatificationResult) -> dict[str, Param]:
    """Heads and area: taking part of all, agreeing of those taking part; percentages truncated."""
    heads, area = result.heads, result.area_x100
    deemed = result.deemed
    by_clause: dict[str, Param] = {}
    if result.clause_reference and deemed is not None:
        by_clause = {
            "clause": result.clause_reference,
            "deemed": deemed.heads.participating - heads.participating,
            "deemed_heads": deemed.heads.participating,
            "deemed_area_x100": deemed.area_x100.participating,
            "deemed_agree": deemed.heads.agree,
            "deemed_percent": deemed.percent_heads or NOTHING,
            "deemed_agree_x100": deemed.area_x100.agree,
            "deemed_area_percent": deemed.percent_area or NOTHING,
        }
    return {
        "heads": heads.participating,
        "heads_all": heads.total,
        "heads_percent": result.percent_participating_heads or NOTHING,
        "agree": heads.agree,
        "agree_percent": result.percent_agree_heads or NOTHING,
        "area_x100": area.participating,
        "all_x100": area.total,
        "area_percent": result.percent_participating_area or NOTHING,
        "agree_x100": area.agree,
        "agree_area_percent": result.percent_agree_area or NOTHING,
        **by_clause,
    }


def sentence_rule(result: RatificationResult) -> str:
    """Which sentence fits: ordinary or special, and whether the clause on silence decided."""
    rule = "special" if result.special else "ordinary"
    return f"{rule}_by_clause" if result.clause_reference else rule
