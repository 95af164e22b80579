"""Quarters begin at local midnight."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from council.overview.indicators import Share, quarter_starts, share

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("now", "since", "before"),
    [
        ((2026, 5, 12), (2026, 4, 1), (2026, 1, 1)),
        ((2026, 1, 1), (2026, 1, 1), (2025, 10, 1)),
        ((2026, 12, 31), (2026, 10, 1), (2026, 7, 1)),
    ],
)
def test_a_quarter_and_the_one_before(now, since, before):
    starts = quarter_starts(int(datetime(*now, tzinfo=SHANGHAI).timestamp()), SHANGHAI)

    told = [datetime.fromtimestamp(at, SHANGHAI) for at in starts]
    assert told == [datetime(*since, tzinfo=SHANGHAI), datetime(*before, tzinfo=SHANGHAI)]


def test_a_share_is_cut_off_and_a_share_of_nothing_is_nothing():
    assert share(588, 980) == Share(part=588, whole=980, percent="60.00")
    assert share(2, 3) == Share(part=2, whole=3, percent="66.66")
    assert share(0, 0) == Share(part=0, whole=0, percent=None)
