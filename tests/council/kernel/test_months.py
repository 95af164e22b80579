"""Long lists by month: where a part begins and ends, and what stands before and behind it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from council.kernel.database.transaction import Transaction
from council.kernel.months import Asked, Stretch, bounds, stretch
from council.kernel.paging import Month, Paging
from council.meetings.tables import meetings
from tests.council.conftest import Town

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).timestamp())


def hold(town: Town, *moments: str) -> None:
    """Put meetings at these moments of Shanghai into the record."""

    def fill(tx: Transaction) -> None:
        rows = [
            {
                "community_id": town.id,
                "id": f"m{number}",
                "number": number,
                "title": "议事会",
                "place": "活动室",
                "starts_at": at(moment),
                "state": "approved",
            }
            for number, moment in enumerate(moments, 1)
        ]
        tx.connection.execute(insert(meetings), rows)

    town.app.bus.submit_run(fill).result()


def part(town: Town, *, size: int, always: bool = False, **asked) -> Stretch | None:
    m = meetings.c
    return town.app.bus.read_now(
        lambda tx: stretch(
            tx,
            m.starts_at,
            m.community_id == town.id,
            asked=Asked(**asked),
            size=size,
            always=always,
        )
    )


def test_a_month_begins_and_ends_by_the_zone():
    assert bounds("2026-12", SHANGHAI) == (at("2026-12-01T00:00"), at("2027-01-01T00:00"))
    assert bounds("2026", SHANGHAI) == (at("2026-01-01T00:00"), at("2027-01-01T00:00"))


def test_a_line_of_the_last_minute_of_a_month_belongs_to_it_in_its_zone(town: Town):
    hold(town, "2026-04-30T23:59", "2026-05-01T00:00")

    found = part(town, size=1, always=True)

    assert found is not None
    assert found.paging == Paging(
        page=1,
        pages=1,
        total=1,
        month="2026-05",
        months=(
            Month(month="2026-05", lines=1, pages=1),
            Month(month="2026-04", lines=1, pages=1),
        ),
    )
    assert (found.since, found.until) == (at("2026-05-01T00:00"), at("2026-06-01T00:00"))


def test_a_short_list_has_no_months_and_an_empty_one_neither(town: Town):
    empty = part(town, size=2, always=True)
    hold(town, "2026-04-30T23:59", "2026-05-01T00:00")

    short = part(town, size=2, month="2026-04")

    assert empty is not None
    assert empty.paging == Paging(page=1, pages=1, total=0)
    assert short is not None
    assert short.paging == Paging(page=1, pages=1, total=2)
    assert part(town, size=2, page=2) is None


def test_a_list_with_few_lines_a_month_goes_by_years_and_still_shows_a_month(town: Town):
    hold(town, "2024-03-01T19:30", "2025-03-01T19:30", "2025-09-01T19:30")

    years = part(town, size=2)
    month = part(town, size=2, month="2025-03")

    assert years is not None
    assert [(each.month, each.lines) for each in years.paging.months] == [("2025", 2), ("2024", 1)]
    assert month is not None
    assert [each.month for each in month.paging.months] == ["2025-09", "2025-03", "2024-03"]


@pytest.mark.parametrize(
    ("asked", "month", "page", "offset"),
    [
        ({}, "2026-05", 1, 0),
        ({"page": 2}, "2026-05", 2, 2),
        ({"page": 3}, "2026-04", 1, 0),  # the fifth line of all
        ({"page": 4}, "2026-04", 2, 2),
        ({"month": "2026-04"}, "2026-04", 1, 0),
        ({"month": "2026-04", "page": 2}, "2026-04", 2, 2),
    ],
)
def test_a_page_without_a_month_is_where_its_lines_are_now(
    town: Town, asked: dict[str, str | int], month: str, page: int, offset: int
):
    hold(town, *["2026-05-02T19:30"] * 4, *["2026-04-02T19:30"] * 3)

    found = part(town, size=2, always=True, **asked)

    assert found is not None
    assert (found.paging.month, found.paging.page, found.offset) == (month, page, offset)


@pytest.mark.parametrize(
    "asked",
    [{"page": 5}, {"month": "2026-03"}, {"month": "2026-05", "page": 3}, {"month": "2025"}],
)
def test_what_is_not_there_is_no_part(town: Town, asked: dict[str, str | int]):
    hold(town, *["2026-05-02T19:30"] * 4, *["2026-04-02T19:30"] * 3)

    assert part(town, size=2, always=True, **asked) is None


def test_the_ways_lead_through_every_page_of_every_month_and_back():
    months = (
        Month(month="2026-05", lines=3, pages=2),
        Month(month="2026-04", lines=1, pages=1),
        Month(month="2026-01", lines=4, pages=2),
    )

    def ways(page: int, month: str) -> dict[str, tuple[int, str]]:
        here = next(each for each in months if each.month == month)
        return dict(
            Paging(page=page, pages=here.pages, total=here.lines, month=month, months=months).ways
        )

    ends = {"first": (1, "2026-05"), "last": (2, "2026-01")}
    assert ways(1, "2026-05") == {**ends, "next": (2, "2026-05")}
    assert ways(2, "2026-05") == {**ends, "prev": (1, "2026-05"), "next": (1, "2026-04")}
    assert ways(1, "2026-04") == {**ends, "prev": (2, "2026-05"), "next": (1, "2026-01")}
    assert ways(2, "2026-01") == {**ends, "prev": (1, "2026-01")}
