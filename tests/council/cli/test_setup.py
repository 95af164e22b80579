"""Setting a community up from the command line, as an operator would."""

import csv
import sqlite3
from pathlib import Path

import openpyxl
import pytest

from council.cli import main

RESIDENTS = "ref,name,unit,adult,owner_key,locale\nF01,李敏,,no,,\nR1,王芳,1-1-101,yes,王芳,en\n"
ROLL = "unit,kind,area,owners\n1-1-101,flat,89.36,王芳\n1-1-102,flat,118.52,\n"


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Work in an empty folder with a database of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("YISHI_DATABASE_URL", f"sqlite:///{tmp_path / 'yishi.db'}")


def yishi(*arguments: str) -> int:
    """Run a command; tells its exit code."""
    with pytest.raises(SystemExit) as leaving:
        main(list(arguments))
    assert isinstance(leaving.value.code, int)
    return leaving.value.code


def test_a_community_names_the_rules_that_hold_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    wrong = yishi("community", "create", "heyue", "--name", "和悦家园", "--profile", "mars")
    right = yishi("community", "create", "heyue", "--name", "和悦家园", "--profile", "hangzhou")
    with sqlite3.connect(tmp_path / "yishi.db") as database:
        kept = database.execute("SELECT slug, profile FROM communities").fetchall()
    database.close()

    assert (wrong, right) == (2, 0)
    assert capsys.readouterr().err == (
        "yishi: --profile mars: there is no such profile; "
        "use one of: beijing hangzhou national residents shanghai village\n"
    )
    assert kept == [("heyue", "hangzhou")]


@pytest.mark.parametrize("name", ["", "  "])
def test_a_community_without_a_name_is_refused(capsys: pytest.CaptureFixture[str], name: str):
    code = yishi("community", "create", "heyue", "--name", name)

    assert code == 2
    assert capsys.readouterr() == ("", "yishi: --name: empty; write the name that people read\n")


def test_a_community_whose_rules_are_gone_stops_the_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    yishi("community", "create", "heyue", "--name", "和悦家园")
    with sqlite3.connect(tmp_path / "yishi.db") as database:
        database.execute("UPDATE communities SET profile = 'mars'")
    database.close()

    code = yishi("role", "grant", "F01", "facilitator")

    assert code == 2
    assert capsys.readouterr().err == (
        "yishi: mars.toml, line 1: community heyue goes by these rules, and there is no such file; "
        "put it back, or use one of: beijing, hangzhou, national, residents, shanghai, village\n"
    )


