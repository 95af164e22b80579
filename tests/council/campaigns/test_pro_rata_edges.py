"""The edges of a division to the fen, and that they notice every small mistake in it."""

import inspect
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.campaigns import rules
from council.campaigns.rules import pro_rata

#: What is divided, by which receipts (serial → fen), and who gets what.
EDGES: tuple[tuple[int, dict[int, int], dict[int, int]], ...] = (
    (0, {1: 5}, {}),
    (0, {}, {}),
    (1, {1: 5}, {1: 1}),
    (5, {1: 5}, {1: 5}),
    # One fen for two equal receipts: the lower serial; for two unequal ones: the larger.
    (1, {2: 5, 1: 5}, {1: 1}),
    (1, {1: 1, 2: 9}, {2: 1}),
    (1, {1: 3, 2: 4}, {2: 1}),
    # Equal remainders (one half each), unequal receipts: the larger first.
    (2, {1: 1, 2: 3}, {1: 0, 2: 2}),
    (6, {1: 1, 2: 3}, {1: 1, 2: 5}),
    # The larger remainder wins over the larger receipt.
    (10, {1: 30, 2: 36}, {1: 5, 2: 5}),
    (7, {1: 2, 2: 2, 3: 2}, {1: 3, 2: 2, 3: 2}),
    (100, {3: 1, 1: 1, 2: 1}, {1: 34, 2: 33, 3: 33}),
    # A receipt of nothing gets nothing, though fen are left.
    (2, {1: 0, 2: 1, 3: 1}, {2: 1, 3: 1}),
    # All of it, to the last fen, and more than any float could tell apart.
    (1_130_000, {1: 52_129_999, 2: 1}, {1: 1_130_000}),
    (
        10**15 + 1,
        {1: 10**15, 2: 10**15 + 1, 3: 1},
        {1: 500_000_000_000_000, 2: 500_000_000_000_001},
    ),
)
#: Small mistakes: what stands in the rule, and what might have stood there.
MISTAKES = (
    ("total * weight // whole", "round(total * weight / whole)"),
    ("total * weight // whole", "-(-total * weight // whole)"),
    ("total - sum(shares.values())", "total - sum(shares.values()) - 1"),
    ("-(total * weights[key] % whole)", "(total * weights[key] % whole)"),
    ("-(total * weights[key] % whole)", "0"),
    (", -weights[key], key)", ", weights[key], key)"),
    (", -weights[key], key)", ", key)"),
    (", -weights[key], key)", ", -weights[key], -key)"),
    ("by_claim[:left]", "by_claim[: left - 1]"),
    ("by_claim[:left]", "by_claim[left:]"),
    ("shares[key] += 1", "shares[key] += 2"),
    ("if share}", "if share > 1}"),
    ("if total == 0:", "if total == 1:"),
    ("whole <= 0", "whole <= 7"),
)


def wrong(divide: Callable[[int, Mapping[int, int]], Any]) -> list[int]:
    """Which edges a division gets wrong."""
    found = []
    for at, (total, weights, expected) in enumerate(EDGES):
        try:
            shares = divide(total, weights)
        except (ValueError, ZeroDivisionError, KeyError):
            shares = None
        if shares != {key: share for key, share in expected.items() if share}:
            found.append(at)
    return found


def test_the_edges_are_divided_as_they_should_be():
    assert wrong(pro_rata) == []


@pytest.mark.parametrize(("stands", "mistake"), MISTAKES)
def test_a_small_mistake_is_noticed_by_an_edge(stands: str, mistake: str):
    source = inspect.getsource(pro_rata)
    assert source.count(stands) == 1
    made: dict[str, Any] = dict(vars(rules))

    exec(source.replace(stands, mistake), made)  # noqa: S102 - our own text, one word changed

    assert wrong(made["pro_rata"]) != []


@pytest.mark.parametrize("weights", [{1: -1, 2: 3}, {1: 0}, {}])
def test_nothing_is_divided_by_what_is_no_weight(weights: dict[int, int]):
    with pytest.raises(ValueError, match="cannot divide"):
        pro_rata(1, weights)


@given(
    st.dictionaries(st.integers(1, 99), st.integers(0, 10**6), min_size=1, max_size=9), st.data()
)
def test_nobody_who_got_a_fen_more_had_the_smaller_claim_to_it(weights, data):
    """The definition in other words: exact shares, cut off; what is left by the largest remainder."""
    whole = sum(weights.values())
    total = data.draw(st.integers(0, whole))

    shares = pro_rata(total, weights) if whole else {}

    exact = {key: Fraction(total * weight, whole or 1) for key, weight in weights.items()}
    rest = {key: each - each.__floor__() for key, each in exact.items()}
    lucky = {key for key in weights if shares.get(key, 0) > exact[key].__floor__()}
    assert all(rest[key] >= rest[other] for key in lucky for other in weights.keys() - lucky)
