"""The rule profiles that ship with the program, and those that communities have adopted on top.

What ships are files, ``council/rules/profiles/*.toml``, read once. A community's own rules of procedure
are the text of one more such file, kept with the community.
"""

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from council.rules.files import read_profiles, texts_of
from council.rules.profile import RuleProfile

_FOLDER = Path(__file__).parent / "profiles"
#: Data files beside the profiles that are no profiles.
_OTHERS = frozenset({"calendar_cn"})

#: The profile of a community that names none.
NATIONAL = "national"


@cache
def shipped() -> Mapping[str, str]:
    """The text of each profile that ships, by name."""
    files = sorted(file for file in _FOLDER.glob("*.toml") if file.stem not in _OTHERS)
    return {file.stem: file.read_text(encoding="utf-8") for file in files}


@cache
def rulebook() -> Mapping[str, RuleProfile]:
    """All shipped profiles by name. Raises BadRulesError: a wrong file stops every start."""
    return read_profiles(shipped())


@lru_cache(64)
def own_profile(name: str, text: str) -> RuleProfile:
    """Read a community's own rules, which extend a shipped profile. Raises BadRulesError."""
    return read_profiles({**shipped(), name: text})[name]


def base_of(text: str) -> str:
    """Name the shipped profile that one's own rules extend; empty for none."""
    base: str = tomllib.loads(text).get("extends", "")
    return base


def files_of(name: str, text: str = "") -> Mapping[str, str]:
    """The texts that a profile is made of, the most general first; ``text``: of one's own."""
    return texts_of({**shipped(), name: text} if text else shipped(), name)


def kept_profile(name: str, files: Mapping[str, str]) -> RuleProfile:
    """Read a profile again from the texts that were kept with a poll."""
    return read_profiles(files)[name]
