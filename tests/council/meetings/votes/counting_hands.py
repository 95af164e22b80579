"""Votes by hands at a meeting, and what became of their motions."""

from typing import Any

from council.motions.commands import MotionView
from council.motions.reads import motion_view
from council.polls.commands import DraftRanking
from tests.council.conftest import NOON, Town

ADULTS = ("adults", "980")


def rank(town: Town, number: int) -> Any:
    """Try to put a motion to an advisory ranking."""
    return town.act(
        "何",
        DraftRanking,
        motion=number,
        title="排序",
        options=("甲", "乙"),
        opens_at=NOON,
        closes_at=NOON + 999_999,
    )


def state_of(town: Town, number: int) -> str:
    view: MotionView = town.read("何", motion_view, number, "staff")
    return view.state
