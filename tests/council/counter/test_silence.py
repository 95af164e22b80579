"""Silence by a clause: only proven deliveries are deemed, and every recount says the same."""

import pytest
from sqlalchemy import select

from council.checks.every import i6_results_are_recounts
from council.counter.count_sheets.reads import count_of
from council.counter.count_sheets.screens import files_of
from council.counter.deliveries.commands import NoteDelivery
from council.kernel.outbox.notices import message_screen
from council.kernel.screens.translator import Translator
from council.kernel.tables import outbox
from council.polls.ballots.commands import OpenSheet
from council.polls.commands import CertifyPoll, ClosePoll, CountPoll, RemindVoters
from council.polls.reads import show
from council.polls.screens_results import result_lines
from council.resolutions.commands import DraftResolution, PublishResolution
from council.wordings import render
from tests.council.conftest import NOON, Town, lives_by
from tests.council.counter.silence import CLAUSE, covenant
from tests.council.polls.polling import DAY, ROLL, choose, open_ratification, receipt
from tests.council.resolutions.deciding import populate


def council(town: Town) -> None:
    """An owners' vote of six heads in which 甲, 乙 and 己 agree; the rest is silent."""
    town.person("召", "facilitator")
    town.person("主席", "chair")
    town.person("代", "clerk")
    for owner in ("甲", "乙", "己"):
        town.person(f"{owner}先生", owner_key=owner)
    open_ratification(town)
    for owner in ("甲", "乙", "己"):
        receipt(choose(town, f"{owner}先生", "agree"))


def note(town: Town, unit: str, state: str = "delivered", method: str = "hand") -> None:
    done = town.act(
        "代",
        NoteDelivery,
        poll=1,
        units=(unit,),
        state=state,
        method=method,
        receiver="本人",
        note="-",
    )
    assert done.units[0].code == unit


def close_and_count(town: Town) -> None:
    town.clock.at = NOON + 30 * DAY
    town.tick(ClosePoll, poll=1)
    town.tick(CountPoll, poll=1)


def test_the_silent_with_proof_of_delivery_follow_the_majority(town: Town):
    lives_by(town, text=covenant())
    council(town)
    note(town, "1-201")
    note(town, "1-202", method="posted")
    note(town, "2-201")
    note(town, "2-201", state="unreachable")
    close_and_count(town)

    result = town.read("召", show, 1).ratification

    assert (result.silence, result.clause_reference) == (
        "deemed_participating_with_majority",
        CLAUSE,
    )
    assert (result.heads.total, result.heads.participating, result.heads.agree) == (6, 3, 3)
    assert (result.deemed.heads.participating, result.deemed.heads.agree) == (4, 4)
    assert (result.passed, result.quorum) == ("yes", True)


def test_a_posting_delivers_only_where_the_rules_say_so(town: Town):
    lives_by(town, text=covenant(posting_delivers=True))
    council(town)
    note(town, "1-201")
    note(town, "1-202", method="posted")
    note(town, "2-201")
    close_and_count(town)

    result = town.read("召", show, 1).ratification

    assert (result.deemed.heads.participating, result.passed) == (6, "yes")


def test_every_recount_and_the_files_say_the_same(town: Town):
    lives_by(town, text=covenant())
    council(town)
    for unit in ("1-201", "1-202", "2-201"):
        note(town, unit)
    close_and_count(town)

    checked = town.app.bus.read_now(i6_results_are_recounts)
    count = town.read("召", count_of, 1)
    files = files_of(count, Translator("zh_CN"))

    assert checked.state == "holds"
    assert '"passed": "yes"' in files["result.json"]
    assert files["delivered.csv"].splitlines()[0] == "\ufeffunit,method,receiver,time"
    assert [line.split(",")[0] for line in files["delivered.csv"].splitlines()[1:]] == [
        "1-201",
        "1-202",
        "2-201",
    ]


def test_the_sheet_warns_before_the_vote_and_the_letter_tells_both_counts(town: Town):
    lives_by(town, text=covenant())
    council(town)
    for unit in ("1-201", "1-202", "2-201"):
        note(town, unit)
    sheet = town.act("甲先生", OpenSheet, poll=1)
    close_and_count(town)

    certified = town.act("主席", CertifyPoll, poll=1)

    lines = result_lines(certified, Translator("zh_CN"))
    assert sheet.clause_reference == CLAUSE
    assert lines[0] == "<b>结论：通过</b>"
    assert lines[1].startswith(f"依{CLAUSE}，未参与表决的从多数")
    assert lines[2].startswith("按从多数条款（以此为准）：参与 6/6 人")
    assert lines[3].startswith("参加：3/6 人（50.00%")
    told = dict(town.told("甲先生"))["poll_ratified_yes_by_clause"]
    assert (told["heads"], told["deemed_heads"], told["clause"]) == (3, 6, CLAUSE)


def test_without_a_clause_it_decides_nothing_and_chat_does_not_speak_of_it(town: Town):
    council(town)
    for unit in ("1-201", "1-202", "2-201"):
        note(town, unit)
    close_and_count(town)

    view = town.read("召", show, 1)

    assert view.ratification.passed == "no"
    assert [line for line in result_lines(view, Translator("zh_CN")) if "从多数" in line] == []
    assert town.act("甲先生", OpenSheet, poll=1).ratification is not None


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_every_letter_by_a_clause_can_be_said(town: Town, locale: str):
    lives_by(town, text=covenant())
    populate(town)
    open_ratification(town)
    receipt(choose(town, "甲", "agree"))
    town.person("代", "clerk")
    for unit in ROLL:
        note(town, unit)
    town.act("召", RemindVoters, poll=1)
    close_and_count(town)
    town.act("主", CertifyPoll, poll=1)
    drafted = town.act("召", DraftResolution, poll=1)
    town.act("李", PublishResolution, number=drafted.number, seal=drafted.seal)

    letters = {
        row.notice: message_screen(row.notice, row.params, Translator(locale)).text
        for row in town.rows(select(outbox.c.notice, outbox.c.params))
        if row.notice.endswith("_by_clause")
    }

    assert sorted(letters) == [
        "poll_announced_ratification_by_clause",
        "poll_opened_ratification_by_clause",
        "poll_ratified_yes_by_clause",
        "poll_reminder_by_clause",
        "resolution_published_special_by_clause",
    ]
    assert [notice for notice, text in letters.items() if CLAUSE not in text] == []
    assert (
        str(render(drafted, Translator(locale)).text).count(
            "1/6" if locale == "zh_CN" else "1 of 6"
        )
        > 0
    )
