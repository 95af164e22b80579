"""The words of the counting commands: one catalog file, read without the rest of the council.

``council.wording`` would bring the database library along, and a small file must be counted in the
time it takes Python to start.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from council.bad_setting import BadSetting
from council.counted.voice import Voice
from council.env_file import read_env_file
from council.one_line import one_line

__all__ = ["LOCALES", "Voice", "voice_here", "voice_of", "wanted_locale"]

LOCALES = ("zh_CN", "en")
_FOLDER = Path(__file__).parent.parent / "locale"


def wanted_locale(environment: Mapping[str, str], env_file: Path) -> str:
    """The setting YISHI_LOCALE, from the environment or else the ``.env`` file.

    Raises BadSetting for a language that is not here, or a file that cannot be read.
    """
    name = environment.get("YISHI_LOCALE") or read_env_file(env_file).get("YISHI_LOCALE") or ""
    if name and name not in LOCALES:
        raise BadSetting(voice_of(LOCALES[0])("counting.locale", locale=name))
    return name or LOCALES[0]


def voice_here() -> Voice:
    """The voice of this process's setting."""
    return voice_of(wanted_locale(os.environ, Path(".env")))


def voice_of(locale: str) -> Voice:
    """The voice of a language."""
    from babel.messages.pofile import read_po

    with (_FOLDER / locale / "counting.po").open("rb") as file:
        said = {
            message.id if isinstance(message.id, str) else message.id[0]: message.string or ""
            for message in read_po(file, locale=locale)
        }

    def say(key: str, **params: str | int) -> str:
        found = said[key]
        if not isinstance(found, str):
            found = found[0 if params.get("n") == 1 or len(found) == 1 else 1]
        plain = {n: one_line(p) if isinstance(p, str) else p for n, p in params.items()}
        return found.format_map(plain)

    return say
