"""The story's figures: what the public pages showed, beside what was dealt out to the people."""

from collections.abc import Iterator, Mapping
from typing import Any

from council.cli.story.trouble import StoryStopped

#: What must stand in the report, by the path to it (docs/rules.md#the-story).
EXPECTED: Mapping[str, Any] = {
    "roll": {"units": 480, "heads": 464, "area_x100": 5116256},
    "proposal": {"seconds": 10},
    "meeting": {"starts": "2026-02-27T19:30:00+08:00", "attended": 57},
    "motion": {
        "addressee": "manager",
        "answered": True,
        "hours": 31,
        "decision": "needs_owners",
    },
    "ranking": {
        "ballots": 300,
        "winner": "A",
        "plurality": "C",
        "rounds": [
            {"A": 92, "B": 66, "C": 102, "D": 40},
            {"A": 92, "B": 74, "C": 124},
            {"A": 146, "C": 144},
        ],
        "schulze": ["A", "C", "B", "D"],
    },
    "ratification": {
        "first_close": "no_quorum",
        "first_heads": 303,
        "first_area_x100": 3441768,
        "final": {
            "heads": [251, 325],
            "area_x100": [2833304, 3638360],
            "oppose": [54, 587752],
            "abstain": [20, 217304],
            "percent_area": "77.87",
            "passed": "yes",
        },
        "m2": {"heads": [185, 325], "area_x100": [2131368, 3638360], "passed": "yes"},
    },
    "resolution": {"state": "in_force"},
    "campaign": {
        "target_fen": 51_000_000,
        "pledged_fen": 54_860_000,
        "pledges": 214,
        "received_fen": 52_130_000,
        "receipts": 203,
        "surplus_fen": 1_130_000,
        "state": "target_met",
        "after_surplus": {"refunded_fen": 1_130_000, "held_fen": 51_000_000},
    },
}


def check(told: Mapping[str, Any]) -> None:
    """Stop the story when a public figure is not what the people did: nothing lost or doubled."""
    wrong = list(_differences(EXPECTED, told))
    if wrong:
        raise StoryStopped("the public figures differ:\n" + "\n".join(wrong))


def _differences(wanted: Mapping[str, Any], told: Any, path: str = "") -> Iterator[str]:
    for name, figure in wanted.items():
        here = f"{path}.{name}" if path else name
        shown = told.get(name) if isinstance(told, Mapping) else None
        if isinstance(figure, Mapping):
            yield from _differences(figure, shown, here)
        elif shown != figure:
            yield f"  {here}: {shown!r} instead of {figure!r}"
