"""The ownership roll from the command line, as an operator would."""

import re
from pathlib import Path

import openpyxl
import pytest

from tests.council.cli.test_setup import settings, yishi
from tests.voting.clerks_rolls import READ, REFUSED

__all__ = ["settings"]

#: Where a fault stands, at the beginning of its line.
_PLACE = re.compile(r"yishi: clerk\.xlsx:[0-9]+:[0-9]+:")

HEAD = "房号,楼栋,类型,专有面积,面积来源,业主,推选人,已交付,计入,同一业主"
FIRST = (
    "1-101,1号楼,住宅,89.36,登记,王伟,,是,,",
    "1-102,1号楼,住宅,118.52,,李娜;张敏,张敏,是,,",
    "1-201,1号楼,住宅,142.08,合同,建设单位,,否,,",
    "P-1,,车位,12.50,,王伟,,是,,",
)


def write(name: str, *lines: str, encoding: str = "utf-8") -> None:
    Path(name).write_text("\n".join((HEAD, *lines, "")), encoding=encoding)


@pytest.fixture
def heyue(capsys: pytest.CaptureFixture[str]) -> None:
    """A community with a roll."""
    write("roll.csv", *FIRST)
    yishi("community", "create", "heyue", "--name", "和悦家园")
    yishi("roll", "import", "roll.csv")
    capsys.readouterr()


@pytest.mark.usefixtures("heyue")
def test_the_preview_names_every_change(capsys: pytest.CaptureFixture[str]):
    write(
        "new.csv",
        "1-101,1号楼,住宅,９０.36,登记,王伟,,是,,",
        "1-102,1号楼,住宅,118.52,,李娜;张敏,李娜,是,,",
        "1-201,1号楼,住宅,142.08,合同,陈-强,,是,,",
        "1-202,1号楼,住宅,142.08,合同,陈强,,是,,",
        encoding="gb18030",
    )

    code = yishi("roll", "import", "new.csv", "--dry-run")

    assert code == 0
    assert capsys.readouterr().out.splitlines() == [
        "line 2, area: ９０.36 is read as 90.36",
        "written almost alike: 陈-强 / 陈强",
        "added: 1-202",
        "removed: P-1",
        "1-101 area: 89.36 → 90.36",
        "1-102 nominee: 张敏 → 李娜",
        "1-201 owners: developer → 陈-强",
        "1-201 delivered: no → yes",
        "heads: 3 → 4",
        "area: 349.96 m² → 493.04 m²",
        "roll: would be 1 added, 3 changed, 1 removed, 0 unchanged; 4 units, 4 heads, 493.04 m²",
    ]


@pytest.mark.usefixtures("heyue")
def test_namesakes_are_asked_about_with_their_lines(capsys: pytest.CaptureFixture[str]):
    more = ("2-101,2号楼,住宅,89.36,,王伟,,,,", "2-102,2号楼,住宅,89.36,,王伟,,,,")
    write("more.csv", *FIRST, *more)
    write("yes.csv", *FIRST, *(f"{line}是" for line in more))
    write("split.csv", *FIRST, *(line.replace("王伟", "王伟#2") + "yes" for line in more))

    codes = [
        yishi("roll", "import", "more.csv"),
        yishi("roll", "import", "split.csv", "--dry-run"),
        yishi("roll", "import", "yes.csv"),
        yishi("roll", "import", "more.csv"),
    ]

    said = capsys.readouterr()
    assert codes == [2, 0, 0, 0]
    assert said.err == (
        "yishi: more.csv:2: 王伟 owns 1-101 2-101 2-102 (lines 2, 6, 7); if that is one person"
        " write same_owner = yes on these lines, of namesakes make 王伟#1 and 王伟#2\n"
    )
    assert [line for line in said.out.splitlines() if line.startswith("roll:")] == [
        "roll: would be 2 added, 0 changed, 0 removed, 4 unchanged; 6 units, 4 heads, 528.68 m²",
        "roll: 2 added, 0 changed, 0 removed, 4 unchanged; 6 units, 3 heads, 528.68 m²",
        "roll: 0 added, 0 changed, 0 removed, 6 unchanged; 6 units, 3 heads, 528.68 m²",
    ]


