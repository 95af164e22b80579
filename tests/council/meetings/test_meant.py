"""Whom the clerk means: by number, by name, and by a name that several have."""

import pytest

from council.kernel.refusals import Refusal
from council.meetings.meant import people_meant
from council.people.commands import ImportResidents, ResidentLine
from tests.council.conftest import Town


@pytest.fixture
def street(town: Town) -> Town:
    """Two of one name, and one other."""
    lines = [
        ResidentLine(ref=ref, name=name, unit=unit, adult=True, owner_key=None, locale=None)
        for ref, name, unit in (
            ("R001", "张三", "1-1-101"),
            ("R002", "张三", "2-1-101"),
            ("R003", "孙大爷", "3-1-101"),
        )
    ]
    town.operate(ImportResidents, lines=tuple(lines))
    return town


def meant(town: Town, text: str) -> object:
    found = town.app.bus.read_now(lambda tx: people_meant(tx, town.id, text))
    return found if isinstance(found, Refusal) else [each.ref for each in found]


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("孙大爷", ["R003"]),
        ("r001，孙大爷 R003", ["R001", "R003"]),
        ("R002、R001", ["R002", "R001"]),
    ],
)
def test_numbers_and_names_are_read(street: Town, text: str, refs: list[str]):
    assert meant(street, text) == refs


def test_a_name_of_several_is_answered_with_their_numbers(street: Town):
    assert meant(street, "孙大爷 张三") == Refusal(
        "meeting.several_so_called",
        {"given": "张三", "lines": "R001 张三 1-1-101\nR002 张三 2-1-101"},
    )


def test_nobody_so_called_is_told_what_was_typed(street: Town):
    assert meant(street, "R003 李四 王五") == Refusal(
        "meeting.nobody_so_called", {"given": "李四 王五"}
    )
