"""A town that has lived: something of everything that is kept, each by the commands of people."""

from collections.abc import Callable
from functools import partial
from typing import Any

from council.campaigns.bank_statements.commands import (
    AskBack,
    GiveBack,
    LeaveLine,
    SuspendLine,
    TickKnown,
)
from council.campaigns.commands import ApproveCampaign, OpenCampaign, SettleCampaign
from council.campaigns.falls_due import falls_due
from council.campaigns.keepers.commands import PublishStatement
from council.campaigns.payments.commands import (
    ApprovePayment,
    ProposePayment,
    RecordContract,
    ReversePayment,
)
from council.campaigns.receipts.commands import SignReceipt
from council.campaigns.refunds.commands import (
    AskRefund,
    ConfirmRefund,
    ConfirmRefunds,
    MarkUnreached,
)
from council.counter.assisted.commands import ConfirmAssist
from council.counter.deliveries.commands import NoteDelivery
from council.kernel.database.transaction import Transaction
from council.kernel.files import keep
from council.kernel.refusals import Refusal
from council.kernel.screens.screen import Screen
from council.kernel.values import Account
from council.meetings.commands import (
    AdjournMeeting,
    AnnounceMeeting,
    DeliberateMotion,
    PlanMeeting,
    PutOnAgenda,
    StartMeeting,
)
from council.motions.commands import DraftMotion
from council.motions.responses.commands import (
    AnswerMotion,
    ClimbLadder,
    CompleteAnswer,
    PlanAnswer,
    RateAnswer,
)
from council.people.commands import (
    ImportResidents,
    IssueCodes,
    MakeDeviceCode,
    RedeemCode,
    ResidentLine,
)
from council.people.hall.answers import Answer, keep_answer
from council.people.hall.codes import make_code
from council.people.hall.messages import Look, Said, looked, tell
from council.people.hall.sessions import Arrival, SignedIn, arrive, signed_in
from council.people.hall.subscriptions import Subscription, subscribe
from council.polls.ballots.commands import RecordPaper
from council.polls.commands import AnnouncePoll, CertifyPoll
from council.proposals.commands import AdmitProposal, SecondProposal
from council.resolutions.commands import (
    AddTasks,
    DoTask,
    DraftMeetingResolution,
    DraftResolution,
    PublishResolution,
    RaiseObjection,
)
from council.resolutions.tasks.commands import PlanTask
from council.roll.commands import ImportRoll
from tests.council.campaigns.bank_statements.banking import Moved, Till
from tests.council.conftest import Town
from tests.council.counter.assisted.assisting import assist
from tests.council.counter.test_representatives import authorise
from tests.council.evening import at, hand_in, read_and_approve, vote
from tests.council.fund import Fund, appoint, draft
from tests.council.motions.responses.responding import HOUR
from tests.council.polls.budgets.budgeting import draft_budget
from tests.council.polls.polling import (
    DAY,
    clock_runs,
    draft_ranking,
    open_ratification,
    put_motion,
)
from tests.council.polls.polling import vote as rank
from tests.council.proposals.test_seconding import propose
from tests.council.resolutions.deciding import CLOSES, choose, populate
from tests.council.roll.test_importing import text
from voting.formats.roll_csv import read_roll_to_keep


def live(town: Town) -> None:
    """Decide, rank, propose, meet, collect: months of a small council."""
    populate(town)
    town.person("代", "clerk")
    town.person("办", "clerk")
    town.person("钱会计", "treasurer")
    town.person("孙复核", "second_signer")
    _join(town)
    _decide(town)
    _rank(town)
    _meet(town)
    _share(town)
    _visit(town)
    _collect(town)
    insist(
        town.operate(
            ImportRoll,
            units=read_roll_to_keep(text("1-101,flat,89.36,甲,,,"), file="roll.csv").units,
            removes=6,
        )
    )


