"""Any course of refunds, signatures and a close: no pledger's money is kept below the target."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import func, select

from council.app import open_app
from council.campaigns.commands import SettleCampaign
from council.campaigns.receipts.commands import DeclineReceipt, SignReceipt
from council.campaigns.refunds.commands import AskRefund, ConfirmRefund, DeclineRefund
from council.campaigns.rules import REASONS
from council.campaigns.tables import ledger_entries, refund_requests
from council.kernel.clock import FixedClock
from council.kernel.config import Settings
from council.kernel.refusals import Refusal
from tests.council.conftest import NOON, found
from tests.council.fund import Fund, open_fund
from tests.sqlite_template import fresh_sqlite

#: Both kinds of campaign, with a minimum of its own and without.
KINDS: tuple[dict[str, Any], ...] = (
    {"mode": "all_or_nothing"},
    {"mode": "all_or_nothing", "needed_fen": 70_000},
    {"mode": "flexible"},
)
NAMES = ("李一", "李二", "李三", "李四")


@contextmanager
def opened(**terms: Any) -> Iterator[Fund]:
    """A target of ¥1,000: three transfers of ¥400 and cash of ¥400 that waits for its signature."""
    with TemporaryDirectory() as folder:
        url = fresh_sqlite(Path(folder) / "town.db")
        clock = FixedClock(NOON)
        wanted = Settings(_env_file=None, database_url=url, data_dir=Path(folder))
        with open_app(wanted, clock=clock) as app:
            fund = open_fund(found(app, clock, "heyue"), **terms)
            for place, name in enumerate(NAMES, start=1):
                fund.town.person(name)
                fund.pledge(name, "400")
                fund.receive(place, 40_000, "cash" if place == len(NAMES) else "transfer")
            yield fund


class End(RuleBasedStateMachine):
    """One campaign on its way to its end; the model is a handful of sentences."""

    @initialize(kind=st.sampled_from(KINDS))
    def begin(self, kind: dict[str, Any]) -> None:
        self.context = opened(**kind)
        self.enough = 1 if kind["mode"] == "flexible" else kind.get("needed_fen", 100_000)
        self.all_or_nothing = kind["mode"] == "all_or_nothing"
        self.fund = self.context.__enter__()

    @rule(serial=st.integers(1, 4), fen=st.sampled_from([1, 10_000, 20_000, 40_000]))
    def ask(self, serial: int, fen: int) -> None:
        reasons = REASONS.get(self.fund.view().state, ("correction",))
        self.act("钱会计", AskRefund, serial=serial, amount_fen=fen, reason=reasons[0])

    @rule(number=st.integers(1, 9), confirm=st.booleans())
    def answer(self, number: int, confirm: bool) -> None:
        self.act("孙复核", ConfirmRefund if confirm else DeclineRefund, number=number)

    @rule(sign=st.booleans())
    def sign(self, sign: bool) -> None:
        self.act("孙复核", SignReceipt if sign else DeclineReceipt, serial=4)

    @rule()
    def close(self) -> None:
        before = self.fund.view()
        if before.state != "open":
            return
        after = self.fund.close().campaign
        reached = before.received_fen - before.asked_back_fen >= self.enough
        assert (after.state in {"target_met", "disbursing", "settled"}) == reached

    @rule()
    def settle(self) -> None:
        self.act("钱会计", SettleCampaign)

    def act(self, name: str, command: Any, **fields: Any) -> None:
        answer = self.fund.town.act(name, command, campaign=1, **fields)
        assert not isinstance(answer, Refusal) or answer.key.partition(".")[0] in {
            "refund",
            "receipt",
            "campaign",
        }

    @invariant()
    def a_campaign_stands_where_its_money_says(self) -> None:
        if not hasattr(self, "fund"):
            return
        view = self.fund.view()
        query = select(func.count()).where(refund_requests.c.state == "asked")
        ((asked,),) = self.fund.town.rows(query)
        idle = not asked and not view.awaiting
        if view.state == "target_met" and self.all_or_nothing:
            assert view.received_fen >= self.enough
        if view.state in {"settled", "refunded"}:
            assert view.held_fen == 0
        assert view.refunded_fen <= sum(each.amount_fen for each in view.methods)
        query = select(func.sum(ledger_entries.c.amount_fen))
        assert self.fund.town.rows(query) in ([(0,)], [(None,)])
        if view.state == "disbursing":
            assert view.surplus_fen == 0 or view.held_fen <= view.target_fen
        if view.state == "refunding" and idle:
            assert view.held_fen > 0
        assert self.fund.findings() == ()

    def teardown(self) -> None:
        if hasattr(self, "context"):
            self.context.__exit__(None, None, None)


TestEnd = pytest.mark.usefixtures("_compiled_once")(End.TestCase)
TestEnd.settings = settings(max_examples=8, stateful_step_count=25, deadline=None)
