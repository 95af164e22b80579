"""A notice of a result is the verdict and two figures; the rest is a button away."""

import re

import pytest

from council.kernel.screens.translator import LOCALES, Translator, catalog
from council.resolutions.sentence import sentence_params
from tests.council.resolutions.test_screens import M1, MAY_25

_RESULTS = re.compile(r"notice\.(?:poll_rat|poll_rank|resolution_published_(?!vote))")
_FIGURES = {
    "number": 1,
    "title": "利用闲置空地建设 60 位机械立体停车场",
    "of": 464,
    "letter": "A",
    "option": "立体停车场",
    "ballots": 300,
    "clause": "管理规约第十二条",
    "deemed": 139,
    "deemed_heads": 464,
    "deemed_agree": 390,
    "deemed_percent": "84.05",
    "area_percent": "77.87",
    "until_on": MAY_25,
}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_result_is_told_in_a_few_lines(locale: str):
    say = Translator(locale)
    keys = [key for key in catalog(locale) if _RESULTS.match(key)]

    lengths = {
        key: len(say(key, **{**sentence_params(M1), **_FIGURES}).striptags()) for key in keys
    }

    assert len(lengths) == 13
    assert {key: many for key, many in lengths.items() if many > 260} == {}
