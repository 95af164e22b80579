"""What may be wrong with a file: file, line, column, what, remedy.

``key`` and ``params`` are what council/wording translates; fault_texts has the English that stands in
for a missing translation.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from voting.formats.fault_texts import TEXTS

Param: TypeAlias = str | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong; ``line`` and ``column`` count from 1, ``None`` = the whole file.

    In tables ``column`` is the cell's number, in ranked ballots the character's.
    """

    key: str
    file: str
    line: int | None = None
    column: int | None = None
    params: Mapping[str, Param] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """What is wrong, in English."""
        return TEXTS[self.key][0].format_map(self.params)

    @property
    def remedy(self) -> str:
        """What to do about it, in English."""
        return TEXTS[self.key][1].format_map(self.params)

    @property
    def message(self) -> str:
        """One line for a log or a terminal: where, what, remedy, in English."""
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{where}: {self.what}; {self.remedy}"


class BadInput(Exception):
    """A file cannot be used; ``faults`` names everything found wrong, at least one."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.message for fault in self.faults))


def bad(
    key: str, *, file: str, line: int | None = None, column: int | None = None, **params: Param
) -> BadInput:
    """Make the exception for a single fault."""
    return BadInput([Fault(key=key, file=file, line=line, column=column, params=params)])
