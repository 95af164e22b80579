"""Join codes issued by two desks at once."""

import threading
from pathlib import Path

import pytest

from council.kernel.clock import FixedClock
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.people.codes import issue_codes
from council.people.commands import CodesIssued, ImportResidents, IssueCodes, ResidentLine
from council.people.records import person_of
from tests.council.conftest import NOON, Town
from tests.council.polls.test_close_race import another_process

NEW = ResidentLine(ref="R9", name="王芳", unit="3-2-501", adult=True, owner_key=None, locale=None)


@pytest.mark.postgres
class TestTwoDesksOnOnePostgres:
    """Green: they meet at the community's row."""

    @pytest.fixture
    def database_url(self, postgres_url: str) -> str:
        """Only here do two desks write at once; SQLite lets one writer in at a time."""
        return postgres_url

    def test_the_second_is_told_that_codes_were_issued_meanwhile(
        self, town: Town, database_url: str, clock: FixedClock, tmp_path: Path
    ):
        for name in ("召", "代"):
            town.person(name, "clerk")
        town.operate(ImportResidents, lines=(NEW,))
        first, second = (
            IssueCodes(actor=town.people[name], last_issued_at=0) for name in ("召", "代")
        )
        issued, may_commit = threading.Event(), threading.Event()

        def slowly(tx: Transaction) -> CodesIssued | Refusal:
            who = person_of(tx, first.actor)
            assert who is not None
            done = issue_codes(tx, who, first)
            issued.set()
            may_commit.wait(10)
            return done

        with another_process(database_url, clock, tmp_path) as other:
            one = town.app.bus.submit_run(slowly)
            assert issued.wait(10)
            two = other.bus.submit(second)
            threading.Timer(0.3, may_commit.set).start()

            assert isinstance(one.result(), CodesIssued)
            assert two.result() == Refusal("codes.issued_meanwhile", {"issued_at": NOON})
