"""The kinds of polls: a ranking 意向排序 and a budget vote 预算表决 advise, a ratification 业主表决 binds."""

from council.kernel.refusals import Param

RANKING = "ranking"
BUDGET = "budget"
RATIFICATION = "ratification"

KINDS = (RANKING, BUDGET, RATIFICATION)
#: Those that every adult resident has a ballot in, and that bind nobody.
ADVISORY = (RANKING, BUDGET)


def poll_named(kind: str, number: int, title: str) -> dict[str, Param]:
    """Name a poll for a sentence, ``{poll_key}“{title}”``: people know it by its title."""
    return {"poll_key": f"poll.name.{kind}", "number": number, "title": title}
