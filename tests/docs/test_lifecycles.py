from pathlib import Path

from council.domain import (
    assisted,
    campaigns,
    consultations,
    follow_ups,
    meetings,
    motions,
    polls,
    proposals,
    resolutions,
    responses,
)
from council.domain.lifecycle import Lifecycle
from tests.docs.lifecycles import NOUNS, page

_PAGE = Path(__file__).parents[2] / "docs" / "lifecycles.md"
_MODULES = (
    assisted,
    campaigns,
    follow_ups,
    consultations,
    meetings,
    motions,
    polls,
    proposals,
    resolutions,
    responses,
)


def test_the_page_tells_what_the_tables_say():
    written = _PAGE.read_text(encoding="utf-8")

    assert written == page()


def test_every_lifecycle_of_the_domain_is_on_the_page():
    found = [
        each
        for module in _MODULES
        for each in vars(module).values()
        if isinstance(each, Lifecycle)
    ]

    assert {each.noun for each in found} == {each.noun for each in NOUNS.values()}
