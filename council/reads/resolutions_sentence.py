"""The figures of the one sentence that a resolution is published with: every denominator."""

from council.domain.ratification import RatificationResult
from council.domain.refusals import Param

NOTHING = "0.00"


def sentence_params(result: RatificationResult) -> dict[str, Param]:
    """Heads and area: taking part of all, agreeing of those taking part; percentages truncated."""
    heads, area = result.heads, result.area_x100
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
    }
