"""The words of the counting commands: single catalog files, read without the rest of the council.

``council.wordings`` would bring the database library along, and a small file must be counted in the
time it takes Python to start.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from council.kernel.bad_setting import BadSetting
from council.kernel.env_file import read_env_file
from council.kernel.one_line import one_line
from council.polls.result_text.voice import Speaker

__all__ = [
    "LOCALES",
    "Speaker",
    "catalog_of",
    "locale_here",
    "voice_here",
    "voice_of",
    "wanted_locale",
]

LOCALES = ("zh_CN", "en")
_COUNCIL = Path(__file__).parent.parent
#: The words of a counted result.
_COUNTING = "polls/result_text"


def wanted_locale(environment: Mapping[str, str], env_file: Path) -> str:
    """The setting YISHI_LOCALE, from the environment or else the ``.env`` file.

    Raises BadSetting for a language that is not here, or a file that cannot be read.
    """
    name = environment.get("YISHI_LOCALE") or read_env_file(env_file).get("YISHI_LOCALE") or ""
    if name and name not in LOCALES:
        raise BadSetting(voice_of(LOCALES[0])("counting.locale", locale=name))
    return name or LOCALES[0]


def locale_here() -> str:
    """The language of this process's setting."""
    return wanted_locale(os.environ, Path(".env"))


def voice_here(place: str = _COUNTING) -> Speaker:
    """The voice of this process's setting; ``place`` is the house whose words it knows."""
    return voice_of(locale_here(), place)


def catalog_of(locale: str, place: str) -> dict[str, str]:
    """Read the catalog of one house in a language; of plurals the first form."""
    return {
        key: said if isinstance(said, str) else said[0]
        for key, said in _messages(locale, place).items()
    }


def voice_of(locale: str, place: str = _COUNTING) -> Speaker:
    """The voice of a language."""
    said = _messages(locale, place)

    def say(key: str, **params: str | int) -> str:
        found = said[key]
        if not isinstance(found, str):
            found = found[0 if params.get("n") == 1 or len(found) == 1 else 1]
        plain = {n: one_line(p) if isinstance(p, str) else p for n, p in params.items()}
        return found.format_map(plain)

    return say


def _messages(locale: str, place: str) -> dict[str, str | tuple[str, ...] | list[str]]:
    from babel.messages.pofile import read_po

    with (_COUNCIL / place / "locale" / f"{locale}.po").open("rb") as file:
        return {
            message.id if isinstance(message.id, str) else message.id[0]: message.string or ""
            for message in read_po(file, locale=locale)
        }
