"""What a button says when it is pressed: a verb and canonical arguments, within 64 bytes.

A press is a request, not a permission: it is made by a client and may be invented, so it is read
strictly here and judged anew by the use case each time.
"""

import re
from functools import lru_cache

from council.kernel.screens.screen import DATA_LIMIT
from council.kernel.values import value

_WORD = re.compile(r"[A-Za-z0-9_.\-]{1,40}", re.ASCII)


@value
class CallbackData:
    """A read press: the verb and its arguments as written."""

    verb: str
    arguments: tuple[str, ...]


@lru_cache(4096)
def press(verb: str, *arguments: str | int) -> str:
    """Write a press. Arguments are words or whole numbers; the result fits a button."""
    data = ":".join((verb, *(str(argument) for argument in arguments)))
    if len(data.encode()) > DATA_LIMIT or read(data) is None:
        message = f"not a press: {data!r}"
        raise ValueError(message)
    return data


def read(data: str) -> CallbackData | None:
    """Read what a button said; None when it is not a press of ours."""
    verb, *arguments = data.split(":")
    if len(data.encode()) > DATA_LIMIT:
        return None
    if all(_WORD.fullmatch(part) for part in (verb, *arguments)):
        return CallbackData(verb=verb, arguments=tuple(arguments))
    return None
