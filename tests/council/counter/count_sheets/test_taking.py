"""The count unit by unit, for the roll's keepers: and what its files give when counted again."""

import csv
import io
import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from council.cli import main
from council.counter.count_sheets.commands import CountSheetTaken, TakeCountSheet
from council.counter.count_sheets.reads import Count, count_of
from council.counter.count_sheets.screens import count_sheet, files_of, official
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.translator import Translator
from council.kernel.tables import acts
from council.polls.ballots.commands import RecordPaper
from council.polls.commands import ClosePoll, CountPoll, OpenPoll
from council.polls.ratification import choice_content
from council.polls.reads import show
from council.polls.tables import ballots, polls
from council.roll.commands import ImportRoll
from tests.council.conftest import NOON, Town
from tests.council.moves import names
from tests.council.polls.polling import (
    DAY,
    announce_in_time,
    choose,
    draft_ratification,
    open_ranking,
    open_ratification,
    put_motion,
)
from voting.formats.ballots_csv import read_ballots
from voting.formats.roll_csv import read_roll

GOLDEN = Path(__file__).parents[3] / "golden"

STAFF = {"召": "facilitator", "主": "chair", "代": "clerk", "监": "auditor", "物": "manager"}


def vote_on(town: Town) -> None:
    """甲 agrees in the chat; 丁 and 戊, co-owners, differ; 己 signs a paper for two flats."""
    for name, role in STAFF.items():
        town.person(name, role)
    for name in ("甲", "丁", "戊"):
        town.person(name, owner_key=name)
    open_ratification(town)
    choose(town, "甲", "oppose")
    town.clock.at += 60
    choose(town, "甲", "agree")
    choose(town, "丁", "agree")
    choose(town, "戊", "oppose")
    town.clock.at += 60
    town.act("代", RecordPaper, poll=1, voter="2-101", said="agree", serial="N-7")


def count(town: Town) -> None:
    town.clock.at = NOON + 30 * DAY
    town.tick(ClosePoll, poll=1)
    town.tick(CountPoll, poll=1)


def counted(town: Town) -> Count:
    vote_on(town)
    count(town)
    found = town.read("代", count_of, 1)
    assert isinstance(found, Count), found
    return found


def test_every_unit_stands_with_its_head_and_each_ballot_with_its_channel(town: Town):
    sheet = count_sheet(counted(town), Translator("zh_CN"))

    told = [
        (
            row["房号"],
            row["业主序号"],
            row["业主"],
            row["该业主合计意见"],
            row["投票人"],
            row["选择"],
            row["渠道"],
            row["纸票编号"],
            row["已计入"],
        )
        for row in csv.DictReader(io.StringIO(sheet))
    ]
    assert told == [
        ("1-101", "1", "甲", "同意", "甲", "同意", "聊天", "", "是"),
        ("1-102", "2", "乙", "未参与", "", "", "", "", ""),
        ("1-201", "3", "丙", "未参与", "", "", "", "", ""),
        ("1-202", "4", "丁;戊", "存疑", "丁", "同意", "聊天", "", "是"),
        ("1-202", "4", "丁;戊", "存疑", "戊", "反对", "聊天", "", "是"),
        ("2-101", "5", "己", "同意", "己", "同意", "纸质", "N-7", "是"),
        ("2-102", "5", "己", "同意", "己", "同意", "纸质", "N-7", "是"),
        ("2-201", "6", "developer", "未参与", "", "", "", "", ""),
    ]


def test_the_official_system_gets_unit_owner_choice_channel_and_time(town: Town):
    assert official(counted(town)) == (
        "unit,owner,choice,channel,time\n"
        "1-101,甲,agree,chat,2026-01-30T12:01:00+08:00\n"
        "1-202,丁,agree,chat,2026-01-30T12:01:00+08:00\n"
        "1-202,戊,oppose,chat,2026-01-30T12:01:00+08:00\n"
        "2-101,己,agree,paper,2026-01-30T12:02:00+08:00\n"
        "2-102,己,agree,paper,2026-01-30T12:02:00+08:00\n"
    )