def _join(town: Town) -> None:
    """Two people more on the list, of whom one joins by a code."""
    for name in ("戊", "新来的"):
        line = ResidentLine(
            ref=name, name=name, unit="1-1-102", adult=True, owner_key=None, locale=None
        )
        insist(town.operate(ImportResidents, lines=(line,)))
    code = insist(town.operate(IssueCodes, refs=("新来的",))).codes[0].code
    phone = Account(channel="telegram", id="42")
    joining = RedeemCode(actor=phone, bot="resident", code=code)
    insist(town.app.bus.submit(joining).result())


def insist(outcome: Any) -> Any:
    """Nothing of this life is refused."""
    assert not isinstance(outcome, Refusal), outcome
    return outcome


def _decide(town: Town) -> None:
    """Poll 1: owners in chat, one at the desk, one by proxy; counted, certified, published."""
    open_ratification(town)
    for name in ("甲", "乙", "丁"):
        insist(choose(town, name, "agree"))
    insist(choose(town, "丁", "oppose"))
    insist(assist(town, voter="1-201", owner="丙"))
    insist(town.act("办", ConfirmAssist, act=1))
    insist(authorise(town, "2-101", "己", "W-1"))
    insist(
        town.act(
            "代",
            NoteDelivery,
            poll=1,
            units=("1-202",),
            state="delivered",
            method="hand",
            receiver="戊",
            note="-",
        )
    )
    town.clock.at = CLOSES
    clock_runs(town)
    drafted = insist(town.act("召", DraftResolution, poll=1))
    town.clock.at = CLOSES + DAY
    insist(town.act("主", PublishResolution, number=drafted.number, seal=drafted.seal))
    insist(town.act("召", AddTasks, number="2026-1", lines="规划许可\n消防复核"))
    insist(town.act("召", DoTask, number="2026-1", position=1))
    insist(town.act("客", RaiseObjection, number="2026-1", text="担心夜里的噪声。"))


def _rank(town: Town) -> None:
    """Poll 2: a ranking that the clock closes and counts and 主 certifies."""
    motion = put_motion(town)
    now = town.clock.at
    insist(draft_ranking(town, motion=motion, opens_at=now + 60, closes_at=now + DAY))
    insist(town.act("召", AnnouncePoll, poll=2))
    town.clock.at += 60
    clock_runs(town)
    for name, order in (("甲", "ABC"), ("乙", "BAC"), ("客", "CBA"), ("李", "BCA")):
        insist(rank(town, name, order, poll=2))
    insist(town.act("代", RecordPaper, poll=2, voter="戊", said="B C A", serial="P-1"))
    town.clock.at += DAY
    clock_runs(town)
    insist(town.act("主", CertifyPoll, poll=2))


def _share(town: Town) -> None:
    """Poll 3: a budget vote in which what is ticked fits the pot."""
    motion = put_motion(town)
    now = town.clock.at
    window = {"opens_at": now + 60, "closes_at": now + DAY}
    insist(draft_budget(town, motion=motion, ballot="knapsack", pot_fen=60_000, **window))
    insist(town.act("召", AnnouncePoll, poll=3))
    town.clock.at += 60
    clock_runs(town)
    for name, ticks in (("丁", "AB"), ("己", "AB"), ("乙", "CD"), ("甲", "C")):
        insist(rank(town, name, ticks, poll=3))
    insist(town.act("代", RecordPaper, poll=3, voter="李", said="A C", serial="P-1"))
    town.clock.at += DAY
    clock_runs(town)
    insist(town.act("主", CertifyPoll, poll=3))


