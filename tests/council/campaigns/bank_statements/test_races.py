"""Lines sent one to ten times, in any order, by two workers at once, end in the model's ledger."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from random import Random  # noqa: TID251 - dice of a test, no lot
from threading import Barrier
from typing import Any

import pytest

from council.app import open_app
from council.campaigns.bank_statements.commands import BookLine, SuspendLine
from council.campaigns.bank_statements.tables import bank_lines, bank_statements
from council.campaigns.records import same
from council.kernel.app import App
from council.kernel.refusals import Refusal
from tests.council.campaigns.bank_statements.banking import Moved, Till, open_till
from tests.council.conftest import Town

WORKERS = 2
PLEDGED = (("甲", "100"), ("乙", "200"), ("丙", "300"))
KNOWN = tuple(
    Moved(reference=f"A2026021000{place}", yuan=yuan, party=name, memo=f"认筹{place}")
    for place, (name, yuan) in enumerate(PLEDGED, start=1)
)
UNKNOWN = tuple(
    Moved(reference=f"B2026021000{place}", yuan=f"{place}.50", party="某某")
    for place in range(1, 4)
)
#: What a bookkeeper has who writes each movement down once.
MODEL = (60_000, 150 + 250 + 350)


@pytest.fixture
def till(town: Town) -> Till:
    made = open_till(town)
    made.pledge(*PLEDGED)
    return made


@pytest.fixture
def workers(town: Town, tmp_path: Path) -> Iterator[list[App]]:
    """Two programs on one database, each with its own writer."""
    with ExitStack() as stack:
        settings = town.app.settings.model_copy(update={"data_dir": tmp_path})
        yield [stack.enter_context(open_app(settings, clock=town.clock)) for _ in range(WORKERS)]


def told(app: App, community_id: str) -> list[Any]:
    """Each line that anybody may look at: its statement, its place, its reference."""
    b, s = bank_lines.c, bank_statements.c
    query = (
        bank_lines.select()
        .with_only_columns(s.number, b.line, b.reference, b.state)
        .join(bank_statements, same(bank_lines, bank_statements, "statement_id"))
        .where(b.community_id == community_id)
    )
    return app.bus.read_now(lambda tx: list(tx.connection.execute(query)))


def work(till: Till, app: App, start: Barrier, random: Random) -> list[Any]:
    """Send files of some of the lines, in any order, and say of whatever waits what it is."""
    treasurer = till.town.people["钱会计"]
    start.wait()
    answers = []
    for _ in range(random.randint(1, 10)):
        lines = [*KNOWN, *UNKNOWN]
        random.shuffle(lines)
        some = lines[: random.randint(1, len(lines))]
        answers.append(app.bus.submit(till.asked(some)).result())
        for row in told(app, till.town.id):
            at = {"actor": treasurer, "number": row.number, "line": row.line}
            place = next((i for i, m in enumerate(KNOWN, 1) if m.reference == row.reference), 0)
            asked = BookLine(**at, campaign=1, pledge=place) if place else SuspendLine(**at)
            answers.append(app.bus.submit(asked).result())
    last = app.bus.submit(till.asked([*KNOWN, *UNKNOWN])).result()
    return [*answers, last]


@pytest.mark.parametrize("seed", range(4))
def test_any_order_any_number_of_times_by_two_ends_in_the_models_ledger(
    till: Till, workers: list[App], seed: int
):
    start = Barrier(WORKERS)

    with ThreadPoolExecutor(WORKERS) as pool:
        running = [
            pool.submit(work, till, app, start, Random(seed * WORKERS + place))  # noqa: S311 - a test's dice
            for place, app in enumerate(workers)
        ]
        answers = [each for run in running for each in run.result()]
    # What the last file brought that nobody had looked at yet.
    work(till, workers[0], Barrier(1), Random(seed))  # noqa: S311 - a test's dice

    refused = {each.key for each in answers if isinstance(each, Refusal)}
    assert refused <= {"bank_line.not_now", "bank.sent_just_now"}
    assert sorted(ref for ref, _ in till.states()) == sorted(
        each.reference for each in (*KNOWN, *UNKNOWN)
    )
    assert {state for _, state in till.states()} == {"receipt", "suspense"}
    assert till.balances() == MODEL
    assert till.findings() == []
