"""Any course of pledges, receipts, signatures and refunds, against a model that only adds up."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from council.app import open_app
from council.campaigns.pledges.commands import UndoPledge, WithdrawPledge
from council.campaigns.receipts.commands import DeclineReceipt, SignReceipt
from council.campaigns.refunds.commands import AskRefund, ConfirmRefund, DeclineRefund
from council.campaigns.tables import receipts as table
from council.kernel.clock import FixedClock
from council.kernel.config import Settings
from council.kernel.refusals import Refusal
from tests.council.conftest import NOON, Town, found
from tests.council.fund import Fund, open_fund
from tests.sqlite_template import fresh_sqlite

NAMES = ("李一", "李二")
FENS = st.integers(1_000, 5_000)


@dataclass
class Model:
    """What a careful treasurer would have on paper."""

    pledges: list[list[object]] = field(default_factory=list)  # name, fen, state, before, undo?
    receipts: list[list[object]] = field(default_factory=list)  # pledge index, fen, state
    requests: list[list[object]] = field(default_factory=list)  # receipt index, fen, state

    def pledge_of(self, name: str) -> int | None:
        return next(
            (i for i, p in enumerate(self.pledges) if p[0] == name and p[2] in {"p", "r"}), None
        )

    def touched(self, pledge: int) -> bool:
        return any(r[0] == pledge and r[2] != "void" for r in self.receipts)

    def paid(self, pledge: int) -> int:
        return sum(r[1] for r in self.receipts if r[0] == pledge and r[2] != "void")

    def left(self, receipt: int) -> int:
        gone = sum(q[1] for q in self.requests if q[0] == receipt and q[2] != "no")
        return self.receipts[receipt][1] - gone

    def excess(self, receipt: int) -> None:
        """What is above the pledge is asked back as soon as it is posted."""
        pledge, fen = self.receipts[receipt][0], self.receipts[receipt][1]
        own = [i for i, r in enumerate(self.receipts) if r[0] == pledge and r[2] == "posted"]
        over = min(fen, sum(self.left(i) for i in own) - self.pledges[pledge][1])
        if over > 0:
            self.requests.append([receipt, over, "asked"])

    def held(self) -> int:
        posted = sum(r[1] for r in self.receipts if r[2] == "posted")
        return posted - sum(q[1] for q in self.requests if q[2] == "yes")


@contextmanager
def opened(mode: str) -> Iterator[Fund]:
    with TemporaryDirectory() as folder:
        url = fresh_sqlite(Path(folder) / "town.db")
        clock = FixedClock(NOON)
        wanted = Settings(_env_file=None, database_url=url, data_dir=Path(folder))
        with open_app(wanted, clock=clock) as app:
            town: Town = found(app, clock, "heyue")
            for name in NAMES:
                town.person(name)
            yield open_fund(town, mode=mode)


class Money(RuleBasedStateMachine):
    """One campaign, two residents, one treasurer, one second signer."""

    @initialize(mode=st.sampled_from(["all_or_nothing", "flexible"]))
    def begin(self, mode: str) -> None:
        self.context = opened(mode)
        self.fund = self.context.__enter__()
        self.model = Model()

    @rule(name=st.sampled_from(NAMES), fen=FENS)
    def pledge(self, name: str, fen: int) -> None:
        answer = self.fund.pledge(name, f"{fen // 100}.{fen % 100:02d}")
        known = self.model.pledge_of(name)
        if known is None:
            self.model.pledges.append([name, fen, "p", 0, True])
        elif not self.model.touched(known):
            if fen != self.model.pledges[known][1]:
                self.model.pledges[known][3:] = [self.model.pledges[known][1], True]
            self.model.pledges[known][1] = fen
        else:
            assert answer.key == "pledge.has_receipt"

    @rule(name=st.sampled_from(NAMES))
    def withdraw(self, name: str) -> None:
        answer = self.fund.town.act(name, WithdrawPledge, campaign=1)
        known = self.model.pledge_of(name)
        allowed = known is not None and not self.model.touched(known)
        assert isinstance(answer, Refusal) == (not allowed)
        if allowed:
            self.model.pledges[known][2] = "w"

    @rule(name=st.sampled_from(NAMES))
    def undo(self, name: str) -> None:
        answer = self.fund.town.act(name, UndoPledge, campaign=1)
        known = self.model.pledge_of(name)
        pledge = [] if known is None else self.model.pledges[known]
        paid = 0 if known is None else self.model.paid(known)
        allowed = known is not None and paid < pledge[1] and pledge[4]
        assert isinstance(answer, Refusal) == (not allowed)
        if allowed:
            back = max(pledge[3], paid)
            pledge[1:] = [back or pledge[1], pledge[2] if back else "w", 0, False]

    @rule()
    def ten_minutes_pass(self) -> None:
        self.fund.town.clock.at += 600
        for pledge in self.model.pledges:
            pledge[4] = False

    @rule(
        at=st.integers(1, 3),
        fen=FENS,
        method=st.sampled_from(["cash", "transfer"]),
        ref=st.sampled_from(["A", "B", "C"]),
    )
    def receive(self, at: int, fen: int, method: str, ref: str) -> None:
        ref = "" if method == "cash" else ref
        used = bool(ref) and any(r[3] == ref for r in self.model.receipts)
        answer = self.fund.receive(at, fen, method, external_ref=ref, over=True)
        good = at <= len(self.model.pledges) and self.model.pledges[at - 1][2] in {"p", "r"}
        assert isinstance(answer, Refusal) == (not good or used)
        if good and not used:
            state = "waiting" if method == "cash" else "posted"
            self.model.receipts.append([at - 1, fen, state, ref])
            assert answer.serial == len(self.model.receipts)
            if state == "posted":
                self.model.pledges[at - 1][2] = "r"
                self.model.excess(len(self.model.receipts) - 1)

    @rule(serial=st.integers(1, 5), sign=st.booleans())
    def sign(self, serial: int, sign: bool) -> None:
        command = SignReceipt if sign else DeclineReceipt
        answer = self.fund.town.act("孙复核", command, campaign=1, serial=serial)
        known = serial <= len(self.model.receipts)
        good = known and self.model.receipts[serial - 1][2] == "waiting"
        assert isinstance(answer, Refusal) == (not good)
        if good:
            self.model.receipts[serial - 1][2] = "posted" if sign else "void"
            if sign:
                self.model.pledges[self.model.receipts[serial - 1][0]][2] = "r"
                self.model.excess(serial - 1)

    @rule(serial=st.integers(1, 5), fen=FENS)
    def ask(self, serial: int, fen: int) -> None:
        answer = self.fund.town.act(
            "钱会计", AskRefund, campaign=1, serial=serial, amount_fen=fen, reason="correction"
        )
        at = serial - 1
        known = at < len(self.model.receipts) and self.model.receipts[at][2] == "posted"
        good = known and fen <= self.model.left(at)
        assert isinstance(answer, Refusal) == (not good)
        if good:
            self.model.requests.append([at, fen, "asked"])

    @rule(number=st.integers(1, 4), confirm=st.booleans())
    def answer(self, number: int, confirm: bool) -> None:
        command = ConfirmRefund if confirm else DeclineRefund
        answer = self.fund.town.act("孙复核", command, campaign=1, number=number)
        known = number <= len(self.model.requests)
        good = known and self.model.requests[number - 1][2] == "asked"
        assert isinstance(answer, Refusal) == (not good)
        if good:
            self.model.requests[number - 1][2] = "yes" if confirm else "no"
            self.settle_pledges()

    def settle_pledges(self) -> None:
        """A pledge whose receipts were all given back in full is refunded."""
        for at, pledge in enumerate(self.model.pledges):
            own = [i for i, r in enumerate(self.model.receipts) if r[0] == at and r[2] != "void"]
            back = sum(q[1] for q in self.model.requests if q[0] in own and q[2] == "yes")
            paid = sum(self.model.receipts[i][1] for i in own)
            if pledge[2] == "r" and own and paid == back:
                pledge[2] = "x"

    @invariant()
    def the_books_agree(self) -> None:
        if not hasattr(self, "fund"):
            return
        view, model = self.fund.view(), self.model
        assert view.held_fen == view.received_fen == model.held()
        assert view.pledged_fen == sum(p[1] for p in model.pledges if p[2] != "w")
        assert view.awaiting_fen == sum(r[1] for r in model.receipts if r[2] == "waiting")
        assert self.fund.findings() == ()
        serials = [serial for (serial,) in self.fund.town.rows(select(table.c.serial))]
        assert sorted(serials) == list(range(1, len(model.receipts) + 1))

    def teardown(self) -> None:
        if hasattr(self, "context"):
            self.context.__exit__(None, None, None)


TestMoney = pytest.mark.usefixtures("_compiled_once")(Money.TestCase)
TestMoney.settings = settings(max_examples=6, stateful_step_count=25, deadline=None)
