"""Letting a community under test live by other rules."""

from council.commands.rules import AdoptRules, RulesAdopted
from tests.council.conftest import Town


def lives_by(town: Town, profile: str = "", *, text: str = "") -> RulesAdopted:
    """Adopt a shipped profile, or the text of rules of one's own."""
    adopted = town.operate(AdoptRules, profile=profile, text=text)
    assert isinstance(adopted, RulesAdopted), adopted
    return adopted
