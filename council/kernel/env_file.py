"""The file ``.env``: its names and values, or one line about what is wrong with it.

Apart from the settings: counting a file asks it for the language and must not wait for pydantic.
"""

import io
from pathlib import Path

from council.kernel.bad_setting import BadSetting

#: UTF-8, with the mark that some editors write before it.
ENCODING = "utf-8-sig"


def read_env_file(path: Path) -> dict[str, str | None]:
    """Read the file; one that is not there is empty. Raises BadSetting."""
    if not path.is_file():
        return {}
    text = _text(path)
    from dotenv import dotenv_values  # noqa: PLC0415 - only where there is such a file
    from dotenv.parser import parse_stream  # noqa: PLC0415

    for each in parse_stream(io.StringIO(text)):
        if each.error:
            found = each.original.string
            blank = found[: len(found) - len(found.lstrip())]
            message = (
                f"{path}, line {each.original.line + blank.count(chr(10))}: not a setting;"
                " write NAME=value, with a quotation mark at both ends or at none"
            )
            raise BadSetting(message)
    return dotenv_values(stream=io.StringIO(text))


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); let this user read it"
        raise BadSetting(message) from None
    try:
        return content.decode(ENCODING)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"{path}, line {line}: not UTF-8; save the file as UTF-8"
        raise BadSetting(message) from None
