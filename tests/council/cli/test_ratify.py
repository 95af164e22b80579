"""`yishi ratify`: a ratification counted from two files."""

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from council.cli import counting
from council.rules.profile import Silence
from council.rules.rulebook import rulebook
from tests.council.cli.counting import GOLDEN, run_ratify
from voting.formats.deliveries_csv import write_deliveries
from voting.formats.roll_csv import read_roll

pytestmark = pytest.mark.usefixtures("chinese")

ROLL = GOLDEN / "heyue-roll.csv"
M1 = GOLDEN / "heyue-m1-ballots.csv"
CLASSES = "O-1 O-2 O-4 O-5 O-6 O-7 O-8 O-9"


def test_the_first_motion_passes_on_heads_and_area() -> None:
    told = run_ratify(ROLL, M1, "--class", "O-8")

    assert told.exit_code == 0
    assert told.stdout.splitlines()[:15] == [
        "业主表决计票：O-8（民法典 278(1)(8)）",
        "规则：national，依据 民法典 2021-01-01",
        "",
        "                            人数   专有面积（m²）",
        " ────────────────────────────────────────────────",
        " 总数                        464        51,162.56",
        " 参与                        325        36,383.60",
        " 参与比例                 70.04%           71.11%",
        " 须参与（三分之二以上）      310        34,108.38",
        " 同意                        251        28,333.04",
        " 同意占参与               77.23%           77.87%",
        " 须同意（四分之三以上）      244        27,287.70",
        " 反对                         54         5,877.52",
        " 弃权                         20         2,173.04",
        "",
    ]


def test_a_ratification_is_written_as_the_published_object() -> None:
    told = run_ratify(ROLL, M1, "--class", "O-8", "--profile", "national", "--json")

    written = json.loads(told.stdout)
    assert told.exit_code == 0
    assert {key: written[key] for key in ("class", "profile", "heads", "percent", "passed")} == {
        "class": "O-8",
        "profile": "national",
        "heads": {
            "total": 464,
            "participating": 325,
            "agree": 251,
            "oppose": 54,
            "abstain": 20,
            "unclear": 0,
        },
        "percent": {
            "participating_heads": "70.04",
            "participating_area": "71.11",
            "agree_heads": "77.23",
            "agree_area": "77.87",
        },
        "passed": "yes",
    }


def test_a_ratification_is_counted_by_the_rules_of_a_city() -> None:
    told = run_ratify(ROLL, M1, "--class", "O-8", "--profile", "hangzhou", "--json")

    written = json.loads(told.stdout)
    assert (told.exit_code, written["profile"], written["law_version"], written["passed"]) == (
        0,
        "hangzhou",
        "民法典 2021-01-01",
        "yes",
    )


@pytest.mark.parametrize(
    ("profile", "message"),
    [
        ("mars", "没有这套规则；可用：beijing hangzhou national residents shanghai village"),
        (
            "village",
            "没有由全体业主按人数和面积表决的类别；可用：beijing hangzhou national shanghai",
        ),
    ],
)
def test_a_profile_that_cannot_count_owners_is_refused_with_those_that_can(
    profile: str, message: str
) -> None:
    told = run_ratify(ROLL, M1, "--class", "O-8", "--profile", profile)

    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr == f"yishi: --profile {profile}：{message}\n"


def test_the_second_motion_would_not_pass_with_three_quarters() -> None:
    told = run_ratify(ROLL, GOLDEN / "heyue-m2-ballots.csv", "--class", "O-8", "--json")

    assert (told.exit_code, json.loads(told.stdout)["passed"]) == (1, "no")


def test_a_vote_that_hangs_on_unclear_ballots_needs_review(tmp_path: Path) -> None:
    roll, ballots = tmp_path / "roll.csv", tmp_path / "ballots.csv"
    roll.write_text(
        "房号,类型,专有面积,业主\n1,住宅,100,甲\n2,住宅,100,乙\n3,住宅,100,辛;壬\n",
        encoding="utf-8",
    )
    ballots.write_text(
        "房号,业主,选择,时间\n1,甲,同意,2026-03-22\n2,乙,反对,2026-03-22\n"
        "3,辛,同意,2026-03-22\n3,壬,反对,2026-03-22\n",
        encoding="utf-8",
    )

    told = run_ratify(roll, ballots, "--class", "O-9")

    assert told.exit_code == 1
    assert "存疑的房屋：3" in told.stdout.splitlines()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("O-3", "选举业主委员会成员按每位候选人分别计票，不能用一个同意/反对来计"),
        ("O-279", "住宅改经营须经全体有利害关系的业主一致同意，不按比例计票"),
        ("O-WC", "业主委员会会议按委员人数表决，不按业主名册计票"),
        ("R-MO", "这是居民议事的类别，不按业主人数和面积计票"),
        ("o-8", "没有这个类别"),
    ],
)
def test_a_class_that_is_not_counted_this_way_is_refused_with_the_reason(
    row: str, message: str
) -> None:
    told = run_ratify(ROLL, M1, "--class", row)

    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr == f"yishi: --class {row}：{message}；可用：{CLASSES}\n"


