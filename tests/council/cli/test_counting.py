"""Counting files at the command line: what is printed, and the four exit codes."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.council.cli.counting import GOLDEN, PARKING, run_tally
from voting.formats import containers

pytestmark = pytest.mark.usefixtures("chinese")


def test_the_parking_vote_is_told_round_by_round() -> None:
    told = run_tally(PARKING, "--method", "irv")

    assert told.exit_code == 0
    assert told.stdout == (
        "heyue-parking.soi：排序复选制（逐轮淘汰）\n"
        "选票共 300 张：有效 300，空白 0，无法计入 0\n"
        "计票规则：overvote=exhaust  majority=continuing  count_to=majority  ties=refuse"
        "  max_skipped=unlimited  max_ranks=unlimited  duplicates=skip\n"
        "\n"
        " 选项                第 1 轮   第 2 轮    第 3 轮\n"
        " ────────────────────────────────────────────────\n"
        " 1. 立体停车场            92        92   146 当选\n"
        " 2. 错峰共享              66   74 淘汰\n"
        " 3. 道闸与重新划线       102       124        144\n"
        " 4. 维持现状         40 淘汰\n"
        " 已无后续选择              0        10         10\n"
        " 过半需                  151       146        146\n"
        "\n"
        "结果：立体停车场\n"
        "\n"
        "一共 300 张选票，其中 300 张有效。第一轮没有一个选项过半（过半需 151 票），道闸与重新划线以 102 票领先。"
        "第 1 轮票数最少的是维持现状（40 票），先退出；这些选票转给各人写的下一个选择："
        "道闸与重新划线（22 票）、错峰共享（8 票）、没有下一个选择、不再计入的（10 票）。"
        "第 2 轮票数最少的是错峰共享（74 票），先退出；这些选票转给各人写的下一个选择："
        "立体停车场（54 票）、道闸与重新划线（20 票）。"
        "第 3 轮立体停车场有 146 票，道闸与重新划线有 144 票；"
        "还在计的 290 张里过半需 146 票，立体停车场过半。结果：立体停车场胜出。\n"
    )


def test_a_schulze_order_is_told_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YISHI_LOCALE", "en")

    told = run_tally(GOLDEN / "schulze-45.soc", "--method", "schulze")

    assert told.exit_code == 0
    assert told.stdout.splitlines()[-4:] == [
        "Order: E > A > C > B > D",
        "Winner: E",
        "",
        (
            "Of 45 ballots 45 are valid. Compared two by two, nobody beats all others. So chains of wins"
            " are compared: from E to A the weakest link is ahead by 5 votes, the other way only by 3;"
            " against all others E is ahead likewise. Result: E wins."
        ),
    ]


def test_json_is_one_object() -> None:
    told = run_tally(PARKING, "--method", "irv", "--json")

    written = json.loads(told.stdout)
    assert (told.exit_code, written["winners"], written["rounds"][0]["tallies"]) == (
        0,
        [1],
        {"1": 92, "2": 66, "3": 102, "4": 40},
    )
    assert written["margin"] == {"ballots_changed": 1, "bound": "exact"}


def test_a_packed_file_is_the_same_file(tmp_path: Path) -> None:
    packed = tmp_path / "heyue-parking.soi.gz"
    packed.write_bytes(gzip.compress(PARKING.read_bytes()))

    told = run_tally(packed, "--method", "plurality", "--json")

    assert told.exit_code == 0
    assert json.loads(told.stdout)["winners"] == [3]


def test_a_file_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "LARGEST_MB", 1)
    bomb = tmp_path / "bomb.soi.gz"
    bomb.write_bytes(gzip.compress(b"#" * 1_000_001))

    told = run_tally(bomb, "--method", "irv")

    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr == (
        "yishi: bomb.soi.gz: 解压后超过 1 MB，没有读取；请核对文件，或先解压并拆分\n"
    )


@pytest.mark.parametrize(
    "content",
    [b"not gzip", b"", gzip.compress(PARKING.read_bytes())[:60], b"\x1f\x8b\x08\x00" + b"x" * 40],
    ids=["another kind", "empty", "cut off", "nonsense"],
)
def test_a_broken_packed_file_is_refused(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "half.soi.gz"
    broken.write_bytes(content)

    told = run_tally(broken, "--method", "irv")

    assert told.exit_code == 2
    assert (told.stdout, told.stderr.count("\n")) == ("", 1)


def test_a_tie_that_no_rule_breaks_exits_with_three_and_still_tells_the_count() -> None:
    told = run_tally(GOLDEN / "mirror.soc", "--method", "irv", "--json")

    assert told.exit_code == 3
    assert json.loads(told.stdout)["winners"] == []


def test_an_agreed_lot_breaks_the_tie_and_is_told() -> None:
    told = run_tally(
        GOLDEN / "mirror.soc", "--method", "irv", "--ties", "lot", "--lot-seed", "2026-02-27"
    )

    assert told.exit_code == 0
    assert "规则“lot”" in told.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--method", "kemeny"),
            "kemeny is not a method of this count; use one of plurality irv stv schulze",
        ),
        (("--method", "irv", "--withdraw", "7", "8"), "withdraw names candidate 7, whom the file"),
        (("--method", "irv", "--withdraw", "1,x"), "x is not a candidate's number, as withdraw"),
        (("--method", "stv", "--variant", "meek"), "meek is not a value of variant;"),
        (("--method", "stv", "--overvote", "split"), "a ballot cannot be split with stv;"),
        (("--method", "irv", "--ties", "lot"), "the rule lot needs a seed;"),
        (("--method", "irv", "--seats", "2"), "irv elects one, not 2; leave out --seats"),
        (("--method", "stv", "--seats", "5"), "5 seats are more than the 4 who stand;"),
        (
            ("--method", "stv", "--seats", "4", "--withdraw", "4"),
            "4 seats are more than the 3 who stand; give --seats a number from 1 to 3",
        ),
        (("--method", "irv", "--quota", "hare"), "irv does not use --quota; leave out --quota"),
        (("--method", "irv", "--default-majority", "3"), "irv does not use --default-majority;"),
        (("--method", "irv", "--strength", "winning"), "irv does not use --strength;"),
        (("--method", "schulze", "--batch"), "schulze does not use --batch;"),
        (("--method", "approval", "--max-ranks", "3"), "approval does not use --max-ranks;"),
        (("--method", "irv", "--overvote", "guess"), "guess is not a value of overvote;"),
    ],
)
def test_what_this_count_does_not_know_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    monkeypatch.setenv("YISHI_LOCALE", "en")

    told = run_tally(PARKING, *arguments)

    assert (told.exit_code, told.stdout) == (2, "")
    assert message in told.stderr


def test_an_option_of_several_candidates_takes_all_the_numbers_that_follow() -> None:
    told = run_tally("--method", "irv", "--withdraw", 3, 4, "--json", PARKING)
    again = run_tally(PARKING, "--method", "irv", "--withdraw", "3,4", "--json")

    written = json.loads(told.stdout)
    assert (told.exit_code, told.stdout) == (0, again.stdout)
    assert [each["id"] for each in written["candidates"]] == [1, 2]
    assert written["options"]["withdraw"] == [3, 4]


def test_several_seats_are_told_with_quota_and_surplus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YISHI_LOCALE", "en")
    file = tmp_path / "board.blt"
    file.write_text('3 2\n7 1 2 0\n2 2 0\n2 3 0\n0\n"A"\n"B"\n"C"\n"Board"\n', encoding="utf-8")

    told = run_tally(file, "--method", "stv")

    assert told.exit_code == 0
    assert told.stdout == (
        "board.blt: single transferable vote (several seats, a quota each)\n"
        "Ballots: 11 in all; 11 valid, 0 blank, 0 spoiled\n"
        "Options used: variant=scottish_wigm  overvote=exhaust  quota=droop  threshold=whole"
        "  decimals=5  ties=refuse  max_skipped=unlimited  max_ranks=unlimited  duplicates=skip\n"
        "\n"
        " Option                       Round 1           Round 2\n"
        " ──────────────────────────────────────────────────────\n"
        " 1. A                 7.00000 elected           4.00000\n"
        " 2. B                         2.00000   4.99999 elected\n"
        " 3. C                         2.00000           2.00000\n"
        " exhausted                    0.00000           0.00000\n"
        " lost to truncation           0.00000           0.00001\n"
        " quota                              4                 4\n"
        "\n"
        "Winner: A, B\n"
        "\n"
        "Of 11 ballots 11 are valid. There are 2 seats, and 4 votes win one; votes above that pass on"
        " in proportion to the next choice on each ballot. Elected in round 1: A (7)."
        " Elected in round 2: B (4.99). Result: A, B are elected.\n"
    )


@pytest.mark.parametrize("arguments", [("nowhere.soi", "--method", "irv"), (str(PARKING),)])
def test_wrong_usage_exits_with_two(arguments: tuple[str, ...]) -> None:
    assert run_tally(*arguments).exit_code == 2


@pytest.mark.parametrize("option", ["--seats", "--ties", "--overvote", "--withdraw"])
def test_an_option_without_its_value_is_refused(option: str) -> None:
    found = run_tally(PARKING, "--method", "irv", option)

    assert (found.exit_code, found.stdout) == (2, "")


def test_a_malformed_file_is_refused_with_its_line(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.soi"
    wrong.write_text(PARKING.read_text(encoding="utf-8") + "three: 1,2\n", encoding="utf-8")

    told = run_tally(wrong, "--method", "irv")

    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr == (
        "yishi: wrong.soi:21:1: "
        "“three”不是选票张数；"
        "请写大于 0 的整数（.soi 一类的文件后面加冒号）\n"
    )


def test_the_whole_process_counts_without_chat_database_or_validation_libraries() -> None:
    """Also shows that the exit code of a command reaches the shell."""
    program = (
        "import sys\n"
        "from council.cli import main\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        "    heavy = {'aiogram', 'telegram', 'sqlalchemy', 'pydantic', 'numpy', 'openpyxl'}\n"
        "    print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )

    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", program, "tally", str(GOLDEN / "mirror.soc"), "--method", "irv"],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )

    assert (done.returncode, done.stderr) == (3, "[]\n")


def test_the_language_may_stand_in_the_env_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YISHI_LOCALE")
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("YISHI_LOCALE=en\n", encoding="utf-8")

    told = run_tally(PARKING, "--method", "irv")

    assert told.stdout.splitlines()[-3] == "Winner: 立体停车场"


def test_strength_is_used_by_every_method_whose_ties_schulze_breaks() -> None:
    told = run_tally(PARKING, "--method", "irv", "--ties", "schulze", "--strength", "winning")

    assert told.exit_code == 0


def test_a_language_that_is_not_here_stops_the_command(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-m", "council", "tally", str(PARKING), "--method", "irv"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "YISHI_LOCALE": "klingon", "PYTHONUTF8": "1"},
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "yishi: YISHI_LOCALE：没有这种语言（klingon）；请写 zh_CN 或 en\n"


def test_sheets_of_a_workbook_that_are_not_read_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(["请填第二张表"])
    book.create_sheet("选票").append(["rank 1", "rank 2"])
    book.save(tmp_path / "votes.xlsx")

    told = run_tally(tmp_path / "votes.xlsx", "--method", "irv")

    assert told.exit_code == 3  # the explanation is no vote
    assert told.stderr == "votes.xlsx：没有读取的工作表：选票\n"


@pytest.mark.parametrize("json_too", [(), ("--json",)])
def test_what_nobody_sees_of_a_workbook_is_told_in_the_words_of_a_ratification(
    tmp_path: Path, json_too: tuple[str, ...]
) -> None:
    book = openpyxl.Workbook()
    book.active.title = "旧选票"
    for line in (("rank 1", "rank 2"), ("甲", "乙"), ("甲", "乙")):
        book.active.append(line)
    book.active.row_dimensions[3].hidden = True
    book.create_sheet("选票")
    book.active.sheet_state = "hidden"
    book.active = 1
    book.save(tmp_path / "votes.xlsx")

    told = run_tally(tmp_path / "votes.xlsx", "--method", "irv", *json_too)

    assert told.exit_code == 0
    assert told.stderr.splitlines() == [
        "votes.xlsx：读取的这张工作表是隐藏的：旧选票",
        "votes.xlsx：表里隐藏、但已读取的行：3",
        "votes.xlsx：没有读取的工作表：选票",
    ]
    if json_too:
        table = json.loads(told.stdout)["table"]
        assert (table["hidden_sheet"], table["hidden"], table["other_sheets"]) == (
            "旧选票",
            [3],
            ["选票"],
        )


def test_only_the_first_of_many_hidden_lines_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(("rank 1", "rank 2"))
    for line in range(2, 52):
        book.active.append(("甲", "乙"))
        book.active.row_dimensions[line].hidden = True
    book.save(tmp_path / "votes.xlsx")

    told = run_tally(tmp_path / "votes.xlsx", "--method", "irv")

    named = " ".join(map(str, range(2, 22)))
    assert told.stderr == f"votes.xlsx：表里隐藏、但已读取的行：{named} …\n"