def _meet(town: Town) -> None:
    """A proposal that ten seconded, its motion, a meeting's vote and the resolution on it."""
    number = propose(town, "客")
    insist(town.act("召", AdmitProposal, number=number))
    for place in range(10):
        insist(town.act(town.person(f"邻居{place}"), SecondProposal, number=number))
    drafted = {"proposal_number": number, "legal_class": "R-MO", "addressee": "manager"}
    motion = insist(town.act("召", DraftMotion, **drafted)).number
    _answer(town, motion)
    met = insist(town.act("召", PlanMeeting, when="2026-03-27 19:30", place="社区活动室")).number
    insist(town.act("召", PutOnAgenda, motion_number=motion, meeting_number=met))
    insist(town.act("召", AnnounceMeeting, number=met))
    town.clock.at = at("2026-03-27 19:30")
    insist(town.act("主", StartMeeting, number=met))
    insist(town.act("主", DeliberateMotion, number=motion))
    vote(town, motion, "980", "491", "246", "200")
    insist(town.act("主", AdjournMeeting, number=met))
    hand_in(town, met, by="召")
    read_and_approve(town, met)
    drafted = insist(town.act("召", DraftMeetingResolution, motion=motion))
    insist(town.act("主", PublishResolution, number=drafted.number, seal=drafted.seal))


def _answer(town: Town, motion: int) -> None:
    """The clock reminds and marks it late; then it is accepted, planned, done and rated."""
    town.clock.at += 25 * HOUR
    insist(town.tick(ClimbLadder, number=motion))
    insist(town.act("物", AnswerMotion, number=motion, decision="accept"))
    planned = {"measures": "装灯", "responsible": "项目部", "done_by": "2026-05-20"}
    insist(town.act("物", PlanAnswer, number=motion, **planned))
    insist(town.act("物", CompleteAnswer, number=motion))
    insist(town.act("客", RateAnswer, number=motion, level="good"))


def _collect(town: Town) -> None:
    """A campaign: a transfer, cash with its signature, a correction, a surplus given back."""
    deadline = town.clock.at + 5 * DAY
    number = insist(draft(town, "召", deadline=deadline)).campaign.number
    insist(town.act("孙复核", ApproveCampaign, campaign=number))
    town.person("吴监督", "auditor")
    insist(appoint(town, "召", number))
    insist(town.act("召", OpenCampaign, campaign=number))
    fund = Fund(town=town, number=number)
    for place, (name, amount, method) in enumerate(
        (("甲", "700", "transfer"), ("乙", "500", "cash"), ("客", "100", "transfer")), start=1
    ):
        insist(fund.pledge(name, amount))
        insist(fund.receive(place, int(amount) * 100, method))
    insist(town.act("孙复核", SignReceipt, campaign=number, serial=2))
    insist(
        town.act(
            "钱会计",
            AskRefund,
            campaign=number,
            serial=3,
            amount_fen=10_000,
            reason="correction",
        )
    )
    insist(town.act("孙复核", ConfirmRefund, campaign=number, number=1))
    town.clock.at = deadline
    for command in town.app.bus.read_now(falls_due):
        insist(town.app.bus.submit(command).result())
    insist(town.act("钱会计", SettleCampaign, campaign=number))
    insist(town.act("孙复核", ConfirmRefunds, campaign=number, last_number=3, total_fen=20_000))
    # Late money: its first payment has gone back, the second waits for a payee who was not found.
    insist(fund.receive(2, 2_000, external_ref="LATE-1"))
    insist(town.act("孙复核", ConfirmRefund, campaign=number, number=4))
    insist(fund.receive(3, 3_000, external_ref="LATE-2"))
    insist(town.act("钱会计", MarkUnreached, campaign=number, number=5))
    _reconcile(town)
    _build(town, number)


def _reconcile(town: Town) -> None:
    """A bank statement: a fee, a receipt that is known, sums in suspense, one of them sent back."""
    till = Till(fund=Fund(town=town, number=1))
    insist(
        till.send(
            Moved(reference="B20260501001", yuan="-10"),
            Moved(reference="REF-1-70000", yuan="700", party="甲"),
            Moved(reference="B20260501003", yuan="12.34", party="某某"),
            Moved(reference="B20260501004", yuan="56.78", party="某某"),
        )
    )
    insist(till.act(LeaveLine, 1))
    insist(town.act("钱会计", TickKnown, number=1, many=1))
    for line in (3, 4):
        insist(till.act(SuspendLine, line))
    insist(till.act(AskBack, 4))
    insist(till.act(GiveBack, 4, by="孙复核"))


