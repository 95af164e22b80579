"""Notices that may wait are told together in the morning, to whoever wants that."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from council.kernel.outbox.digests import SOON, held_until, morning_after
from council.kernel.outbox.notices import message_screen
from council.kernel.screens.translator import Translator

SHANGHAI = "Asia/Shanghai"


def at(day: int, hour: int, minute: int = 0, zone: str = SHANGHAI) -> int:
    return int(datetime(2026, 5, day, hour, minute, tzinfo=ZoneInfo(zone)).timestamp())


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (at(1, 7, 59), at(1, 8)),
        (at(1, 8), at(2, 8)),
        (at(1, 20), at(2, 8)),
        (at(2, 0), at(2, 8)),
    ],
)
def test_the_morning_is_eight_o_clock_of_the_community(now: int, morning: int):
    assert morning_after(now, SHANGHAI) == morning


def test_the_morning_is_another_elsewhere():
    assert morning_after(at(1, 20), "Europe/Berlin") == at(2, 8, zone="Europe/Berlin")


NOW = at(1, 20)
TOMORROW = at(2, 8)


@pytest.mark.parametrize(
    ("digest", "needs_by", "urgent", "held"),
    [
        ("at_once", None, False, 0),
        ("daily", None, False, TOMORROW),
        ("daily", 0, False, TOMORROW),
        ("daily", NOW + SOON, False, 0),  # within a day: at once
        ("daily", NOW + SOON + 60, False, NOW + 60),  # as soon as it is within a day
        ("daily", NOW + 9 * SOON, False, TOMORROW),
        ("daily", None, True, 0),
        ("needed", None, False, None),
        ("needed", 0, False, 0),
        ("needed", NOW + 9 * SOON, False, 0),
        ("needed", None, True, 0),
    ],
)
def test_what_waits_and_until_when(digest: str, needs_by: int | None, *, urgent: bool, held):
    found = held_until(digest, now=NOW, timezone=SHANGHAI, needs_by=needs_by, urgent=urgent)

    assert found == held


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_the_message_of_the_morning_tells_each_notice_with_its_button(locale: str):
    letters = (
        '["proposal_seconded", {"params": {"number": 3, "title": "路灯", "seconds": 10},'
        ' "buttons": [["proposal.button.open", "proposal.show", [3]]]}]'
    )
    params = f'{{"letters": [{letters}, {letters}], "more": 4, "told_at": {NOW}}}'

    screen = message_screen("digest", params, Translator(locale))

    assert screen.text.count("路灯") == 2
    assert [button.press for row in screen.rows for button in row] == ["proposal.show:3"] * 2
    assert [button.label[:3] for row in screen.rows for button in row] == ["1. ", "2. "]
