"""Long lists in parts, each with an address of its own, so that every line can be reached."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from council.kernel.values import value

T = TypeVar("T")

#: How many cards one part of a list shows, and how many rows of a table.
CARDS, ROWS = 50, 100


@value
class Month:
    """A month that has lines, as ``2026-05`` (or a year, ``2026``): how many, on how many pages."""

    month: str
    lines: int
    pages: int

    @property
    def year(self) -> str:
        """Its year."""
        return self.month.partition("-")[0]


@value
class Paging:
    """Which part of a list this is: ``page`` of ``pages``, from 1; ``total`` lines in all of them.

    Of a list by month (or by year) it is a part of one ``month``; ``months`` are all that have lines, the newest
    first.
    """

    page: int
    pages: int
    total: int
    month: str = ""
    months: tuple[Month, ...] = ()

    @property
    def ways(self) -> Mapping[str, tuple[int, str]]:
        """Tell the page and month of the first part of all, the one before, the next and the last.

        From the last page of a month it goes on with the month before. Nothing where this is all.
        """
        months = self.months or (Month(month="", lines=self.total, pages=self.pages),)
        if len(months) == 1 and self.pages == 1:
            return {}
        place = next(at for at, each in enumerate(months) if each.month == self.month)
        ways = {"first": (1, months[0].month), "last": (months[-1].pages, months[-1].month)}
        if self.page > 1:
            ways["prev"] = self.page - 1, self.month
        elif place > 0:
            ways["prev"] = months[place - 1].pages, months[place - 1].month
        if self.page < self.pages:
            ways["next"] = self.page + 1, self.month
        elif place + 1 < len(months):
            ways["next"] = 1, months[place + 1].month
        return ways


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
