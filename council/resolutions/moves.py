"""What comes after a resolution 决议: each move with its act, its guard and its press, once."""

from collections.abc import Callable

from council.kernel.refusals import Refusal
from council.resolutions.rules import (
    AfterFacts,
    check_correcting,
    check_planning_review,
    check_reviewing,
)

#: (move, act's verb, guard, press before the number), in the order of the buttons.
AFTERWARDS: tuple[
    tuple[str, str, Callable[[AfterFacts], Refusal | None], tuple[str, ...]], ...
] = (
    (
        "plan_review",
        "resolution.plan_review",
        check_planning_review,
        ("form.start", "review_plan"),
    ),
    ("review", "resolution.review", check_reviewing, ("form.start", "review_hold")),
    ("correct", "resolution.correct", check_correcting, ("form.start", "resolution_correct")),
)
