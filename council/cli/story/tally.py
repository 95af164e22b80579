"""Counting what came by which channel, of rows that go after a while: their growth between two looks."""

from collections import Counter
from collections.abc import Mapping


class Tally:
    """How much there was in all, by name."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.total: Counter[str] = Counter()
        self._before: Mapping[str, int] = {}

    def begin(self, found: Mapping[str, int]) -> None:
        """Count from here on."""
        self._before = found

    def add(self, found: Mapping[str, int]) -> None:
        """Count what has come since the last ``begin``."""
        for name, number in found.items():
            self.total[name] += max(0, number - self._before.get(name, 0))

    def told(self) -> dict[str, dict[str, int]]:
        """What came, by kind and channel."""
        said: dict[str, dict[str, int]] = {}
        for name, number in sorted(self.total.items()):
            kind, _, channel = name.partition(" ")
            said.setdefault(kind, {})[channel] = number
        return said
