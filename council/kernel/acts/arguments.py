"""How the words that a press or a typed command carries become the fields of what takes them.

The taker's own annotations say how each word is read: ``int`` a canonical number, ``bool`` 0 or 1,
``str`` the word as it stands. What has a default may be missing; a ``tuple`` takes all the rest.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, fields, is_dataclass
from inspect import Parameter, signature
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from council.kernel.values import value

#: Reads one word; None where it does not fit.
Reader = Callable[[str], Any]

_NUMBER = re.compile(r"0|[1-9][0-9]{0,9}", re.ASCII)


def _whole_number(word: str) -> int | None:
    """Read a canonical number from 0 to 9,999,999,999, or None."""
    return int(word) if _NUMBER.fullmatch(word) else None


def _flag(word: str) -> bool | None:
    return {"0": False, "1": True}.get(word)


_READERS: dict[object, Reader] = {int: _whole_number, bool: _flag, str: str}


@value
class Arguments:
    """How words are read: a name and a reader each, ``least`` of them needed, then the rest."""

    names: tuple[str, ...]
    readers: tuple[Reader, ...]
    least: int
    rest: tuple[str, Reader] | None = None

    def read(self, words: Sequence[str]) -> dict[str, Any] | None:
        """Read all words, or None: too few, too many, or one that does not fit."""
        known = len(self.readers)
        if len(words) < self.least or (len(words) > known and self.rest is None):
            return None
        found = {
            name: reader(word)
            for name, reader, word in zip(self.names, self.readers, words, strict=False)
        }
        if None in found.values():
            return None
        if self.rest is not None:
            name, reader = self.rest
            more = tuple(reader(word) for word in words[known:])
            if None in more:
                return None
            found[name] = more
        return found


def arguments_of(taker: Callable[..., object], takes: Iterable[str]) -> Arguments:
    """Draw from a command's fields, or a function's parameters, how its named ones are read.

    Raises KeyError for a name that the taker has not, or a type that no word can be.
    """
    hints, given = get_type_hints(taker), _with_default(taker)
    names, readers = list(takes), []
    rest = None
    for name in names:
        hint = _without_none(hints[name])
        if get_origin(hint) is tuple:
            assert name == names[-1], "only the last one takes the rest"
            rest = (name, _READERS[get_args(hint)[0]])
        else:
            readers.append(_READERS[hint])
    single = names[: len(readers)]
    needed = [place for place, name in enumerate(single, 1) if name not in given]
    return Arguments(
        names=tuple(single),
        readers=tuple(readers),
        least=needed[-1] if needed else 0,
        rest=rest,
    )


def parameters(taker: Callable[..., object]) -> frozenset[str]:
    """Name what a command or a function can be given."""
    if is_dataclass(taker):
        return frozenset(each.name for each in fields(taker))
    return frozenset(signature(taker).parameters)


def _with_default(taker: Callable[..., object]) -> set[str]:
    if is_dataclass(taker):
        return {
            each.name
            for each in fields(taker)
            if each.default is not MISSING or each.default_factory is not MISSING
        }
    return {
        each.name
        for each in signature(taker).parameters.values()
        if each.default is not Parameter.empty
    }


def _without_none(hint: Any) -> Any:
    if get_origin(hint) not in {Union, UnionType}:
        return hint
    (one,) = (each for each in get_args(hint) if each is not NoneType)
    return one
