"""What the demo council had decided before it is shown: one matter from proposal to half-done works.

A ramp at the door of building 6, paid from the common income: proposed, answered, put to the
owners on paper, certified by a second person, published, and being built. A newcomer sees what a
decision looks like when it is one.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import update

from council.counter.ballot_files.commands import ImportBallots
from council.demo.acting import Acting
from council.demo.content import CHAIR, DAY, FACILITATOR, MANAGER, seconded
from council.demo.town import demo_units
from council.kernel.database.transaction import Transaction
from council.kernel.tables import outbox
from council.motions.commands import AskParty, DraftMotion
from council.motions.responses.commands import Acknowledge, AnswerMotion
from council.polls.commands import (
    AnnouncePoll,
    CertifyPoll,
    ClosePoll,
    CountPoll,
    DraftRatification,
    OpenPoll,
)
from council.resolutions.commands import AddTasks, DoTask, DraftResolution, PublishResolution
from council.resolutions.tasks.commands import NoteProgress, PlanTask
from voting.formats.ballots_csv import read_ballots_to_keep

#: Acting as it was so many days ago.
On = Callable[[int], Acting]
#: So many days before the demo is loaded its community was founded.
FOUNDED = 75
RAMP = (
    "给六栋门口装无障碍坡道",
    (
        "六栋门口有三级台阶，坐轮椅的老人和推婴儿车的家长都要请人抬。建议用公共收益装一条带扶手的坡道，"
        "物业报价大约四万二千元，请大家表决。"
    ),
)
REASON = "动用公共收益须由业主共同决定。物业已经请两家报价，最低 42,000 元，工期三周。"
TASKS = "铺坡道、装扶手\n门口加一盏感应灯"
#: Of ten owners the last does not return the paper, the two before say no and abstain.
_SAID = (*("同意",) * 7, "弃权", "反对", "")


def replay(tx: Transaction, community_id: str, *, neighbours: tuple[str, ...]) -> None:
    """Replay the matter on the days on which it happened; nobody is told of it now."""

    def on(days_ago: int) -> Acting:
        return Acting(replace(tx, now=tx.now - days_ago * DAY), community_id)

    number = seconded(on(72), neighbours[2], *RAMP, neighbours=neighbours[3:15])
    motion = on(70).act(FACILITATOR, DraftMotion, proposal_number=number, legal_class="O-9").number
    on(70).act(FACILITATOR, AskParty, number=motion)
    on(69).act(MANAGER, Acknowledge, number=motion)
    on(68).act(
        MANAGER,
        AnswerMotion,
        number=motion,
        decision="needs_owners",
        reason=REASON,
        cost_fen=4_200_000,
        responsible="工程部 老周",
    )
    poll = _vote(on, motion, now=tx.now)
    on(32).act(CHAIR, CertifyPoll, poll=poll)
    drafted = on(32).act(FACILITATOR, DraftResolution, poll=poll)
    on(31).act(CHAIR, PublishResolution, number=drafted.number, seal=drafted.seal)
    _carry_out(on, drafted.number, now=tx.now)
    tx.connection.execute(update(outbox).values(state="sent", sent_at=tx.now))


def _vote(on: On, motion: int, *, now: int) -> int:
    """Put it to the owners on paper for sixteen days; seven of ten return a yes."""
    poll: int = (
        on(66)
        .act(
            FACILITATOR,
            DraftRatification,
            motion=motion,
            title="用公共收益给六栋门口装无障碍坡道",
            legal_class="O-9",
            opens_at=now - 49 * DAY,
            closes_at=now - 33 * DAY,
        )
        .number
    )
    on(66).act(FACILITATOR, AnnouncePoll, poll=poll)
    on(49).tick(OpenPoll, poll=poll)
    content = "\n".join(_papers(now - 35 * DAY)).encode()
    table = read_ballots_to_keep(content, file="纸质表决票.csv", zone=UTC)
    on(34).act("K01", ImportBallots, poll=poll, table=table, content=content)
    on(33).tick(ClosePoll, poll=poll)
    on(33).tick(CountPoll, poll=poll)
    return poll


def _papers(at: int) -> Iterator[str]:
    """One returned paper for each owner's first unit."""
    day = datetime.fromtimestamp(at, UTC)
    yield "unit,owner,choice,time,channel,serial"
    seen: set[str] = set()
    for place, unit in enumerate(demo_units()):
        said = _SAID[place % len(_SAID)]
        if unit.owner and unit.owner not in seen and said:
            line = (unit.code, unit.owner, said, f"{day:%Y-%m-%d %H:%M}", "纸质", f"P-{place:04d}")
            yield ",".join(line)
        seen.add(unit.owner)


def _carry_out(on: On, number: str, *, now: int) -> None:
    on(30).act(FACILITATOR, AddTasks, number=number, lines=TASKS)
    for position, due in ((1, -5), (2, 6)):
        on(30).act(
            FACILITATOR,
            PlanTask,
            number=number,
            position=position,
            owner=MANAGER,
            due_at=now + due * DAY,
            budget_fen=4_200_000 // (position * position),
        )
    on(14).act(
        MANAGER,
        NoteProgress,
        number=number,
        position=1,
        percent=60,
        note="坡道已经铺好，扶手下周到货。",
    )
    on(6).act(MANAGER, DoTask, number=number, position=1)
    on(2).act(MANAGER, NoteProgress, number=number, position=2, percent=40, note="线已经走好。")
