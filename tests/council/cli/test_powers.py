"""The power-and-duty list from the command line, as an operator would."""

from pathlib import Path

import pytest

from council.rules.power_list.shipped import shipped_list
from tests.council.cli.test_setup import settings, yishi

__all__ = ["settings"]


@pytest.fixture
def heyue(capsys: pytest.CaptureFixture[str]) -> None:
    """A community with the list that ships."""
    yishi("community", "create", "heyue", "--name", "和悦家园")
    capsys.readouterr()


@pytest.mark.usefixtures("heyue", "chinese")
@pytest.mark.parametrize("name", ["powers.csv", "powers.xlsx"])
def test_what_is_exported_can_be_imported_and_changes_nothing(
    name: str, capsys: pytest.CaptureFixture[str]
):
    exported = yishi("powers", "export", name)
    same = yishi("powers", "import", name)

    told = capsys.readouterr()
    assert (exported, same) == (0, 2)
    assert told.out == f"powers: version 0, 34 matters written to {name}\n"
    assert told.err == "yishi: 这份清单和现在用的一样，没有要改的。\n"


@pytest.mark.usefixtures("heyue", "chinese")
def test_a_dry_run_tells_every_change_and_keeps_none(capsys: pytest.CaptureFixture[str]):
    yishi("powers", "export", "p.csv")
    lines = Path("p.csv").read_text(encoding="utf-8-sig").splitlines()
    lines[1] = lines[1].replace("物业服务人,,", "居委会,72,")
    lines[-1] = "月亮,,,议事会,R-MO,,,,,"
    Path("p.csv").write_text("\n".join(lines), encoding="gb18030")
    capsys.readouterr()

    tried = yishi("powers", "import", "p.csv", "--dry-run")
    dry = capsys.readouterr().out.splitlines()
    done = yishi("powers", "import", "p.csv")
    kept = capsys.readouterr().out.splitlines()

    assert (tried, done) == (0, 0)
    assert dry == [
        "added: 月亮",
        "removed: 交通、公交、学校",
        "停车、用地 answers: manager → residents_committee",
        "停车、用地 hours: - → 72",
        "powers: version 2 would be in force: 1 added, 1 changed, 1 removed, 32 unchanged",
    ]
    assert kept[:-1] == dry[:-1]
    assert kept[-1].startswith("powers: version 2 is in force: 1 added")


@pytest.mark.usefixtures("heyue", "chinese")
def test_faults_are_named_by_file_line_and_column(capsys: pytest.CaptureFixture[str]):
    Path("p.csv").write_text(
        "事项,谁来决定,法律类别\n停车,业主,O-99\n,业主,O-8\n", encoding="utf-8"
    )

    code = yishi("powers", "import", "p.csv")

    told = capsys.readouterr().err.splitlines()
    assert code == 2
    assert [line.split("：")[0].split(" ")[1] for line in told] == ["p.csv:2:3:", "p.csv:3:1:"]


@pytest.mark.usefixtures("heyue", "english")
def test_a_name_that_ends_otherwise_and_a_place_that_is_not_there_are_refused(
    capsys: pytest.CaptureFixture[str],
):
    codes = [yishi("powers", "export", name) for name in ("p.txt", "nowhere/p.csv")]
    missing = yishi("powers", "import", "no.csv")

    told = capsys.readouterr().err
    assert (codes, missing) == ([2, 2], 2)
    assert "give it a name that ends in .csv or .xlsx" in told
    assert "cannot be written" in told


def test_the_list_that_ships_has_a_kind_for_each_thing_people_ask_about():
    names = "、".join(each.name for each in shipped_list("national"))

    asked = [
        "停车",
        "用地",
        "电梯",
        "绿化",
        "噪音",
        "宠物",
        "物业费",
        "维修资金",
        "公共收益",
        "楼道",
        "消防",
    ]
    assert [each for each in asked if each not in names] == []
