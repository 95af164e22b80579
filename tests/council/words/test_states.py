"""A state has one name in each language, which chat and web share."""

import re
from pathlib import Path

import pytest

from council.kernel.screens.translator import LOCALES, catalog

ROOT = Path(__file__).parents[3]
_STATE = re.compile(r"(?:^|\.)state\.(\w+)\.(\w+)$")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_state_stands_in_one_entry(locale: str):
    entries: dict[tuple[str, str], list[str]] = {}
    for key in catalog(locale):
        found = _STATE.search(key)
        if found:
            entries.setdefault((found[1], found[2]), []).append(key)

    twice = {state: keys for state, keys in entries.items() if len(keys) > 1}
    assert twice == {}
    assert len(entries) >= 57


@pytest.mark.parametrize("locale", LOCALES)
def test_two_states_of_one_thing_have_two_names(locale: str):
    named = [
        (found[1], said)
        for key, said in catalog(locale).items()
        if (found := _STATE.search(key)) and found[1] != "refund"
    ]

    assert sorted(set(named)) == sorted(named)
