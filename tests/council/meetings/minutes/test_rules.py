"""Rules of minutes: pages, changes, who may what when."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.kernel.refusals import Refusal
from council.meetings.minutes.numbering import chinese, ordinal, sub_ordinal
from council.meetings.minutes.rules import (
    Change,
    LaterMeeting,
    MinutesFacts,
    appended,
    changes,
    check_approving,
    check_hands,
    outcome_of,
    page_reached,
    pages_of,
    read_text,
    reminder_due,
    replaced,
    veiled,
)

DAY = 86_400
READ = MinutesFacts(number=1, state="minuted", revision=3, read=True)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(st.text(st.characters(codec="utf-8")), st.integers(4, 40))
def test_pages_hold_every_character_and_none_is_too_long(text: str, size: int):
    pages = pages_of([("", text)], size)

    assert "".join(pages).replace("\n", "") == text.replace("\n", "")
    assert all(units(page) <= size for page in pages)


def test_pages_are_cut_at_the_ends_of_lines():
    pages = pages_of([("一、概况", "甲乙丙丁"), ("", "戊己庚辛")], 12)

    assert pages == ("一、概况\n甲乙丙丁", "戊己庚辛")


def test_minutes_of_nothing_have_one_empty_page():
    assert pages_of([]) == pages_of([("", "\n\n")]) == ("",)


@given(
    st.lists(st.sampled_from("甲乙丙"), max_size=6),
    st.lists(st.sampled_from("甲乙丙"), max_size=6),
)
def test_changes_lead_from_one_text_to_the_other(before: list[str], after: list[str]):
    found = changes("\n".join(before), "\n".join(after))

    gone = [each.text for each in found if each.sign == "-"]
    come = [each.text for each in found if each.sign == "+"]
    assert len("\n".join(before).split("\n")) - len(gone) + len(come) == len(
        "\n".join(after).split("\n")
    )
    assert (found == ()) == (before == after or "\n".join(before) == "\n".join(after))


def test_residents_are_not_named_where_everybody_reads():
    said = "王秀兰、王秀说：欧阳小明 (John Smith) 王"

    assert veiled(said, ("王秀", "王秀兰", "欧阳小明", "John Smith", "王")) == (
        "王某某、王某说：欧某某 (J.) 王"
    )
    assert veiled(said, ()) == said


def test_only_the_lines_that_changed_are_told():
    assert changes("甲\n乙\n丙", "甲\n丁\n丙") == (
        Change(sign="-", text="乙"),
        Change(sign="+", text="丁"),
    )


def test_words_are_replaced_where_they_stand_once():
    assert replaced("到会 57 人。", "57", "58") == "到会 58 人。"
    assert replaced("甲甲", "甲", "乙") == Refusal("minutes.old_not_unique", {"old": "甲", "n": 2})
    assert replaced("甲", "乙", "丙") == Refusal("minutes.old_not_found", {"old": "乙"})
    assert (appended("", "甲"), appended("甲", "乙")) == ("甲", "甲\n乙")


def test_what_no_text_may_hold_is_left_out():
    assert read_text("\u202e到会\u0007 <b>57</b> 人\ud800 ") == "到会 <b>57</b> 人"
    assert read_text("\u202e \u0000") == Refusal("minutes.empty")


def test_pages_count_one_after_the_other():
    assert [page_reached(0, 1), page_reached(1, 2), page_reached(1, 3), page_reached(3, 1)] == [
        1,
        2,
        1,
        3,
    ]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"read": False}, "minutes.unread"),
        ({"state": "adjourned"}, "minutes.not_now"),
        ({"state": "approved"}, "minutes.not_now"),
        ({"by_meeting": True}, "minutes.by_meeting"),
    ],
)
def test_the_chair_approves_what_was_handed_in_and_read(
    changed: dict[str, object], why: str | None
):
    facts = MinutesFacts(
        **{"number": 1, "state": "minuted", "revision": 3, "read": True, **changed}
    )

    refusal = check_approving(facts)

    assert (refusal.key if refusal else None) == why


def test_a_meeting_approves_those_of_an_earlier_one_by_its_rules():
    now = LaterMeeting(number=2, later=True, in_session=True)
    by_meeting = replace(READ, by_meeting=True, at=now)

    assert check_hands(by_meeting) is None
    assert check_hands(replace(by_meeting, at=replace(now, later=False))) == Refusal(
        "minutes.not_at_this_meeting"
    )
    assert check_hands(replace(READ, at=now)) == Refusal("minutes.by_chair")


def test_a_tie_approves_nothing():
    assert outcome_of(yes=12, no=12, corrections="") == "refused"
    assert outcome_of(yes=13, no=12, corrections="") == "approved"
    assert outcome_of(yes=13, no=12, corrections="到会 58 人") == "corrected"


def test_reminders_go_once_a_day_for_a_week():
    due = [reminder_due(since=0, now=day * DAY + 5) for day in range(10)]

    assert due == [0, 1, 2, 3, 4, 5, 6, 7, 0, 0]


def test_parts_are_numbered_as_chinese_documents_number_them():
    assert [chinese(n) for n in (1, 10, 12, 20, 21, 99)] == [
        "一",
        "十",
        "十二",
        "二十",
        "二十一",
        "九十九",
    ]
    assert (ordinal(3, "zh_CN"), ordinal(3, "en"), ordinal(100, "zh_CN")) == (
        "三、",
        "3. ",
        "100. ",
    )
    assert (sub_ordinal(2, "zh_CN"), sub_ordinal(2, "en")) == ("（二）", "(2) ")
    with pytest.raises(ValueError, match="0"):
        chinese(0)
