"""The rule profiles that ship with the program, read once: ``council/rules/*.toml``."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from council.domain.rule_files import read_profiles
from council.domain.rule_profiles import RuleProfile

_FOLDER = Path(__file__).parent / "rules"
#: Data files beside the profiles that are no profiles.
_OTHERS = frozenset({"calendar_cn"})

#: The profile of a community that names none.
NATIONAL = "national"


@cache
def rulebook() -> Mapping[str, RuleProfile]:
    """All profiles by name. Raises BadRulesError: a wrong file is refused before anything starts."""
    files = sorted(file for file in _FOLDER.glob("*.toml") if file.stem not in _OTHERS)
    return read_profiles({file.stem: file.read_text(encoding="utf-8") for file in files})


def national() -> RuleProfile:
    """The national rules."""
    return rulebook()[NATIONAL]
