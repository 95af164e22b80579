"""What a visitor of the demo may send where a form waits for words, so that tapping is enough.

Of dates the example is made from the demo's own day.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Asia/Shanghai")

#: Form and field → words that it takes.
WORDS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("proposal", "title"): (
            "东门外面晚上太黑，加两盏路灯\n"
            "从东门到车站这一段晚上没有灯，老人和下晚自习的孩子都要打手电。建议加两盏太阳能路灯。"
        ),
        ("proposal", "body"): "从东门到车站这一段晚上没有灯，老人和孩子都要打手电。",
        ("motion", "title"): "在东门外面加两盏路灯",
        ("motion", "body"): "由物业报价并安装两盏太阳能路灯，费用从公共收益支出。",
        ("answer", "reason"): "已经派人看过，可以装，材料一周到货。",
        ("answer", "cost"): "3600",
        ("answer", "responsible"): "工程部 老周",
        ("answer_plan", "measures"): "先立杆，再接线调试。",
        ("answer_plan", "responsible"): "工程部 老周",
        ("extension", "reason"): "太阳能灯要从厂家定做，厂家排期到下周，请宽限几天。",
        ("single", "place"): "社区活动室",
        ("single", "title"): "路灯专题议事会",
        ("series", "place"): "社区活动室",
        ("ranking", "options"): "太阳能路灯\n接小区电的路灯\n先装一盏试试",
        ("ranking", "title"): "东门路灯意向排序",
        ("budget", "pot"): "60000",
        (
            "budget",
            "projects",
        ): "太阳能路灯两盏 8000\n门口长椅 5000 | 等公交的人可以坐\n花坛补种 3000",
        ("budget", "title"): "公共收益办哪几件小事",
        ("ratification", "title"): "用公共收益在东门外装两盏路灯",
        ("ranked_motion", "title"): "在东门外装两盏太阳能路灯",
        ("resolution_tasks", "tasks"): "立灯杆\n接线调试",
        ("task_progress", "note"): "灯杆已经立好。",
        ("campaign", "title"): "东门路灯居民自愿认筹",
        ("campaign", "target_fen"): "8000",
        ("campaign", "minimum_fen"): "100",
        ("campaign", "account_holder"): "和悦社区居委会",
        ("campaign", "account_last4"): "0369",
        ("pledge", "amount"): "200",
        ("receipt", "ref"): "WX20260601001",
        ("objection", "objection"): "公布的面积和我家房产证上的不一样，请核对。",
        ("objection_answer", "answer"): "已经按不动产登记核对并更正。",
        ("reply", "text"): "在东门右手边，公告栏旁边。",
        ("question", "text"): "请问具体是哪一段？",
        ("complete", "note"): "两盏灯都亮了，请大家看看。",
        ("review_hold", "review"): "灯装得快，晚上亮堂多了；下次把报价先贴出来。",
        ("minutes", "text"): "到会的都同意先装两盏，一个月以后再看要不要加。",
    }
)
#: Form and field → in so many days, at this time of day (empty: the day alone).
DAYS: Mapping[tuple[str, str], tuple[int, str]] = MappingProxyType(
    {
        ("answer", "date"): (10, ""),
        ("answer_plan", "date"): (10, ""),
        ("single", "when"): (8, "19:30"),
        ("ranking", "closes"): (7, "18:00"),
        ("budget", "closes"): (7, "18:00"),
        ("ratification", "opens"): (17, "09:00"),
        ("ratification", "closes"): (30, "18:00"),
        ("task_plan", "due"): (14, ""),
        ("review_plan", "review_on"): (60, ""),
    }
)


def example(form: str, field: str, *, now: int) -> str:
    """Give an example for a field that waits; empty where there is none."""
    if (form, field) in DAYS:
        days, clock = DAYS[form, field]
        day = datetime.fromtimestamp(now, _ZONE) + timedelta(days=days)
        return f"{day:%Y-%m-%d} {clock}".strip()
    return WORDS.get((form, field), "")
