"""A street with one pot and several projects: what the tests of budget votes share."""

from typing import Any

from council.polls.budgets.rules import Project
from council.polls.commands import AnnouncePoll, CertifyPoll, DraftBudget, OpenPoll
from council.rules.poll_kinds import poll_named
from tests.council.conftest import NOON, Town
from tests.council.polls.polling import WEEK, clock_runs, put_motion

#: How a refusal names the town's first poll.
BUDGETED = poll_named("budget", 1, "公共收益怎么花")

#: Half a street wants lamp and bench, others a tree; the pond is too dear for those who want it.
STREET = (
    Project(title="路灯", cost_fen=30_000),
    Project(title="长椅", cost_fen=20_000, source="m1", body="三号楼前"),
    Project(title="种树", cost_fen=12_000),
    Project(title="水池", cost_fen=30_000),
)


def draft_budget(town: Town, **fields: Any) -> Any:
    """Draft a budget vote as the facilitator 召."""
    wanted: dict[str, Any] = {
        "motion": 1,
        "title": "公共收益怎么花",
        "pot_fen": 80_000,
        "ballot": "approval",
        "projects": STREET,
        "opens_at": NOON,
        "closes_at": NOON + WEEK,
    }
    return town.act("召", DraftBudget, **{**wanted, **fields})


def open_budget(town: Town, **fields: Any) -> int:
    """A budget vote that is open now; its number."""
    put_motion(town)
    number: int = draft_budget(town, **fields).number
    town.act("召", AnnouncePoll, poll=number)
    town.tick(OpenPoll, poll=number)
    return number


def count(town: Town) -> list[str]:
    """Let the clock close and count it."""
    town.clock.at = NOON + WEEK
    return clock_runs(town)


def certify(town: Town, number: int = 1) -> Any:
    """Certify it as the chair."""
    return town.act("主", CertifyPoll, poll=number)
