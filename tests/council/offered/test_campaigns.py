"""Every button of a campaign that is offered is accepted, and whatever would be accepted is offered.

Each state of a campaign, of its motion and resolution, before and after the deadline, with money
that was pledged, received, waits for a signature or was asked back: for residents with and without a
pledge, for its drafter, the treasurers and the second signers.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select, update

from council.campaigns import commands
from council.campaigns.acts import CAMPAIGN_MOVES
from council.campaigns.commands import ApproveCampaign, OpenCampaign
from council.campaigns.due import due
from council.campaigns.facts import CampaignFacts
from council.campaigns.pledges.commands import AddExcess, NamePledge, WithdrawPledge
from council.campaigns.reads import screen
from council.campaigns.reads_desk import file
from council.campaigns.receipts.commands import DeclineReceipt, SignReceipt, SignReceipts
from council.campaigns.receipts.reads import confirming, signing
from council.campaigns.refunds.commands import (
    AskRefund,
    ConfirmRefund,
    ConfirmRefunds,
    DeclineRefund,
    MarkUnreached,
)
from council.campaigns.rules import CAMPAIGN, SETTLING
from council.campaigns.tables import campaigns, receipts, refund_requests
from council.kernel.refusals import Refusal
from council.motions.tables import motions
from council.people.commands import GrantRole
from tests.council.conftest import NOON, Town
from tests.council.fund import DEADLINE, Fund, appoint, decide, draft, resolve, staff
from tests.council.moves import drawn, names
from tests.council.offered.people import form
from tests.council.offered.trial import Acts, acts_of, drifts, undone

DAY = 86_400
#: A drafter 周召集, treasurers 钱会计 and 账会计, second signers 孙复核 (also a treasurer) and 复核, the chair 主.
DESK = ("周召集", "集", "主", "钱会计", "账会计", "孙复核", "复核", "代", "吴监督", "王")
#: Who has pledged, who has not, and a child.
RESIDENTS = ("王", "李", "童")
OWN: Acts = {
    "pledge": form("pledge"),
    "withdraw": lambda actor: WithdrawPledge(actor=actor, campaign=1),
    "add": lambda actor: AddExcess(actor=actor, campaign=1),
    "claim": form("claim"),
    "name": lambda actor: NamePledge(actor=actor, campaign=1, anonymous=False),
}
#: Names of a resident's moves that are one act.
SAME = {"make": "pledge", "change": "pledge", "show_name": "name", "hide_name": "name"}
#: The staff's moves; what waits for a signature is signed in the lists that two of them lead to.
MOVES: Acts = acts_of(
    CAMPAIGN_MOVES,
    CampaignFacts(
        number=1,
        state="",
        deadline=0,
        now=0,
        person="",
        drafted_by="",
        motion=1,
        motion_state="",
        decided=False,
        unsigned=0,
        asked=0,
        left_fen=0,
    ),
    without="sign confirm pay_second unclaimed",
)


#: What is due at the desk → the move of the screen that it leads to.
DUE = {
    "campaign_to_approve": ("approve",),
    "campaign_to_open": ("open",),
    "campaign_to_settle": ("settle",),
    "receipts_to_record": ("record",),
    "receipts_to_sign": ("sign",),
    "refunds_to_ask": ("ask",),
    "refunds_to_confirm": ("confirm",),
    "payments_to_approve": ("pay_second",),
    "contract_to_pay": ("pay",),
}


def begin(town: Town) -> Fund:
    """A drafted campaign of 周召集."""
    staff(town)
    decide(town)
    for name, role in zip(
        ("集", "主", "账会计", "复核", "代"),
        ("facilitator", "chair", "treasurer", "second_signer", "clerk"),
        strict=True,
    ):
        town.person(name, role)
    town.operate(GrantRole, ref="孙复核", role="treasurer")
    town.person("王")
    town.person("李")
    town.person("童", adult=False)
    draft(town)
    return Fund(town=town)


def opened(town: Town) -> Fund:
    """A campaign that is open, to which 王 has pledged."""
    fund = begin(town)
    town.act("孙复核", ApproveCampaign, campaign=1)
    appoint(town, bookkeeper="复核")
    town.act("周召集", OpenCampaign, campaign=1)
    fund.pledge("王", "1000")
    return fund


def papers(town: Town) -> Acts:
    """What may be done with each receipt and each request that waits, and with all of them."""
    acts: dict[str, Any] = {}
    for (serial,) in town.rows(select(receipts.c.serial)):
        at = {"campaign": 1, "serial": serial}
        acts[f"sign {serial}"] = lambda actor, at=at: SignReceipt(actor=actor, **at)
        acts[f"decline {serial}"] = lambda actor, at=at: DeclineReceipt(actor=actor, **at)
    for (number,) in town.rows(select(refund_requests.c.number)):
        at = {"campaign": 1, "number": number}
        acts[f"confirm {number}"] = lambda actor, at=at: ConfirmRefund(actor=actor, **at)
        acts[f"refuse {number}"] = lambda actor, at=at: DeclineRefund(actor=actor, **at)
        acts[f"unreached {number}"] = lambda actor, at=at: MarkUnreached(actor=actor, **at)
    return acts


def offered(town: Town, person: str) -> list[str]:
    """What the staff's screen offers, and the lists of what waits for a second signature."""
    view = town.read(person, file, 1)
    if isinstance(view, Refusal):
        return []
    found = list(names(view.can))
    if "sign" in found:
        waiting = town.read(person, signing, 1)
        for line in waiting.shown:
            found += [] if line.own else [f"sign {line.serial}", f"decline {line.serial}"]
    if {"confirm", "unclaimed"} & set(found):
        asked = town.read(person, confirming, 1)
        for each in asked.shown:
            found += [f"unreached {each.number}"] if each.serial else []
            if asked.may_confirm and not each.own:
                found += [f"confirm {each.number}", f"refuse {each.number}"]
    return [each for each in found if each != "unclaimed"]


