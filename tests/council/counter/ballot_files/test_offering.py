"""The dialogue of a file of ballots: shown, confirmed, put away, and the blank list."""

import io

from council.counter.ballot_files.commands import (
    BallotsAwaited,
    BallotsDropped,
    BallotsOffer,
    ChannelAsked,
    ConfirmBallots,
    DropBallots,
    OfferBallots,
    PickBallotsChannel,
    StartBallotsFile,
)
from council.counter.ballot_files.reads import ballots_template
from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.polls.commands import OpenPoll
from council.wordings import render
from tests.council.conftest import NOON, Town
from tests.council.counter.ballot_files.test_keeping import (
    HOUR,
    PAPERS,
    file,
    imported,
    kept,
    offered,
    read,
)
from tests.council.counter.ballot_files.test_keeping import opened as opened  # noqa: PLC0414 - the fixture
from tests.council.polls.polling import (
    DAY,
    announce_in_time,
    choose,
    draft_ratification,
    put_motion,
    receipt,
)


def test_a_file_is_shown_and_kept_only_after_a_yes(opened: Town):
    town = opened
    awaited = town.act("代", StartBallotsFile, poll=1)
    offer = offered(town, *PAPERS)
    nothing = kept(town)
    stale = town.act("代", ConfirmBallots, revision=offer.revision - 1)
    done = town.act("代", ConfirmBallots, revision=stale.revision)
    gone = town.act("代", ConfirmBallots, revision=stale.revision)
    next_file = offered(town, "1-102,乙,同意,2026-01-30 12:40,会场,")
    dropped = town.act("代", DropBallots)

    assert awaited == BallotsAwaited(number=1, title="建设立体停车场")
    assert isinstance(offer, BallotsOffer)
    assert (offer.file, offer.preview.kept, offer.preview.dry_run) == ("选票.csv", 3, True)
    assert nothing == []
    assert stale.problem == "roll.offer_stale"
    assert (done.kept, done.dry_run, len(kept(town))) == (3, False, 3)
    assert gone == Refusal("roll.offer_gone")
    assert next_file.preview.kept == 1
    assert dropped == BallotsDropped(number=1)


def test_a_file_of_another_polls_papers_is_warned_about(opened: Town):
    town = opened
    imported(town, *PAPERS)
    put_motion(town, state="drafted", legal_class="O-9")
    draft_ratification(town, motion=2, legal_class="O-9")
    announce_in_time(town, 2)
    town.tick(OpenPoll, poll=2)
    town.act("代", StartBallotsFile, poll=2)
    town.clock.at += HOUR

    same, others = (
        offered(town, f"1-101,甲,同意,2026-01-30 13:10,纸质,{serial}") for serial in ("N-1", "N-9")
    )

    assert (same.elsewhere, others.elsewhere) == (((1, 1),), ())


def test_a_ballot_cast_after_the_look_is_shown_before_anything_is_kept(opened: Town):
    town = opened
    town.act("代", StartBallotsFile, poll=1)
    offer = offered(town, *PAPERS)
    receipt(choose(town, "甲先生", "oppose"))

    outdated = town.act("代", ConfirmBallots, revision=offer.revision)
    nothing = len(kept(town))
    done = town.act("代", ConfirmBallots, revision=outdated.revision)

    assert outdated.problem == "ballots_file.offer_outdated"
    assert [each.channel for each in outdated.preview.conflicts] == ["chat"]
    assert nothing == 1
    assert (done.kept, done.overtaken) == (2, 1)


def test_a_ballot_that_does_not_touch_the_file_does_not_ask_again(opened: Town):
    town = opened
    town.act("代", StartBallotsFile, poll=1)
    offer = offered(town, *PAPERS[1:])
    receipt(choose(town, "甲先生", "oppose"))

    done = town.act("代", ConfirmBallots, revision=offer.revision)

    assert (done.kept, done.turnout.heads) == (2, 3)