@pytest.mark.parametrize("cast", ["ballots.csv", "official.csv"])
def test_the_exported_files_give_the_kept_result_again_at_the_command_line(
    town: Town,
    cast: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    vote_on(town)
    count(town)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("YISHI_DATABASE_URL", town.app.settings.database_url)

    exported = yishi("export", "ratification", "1", "out")
    said = capsys.readouterr().out
    rules = ("--profile", "heyue", "--rules", "out/rules")
    passed = yishi("ratify", "out/roll.csv", f"out/{cast}", "--class", "O-8", "--json", *rules)
    again = json.loads(capsys.readouterr().out)
    twice = yishi("export", "ratification", "1", "out")

    kept = town.read("召", show, 1).ratification
    assert (exported, passed, twice) == (0, 1, 2)
    assert said.splitlines() == [
        "1: 7 units, 4 ballots in out",
        "again: yishi ratify out/roll.csv out/ballots.csv --class O-8 --profile heyue --rules out/rules",
    ]
    assert (again["passed"], again["quorum"], again["unclear_units"]) == (
        kept.passed,
        kept.quorum,
        list(kept.unclear_units),
    )
    assert (again["heads"], again["area_x100"]) == (asdict(kept.heads), asdict(kept.area_x100))
    assert json.loads((tmp_path / "out" / "result.json").read_text()) == again
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "out").iterdir()} == {0}


