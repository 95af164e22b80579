"""Any course of refunds, payments, reversals and acceptances, against the notebook beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import func, select

from council.app import open_app
from council.campaigns.ledger import balances, lines
from council.campaigns.ledger.accounts import contributors, held, payees
from council.campaigns.ledger.journal import journal
from council.campaigns.refunds.commands import AskRefund, ConfirmRefund, DeclineRefund
from council.campaigns.tables import ledger_entries, ledger_transfers, receipts
from council.checks.chained import first_touched
from council.kernel.clock import FixedClock
from council.kernel.config import Settings
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from tests.council.campaigns.ledger.bean_check import held as bean_held
from tests.council.campaigns.ledger.bean_check import written
from tests.council.campaigns.ledger.books import Notebook, Paper
from tests.council.campaigns.payments.works import Works, begin
from tests.council.conftest import NOON, found
from tests.sqlite_template import fresh_sqlite

FENS = st.integers(1, 60_000)
AT = st.integers(0, 4)
ACCOUNTS = (held(1), contributors(1), payees(1))


@contextmanager
def opened(mode: str) -> Iterator[Works]:
    with TemporaryDirectory() as folder:
        url = fresh_sqlite(Path(folder) / "town.db")
        clock = FixedClock(NOON)
        wanted = Settings(_env_file=None, database_url=url, data_dir=Path(folder))
        with open_app(wanted, clock=clock) as app:
            yield begin(found(app, clock, "heyue"), mode=mode)


class Books(RuleBasedStateMachine):
    """¥600 and ¥400 were received; one contract of ¥800, of which ¥200 after the acceptance."""

    @initialize(
        approved=st.integers(1, 90_000), mode=st.sampled_from(["all_or_nothing", "flexible"])
    )
    def begin(self, approved: int, mode: str) -> None:
        self.context = opened(mode)
        self.works = self.context.__enter__()
        self.works.resolve(approved_fen=approved)
        self.works.agree(retention_fen=0, retention_until=0)
        self.model = Notebook(agreed=80_000, last=20_000, approved=approved)
        self.model.receipts = [Paper(60_000, "done"), Paper(40_000, "done")]

    @rule(receipt=AT, fen=FENS)
    def ask_back(self, receipt: int, fen: int) -> None:
        answer = self.works.town.act(
            "钱会计",
            AskRefund,
            campaign=1,
            serial=receipt + 1,
            amount_fen=fen,
            reason="correction",
        )
        self.agree(answer, good=self.open_now() and self.model.refund(receipt, fen))

    @rule(number=AT, yes=st.booleans())
    def answer_refund(self, number: int, *, yes: bool) -> None:
        command = ConfirmRefund if yes else DeclineRefund
        answer = self.works.town.act("孙复核", command, campaign=1, number=number + 1)
        self.agree(answer, good=self.model.answer_refund(number, yes=yes))

    @rule(fen=FENS)
    def pay(self, fen: int) -> None:
        answer = self.works.pay(fen)
        self.agree(answer, good=self.open_now() and self.model.pay(fen))

    @rule()
    def pay_all_that_may_be_paid(self) -> None:
        if self.model.payable() > 0:
            self.pay(self.model.payable())

    @rule(number=AT, yes=st.booleans())
    def answer_payment(self, number: int, *, yes: bool) -> None:
        ask = self.works.approve if yes else self.works.decline
        self.agree(ask(number + 1), good=self.model.answer_payment(number, yes=yes))

    @rule(number=AT)
    def reverse(self, number: int) -> None:
        self.agree(self.works.reverse(number + 1), good=self.model.reverse(number))

    @rule()
    def accept(self) -> None:
        self.works.accept()
        self.model.accepted = True

    def open_now(self) -> bool:
        """A campaign whose money is all paid for the works pays and gives back no more."""
        return self.works.fund.view().state == "disbursing"

    def agree(self, answer: object, *, good: bool) -> None:
        assert isinstance(answer, Refusal) == (not good), answer

    @invariant()
    def the_books_are_the_notebook(self) -> None:
        if hasattr(self, "works"):
            self.works.town.app.bus.read_now(self.compare)
            assert self.works.fund.findings() == ()

    def compare(self, tx: Transaction) -> None:
        town, model = self.works.town.id, self.model
        posted = balances.posted(tx, town, ACCOUNTS)
        assert posted[held(1)] == model.held() >= 0
        assert posted[payees(1)] == model.paid_out() >= 0
        assert sum(posted.values()) == 0
        assert tx.connection.scalar(select(func.sum(ledger_entries.c.amount_fen))) == 0
        assert balances.available(tx, town, ACCOUNTS)[held(1)] == model.free() >= 0
        assert model.paid_out() <= min(model.agreed, model.approved)
        assert all(model.left_of(each) >= 0 for each in range(len(model.receipts)))
        for column in (receipts.c.serial, ledger_transfers.c.number):
            numbers = tx.connection.scalars(select(column).order_by(column)).all()
            assert numbers == list(range(1, len(numbers) + 1))
        kept = [each.line.line for each in lines.every(tx, town)]
        assert kept == list(range(1, len(kept) + 1))
        assert first_touched(tx, town) == 0

    def bean_check(self, tx: Transaction) -> None:
        """Beancount reads the books as the notebook has them."""
        text = written(journal(tx, self.works.town.id), tx.now)
        assert bean_held(text, "Assets:Held:C1") * 100 == self.model.held()
        assert bean_held(text, "Expenses:Works:C1") * 100 == self.model.paid_out()

    def teardown(self) -> None:
        if hasattr(self, "works"):
            self.works.town.app.bus.read_now(self.bean_check)
        if hasattr(self, "context"):
            self.context.__exit__(None, None, None)


TestBooks = pytest.mark.usefixtures("_compiled_once")(Books.TestCase)
TestBooks.settings = settings(max_examples=8, stateful_step_count=25, deadline=None)
