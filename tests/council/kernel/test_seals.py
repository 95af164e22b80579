"""Seals: a column that came later changes no seal of a row that has nothing there."""

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from council.kernel import seals
from council.kernel.seals import sealed
from council.proposals.tables import proposals
from tests.council.conftest import Town
from tests.council.evening import seconded, staff

LATER = "return_reason"


@pytest.fixture
def kind() -> Iterator[str]:
    """A kind of subject, sealed as if one of its columns were not there yet."""
    sealed("kind", proposals, but=("changed_at", LATER))
    yield "kind"
    del seals.SUBJECTS["kind"]


def test_a_row_that_has_nothing_in_a_later_column_is_sealed_as_before(town: Town, kind: str):
    staff(town)
    seconded(town)
    before = town.app.bus.read_now(lambda tx: seals.seals(tx, town.id, kind))

    del seals.SUBJECTS[kind]
    sealed(kind, proposals, but=("changed_at",), later=(LATER,))

    assert town.app.bus.read_now(lambda tx: seals.seals(tx, town.id, kind)) == before != {}


def test_whatever_stands_in_a_later_column_is_sealed(town: Town, kind: str):
    staff(town)
    seconded(town)
    del seals.SUBJECTS[kind]
    sealed(kind, proposals, but=("changed_at",), later=(LATER,))
    before = town.app.bus.read_now(lambda tx: seals.seals(tx, town.id, kind))

    edit = update(proposals).values({LATER: "太短"})
    town.app.bus.submit_run(lambda tx: tx.connection.execute(edit).rowcount).result()

    after = town.app.bus.read_now(lambda tx: seals.seals(tx, town.id, kind))
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())
