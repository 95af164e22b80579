"""What the tests of a clause on silence share: a community whose covenant has one."""

from council.rules.profile import RuleProfile
from council.rules.rulebook import own_profile

CLAUSE = "管理规约第十二条"


def covenant(*, posting_delivers: bool = False) -> str:
    """Rules of one's own: the national ones with a clause on silence, and one on votes in chat."""
    return f"""
extends = "national"

[silence]
policy = "deemed_participating_with_majority"
clause_reference = "{CLAUSE}"
posting_delivers = {str(posting_delivers).lower()}

[channels]
platform_evote = true
citation = "管理规约第十三条"
"""


def covenant_profile() -> RuleProfile:
    """The same as a profile."""
    return own_profile("covenant", covenant())