def test_every_fault_of_a_ballot_file_has_its_line(tmp_path: Path) -> None:
    ballots = tmp_path / "ballots.csv"
    ballots.write_text(
        "unit,owner,choice,time\n9-9-9999,甲,agree,2026-03-22\n1-1-0101,双户1,maybe,\n",
        encoding="utf-8",
    )

    told = run_ratify(ROLL, ballots, "--class", "O-8")

    assert (told.exit_code, told.stdout) == (2, "")
    assert [line.split(": ")[1] for line in told.stderr.splitlines()] == [
        "ballots.csv:2:1",
        "ballots.csv:3:3",
        "ballots.csv:3:4",
    ]


def test_an_unknown_profile_is_refused() -> None:
    told = run_ratify(ROLL, M1, "--class", "O-8", "--profile", "mars")

    assert (told.exit_code, told.stdout) == (2, "")


def test_a_clause_on_silence_is_counted_from_the_proofs_of_delivery(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    silence = Silence(policy="deemed_participating_with_majority", clause_reference="管理规约 12")
    covenant = replace(rulebook()["national"], name="covenant", silence=silence)
    monkeypatch.setattr(counting, "rulebook", lambda: {**rulebook(), "covenant": covenant})
    units = read_roll(ROLL.read_bytes(), file="roll.csv").units
    delivered = tmp_path / "delivered.csv"
    delivered.write_text(write_deliveries((unit.code, "hand", "本人", "") for unit in units))
    vote = (ROLL, M1, "--class", "O-8")

    alone = run_ratify(*vote, "--profile", "covenant", "--json")
    all_served = run_ratify(*vote, "--profile", "covenant", "--delivered", delivered, "--json")
    told = run_ratify(*vote, "--profile", "covenant", "--delivered", delivered)
    national = run_ratify(*vote, "--delivered", delivered)
    delivered.write_text("unit\n9-9-9\n")
    unknown = run_ratify(*vote, "--profile", "covenant", "--delivered", delivered)

    heads = [json.loads(each.stdout)["deemed"]["heads"] for each in (alone, all_served)]
    assert [each["participating"] for each in heads] == [325, 464]
    assert json.loads(all_served.stdout)["heads"]["participating"] == 325
    assert "依管理规约 12，未参与表决的从多数" in told.stdout
    assert (national.exit_code, national.stderr) == (
        2,
        "yishi: 规则 national 没有从多数条款，请去掉 --delivered\n",
    )
    assert (unknown.exit_code, unknown.stderr.startswith("yishi: delivered.csv")) == (2, True)


def test_cells_that_are_read_otherwise_than_written_are_told(tmp_path: Path) -> None:
    roll, ballots = tmp_path / "roll.csv", tmp_path / "ballots.csv"
    roll.write_text(
        "房号,类型,专有面积,业主\n１－１０１,住宅,８９.３６,张　三\n", encoding="utf-8"
    )
    ballots.write_text("房号,业主,选择,时间\n1-101,张三,同意,2026-03-22 09:00\n", encoding="utf-8")

    told = run_ratify(roll, ballots, "--class", "O-8")

    assert told.exit_code == 0
    assert told.stderr.splitlines() == [
        "roll.csv：第 2 行房号“１－１０１”读作“1-101”",
        "roll.csv：第 2 行专有面积“８９.３６”读作“89.36”",
        "roll.csv：第 2 行业主“张　三”读作“张三”",
    ]


def test_an_empty_roll_is_called_empty(tmp_path: Path) -> None:
    roll = tmp_path / "roll.csv"
    roll.write_bytes(b"")

    told = run_ratify(roll, M1, "--class", "O-8")

    assert told.exit_code == 2
    assert told.stderr == "yishi: roll.csv: 文件是空的；请打开看看，存好表格再给\n"


def test_lines_and_sheets_of_ballots_that_were_not_counted_are_named(tmp_path: Path) -> None:
    roll = tmp_path / "roll.csv"
    roll.write_text("unit,kind,area,owners\n1,flat,100,甲\n2,flat,100,乙\n", encoding="utf-8")
    book = openpyxl.Workbook()
    for line in (
        ("房号", "业主", "选择", "时间"),
        ("1", "甲", "同意", "2026-04-01 10:00"),
        ("合计", "1", None, None),
    ):
        book.active.append(line)
    book.active.row_dimensions[2].hidden = True
    book.create_sheet("二号楼").append(("2", "乙", "反对", "2026-04-01 10:00"))
    book.save(tmp_path / "ballots.xlsx")

    told = run_ratify(roll, tmp_path / "ballots.xlsx", "--class", "O-9")

    assert told.stderr.splitlines() == [
        "ballots.xlsx：当作标题、合计或说明，没有读取（行号、内容）：3 合计 1",
        "ballots.xlsx：表里隐藏、但已读取的行：2",
        "ballots.xlsx：没有读取的工作表：二号楼",
    ]
