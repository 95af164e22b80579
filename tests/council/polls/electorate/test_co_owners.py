"""Co-owners: one ballot is enough, two that differ are told; a filled-in sheet is called that."""

from typing import Any

import pytest

from council.kernel.screens.translator import Translator
from council.polls.ballots.commands import ChooseOnSheet, HeadLine, OpenSheet, RecordPaper
from council.polls.commands import RemindVoters
from council.polls.due import needs
from council.wordings import render
from tests.council.conftest import NOON, Town
from tests.council.polls.polling import DAY, Step, choose, open_ranking, open_ratification, receipt

CLOSES = NOON + 30 * DAY


@pytest.fixture
def couple(town: Town) -> Town:
    """丁 and 戊 own 1-202 together; their owners' vote is open."""
    town.person("召", "facilitator")
    town.person("代", "clerk")
    town.person("丁太太", owner_key="丁")
    town.person("戊先生", owner_key="戊")
    open_ratification(town)
    return town


def keys(town: Town, name: str) -> list[str]:
    return [need.key for need in town.read(name, needs)]


def told(town: Town, name: str, notice: str) -> list[dict[str, Any]]:
    return [params for key, params in town.told(name) if key == notice]


def reminded(town: Town, name: str) -> list[str]:
    town.clock.at += DAY
    town.act("召", RemindVoters, poll=1)
    return [key for key, _ in town.told(name) if key.startswith("poll_reminder")]


def test_a_co_owner_is_not_waited_for_once_the_other_has_voted(couple: Town):
    before = keys(couple, "戊先生")
    receipt(choose(couple, "丁太太", "agree"))

    after = keys(couple, "戊先生")

    assert (before, after) == (["poll_vote_ratification"], [])
    assert reminded(couple, "戊先生") == []


def test_the_sheet_says_how_many_own_it_and_how_many_have_voted(couple: Town):
    first = couple.act("丁太太", OpenSheet, poll=1)
    receipt(choose(couple, "丁太太", "agree"))
    second = couple.act("戊先生", OpenSheet, poll=1)

    assert first.heads == (
        HeadLine(place=0, units=("1-202",), area_x100=11852, co_owners=1, co_voted=0),
    )
    assert second.heads == (
        HeadLine(place=0, units=("1-202",), area_x100=11852, co_owners=1, co_voted=1),
    )


def test_both_are_told_at_once_when_their_ballots_differ(couple: Town):
    receipt(choose(couple, "丁太太", "agree"))
    receipt(choose(couple, "戊先生", "oppose"))

    expected = [{"number": 1, "title": "建设立体停车场", "units": "1-202", "closes_at": CLOSES}]
    assert told(couple, "丁太太", "head_unclear") == expected
    assert told(couple, "戊先生", "head_unclear") == expected


def test_the_sheet_says_whether_the_ballots_contradict_each_other_now(couple: Town):
    receipt(choose(couple, "丁太太", "agree"))
    receipt(choose(couple, "戊先生", "oppose"))
    differ = couple.act("丁太太", OpenSheet, poll=1)
    receipt(choose(couple, "丁太太", "oppose"))
    alike = couple.act("丁太太", OpenSheet, poll=1)

    assert (differ.heads[0].unclear, alike.heads[0].unclear) == (True, False)
    assert "投得不一样，现在整户算“存疑”" in render(differ, Translator("zh_CN")).text
    assert "也投了票，没有矛盾" in render(alike, Translator("zh_CN")).text


@pytest.mark.parametrize(
    ("one", "other"), [("agree", "agree"), ("oppose", "abstain"), ("abstain", "abstain")]
)
def test_nobody_is_alarmed_where_the_ballots_read_as_one(couple: Town, one: str, other: str):
    receipt(choose(couple, "丁太太", one))
    receipt(choose(couple, "戊先生", other))

    assert told(couple, "丁太太", "head_unclear") == []


def test_a_paper_that_makes_the_unit_unclear_is_told_to_both(couple: Town):
    receipt(choose(couple, "丁太太", "agree"))

    couple.act(
        "代",
        RecordPaper,
        poll=1,
        voter="1-202",
        owner="戊",
        said="oppose",
        serial="P-1",
        scan="",
    )

    assert len(told(couple, "丁太太", "head_unclear")) == 1
    assert len(told(couple, "戊先生", "head_unclear")) == 1


def test_an_invalid_paper_of_the_other_leaves_one_waited_for(couple: Town):
    couple.act(
        "代",
        RecordPaper,
        poll=1,
        voter="1-202",
        owner="戊",
        said="invalid",
        serial="P-1",
        scan="",
    )

    assert keys(couple, "丁太太") == ["poll_vote_ratification"]


def test_a_sheet_that_is_filled_in_and_not_sent_is_reminded_as_that(couple: Town):
    sheet = couple.act("丁太太", OpenSheet, poll=1)
    couple.act("丁太太", ChooseOnSheet, poll=1, revision=sheet.revision, place=0, choice="agree")

    assert keys(couple, "丁太太") == ["poll_vote_unsent"]
    assert reminded(couple, "丁太太") == ["poll_reminder_unsent"]
    assert reminded(couple, "戊先生") == ["poll_reminder", "poll_reminder"]


def test_a_ranking_that_is_filled_in_and_not_sent_is_reminded_as_that(town: Town):
    town.person("召", "facilitator")
    town.person("王芳")
    town.person("李明")
    open_ranking(town)
    Step(town=town, name="王芳", poll=1).sheet("CA")

    assert keys(town, "王芳") == ["poll_vote_unsent"]
    assert reminded(town, "王芳") == ["poll_reminder_unsent"]
    assert keys(town, "李明") == ["poll_vote_ranking"]
