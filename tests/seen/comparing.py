"""Telling what people see otherwise after a change than before."""

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from tests.seen.record import DATA

_DATA = f"{DATA}.txt"
#: Where an act, something shown, or another person begins.
_ENTRY = re.compile(r"^(?=─ |» |══ )", re.MULTILINE)


def differences(before: Path, after: Path, *, lines: int | None = None) -> list[str]:
    """Tell which files are gone, new or changed, each with so many of its changed lines.

    What buttons say when they are pressed nobody sees: that is left to ``presses``.
    """
    return _told(
        *(_texts(each, lambda name: not name.endswith(_DATA)) for each in (before, after)), lines
    )


def presses(before: Path, after: Path, *, lines: int | None = None) -> list[str]:
    """Tell which buttons say something else when they are pressed.

    A verb that has become another one everywhere is told once; the rest is told as it stands.
    """
    was, now = (_texts(each, lambda name: name.endswith(_DATA)) for each in (before, after))
    renamed = _renamed(was, now)
    told = [
        f"verb: {verb} → {' or '.join(sorted(new))}"
        for verb, new in sorted(renamed.items())
        if new != {verb}
    ]
    sure = {verb: next(iter(new)) for verb, new in renamed.items() if len(new) == 1}
    was = {
        name: "\n".join(_with(sure, each) for each in text.splitlines())
        for name, text in was.items()
    }
    now = {name: "\n".join(text.splitlines()) for name, text in now.items()}
    return told + _told(was, now, lines)


def _renamed(was: Mapping[str, str], now: Mapping[str, str]) -> dict[str, set[str]]:
    """Tell what each verb has become, where the button stands in the same place."""
    renamed: dict[str, set[str]] = defaultdict(set)
    for name in was.keys() & now.keys():
        old, new = was[name].splitlines(), now[name].splitlines()
        if len(old) == len(new):
            for one, other in zip(old, new, strict=True):
                label, verb, _ = _parts(one)
                its_label, its_verb, _ = _parts(other)
                if verb and its_verb and label == its_label:
                    renamed[verb].add(its_verb)
    return renamed


def _parts(line: str) -> tuple[str, str, str]:
    """Split a line into the label of a button, the verb, and its arguments."""
    label, _, data = line.partition("\t")
    verb, colon, arguments = data.partition(":")
    return label, verb, colon + arguments


def _with(renamed: Mapping[str, str], line: str) -> str:
    label, verb, arguments = _parts(line)
    return f"{label}\t{renamed.get(verb, verb)}{arguments}" if verb else line


def _told(was: Mapping[str, str], now: Mapping[str, str], lines: int | None) -> list[str]:
    told = [f"gone: {name}" for name in sorted(was.keys() - now.keys())]
    told += [f"new: {name}" for name in sorted(now.keys() - was.keys())]
    for name in sorted(was.keys() & now.keys()):
        if was[name] != now[name]:
            told += _few(
                difflib.unified_diff(
                    was[name].splitlines(), now[name].splitlines(), name, name, n=1, lineterm=""
                ),
                name,
                lines,
            )
    return told


def _few(shown: Iterable[str], name: str, lines: int | None) -> list[str]:
    told = list(shown)
    if lines is None or len(told) <= lines:
        return told
    return [*told[:lines], f"… and {len(told) - lines} more lines of {name}"]


def _texts(folder: Path, wanted: Callable[[str], bool]) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): in_order(path.read_text(encoding="utf-8"))
        for path in folder.rglob("*.txt")
        if wanted(path.name)
    }


def in_order(text: str) -> str:
    """Order what somebody was shown between two acts of theirs, which is chance: a notice may
    come before the answer or after it.
    """
    ordered: list[str] = []
    shown: list[str] = []
    for entry in _ENTRY.split(text):
        if not entry.startswith("─ "):
            ordered += [*sorted(shown), entry]
            shown = []
        else:
            shown.append(f"{entry.rstrip()}\n\n")
    return "".join([*ordered, *sorted(shown)])