@pytest.mark.parametrize(
    ("folder", "why"),
    [
        ("file/out", "Not a directory"),
        ("码" * 100, "File name too long"),
    ],
    ids=["below a file", "too long"],
)
def test_where_no_folder_can_be_made_nobody_has_taken_anything(
    town: Town,
    folder: str,
    why: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    vote_on(town)
    count(town)
    (tmp_path / "file").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("YISHI_DATABASE_URL", town.app.settings.database_url)
    before = town.rows(select(acts.c.number))

    code = yishi("export", "ratification", "1", folder)

    assert code == 2
    assert capsys.readouterr().err == (
        f"yishi: {folder}: cannot be written ({why}); name another folder\n"
    )
    assert town.rows(select(acts.c.number)) == before


def test_a_refused_export_leaves_no_folder(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    vote_on(town)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("YISHI_DATABASE_URL", town.app.settings.database_url)

    code = yishi("export", "ratification", "1", "out")

    assert (code, (tmp_path / "out").exists()) == (2, False)


def yishi(*arguments: str) -> int:
    """Run a command; tells its exit code."""
    with pytest.raises(SystemExit) as leaving:
        main(list(arguments))
    assert isinstance(leaving.value.code, int)
    return leaving.value.code


def cast_the_story(town: Town) -> None:
    """The 325 ballots of M1 (docs/rules.md#the-story) on the roll of 和悦家园, straight into the record."""
    table = read_roll((GOLDEN / "heyue-roll.csv").read_bytes(), file="roll.csv")
    owner_of = {unit.code: unit.voters for unit in table.units}
    same = frozenset(unit.code for unit in table.units)
    town.operate(ImportRoll, units=table.units, same_owner=same, dry_run=False)
    put_motion(town, state="drafted", legal_class="O-8")
    draft_ratification(town)
    announce_in_time(town, 1)
    town.tick(OpenPoll, poll=1)
    written = (GOLDEN / "heyue-m1-ballots.csv").read_bytes()
    rows = [
        {
            "community_id": town.id,
            "slot": f"{';'.join(owner_of[ballot.unit])}|{ballot.owner}",
            "revision": 1,
            "content": choice_content(ballot.choice.value),
            "channel": "chat",
            "cast_at": int(ballot.at),
            "cast_by": "x",
        }
        for ballot in read_ballots(written, file="ballots.csv", units=table.units)
    ]

    def write(tx: Transaction) -> None:
        poll_id = tx.connection.scalar(select(polls.c.id).where(polls.c.community_id == town.id))
        tx.connection.execute(insert(ballots), [{**row, "poll_id": poll_id} for row in rows])

    town.app.bus.submit_run(write).result()


def test_the_story_exported_and_counted_again_is_251_of_325(
    town: Town,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    town.person("召", "facilitator")
    cast_the_story(town)
    count(town)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("YISHI_DATABASE_URL", town.app.settings.database_url)

    yishi("export", "ratification", "1", "out")
    capsys.readouterr()
    passed = yishi("ratify", "out/roll.csv", "out/ballots.csv", "--class", "O-8", "--json")

    again = json.loads(capsys.readouterr().out)
    assert passed == 0
    assert again["heads"] == {
        "total": 464,
        "participating": 325,
        "agree": 251,
        "oppose": 54,
        "abstain": 20,
        "unclear": 0,
    }
    assert again["area_x100"] == {
        "total": 5116256,
        "participating": 3638360,
        "agree": 2833304,
        "oppose": 587752,
        "abstain": 217304,
        "unclear": 0,
    }


def test_nobody_takes_a_sheet_before_the_count(town: Town):
    vote_on(town)
    early = town.act("代", TakeCountSheet, poll=1)
    read_early = town.read("代", count_of, 1)

    assert early == read_early == refuse("poll.sheet_too_early", number=1)


def test_a_ranking_has_no_sheet_and_neither_has_a_poll_that_is_not_there(town: Town):
    town.person("召", "facilitator")
    town.person("甲")
    open_ranking(town)

    refused = [town.act("召", TakeCountSheet, poll=number) for number in (1, 2)]

    assert refused == [
        refuse("poll.sheet_of_ranking", number=1),
        refuse("poll.unknown", number=2),
    ]


def test_the_keepers_take_it_the_manager_and_the_residents_do_not_and_each_taking_is_logged(
    town: Town,
):
    vote_on(town)
    count(town)

    taken = {name: town.act(name, TakeCountSheet, poll=1) for name in (*STAFF, "甲")}
    read = {name: town.read(name, count_of, 1) for name in (*STAFF, "甲")}

    sheet = CountSheetTaken(poll=1, title="建设立体停车场", units=7)
    keepers = ["召", "主", "代", "监"]
    assert [name for name, outcome in taken.items() if outcome == sheet] == keepers
    assert [name for name, found in read.items() if isinstance(found, Count)] == keepers
    assert {found.key for found in read.values() if isinstance(found, Refusal)} == {
        "policy.not_your_role"
    }
    logged = town.rows(select(acts.c.role, acts.c.detail).where(acts.c.verb == "poll.inspect"))
    assert [(row.role, row.detail) for row in logged] == [
        (STAFF[name], '{"number": 1}') for name in keepers
    ]


def test_the_button_is_there_once_it_is_counted(town: Town):
    vote_on(town)
    before = names(town.read("代", show, 1).moves)
    count(town)

    after = [names(town.read(name, show, 1).moves) for name in ("代", "物")]

    assert ("inspect" in before, ["inspect" in moves for moves in after]) == (
        False,
        [True, False],
    )


def test_a_name_that_begins_like_a_formula_stays_a_name_in_a_spreadsheet(town: Town):
    found = counted(town)
    line = found.lines[0]
    odd = replace(line, unit=replace(line.unit, owners=("=1+1",)))

    files = files_of(replace(found, lines=(odd,)), Translator("en"))

    assert files["count-sheet.csv"] == (
        "\ufeffunit,building,kind,area,counts,head,owners,nominee,head says,"
        "voter,choice,channel,time,serial,counted\n"
        "1-101,1,flat,89.36,yes,1,'=1+1,,agree,甲,agree,chat,2026-01-30T12:01:00+08:00,,yes\n"
    )
