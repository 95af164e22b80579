"""`yishi statements`: the picture of a published table of answers, drawn by anybody."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from council.cli.opinions import statements
from council.statements.opinion_groups.drawing import draw
from council.statements.opinion_groups.matrix import matrix_of
from council.statements.opinion_groups.picture import to_json
from tests.council.statements.opinion_groups.made import TWELVE, two_camps
from voting.formats.opinions_csv import write_opinions

pytestmark = pytest.mark.usefixtures("chinese")


def table(folder: Path, answers: Sequence[Mapping[int, int]]) -> Path:
    """A published table."""
    rows = [(place, [each.get(n) for n in TWELVE]) for place, each in enumerate(answers, 1)]
    path = folder / "motion-1-statements.csv"
    path.write_text(write_opinions(TWELVE, rows), encoding="utf-8")
    return path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(statements, [str(word) for word in words])


def test_the_picture_is_the_very_one_that_is_kept(tmp_path: Path):
    path = table(tmp_path, two_camps())

    told = run(path, "--json")

    kept = draw(matrix_of(TWELVE, two_camps()), smallest_group=5, shown_from=10)
    assert (told.exit_code, told.stdout) == (0, f"{to_json(kept)}\n")
    assert json.loads(told.stdout)["participants"] == 70


def test_a_person_reads_groups_what_is_shared_and_what_divides(tmp_path: Path):
    path = table(tmp_path, two_camps())

    lines = run(path).stdout.splitlines()

    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert lines[:4] == [
        "motion-1-statements.csv：12 条看法，70 人参加，70 人可以分组",
        f"SHA-256：{digest}",
        "分成 2 组：40 30",
        "几乎一致（看法，各组同意或不同意的可能性，乘积，千分数）：",
    ]
    assert "意见分歧（看法，各组同意的可能性，千分数）：" in lines
    assert lines[-2].startswith("代表 A 组的看法：")


def test_the_same_in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("YISHI_LOCALE", "en")

    told = run(table(tmp_path, two_camps()))

    assert "2 groups: 40 30" in told.stdout
    assert "nearly all share" in told.stdout


def test_an_export_of_polis_is_read_too(tmp_path: Path):
    path = tmp_path / "votes.csv"
    lines = [
        f"1,Tue,{number},{person},{answer}"
        for person, given in enumerate(two_camps())
        for number, answer in given.items()
    ]
    path.write_text("\n".join(["timestamp,datetime,comment-id,voter-id,vote", *lines]))

    told = run(path, "--json")

    assert [group["size"] for group in json.loads(told.stdout)["groups"]] == [40, 30]


def test_too_few_participants_are_a_no(tmp_path: Path):
    told = run(table(tmp_path, two_camps()[:9]))

    assert told.exit_code == 1
    assert told.stdout.splitlines()[-1] == "参加的不到 10 人：不显示结果"


def test_other_limits_are_those_of_other_rules(tmp_path: Path):
    path = table(tmp_path, two_camps())

    told = run(path, "--smallest-group", "31")

    assert told.exit_code == 0
    assert told.stdout.splitlines()[2].startswith("没有分组：")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "participant,1\n1,yes\n",
            "yishi: votes.csv:2:2: yes 不是回答；请写 1（同意）、-1（不同意）、0（不确定），或者留空",
        ),
        ("name,age\n", "yishi: votes.csv:1: 第一行没有写明参加者和看法"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path, text: str, said: str):
    path = tmp_path / "votes.csv"
    path.write_text(text)

    told = run(path)

    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.startswith(said)
    assert run(tmp_path / "nothing.csv").exit_code == 2
