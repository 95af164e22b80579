"""How long a meeting lasts, as people write it."""

import pytest

from council.kernel.refusals import Refusal
from council.meetings.rules import read_length


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", 90),
        ("９０ 分钟", 90),
        ("1.5小时", 90),
        ("2h", 120),
        ("1 h 30 min", 90),
        ("1 hour and 15 minutes", 75),
        ("三小时", 180),
        ("两个小时", 120),
        ("两个半小时", 150),
        ("1个半小时", 90),
        ("一小时半", 90),
        ("半小时", 30),
        ("半个钟头", 30),
        ("九十分钟", 90),
        ("一小时二十分", 80),
    ],
)
def test_a_length_is_read_as_people_write_it(text: str, minutes: int):
    assert read_length(text) == minutes


@pytest.mark.parametrize(("text", "key"), [("9999", "out_of_range"), ("0", "out_of_range")])
def test_a_length_beyond_the_limits_is_told_them(text: str, key: str):
    found = read_length(text)

    assert isinstance(found, Refusal)
    assert found.key == f"meeting.length_{key}"


@pytest.mark.parametrize("text", ["", "很久", "小时", "1.2.3", "90 个"])
def test_what_is_no_length_is_quoted(text: str):
    assert read_length(text) == Refusal("meeting.no_length", {"given": text})
