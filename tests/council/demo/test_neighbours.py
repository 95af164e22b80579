"""The demo lives: what a visitor begins goes on to a fulfilled resolution by its neighbours and staff."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from council.campaigns.commands import DraftCampaign
from council.campaigns.reads import progress
from council.demo.acting import Acting, community_of
from council.demo.cast import NEIGHBOURS
from council.demo.colleagues import work
from council.demo.content import FACILITATOR, TREASURER
from council.demo.neighbours import LOOKING, OWNERS, look, turn_comes
from council.demo.seed import let_neighbours_join_in, seed
from council.falls_due import NOUNS
from council.kernel.app import App
from council.kernel.bus.command import Command
from council.kernel.clock import Clock, FixedClock
from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import FileForm, StartForm
from council.motions.commands import AskParty, DraftMotion
from council.overview.matters.matter import Matter, matter
from council.polls.commands import AnnouncePoll, DraftRatification
from council.polls.public import one as poll_public
from council.proposals.commands import AdmitProposal
from council.proposals.public import one as proposal_public
from council.resolutions.commands import (
    AddTasks,
    DraftResolution,
    FulfilResolution,
)

T = TypeVar("T")

DAY = 86_400
VISITOR = "R0001"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The demo lives in a file of its own and nowhere else."""
    return sqlite_url


@pytest.fixture
def clock() -> FixedClock:
    """The seed plans meetings ahead of a real-looking now."""
    return FixedClock(Clock().now())


class Demo:
    """The demo with a visitor who holds two phones: a resident's and the facilitator's."""

    def __init__(self, app: App, clock: FixedClock) -> None:
        """Begin with a demo that was loaded."""
        self.app, self.clock = app, clock

    def act(self, ref: str, command: type[Command[Any]], **fields: Any) -> Any:
        """Do a command as somebody, who insists."""

        def do(tx: Transaction) -> Any:
            community_id = community_of(tx)
            assert community_id is not None
            return Acting(tx, community_id).act(ref, command, **fields)

        return self.app.bus.submit_run(do).result()

    def let_them_look(self, times: int = 1) -> None:
        """Let every neighbour look at their phone so many times."""
        for start in range(0, times * len(NEIGHBOURS), LOOKING):
            self.app.bus.submit_run(lambda tx, start=start: look(tx, start)).result()

    def next_day(self, days: int = 1) -> None:
        """Let days pass: what falls due, then the staff; in the end the neighbours look."""
        for _ in range(days):
            self.clock.at += DAY
            for noun in NOUNS:
                for command in self.app.bus.read_now(noun):
                    self.app.bus.submit(command).result()
            self.app.bus.submit_run(work).result()
        self.let_them_look()

    def read(self, function: Callable[[Transaction, str], T | None]) -> T:
        """Read something of the demo community that is there."""

        def read(tx: Transaction) -> T | None:
            community_id = community_of(tx)
            assert community_id is not None
            return function(tx, community_id)

        found = self.app.bus.read_now(read)
        assert found is not None
        return found

    def matter(self, number: int) -> Matter:
        """One matter by its proposal."""
        return self.read(lambda tx, here: matter(tx, here, root=f"p{number}"))


async def test_a_proposal_becomes_a_fulfilled_resolution_while_the_visitor_only_leads(
    app: App, clock: FixedClock
):
    await seed(app)
    await let_neighbours_join_in(app)
    demo = Demo(app, clock)

    form = {"form": "proposal", "subject": "new"}
    sheet = demo.act(
        VISITOR, StartForm, **form, anew=True, text="修好东门\n东门关不上，请大家商量怎么修。"
    )
    filed = demo.act(VISITOR, FileForm, **form, revision=sheet.revision)
    demo.act(FACILITATOR, AdmitProposal, number=filed.number)
    demo.let_them_look()
    motion = demo.act(
        FACILITATOR,
        DraftMotion,
        proposal_number=filed.number,
        legal_class="O-9",
    )
    demo.act(FACILITATOR, AskParty, number=motion.number)
    demo.next_day(5)
    poll = demo.act(
        FACILITATOR,
        DraftRatification,
        motion=motion.number,
        title="用公共收益修东门",
        legal_class="O-9",
        opens_at=clock.at + 16 * DAY,
        closes_at=clock.at + 26 * DAY,
    )
    demo.act(FACILITATOR, AnnouncePoll, poll=poll.number)
    demo.next_day(23)
    demo.let_them_look(2)
    demo.next_day(4)
    counted = demo.read(lambda tx, here: poll_public(tx, here, number=poll.number))
    drafted = demo.act(FACILITATOR, DraftResolution, poll=poll.number)
    demo.next_day()
    campaign = demo.act(
        TREASURER,
        DraftCampaign,
        title="修东门",
        motion=motion.number,
        target_fen=800_000,
        minimum_fen=10_000,
        deadline=clock.at + 20 * DAY,
        account_holder="和悦社区居委会",
        account_last4="0369",
    ).campaign
    demo.act(FACILITATOR, AddTasks, number=drafted.number, lines="换门轴\n刷漆")
    for days in (2, 13, 7):
        demo.next_day(days)
    demo.act(FACILITATOR, FulfilResolution, number=drafted.number)

    told = demo.matter(filed.number)
    proposal = demo.read(lambda tx, here: proposal_public(tx, here, number=filed.number))
    funded = demo.read(lambda tx, here: progress(tx, here, campaign.number))
    assert {
        "answered": [
            each.said.key
            for each in told.events
            if each.stage == "answer" and each.said.key.startswith("matter.")
        ],
        "voted": (counted.ratification.heads.participating, counted.ratification.passed),
        "works": [each.said.key for each in told.events if each.stage == "works"],
        "money": (funded.state, funded.pledged_fen, funded.received_fen, funded.held_fen),
        "waiting": told.waiting,
        "proposal": proposal.state,
    } == {
        "answered": [
            "matter.event.asked",
            "matter.event.acknowledged",
            "matter.event.answered",
        ],
        "voted": (len(OWNERS), "yes"),
        "money": ("disbursing", 800_000, 800_000, 800_000),
        "works": [
            "matter.event.task_report",
            "matter.event.task_report",
            "matter.event.fulfilled",
        ],
        "waiting": (),
        "proposal": "closed",
    }


async def test_the_neighbours_share_the_pot_among_small_things(app: App, clock: FixedClock):
    await seed(app)
    await let_neighbours_join_in(app)
    demo = Demo(app, clock)

    for _ in range(11):
        demo.next_day()

    poll = demo.read(lambda tx, here: poll_public(tx, here, number=3))
    assert poll.budget is not None
    assert poll.budget.greedy is not None
    assert (poll.state, poll.ballots, poll.budget.ballots) == ("certified", "public", 40)
    assert sorted(each.letter for each in poll.budget.funded) == ["A", "C", "D", "E", "F"]
    assert sorted(poll.budget.greedy.funded) == ["D", "F", "G"]


def test_a_quarter_acts_at_once_and_the_others_one_by_one_before_it_is_late():
    turns = [turn_comes(place, 40, begins=1000, ends=2000) for place in range(40)]

    assert turns[:10] == [1000] * 10
    assert turns == sorted(turns)
    assert (turns[10], turns[-1]) == (1020, 1600)
