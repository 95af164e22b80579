"""The two kinds of polls: a ranking 意向排序 advises, a ratification 业主表决 binds."""

from council.kernel.refusals import Param

RANKING = "ranking"


RATIFICATION = "ratification"


KINDS = (RANKING, RATIFICATION)


def poll_named(kind: str, number: int, title: str) -> dict[str, Param]:
    """Name a poll for a sentence, ``{poll_key}“{title}”``: people know it by its title."""
    return {"poll_key": f"poll.name.{kind}", "number": number, "title": title}