def found(town: Town, situation: str, *, people: tuple[str, ...] = DESK) -> list[str]:
    """Where offers and desk disagree, at both bots."""
    desk = {person: offered(town, person) for person in people}
    own = {}
    for person in RESIDENTS:
        view = town.read(person, screen, 1)
        moves = () if isinstance(view, Refusal) else drawn(view, view.moves)
        own[person] = [SAME.get(move, move) for move in moves]
    needs = {person: town.read(person, due) for person in people}
    return [
        *undone(situation, needs, desk, DUE),
        *drifts(town, situation, desk, {**MOVES, **papers(town)}),
        *drifts(town, f"{situation}, resident", own, OWN),
    ]


def hours(town: Town, name: str) -> Iterator[str]:
    """Long before the deadline, and at it, when nobody has closed the campaign yet."""
    for at in (NOON + DAY, DEADLINE):
        town.clock.at = at
        yield f"{name} {'at its deadline' if at == DEADLINE else 'before'}"


def let(town: Town, table: Any, **values: Any) -> None:
    """Let a row stand so, by table."""
    query = update(table).where(table.c.community_id == town.id).values(**values)
    town.app.bus.submit_run(lambda tx: tx.connection.execute(query).rowcount).result()


def test_a_move_of_a_campaign_is_offered_exactly_where_it_is_accepted(town: Town):
    opened(town)
    wrong = []

    for state in CAMPAIGN.states:
        let(town, campaigns, state=state, closed_at=DEADLINE, opened_at=NOON)
        for situation in hours(town, state):
            wrong += found(town, situation)

    assert wrong == []


@pytest.mark.parametrize("motion", ["carried", "lost", "withdrawn"])
@pytest.mark.parametrize("resolution", ["in_force", "repealed"])
def test_a_lost_motion_opens_no_campaign_and_a_repealed_decision_takes_no_money(
    town: Town, motion: str, resolution: str
):
    opened(town)
    resolve(town, resolution)
    let(town, motions, state=motion)
    wrong = []

    for state in ("draft", "approved", "open"):
        let(town, campaigns, state=state)
        wrong += found(town, state)

    assert wrong == []