def test_a_community_is_set_up_with_five_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "residents.csv").write_text(RESIDENTS)
    (tmp_path / "roll.csv").write_text(ROLL)

    codes = [
        yishi("community", "create", "heyue", "--name", "和悦家园"),
        yishi("roll", "import", "roll.csv"),
        yishi("residents", "import", "residents.csv"),
        yishi("role", "grant", "F01", "facilitator"),
        yishi(
            "codes", "issue", "--csv", "codes.csv", "--slips", "slips.html", "--bot", "hall_bot"
        ),
    ]

    assert codes == [0, 0, 0, 0, 0]
    assert capsys.readouterr().out.splitlines() == [
        "community heyue (和悦家园) created",
        "roll: 2 added, 0 changed, 0 removed, 0 unchanged; 2 units, 2 heads, 207.88 m²",
        "residents: 2 added, 0 changed, 0 unchanged",
        "F01 李敏: facilitator",
        "2 codes written to codes.csv",
    ]
    with (tmp_path / "codes.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [row["ref"] for row in rows] == ["F01", "R1"]
    assert all(len(row["code"]) == 10 for row in rows)
    assert all(row["link"].startswith("https://t.me/hall_bot?start=") for row in rows)
    assert "王芳（R1）的加入码" in (tmp_path / "slips.html").read_text()
    modes = {
        name: (tmp_path / name).stat().st_mode & 0o777 for name in ("codes.csv", "slips.html")
    }
    assert modes == {"codes.csv": 0o600, "slips.html": 0o600}


def test_what_nobody_sees_of_a_residents_workbook_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    book = openpyxl.Workbook()
    book.active.title = "old"
    for line in csv.reader(RESIDENTS.splitlines()):
        book.active.append(line)
    book.active.row_dimensions[3].hidden = True
    book.create_sheet("new")
    book.active.sheet_state = "hidden"
    book.active = 1
    book.save(tmp_path / "residents.xlsx")
    yishi("community", "create", "heyue", "--name", "和悦家园")

    code = yishi("residents", "import", "residents.xlsx", "--dry-run")

    assert code == 0
    assert capsys.readouterr().err.splitlines() == [
        "the sheet is hidden, and was read: old",
        "hidden in the sheet, and read: lines 3",
        "sheets not read: new",
    ]


def code_hashes(folder: Path) -> list[tuple[str]]:
    """What the database keeps of the codes."""
    database = sqlite3.connect(folder / "yishi.db")
    kept = database.execute("SELECT * FROM join_codes ORDER BY 1").fetchall()
    database.close()
    return kept


@pytest.fixture
def heyue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A community with residents who have codes."""
    (tmp_path / "residents.csv").write_text(RESIDENTS)
    yishi("community", "create", "heyue", "--name", "和悦家园")
    yishi("residents", "import", "residents.csv")
    yishi("codes", "issue", "--csv", "codes.csv")
    capsys.readouterr()


@pytest.mark.usefixtures("heyue")
@pytest.mark.parametrize("option", ["--csv", "--slips"])
@pytest.mark.parametrize(
    ("name", "why"),
    [("nowhere/file", "No such file or directory"), ("码" * 100, "File name too long")],
    ids=["nowhere", "too long"],
)
def test_codes_are_not_replaced_when_their_file_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, name: str, why: str
):
    before = code_hashes(tmp_path)

    code = yishi("codes", "issue", "--bot", "hall_bot", option, name)

    assert code == 2
    assert capsys.readouterr().err == (
        f"yishi: {option} {name}: cannot be written ({why});"
        " no codes were issued, choose another place\n"
    )
    assert code_hashes(tmp_path) == before


@pytest.mark.usefixtures("heyue")
def test_a_refused_issue_leaves_the_old_file_and_makes_no_new_one(tmp_path: Path):
    before = (tmp_path / "codes.csv").read_bytes()

    code = yishi(
        *("codes", "issue", "--ref", "F99", "--bot", "hall_bot"),
        *("--csv", "codes.csv", "--slips", "slips.html"),
    )

    assert code == 2
    assert (tmp_path / "codes.csv").read_bytes() == before
    assert not (tmp_path / "slips.html").exists()


@pytest.mark.usefixtures("heyue")
@pytest.mark.parametrize("typed", ["@hall_bot", "https://t.me/hall_bot", "t.me/hall_bot/"])
def test_the_bot_may_be_named_as_people_copy_it(tmp_path: Path, typed: str):
    code = yishi("codes", "issue", "--csv", "codes.csv", "--bot", typed)

    assert code == 0
    links = [line.split(",")[2] for line in (tmp_path / "codes.csv").read_text().split()[1:]]
    assert [link.split("=")[0] for link in links] == ["https://t.me/hall_bot?start"] * 2


@pytest.mark.usefixtures("heyue")
def test_codes_are_not_issued_with_links_that_lead_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    before = code_hashes(tmp_path)

    codes = [
        yishi("codes", "issue", "--bot", "和悦"),
        yishi("codes", "issue", "--bot", "@"),
        yishi("codes", "issue", "--slips", "slips.html"),
    ]

    assert codes == [2, 2, 2]
    remedy = (
        "no bot's username; write it as @BotFather shows it,"
        " 5 to 32 letters, digits or _, as heyue_bot"
    )
    assert capsys.readouterr().err == (
        f"yishi: --bot 和悦: {remedy}\nyishi: --bot @: {remedy}\n"
        "yishi: --slips: add --bot USERNAME, or set YISHI_PUBLIC_URL for the web hall; without"
        " either the QR codes on the slips lead nowhere\n"
    )
    assert code_hashes(tmp_path) == before
    assert not (tmp_path / "slips.html").exists()


def test_a_dry_run_of_the_roll_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "roll.csv").write_text(ROLL)
    yishi("community", "create", "heyue", "--name", "和悦家园")

    first = yishi("roll", "import", "roll.csv", "--dry-run")
    second = yishi("roll", "import", "roll.csv", "--dry-run")

    line = "roll: would be 2 added, 0 changed, 0 removed, 0 unchanged; 2 units, 2 heads, 207.88 m²"
    assert (first, second) == (0, 0)
    assert capsys.readouterr().out.splitlines()[1:] == [line, line]


def test_a_wrong_residents_file_names_line_column_and_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("YISHI_LOCALE", "en")
    (tmp_path / "residents.csv").write_text("ref,name,unit,adult\nR1,王芳,1,maybe\n")
    yishi("community", "create", "heyue", "--name", "和悦家园")

    code = yishi("residents", "import", "residents.csv")

    assert code == 2
    assert capsys.readouterr().err == (
        "yishi: residents.csv:2:4: maybe is not a value of adult; use one of yes 是 no 否\n"
    )


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("310101199001011234", "residents.csv:2:3: the cell looks like an identity card number"),
        ("13800138000", "residents.csv:2:3: the cell holds what looks like a phone number"),
    ],
)
def test_id_and_phone_numbers_are_refused(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    cell: str,
    what: str,
):
    monkeypatch.setenv("YISHI_LOCALE", "en")
    (tmp_path / "residents.csv").write_text(f"ref,name,unit\nR1,王芳,{cell}\n")
    yishi("community", "create", "heyue", "--name", "和悦家园")

    code = yishi("residents", "import", "residents.csv")

    assert code == 2
    assert what in capsys.readouterr().err


def test_columns_that_are_not_read_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "residents.csv").write_text("ref,name,unit,floor,备注\nR1,王芳,1,3,\n")
    yishi("community", "create", "heyue", "--name", "和悦家园")

    code = yishi("residents", "import", "residents.csv")

    assert code == 0
    assert capsys.readouterr().err == "column floor: not read\ncolumn 备注: not read\n"


@pytest.mark.parametrize(
    ("head", "cell", "what"),
    [
        ("手机", "", "1:4: the column 手机 looks like ID or phone numbers"),
        ("身份证号", "", "1:4: the column 身份证号 looks like ID or phone numbers"),
        ("phone", "", "1:4: the column phone looks like ID or phone numbers"),
        ("备注", "打 138 0013 8000", "2:4: the cell holds what looks like a phone number"),
    ],
)
def test_personal_numbers_are_refused_in_columns_that_are_not_read(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    head: str,
    cell: str,
    what: str,
):
    monkeypatch.setenv("YISHI_LOCALE", "en")
    (tmp_path / "residents.csv").write_text(f"ref,name,unit,{head}\nR1,王芳,1,{cell}\n")
    yishi("community", "create", "heyue", "--name", "和悦家园")

    code = yishi("residents", "import", "residents.csv")

    assert code == 2
    assert capsys.readouterr().err.startswith(f"yishi: residents.csv:{what}; take ")


def test_mistakes_of_the_operator_get_a_sentence(capsys: pytest.CaptureFixture[str]):
    unknown = yishi("role", "grant", "F01", "facilitator")
    yishi("community", "create", "heyue", "--name", "和悦家园")
    twice = yishi("community", "create", "heyue", "--name", "和悦家园")
    nobody = yishi("role", "grant", "F99", "facilitator")
    elsewhere = yishi("role", "grant", "F99", "facilitator", "--community", "linjia")

    assert (unknown, twice, nobody, elsewhere) == (2, 1, 2, 2)
    assert capsys.readouterr().err.splitlines() == [
        "yishi: there is no community yet; run: yishi community create SLUG --name NAME",
        "yishi: there is a community heyue already; choose another slug",
        "yishi: 名册里没有这个编号：F99。请核对后再试。",
        "yishi: --community linjia: there is no such community (known: heyue)",
    ]


def test_a_bad_setting_stops_the_start_with_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("YISHI_WEB_PORT", "eighty")

    code = yishi("run")

    assert code == 2
    error = capsys.readouterr().err
    assert error.startswith("yishi: YISHI_WEB_PORT: ")
    assert error.count("\n") == 1


def test_without_a_token_the_real_thing_does_not_start(capsys: pytest.CaptureFixture[str]):
    code = yishi("run")

    assert code == 2
    assert capsys.readouterr().err.startswith("yishi: YISHI_RESIDENT_BOT_TOKEN: missing; get one")


def test_a_dry_run_of_the_residents_list_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "residents.csv").write_text(RESIDENTS)
    yishi("community", "create", "heyue", "--name", "和悦家园")

    codes = [yishi("residents", "import", "residents.csv", "--dry-run") for _ in range(2)]

    assert codes == [0, 0]
    line = "residents: would be 2 added, 0 changed, 0 unchanged"
    assert capsys.readouterr().out.splitlines()[1:] == [line, line]


def test_a_role_is_given_and_taken_and_a_line_freed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "residents.csv").write_text(RESIDENTS)
    yishi("community", "create", "heyue", "--name", "和悦家园")
    yishi("residents", "import", "residents.csv")
    capsys.readouterr()

    codes = [
        yishi("role", "grant", "F01", "facilitator"),
        yishi("role", "revoke", "F01", "facilitator"),
        yishi("residents", "unbind", "R1"),
    ]

    assert codes == [0, 0, 0]
    assert capsys.readouterr().out.splitlines() == [
        "F01 李敏: facilitator",
        "F01 李敏: no longer facilitator",
        "R1 王芳: 0 account(s) unbound; issue a new code",
    ]
