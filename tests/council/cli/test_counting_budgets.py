"""`yishi tally` of a participatory budget."""

import gzip
import json
from pathlib import Path

import pytest

from tests.council.cli.counting import PARKING, run_tally

pytestmark = pytest.mark.usefixtures("chinese")


STREET = """META
key;value
num_projects;3
num_votes;4
budget;16
vote_type;approval
PROJECTS
project_id;cost;name
a;9;长椅
b;5;路灯
c;7;水池
VOTES
voter_id;vote
1;a
2;a
3;a,b
4;b,c
"""


def test_a_budget_is_told_as_a_table_and_a_paragraph(tmp_path: Path) -> None:
    street = tmp_path / "street.pb"
    street.write_text(STREET, encoding="utf-8")

    told = run_tally(street, "--method", "equal_shares")

    assert told.exit_code == 0
    assert told.stdout == (
        "street.pb：等额分配法（每人一份钱，一起买项目）\n"
        "选票共 4 张：有效 4，空白 0，无法计入 0\n"
        "计票规则：pb_utility=cost  completion=none  stop_when_exhaustive=no\n"
        "预算 16，已用 14，余 2\n"
        "\n"
        " 项目      费用   支持（票或分）   每位支持者最多出               结果\n"
        " ─────────────────────────────────────────────────────────────────────\n"
        " a. 长椅      9                3                  3        第 1 个选上\n"
        " b. 路灯      5                2                  4        第 2 个选上\n"
        " c. 水池      7                1                      支持者的钱还差 7\n"
        "\n"
        "预算 16，4 人投票，先平分，每人有 4。项目只由支持它的人出钱，每次选支持者出得最省的。"
        "一共选上 2 个项目，用去 14，余 2。最先选上的是“长椅”（费用 9）：3 位支持者每人出 3。"
        "最后选上的是“路灯”（费用 5）：2 位支持者每人最多出 4，不够的出了剩下的全部。"
        "没选上的项目里最接近的是“水池”：它的支持者剩下的钱还差 7。\n"
    )


def test_a_budget_is_told_as_one_object_too(tmp_path: Path) -> None:
    packed = tmp_path / "street.pb.gz"
    packed.write_bytes(gzip.compress(STREET.encode()))

    told = run_tally(packed, "--method", "greedy", "--pb-utility", "cardinality", "--json")

    written = json.loads(told.stdout)
    assert (told.exit_code, written["selected"], written["options"]) == (
        0,
        ["a", "b"],
        {
            "pb_utility": "cardinality",
            "variant": "skip",
            "ties": ["votes", "supporters", "cost", "order"],
        },
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--method", "greedy", "--completion", "add1"), "completion is not an option of"),
        (
            ("--method", "equal_shares", "--completion", "more"),
            "more is not a value of completion",
        ),
        (("--method", "equal_shares", "--seats", "2"), "seats is not an option of this count"),
        (
            ("--method", "irv"),
            "participatory budget, which irv does not count; use --method equal_shares or",
        ),
    ],
)
def test_what_a_budget_does_not_know_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    monkeypatch.setenv("YISHI_LOCALE", "en")
    street = tmp_path / "street.pb"
    street.write_text(STREET, encoding="utf-8")

    told = run_tally(street, *arguments)

    assert (told.exit_code, told.stdout) == (2, "")
    assert message in told.stderr


def test_rankings_are_no_budget() -> None:
    told = run_tally(PARKING, "--method", "greedy")

    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr == (
        "yishi: heyue-parking.soi: 不认识“.soi”这种文件；可以用：.pb (greedy)\n"
    )