def _build(town: Town, campaign: int) -> None:
    """The works: an approved budget, a contract, two payments of which one comes back."""
    insist(town.act("召", AddTasks, number="2026-1", lines="土建施工"))
    plan = {"position": 3, "budget_fen": 60_000, "acceptance": "inspectors", "inspectors": ("甲",)}
    insist(town.act("召", PlanTask, number="2026-1", **plan))
    file = town.app.bus.submit_run(
        lambda tx: keep(tx, town.id, b"%PDF-1.7 voucher", "application/pdf")
    ).result()
    at = {"campaign": campaign, "file": file}
    terms = {"payee": "和悦建设", "account_last4": "4321", "reference": "2026-07"}
    sums = {"amount_fen": 50_000, "last_fen": 10_000}
    insist(
        town.act("钱会计", RecordContract, resolution="2026-1", position=3, **at, **terms, **sums)
    )
    for number, fen in ((1, 20_000), (2, 5_000)):
        paid = {"contract": 1, "amount_fen": fen, "invoice": f"FP-{number}"}
        insist(town.act("钱会计", ProposePayment, **at, **paid))
        insist(town.act("孙复核", ApprovePayment, campaign=campaign, number=number))
    insist(town.act("孙复核", PublishStatement, campaign=campaign))
    back = {"campaign": campaign, "payment": 2, "reason": "账号写错"}
    insist(town.act("钱会计", ReversePayment, **back))
    insist(town.act("孙复核", ApprovePayment, campaign=campaign, number=3))
    waits = {"contract": 1, "amount_fen": 3_000, "invoice": "FP-3"}
    insist(town.act("钱会计", ProposePayment, **at, **waits))


def _visit(town: Town) -> None:
    """Two come to the web hall: one is answered, told and pushed to, one shows a code for a device."""
    line = ResidentLine(
        ref="庚", name="庚", unit="1-1-102", adult=True, owner_key=None, locale=None
    )
    insist(town.operate(ImportResidents, lines=(line,)))
    for name, stay in (("戊", _look_and_listen), ("庚", _show_a_code)):
        town.clock.at += 1
        slip = insist(town.operate(IssueCodes, refs=(name,))).codes[0].code
        town.app.bus.submit_run(partial(_come_in, slip=slip, stay=stay)).result()


def _come_in(tx: Transaction, *, slip: str, stay: Callable[[Transaction, SignedIn], None]) -> None:
    arrival = Arrival(code=slip, guest=f"guest of {slip}", address="here", device="Linux")
    signed = signed_in(tx, insist(arrive(tx, arrival)).token)
    assert isinstance(signed, SignedIn)
    stay(tx, signed)


def _look_and_listen(tx: Transaction, signed: SignedIn) -> None:
    here, side = signed.account, "resident"

    def keep(act: str, screen: Screen, **more: Any) -> int:
        return keep_answer(
            tx, Answer(account=here, bot=side, act=act, screen=screen, **more)
        ).number

    keep("begin resident", Screen(text="您好"))
    number = keep("1", Screen(text="表决"), said=Said(text="/polls"))
    tell(tx, here, side, Screen(text="有新的表决"))
    keep("2", Screen(text="选票", in_place=True), pressed=number)
    looked(tx, [Look(account=here.id, bot=side, revision=5)])
    subscription = Subscription(endpoint_hash="#", endpoint="https://", key="", secret="")
    subscribe(tx, signed, subscription)


def _show_a_code(tx: Transaction, signed: SignedIn) -> None:
    make_code(tx, signed.person, MakeDeviceCode(actor=signed.account))
