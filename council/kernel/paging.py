"""Long lists in parts, each with an address of its own, so that every line can be reached."""

from collections.abc import Callable
from typing import Generic, TypeVar

from council.kernel.values import value

T = TypeVar("T")

#: How many cards one part of a list shows, and how many rows of a table.
CARDS, ROWS = 50, 100


@value
class Paging:
    """Which part of a list this is: ``page`` of ``pages``, from 1; ``total`` lines in all parts."""

    page: int
    pages: int
    total: int


@value
class Part(Generic[T]):
    """A part of a list of nothing but its lines."""

    items: tuple[T, ...]
    paging: Paging


def paging(page: int, *, total: int, size: int) -> Paging | None:
    """Tell where a page stands among ``total`` lines; None where there is no such page.

    A list of nothing has one page.
    """
    pages = max(1, -(-total // size))
    return Paging(page=page, pages=pages, total=total) if 1 <= page <= pages else None


def part(
    page: int, *, total: int, size: int, lines: Callable[[int, int], tuple[T, ...]]
) -> Part[T] | None:
    """Read one part: ``lines`` takes how many at most, and how many to leave out before."""
    where = paging(page, total=total, size=size)
    if where is None:
        return None
    return Part(items=lines(size, (page - 1) * size), paging=where)
