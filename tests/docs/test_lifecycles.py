from pathlib import Path

from council.campaigns import rules as campaigns
from council.campaigns.pledges import rules as pledges
from council.campaigns.receipts import rules as receipts
from council.counter.assisted import rules as assisted
from council.counter.follow_ups import rules as follow_ups
from council.kernel.lifecycle import Lifecycle
from council.meetings import rules as meetings
from council.motions import rules as motions
from council.motions.consultations import rules as consultations
from council.motions.responses import rules as responses
from council.polls import rules as polls
from council.proposals import rules as proposals
from council.resolutions import rules as resolutions
from council.statements import rules as statements
from tests.docs.lifecycles import NOUNS, page

_PAGE = Path(__file__).parents[2] / "docs" / "lifecycles.md"
_MODULES = (
    assisted,
    campaigns,
    pledges,
    receipts,
    follow_ups,
    consultations,
    meetings,
    motions,
    polls,
    proposals,
    resolutions,
    responses,
    statements,
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
