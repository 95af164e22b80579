"""Numbers as people type them."""

import pytest

from council.kernel.numbers import read_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        (" #12 ", 12),
        ("12号", 12),
        ("\uff03\uff11\uff12", 12),
        ("#7", 7),
        ("٣", None),
        ("0", None),
        ("-3", None),
        ("1e5", None),
        ("007", None),
        ("012", None),
        ("x", None),
        ("#12号", 12),
        ("12 13", None),
        ("", None),
        ("9999999999", None),
    ],
)
def test_a_number_is_read_as_people_type_it_and_nothing_else(typed, number):
    assert read_number(typed) == number
