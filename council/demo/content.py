"""What the demo council is busy with, done through the commands that people use.

Proposals, a motion that waits for the manager, a meeting, a ranking, a campaign, a budget vote.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from council.campaigns.commands import ApproveCampaign, DraftCampaign, OpenCampaign
from council.campaigns.keepers.commands import AppointKeepers
from council.campaigns.pledges.commands import MakePledge
from council.kernel.bus.command import Command
from council.kernel.forms.commands import FileForm, StartForm
from council.meetings.commands import (
    AdjournMeeting,
    AnnounceMeeting,
    CheckIn,
    DeliberateMotion,
    PlanMeeting,
    PlanSeries,
    PutOnAgenda,
    StartMeeting,
)
from council.meetings.minutes.commands import HandInMinutes, WriteMinutes
from council.motions.commands import DraftMotion
from council.polls.ballots.commands import CastBallot, TypeRanking
from council.polls.budgets.rules import Project
from council.polls.commands import AnnouncePoll, DraftBudget, DraftRanking, OpenPoll
from council.proposals.commands import AdmitProposal, SecondProposal

DAY = 86_400
#: The first meeting stands this soon (s) after the demo is loaded; it may be opened early.
SOON = 20 * 60
PLACE = "社区活动室"
MINUTES = (
    "到会 18 人。介绍停车现状：412 辆车，236 个车位，闲置空地 620 平方米。"
    "讨论三种办法和维持现状，同意先做意向排序，再由业主表决。"
    "另外议定：公共收益拿出 6 万元办几件小事，先做预算表决，看大家想要哪些。"
)
FACILITATOR, CHAIR, TREASURER, MANAGER = "F01", "F02", "T01", "M01"
SIGNER, AUDITOR = "T02", "A01"

PARKING = (
    "小区停车难，晚上回家没有车位",
    (
        "小区有 412 辆车，只有 236 个车位。晚上八点以后经常要绕三圈，还有车停在消防通道上。"
        "建议议事会讨论：立体停车场、和周边单位错峰共享、道闸加重新划线，哪一种更合适？"
    ),
)
LAMPS = (
    "三栋楼道灯坏了请尽快修",
    (
        "三栋二单元五楼到八楼的楼道灯坏了快一个月，老人晚上上下楼看不见台阶。"
        "请物业在一周内修好，并说明以后多久巡查一次。"
    ),
)
GARDEN = (
    "把中心花园的旧长椅换成带扶手的",
    (
        "中心花园的长椅没有扶手，老人坐下后不容易站起来。建议换八张带扶手和靠背的长椅，"
        "费用大约两万元，请大家商量是用公共收益还是居民自愿认筹。"
    ),
)
OPTIONS = ("立体停车场", "错峰共享", "道闸+重新划线", "维持现状")
#: How the neighbours rank, in turn.
ORDERS = ("1 2 3 4", "3 1 2 4", "2 1 3 4", "3 4 1 2", "1 3 2", "4 3 1 2", "2 3 1", "3 2 1 4")

SMALL_THINGS = (
    "公共收益先办哪几件小事",
    "今年的公共收益可以拿出 6 万元，办几件花钱不多的事。先看大家想要哪些，再按规定决定。",
)
POT_FEN = 6_000_000
PROJECTS = (
    Project(title="休息长椅八张", cost_fen=1_200_000, body="中心花园和六栋门口，带扶手"),
    Project(title="儿童沙坑翻新", cost_fen=1_800_000),
    Project(title="楼道声控灯", cost_fen=900_000, body="一到四栋，每层一盏"),
    Project(title="电动车充电插座", cost_fen=2_400_000, body="东侧车棚，二十个"),
    Project(title="花坛补种", cost_fen=600_000),
    Project(title="宣传栏换新", cost_fen=500_000),
    Project(title="健身器材", cost_fen=3_000_000),
)
#: What the neighbours tick, in turn: half of them only the two dear things.
TICKS = ("4 7", "1 5 6", "4 7", "2 3 6", "4 7", "1 3 5", "4 7", "1 5 6")


class Actor(Protocol):
    """Acts as the people of the demo, and insists."""

    def act(self, ref: str, command: type[Command[Any]], **fields: Any) -> Any:
        """Do a command as the person with this ref."""

    def act_together(
        self, command: type[Command[Any]], fields: Mapping[str, Mapping[str, Any]]
    ) -> None:
        """Do a command that comes in crowds as several people: ref → their fields."""


def fill(actor: Actor, *, now: int, neighbours: tuple[str, ...]) -> None:
    """Fill the council, from proposals to an open ranking, campaign and budget vote.

    ``now`` is UTC seconds.
    """
    parking = seconded(actor, "R0002", *PARKING, neighbours=neighbours[:12])
    lamps = seconded(actor, neighbours[0], *LAMPS, neighbours=neighbours[1:12])
    seconded(actor, neighbours[1], *GARDEN, neighbours=neighbours[5:12])
    motion, small_things = _deliberated(actor, parking, now=now, neighbours=neighbours)
    _ask_manager(actor, lamps)
    _ranking(actor, motion, now=now)
    _campaign(actor, motion, now=now)
    _budget(actor, small_things, now=now)


def join_in(
    actor: Actor, *, ranking: int, budget: int, campaign: int, neighbours: tuple[str, ...]
) -> None:
    """Let the neighbours vote in the ranking and on the pot, and pledge to the campaign."""
    for poll, said in ((ranking, ORDERS), (budget, TICKS)):
        sheets = {
            neighbour: actor.act(neighbour, TypeRanking, poll=poll, text=said[place % len(said)])
            for place, neighbour in enumerate(neighbours)
        }
        actor.act_together(
            CastBallot,
            {
                neighbour: {"poll": poll, "revision": sheet.revision}
                for neighbour, sheet in sheets.items()
            },
        )
    for place, neighbour in enumerate(neighbours[:24]):
        amount_fen = (place % 7 + 1) * 50_000
        actor.act(neighbour, MakePledge, campaign=campaign, amount_fen=amount_fen)


def seconded(
    actor: Actor, author: str, title: str, body: str, *, neighbours: tuple[str, ...]
) -> int:
    """File a proposal, admit it, let neighbours second it; tells its number."""
    of_it = {"form": "proposal", "subject": "new"}
    sheet = actor.act(author, StartForm, **of_it, anew=True, text=f"{title}\n{body}")
    filed = actor.act(author, FileForm, **of_it, revision=sheet.revision)
    actor.act(FACILITATOR, AdmitProposal, number=filed.number)
    for neighbour in neighbours:
        if neighbour != author:
            actor.act(neighbour, SecondProposal, number=filed.number)
    number: int = filed.number
    return number


def _deliberated(
    actor: Actor, proposal: int, *, now: int, neighbours: tuple[str, ...]
) -> tuple[int, int]:
    """Hold a meeting on the proposal and on small things; tells the numbers of both motions."""
    motion = actor.act(FACILITATOR, DraftMotion, proposal_number=proposal, legal_class="R-XS")
    title, body = SMALL_THINGS
    second = actor.act(
        FACILITATOR,
        DraftMotion,
        legal_class="R-XS",
        mover="residents_committee",
        title=title,
        body=body,
    )
    soon = datetime.fromtimestamp(now + SOON, ZoneInfo("Asia/Shanghai"))
    meeting = actor.act(
        FACILITATOR,
        PlanMeeting,
        when=f"{soon:%Y-%m-%d %H:%M}",
        place=PLACE,
        title="停车专题议事会",
    )
    both = (motion.number, second.number)
    for number in both:
        actor.act(FACILITATOR, PutOnAgenda, motion_number=number, meeting_number=meeting.number)
    actor.act(FACILITATOR, AnnounceMeeting, number=meeting.number)
    actor.act(CHAIR, StartMeeting, number=meeting.number)
    for neighbour in neighbours[:18]:
        actor.act(neighbour, CheckIn, number=meeting.number)
    for number in both:
        actor.act(CHAIR, DeliberateMotion, number=number)
    actor.act(CHAIR, AdjournMeeting, number=meeting.number)
    actor.act(FACILITATOR, WriteMinutes, number=meeting.number, section="notes", text=MINUTES)
    actor.act(FACILITATOR, HandInMinutes, number=meeting.number)
    return both


def _ask_manager(actor: Actor, proposal: int) -> None:
    """Address a motion to the manager, and announce the monthly meeting that will hear it."""
    motion = actor.act(
        FACILITATOR,
        DraftMotion,
        proposal_number=proposal,
        legal_class="R-XS",
        addressee="manager",
    )
    meeting = actor.act(
        FACILITATOR,
        PlanSeries,
        when="最后一个星期五 19:30",
        place=PLACE,
        title="和悦家园月度议事会",
    )
    actor.act(FACILITATOR, PutOnAgenda, motion_number=motion.number, meeting_number=meeting.number)
    actor.act(FACILITATOR, AnnounceMeeting, number=meeting.number)


def _ranking(actor: Actor, motion: int, *, now: int) -> None:
    poll = actor.act(
        FACILITATOR,
        DraftRanking,
        motion=motion,
        title="停车方案意向排序",
        options=OPTIONS,
        opens_at=now + 60,
        closes_at=now + 7 * DAY,
    )
    actor.act(FACILITATOR, AnnouncePoll, poll=poll.number)
    actor.act(FACILITATOR, OpenPoll, poll=poll.number)


def _budget(actor: Actor, motion: int, *, now: int) -> None:
    """Small things that share a pot; it closes after the ranking, which stays the first matter."""
    drafted = actor.act(
        FACILITATOR,
        DraftBudget,
        motion=motion,
        title=SMALL_THINGS[0],
        pot_fen=POT_FEN,
        ballot="knapsack",
        projects=PROJECTS,
        opens_at=now + 60,
        closes_at=now + 10 * DAY,
    )
    actor.act(FACILITATOR, AnnouncePoll, poll=drafted.number)
    actor.act(FACILITATOR, OpenPoll, poll=drafted.number)


def _campaign(actor: Actor, motion: int, *, now: int) -> None:
    drafted = actor.act(
        FACILITATOR,
        DraftCampaign,
        title="停车改造居民自愿认筹",
        motion=motion,
        target_fen=51_000_000,
        needed_fen=50_000_000,
        minimum_fen=10_000,
        deadline=now + 30 * DAY,
        account_holder="和悦社区居委会",
        account_last4="0369",
        body="用于停车改造。自愿参加，不参加也不影响任何权利；到期收不到 50 万元，全部退还。",
        other_funds="公共收益 420000\n街道以奖代补 190000",
    )
    number = drafted.campaign.number
    actor.act(CHAIR, ApproveCampaign, campaign=number)
    keepers = {"cashier": TREASURER, "bookkeeper": SIGNER, "auditor": AUDITOR}
    actor.act(FACILITATOR, AppointKeepers, campaign=number, rhythm="weekly", **keepers)
    actor.act(TREASURER, OpenCampaign, campaign=number)