def test_money_is_signed_for_asked_back_and_confirmed_by_those_to_whom_it_is_offered(town: Town):
    fund = opened(town)
    wrong = []

    fund.receive(1, 30_000, "cash")
    wrong += found(town, "cash waits")
    town.act("孙复核", SignReceipt, campaign=1, serial=1)
    fund.receive(1, 70_000)
    wrong += found(town, "received")
    ask = {"campaign": 1, "amount_fen": 30_000, "reason": "correction"}
    town.act("孙复核", AskRefund, serial=1, **ask)
    wrong += found(town, "part is asked back")
    town.act("钱会计", AskRefund, serial=2, **{**ask, "amount_fen": 70_000})
    wrong += found(town, "all is asked back")
    town.act("复核", ConfirmRefund, campaign=1, number=1)
    town.act("复核", ConfirmRefund, campaign=1, number=2)
    wrong += found(town, "all was given back")

    assert wrong == []


@pytest.mark.parametrize("rule", ["refund_pro_rata", "maintenance_reserve"])
def test_a_surplus_is_settled_by_those_to_whom_it_is_offered(town: Town, rule: str):
    fund = opened(town)
    let(town, campaigns, surplus_rule=rule)
    fund.pledge("王", "1500")
    fund.receive(1, 150_000)
    fund.pledge("李", "100")
    fund.receive(2, 10_000, "cash")
    wrong = []

    fund.close()
    wrong += found(town, "closed, cash waits")
    town.act("孙复核", SignReceipt, campaign=1, serial=2)
    wrong += found(town, "closed")
    town.act("钱会计", commands.SettleCampaign, campaign=1)
    wrong += found(town, "surplus asked for")
    for (number,) in town.rows(select(refund_requests.c.number)):
        town.act("复核", ConfirmRefund, campaign=1, number=number)
    wrong += found(town, "settled")

    assert town.rows(select(campaigns.c.state))[0].state == "disbursing"
    assert {row.reason for row in town.rows(select(refund_requests.c.reason))} <= set(SETTLING)
    assert wrong == []


@pytest.mark.parametrize("declined", [False, True])
def test_a_failed_campaign_gives_back_what_is_left(town: Town, declined: bool):
    fund = opened(town)
    fund.receive(1, 50_000)
    fund.close()
    wrong = found(town, "failed")

    answer = DeclineRefund if declined else ConfirmRefund
    town.act("复核", answer, campaign=1, number=1)
    wrong += found(town, "declined" if declined else "given back")

    assert wrong == []


def test_a_pledge_whose_cash_was_declined_after_the_close_may_be_taken_back(town: Town):
    fund = opened(town)
    fund.pledge("李", "1000")
    fund.receive(2, 100_000)
    fund.receive(1, 100_000, "cash")
    fund.close()
    town.act("复核", DeclineReceipt, campaign=1, serial=2)
    wrong = found(town, "cash declined")

    assert "withdraw" in names(town.read("王", screen, 1).moves)
    assert wrong == []


def test_one_signature_for_all_is_offered_for_exactly_those_of_others(town: Town):
    fund = opened(town)
    fund.receive(1, 30_000, "cash")
    fund.receive(1, 20_000, "cash")
    listed = town.read("孙复核", signing, 1)
    signed = town.act(
        "孙复核",
        SignReceipts,
        campaign=1,
        last_serial=listed.last_serial,
        total_fen=listed.signable_fen,
    )
    fund.close()
    asked = town.read("复核", confirming, 1)
    confirmed = town.act(
        "复核",
        ConfirmRefunds,
        campaign=1,
        last_number=asked.last_number,
        total_fen=asked.confirmable_fen,
    )

    assert (listed.signable, signed.signed) == (2, 2)
    assert (asked.confirmable, confirmed.confirmed) == (2, 2)


def test_what_came_above_a_pledge_or_could_not_be_paid_is_its_givers_to_deal_with(town: Town):
    fund = opened(town)
    fund.receive(1, 130_000, over=True)
    wrong = found(town, "above the pledge")
    town.act("复核", MarkUnreached, campaign=1, number=1)
    wrong += found(town, "waits for its payee")
    fund.close()
    fund.receive(1, 5_000, external_ref="late")
    wrong += found(town, "late money")

    assert wrong == []