def test_the_channel_of_a_whole_file_is_asked_for(opened: Town):
    town = opened
    lines = ("1-101,甲,agree,2026-01-30 12:10", "1-102,乙,agree,2026-01-30T12:11:00.5+08:00")
    town.act("代", StartBallotsFile, poll=1)

    asked = offered(town, *lines, head="unit,owner,choice,time")
    early = town.act("代", ConfirmBallots, revision=asked.revision)
    odd = town.act("代", PickBallotsChannel, revision=early.revision, channel="chat")
    old = town.act("代", PickBallotsChannel, revision=asked.revision, channel="meeting")
    paper = town.act("代", PickBallotsChannel, revision=old.revision, channel="paper")
    meeting = town.act("代", PickBallotsChannel, revision=old.revision, channel="meeting")
    done = town.act("代", ConfirmBallots, revision=meeting.revision)

    assert isinstance(asked, ChannelAsked)
    assert isinstance(early, ChannelAsked)
    assert isinstance(old, ChannelAsked)
    assert (asked.rows, odd) == (2, Refusal("press.unknown"))
    assert [each.key for each in paper.faults] == ["table.header_missing"]
    assert meeting.preview.channels == (("meeting", 2),)
    assert (done.kept, [row[4] for row in kept(town)]) == (2, [NOON + 660, NOON + 600])


def test_a_file_needs_a_poll_it_was_asked_for(opened: Town):
    town = opened
    answers = [
        offered(town, *PAPERS),
        town.act("代", DropBallots),
        town.act("代", ConfirmBallots, revision=1),
        town.act("代", PickBallotsChannel, revision=1, channel="paper"),
        town.act(
            "代", OfferBallots, content=b"x" * (2 * 1024 * 1024 + 1), table=read(file(*PAPERS))
        ),
    ]

    assert answers == [
        Refusal("ballots_file.no_poll"),
        Refusal("roll.offer_gone"),
        Refusal("roll.offer_gone"),
        Refusal("roll.offer_gone"),
        Refusal("roll.file_large", {"size_mb": 3, "limit_mb": 2}),
    ]


def test_a_poll_that_closed_meanwhile_takes_nothing(opened: Town):
    town = opened
    town.act("代", StartBallotsFile, poll=1)
    asked = offered(town, "1-101,甲,agree,2026-01-30 12:10", head="unit,owner,choice,time")
    town.clock.at = NOON + 30 * DAY

    answers = [
        town.act("代", StartBallotsFile, poll=1),
        town.act("代", ConfirmBallots, revision=asked.revision),
        town.act("代", PickBallotsChannel, revision=asked.revision, channel="meeting"),
    ]

    assert {each.key for each in answers} == {"ballots_file.closed"}
    assert kept(town) == []


def test_the_blank_list_names_everybody_and_comes_back_filled_in(opened: Town):
    town = opened
    found = town.read("代", ballots_template, 1)
    table = read(found.content)
    filled = io.BytesIO(found.content)

    import openpyxl  # noqa: PLC0415 - as a spreadsheet would

    book = openpyxl.load_workbook(filled)
    sheet = book.active
    listed = [tuple(row[:2]) for row in sheet.iter_rows(values_only=True)]
    for cell, text in zip(sheet[3][2:], ("同意", "2026/1/30 12:05", "会场"), strict=False):
        cell.value = text
    out = io.BytesIO()
    book.save(out)
    town.act("代", StartBallotsFile, poll=1)
    offer = town.act("代", OfferBallots, content=out.getvalue(), table=read(out.getvalue()))

    assert (found.lines, table.rows, table.left_out) == (8, (), 8)
    assert listed == [
        ("房号", "业主"),
        ("1-101", "甲"),
        ("1-102", "乙"),
        ("1-201", "丙"),
        ("1-202", "丁"),
        ("1-202", "戊"),
        ("2-101", "己"),
        ("2-102", "己"),
        ("2-201", "developer"),
    ]
    assert (offer.preview.kept, offer.preview.left_out) == (1, 7)
    assert offer.preview.turnout.heads == 1


def test_what_of_a_file_was_not_read_is_shown_before_the_yes(opened: Town):
    town = opened

    import openpyxl  # noqa: PLC0415 - as a spreadsheet would

    book = openpyxl.Workbook()
    book.active.append(("房号", "业主", "选择", "时间", "渠道"))
    book.active.append(("1-101", "甲", "同意", "2026-01-30 12:05", "会场"))
    book.active.append(("合计", "1"))
    book.active.row_dimensions[2].hidden = True
    book.create_sheet("二号楼").append(("2-101", "己", "反对", "2026-01-30 12:05", "会场"))
    out = io.BytesIO()
    book.save(out)
    town.act("代", StartBallotsFile, poll=1)

    offer = town.act("代", OfferBallots, content=out.getvalue(), table=read(out.getvalue()))
    shown = str(render(offer, Translator("zh_CN", "Asia/Shanghai")).text)

    assert offer.notes == (("skipped", "3 合计 1"), ("hidden", "2"), ("other_sheets", "二号楼"))
    assert "二号楼" in shown
