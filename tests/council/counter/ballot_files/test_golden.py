"""Whole estates by file: 和悦家园 as the story has it, and three thousand ballots in one act."""

import csv
import io
from pathlib import Path

import pytest
from sqlalchemy import func, select

from council.checks.every import check_all
from council.counter.ballot_files.commands import ConfirmBallots, StartBallotsFile
from council.counter.count_sheets.reads import count_of
from council.counter.papers.tables import papers
from council.polls.commands import ClosePoll, CountPoll, OpenPoll
from council.polls.reads import show
from council.roll.commands import ImportRoll
from tests.council.conftest import NOON, Town
from tests.council.counter.ballot_files.test_keeping import HOUR, imported, offered, read
from tests.council.polls.polling import DAY, announce_in_time, draft_ratification, put_motion
from voting.formats.ballots_csv import read_ballots
from voting.formats.roll_csv import read_roll_to_keep

GOLDEN = Path(__file__).parents[3] / "golden"


def put_heyue(town: Town) -> None:
    """和悦家园's roll, and its motion M1 put to the owners, from 21 March to 19 April."""
    table = read_roll_to_keep((GOLDEN / "heyue-roll.csv").read_bytes(), file="roll.csv")
    town.operate(ImportRoll, units=table.units, same_owner=frozenset(u.code for u in table.units))
    put_motion(town, state="drafted", legal_class="O-8")
    town.clock.at = 1_774_022_400  # 21 March 2026, 00:00 in Shanghai
    draft_ratification(town, opens_at=town.clock.at, closes_at=town.clock.at + 30 * DAY)
    announce_in_time(town, 1)
    town.tick(OpenPoll, poll=1)


def golden_lines() -> list[list[str]]:
    text = (GOLDEN / "heyue-m1-ballots.csv").read_text()
    return list(csv.reader(io.StringIO(text)))[1:]


def test_the_303_ballots_of_the_first_close_count_as_the_story_says(town: Town):
    town.person("召", "facilitator")
    town.person("代", "clerk")
    put_heyue(town)
    head = "unit,owner,choice,time"
    first = [line for line in golden_lines() if line[3] < "2026-04-20"]
    town.clock.at += 29 * DAY

    done = imported(town, *map(",".join, first), head=head, channel="official_import")
    town.clock.at += DAY
    town.tick(ClosePoll, poll=1)
    town.tick(CountPoll, poll=1)
    view = town.read("召", show, 1)
    count = town.read("召", count_of, 1)

    assert (done.kept, done.heads, done.area_x100) == (303, 303, 3441768)
    assert (done.turnout.heads, done.turnout.heads_needed) == (303, 310)
    assert view.first_close.heads == 303
    assert view.ratification.quorum is False
    assert view.channels == (("official_import", 303),)
    assert {each.channel for line in count.lines for each in line.ballots} == {"official_import"}
    findings = town.app.bus.read_now(check_all)
    assert [each.text for each in findings if each.state == "broken"] == []


def test_a_file_that_ratify_takes_is_taken(town: Town):
    town.person("召", "facilitator")
    town.person("代", "clerk")
    put_heyue(town)
    data = (GOLDEN / "heyue-m1-ballots.csv").read_bytes()
    units = read_roll_to_keep((GOLDEN / "heyue-roll.csv").read_bytes(), file="r").units

    ours = read(data)

    theirs = read_ballots(data, file="b", units=units)
    assert tuple(row.ballot for row in ours.rows) == theirs
    assert ours.faults == ()


@pytest.mark.slow
def test_three_thousand_ballots_are_kept_in_one_act(town: Town):
    town.person("召", "facilitator")
    town.person("代", "clerk")
    roll = "\n".join(
        ("unit,kind,area,owners", *(f"{n},flat,89.36,业主{n}" for n in range(1, 3001)))
    )
    table = read_roll_to_keep(roll.encode(), file="roll.csv")
    town.operate(ImportRoll, units=table.units)
    put_motion(town, state="drafted", legal_class="O-8")
    draft_ratification(town)
    announce_in_time(town, 1)
    town.tick(OpenPoll, poll=1)
    town.clock.at = NOON + HOUR
    lines = [f"{n},业主{n},同意,2026-01-30 12:10,纸质,N-{n}" for n in range(1, 3001)]
    town.act("代", StartBallotsFile, poll=1)

    offer = offered(town, *lines)
    done = town.act("代", ConfirmBallots, revision=offer.revision)

    assert (done.kept, done.turnout.heads) == (3000, 3000)
    assert town.rows(select(func.count()).select_from(papers))[0][0] == 3000
