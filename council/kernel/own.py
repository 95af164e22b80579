"""What somebody did and takes part in, as a list of their own 我的: each house tells its part."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, select

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Param
from council.kernel.values import Person, value

#: Lines on one screen.
PER_PAGE = 5


@value
class OwnLine:
    """One thing of somebody's own: the parameters of its sentence, and where its button leads."""

    params: dict[str, Param] = field(default_factory=dict)
    verb: str = ""
    arguments: tuple[Param, ...] = ()


@value
class OwnPart:
    """A page of one part; ``page`` counts from 1. Of an empty one there is one page."""

    name: str
    lines: tuple[OwnLine, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Own:
    """A part of the list: what a person has there, newest first, and how each row is told.

    Worded as ``own.title.NAME``, ``own.line.NAME``, ``own.none.NAME``; its buttons as
    ``own.button.NAME``. ``line`` is given the row, and now.
    """

    name: str
    query: Callable[[Person], Select[Any]]
    line: Callable[[Any, int], OwnLine]

    def count(self, tx: Transaction, who: Person) -> int:
        """Tell how much there is."""
        rows = self.query(who).order_by(None).subquery()
        return tx.connection.scalar(select(func.count()).select_from(rows)) or 0

    def part(self, tx: Transaction, who: Person, page: int) -> OwnPart:
        """Tell one page of it; a page beyond the end is the last."""
        total = self.count(tx, who)
        pages = max(1, -(-total // PER_PAGE))
        page = min(max(page, 1), pages)
        query = self.query(who).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
        lines = tuple(self.line(row, tx.now) for row in tx.connection.execute(query))
        return OwnPart(name=self.name, lines=lines, page=page, pages=pages, total=total)