@pytest.mark.usefixtures("heyue")
def test_every_fault_is_listed_and_nothing_is_imported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("YISHI_LOCALE", "en")
    write(
        "bad.csv",
        "1-101,1号楼,住宅,89.365,,王伟,,,,",
        "1-101,1号楼,住宅,-3,,李娜,赵六,,,",
        "1-103,1号楼,别墅,0,,13800138000,,,,",
        "P-2,,车位,0,,王伟,,,,",
    )

    code = yishi("roll", "import", "bad.csv")
    said = capsys.readouterr().err.splitlines()
    again = yishi("roll", "import", "roll.csv")

    assert (code, again) == (2, 0)
    assert [line.split("; ")[0] for line in said] == [
        "yishi: bad.csv:2:4: 89.365 is not an area in m²",
        "yishi: bad.csv:3:1: unit 1-101 stands already on line 2",
        "yishi: bad.csv:3:4: -3 is not an area in m²",
        "yishi: bad.csv:3:7: 赵六 is not an owner of 1-101",
        "yishi: bad.csv:4:3: 别墅 is not a value of kind",
        "yishi: bad.csv:4:4: the unit counts but has no area",
        "yishi: bad.csv:4:6: the cell holds what looks like a phone number",
        "yishi: bad.csv:5:4: the unit has no area",
    ]
    assert capsys.readouterr().out.startswith("roll: 0 added, 0 changed, 0 removed, 4 unchanged")


@pytest.mark.usefixtures("heyue")
def test_what_is_exported_imports_again_unchanged(capsys: pytest.CaptureFixture[str]):
    book = openpyxl.Workbook()
    for line in (HEAD, *FIRST, "S-1,,商铺,65.4,,王伟,,,,是"):
        book.active.append(line.split(","))
    book.save("roll.xlsx")

    codes = [
        yishi("roll", "import", "roll.xlsx"),
        yishi("roll", "export", "out.csv"),
        yishi("roll", "import", "out.csv", "--dry-run"),
    ]

    assert codes == [0, 0, 0]
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "roll: 5 units written to out.csv",
        "roll: would be 0 added, 0 changed, 0 removed, 5 unchanged; 5 units, 3 heads, 415.36 m²",
    ]
    assert Path("out.csv").read_bytes().startswith(b"\xef\xbb\xbfunit,building,kind,area,")
    assert Path("out.csv").stat().st_mode & 0o777 == 0o600


def test_an_empty_roll_is_not_exported(capsys: pytest.CaptureFixture[str]):
    yishi("community", "create", "heyue", "--name", "和悦家园")

    code = yishi("roll", "export", "out.csv")

    assert (code, Path("out.csv").exists()) == (2, False)
    assert "名册还是空的" in capsys.readouterr().err


@pytest.mark.usefixtures("heyue")
@pytest.mark.parametrize(("content", "heads"), READ.values(), ids=READ)
def test_a_clerks_roll_is_read_alike_by_import_and_ratify(
    content: bytes, heads: int, capsys: pytest.CaptureFixture[str]
):
    Path("clerk.xlsx").write_bytes(content)
    Path("none.csv").write_text("unit,owner,choice,time\n")

    codes = [
        yishi("roll", "import", "clerk.xlsx", "--dry-run"),
        yishi("ratify", "clerk.xlsx", "none.csv", "--class", "O-9", "--json"),
    ]

    said = capsys.readouterr().out.splitlines()
    told = [line for line in said if f"{heads} heads" in line or f'{{"total": {heads},' in line]
    assert codes in ([0, 1], [2, 1])
    assert len(told) >= codes.count(0) + 1


@pytest.mark.usefixtures("heyue")
@pytest.mark.parametrize(("content", "places"), REFUSED.values(), ids=REFUSED)
def test_a_clerks_roll_is_refused_alike_by_import_and_ratify(
    content: bytes, places: list[tuple[int, int]], capsys: pytest.CaptureFixture[str]
):
    Path("clerk.xlsx").write_bytes(content)
    Path("none.csv").write_text("unit,owner,choice,time\n")

    codes = [
        yishi("roll", "import", "clerk.xlsx", "--dry-run"),
        yishi("ratify", "clerk.xlsx", "none.csv", "--class", "O-9"),
    ]

    said = capsys.readouterr().err.splitlines()
    named = [f"yishi: clerk.xlsx:{line}:{column}:" for line, column in places]
    assert codes == [2, 2]
    assert [each[0] for line in said if (each := _PLACE.match(line))] == named * 2
