"""Dates and clock times as people type them."""

from datetime import date, datetime, time

import pytest

from council.kernel.dates import read_date, read_moment, read_past_moment, read_time
from council.kernel.refusals import Refusal

TODAY = date(2026, 2, 27)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-20",
        "2026/3/20",
        "2026.3.20",
        "2026年3月20日",
        "３月２０日",
        "3月20号",
        "三月二十日",
        "三月二十号",
        "二〇二六年三月二十日",
        "20/3/2026",
        "20.03.2026",
        "20 March",
        "20th Mar 2026",
        "March 20, 2026",
        " 2026-03-20 ",
    ],
)
def test_many_ways_to_write_one_day(text: str):
    assert read_date(text, today=TODAY) == date(2026, 3, 20)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", Refusal("date.unreadable", {"given": ""})),
        ("soon", Refusal("date.unreadable", {"given": "soon"})),
        ("3/4", Refusal("date.unreadable", {"given": "3/4"})),
        ("1e5", Refusal("date.unreadable", {"given": "1e5"})),
        ("٢٠٢٦-03-20", Refusal("date.unreadable", {"given": "٢٠٢٦-03-20"})),
        ("2月30日", Refusal("date.no_such_day", {"given": "2月30日"})),
        ("2026-02-29", Refusal("date.no_such_day", {"given": "2026-02-29"})),
        ("2026-02-26", Refusal("date.past", {"given": "2026-02-26"})),
        ("2099-01-01", Refusal("date.too_far", {"given": "2099-01-01", "years": 10})),
        ("长" * 10_000, Refusal("date.unreadable", {"given": "长" * 30})),
    ],
)
def test_what_is_no_day_to_come_is_refused(text: str, refusal: Refusal):
    assert read_date(text, today=TODAY) == refusal


def test_a_day_without_a_year_is_the_next_one():
    days = [read_date(text, today=TODAY) for text in ("1月5日", "2月27日", "29 Feb", "明天")]

    assert days == [date(2027, 1, 5), TODAY, date(2028, 2, 29), date(2026, 2, 28)]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("19:30", time(19, 30)),
        ("19：30", time(19, 30)),
        ("7:30pm", time(19, 30)),
        ("7 p.m.", time(19)),
        ("12am", time(0)),
        ("19点半", time(19, 30)),
        ("晚上7点30分", time(19, 30)),
        ("下午2时", time(14)),
        ("中午12点", time(12)),
    ],
)
def test_many_ways_to_write_a_time(text: str, at: time):
    assert read_time(text) == at


@pytest.mark.parametrize("text", ["24:00", "19:60", "13pm", "0am"])
def test_times_that_do_not_exist(text: str):
    assert read_time(text) == Refusal("time.no_such_time", {"given": text})


def test_a_moment_is_a_day_and_a_time():
    moment = datetime.combine(date(2026, 3, 27), time(19, 30))
    texts = ("2026-03-27 19:30", "3月27日晚上7点半", "27 March, 7:30 pm", "27/3/2026 19:30")

    assert [read_moment(text, today=TODAY) for text in texts] == [moment] * 4
    assert read_moment("2026-03-27", today=TODAY) == Refusal(
        "date.no_moment", {"given": "2026-03-27"}
    )
    assert read_moment("2月30日 19:30", today=TODAY) == Refusal(
        "date.no_such_day", {"given": "2月30日"}
    )


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("下午三点", time(15)),
        ("晚上七点半", time(19, 30)),
        ("十九点三十分", time(19, 30)),
        ("上午十点零五分", time(10, 5)),
        ("下午两点二十", time(14, 20)),
        ("十二点", time(12)),
    ],
)
def test_a_time_is_read_in_chinese_figures(text: str, at: time):
    assert read_time(text) == at


@pytest.mark.parametrize("text", ["十十点", "二二点", "三", "星期三", "一百点"])
def test_figures_that_are_no_time_are_refused(text: str):
    assert read_time(text) == Refusal("time.unreadable", {"given": text})


def test_a_moment_is_read_in_chinese_figures():
    read = read_moment("三月二十七日晚上七点半", today=TODAY)
    past = read_past_moment("昨天下午三点", now=datetime.combine(TODAY, time(12)))
    unread = read_past_moment("昨天下午茶", now=datetime.combine(TODAY, time(12)))

    assert read == datetime.combine(date(2026, 3, 27), time(19, 30))
    assert past == datetime.combine(date(2026, 2, 26), time(15))
    assert unread == Refusal("date.no_moment", {"given": "昨天下午茶"})
