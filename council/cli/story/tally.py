"""Counting what came by which channel, of rows that a start sweeps away: their growth between looks."""

from collections import Counter
from collections.abc import Mapping


class Tally:
    """How much there was in all, by kind and channel.

    What comes between the last look before a sweep and the first one after it is not seen: the more
    often one looks, the less that is. Without a sweep it is exact.
    """

    def __init__(self) -> None:
        """Nothing yet."""
        self.total: Counter[str] = Counter()
        self._before: Mapping[str, int] = {}

    def look(self, found: Mapping[str, int]) -> None:
        """Count what has come since the last look; what is fewer than before was swept."""
        for name, number in found.items():
            self.total[name] += max(0, number - self._before.get(name, 0))
        self._before = found

    def told(self) -> dict[str, dict[str, int]]:
        """What came, by kind and channel."""
        said: dict[str, dict[str, int]] = {}
        for name, number in sorted(self.total.items()):
            kind, _, channel = name.partition(" ")
            said.setdefault(kind, {})[channel] = number
        return said
