"""`yishi community rules`: showing the rules that hold and adopting others."""

import sqlite3
from pathlib import Path

import pytest

from council.cli import main
from council.demo.town import RULES_FILE


@pytest.fixture(autouse=True)
def _hall(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("YISHI_DATABASE_URL", f"sqlite:///{tmp_path}/yishi.db")
    yishi("community", "create", "heyue", "--name", "和悦家园")
    capsys.readouterr()


def yishi(*arguments: str) -> int:
    """Run a command; tells its exit code."""
    with pytest.raises(SystemExit) as leaving:
        main(list(arguments))
    assert isinstance(leaving.value.code, int)
    return leaving.value.code


def test_the_rules_that_hold_are_shown_with_their_sources(capsys: pytest.CaptureFixture[str]):
    code = yishi("community", "rules")

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert "national (民法典 2021-01-01)" in lines
    assert "  rows.O-8.participation = >= 2/3 owners" in lines
    assert "  rows.O-8.approval = >= 3/4" in lines
    assert "  channels.platform_evote = false" in lines
    assert "  floor.seconds = 10" in lines
    assert "  answers.answer_hours = 48" in lines
    assert "  answers: D" in lines
    assert "  notice: 物业管理条例 14；民法典 201" in lines


def test_a_clause_lets_owners_vote_in_chat(capsys: pytest.CaptureFixture[str]):
    looked = yishi("community", "rules", "--chat-votes", '议事规则 "第十二条"', "--dry-run")
    done = yishi("community", "rules", "--chat-votes", '议事规则 "第十二条"')
    again = yishi("community", "rules", "--chat-votes", "第十三条")

    told = capsys.readouterr()
    assert (looked, done, again) == (0, 0, 2)
    assert told.out.splitlines() == [
        "channels.platform_evote: false → true",
        "rules of heyue would hold; changes: 1",
        "channels.platform_evote: false → true",
        "rules of heyue hold; changes: 1",
    ]
    assert told.err == (
        "yishi: --chat-votes: this community has rules of its own; add the lines there, use --file\n"
    )


def test_rules_of_ones_own_come_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    yishi("community", "create", "own", "--name", "自家园", "--rules", str(RULES_FILE))
    capsys.readouterr()

    yishi("community", "rules", "--community", "own")

    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["own (民法典 2021-01-01)", "rules of one's own, extending national"]
    assert "  channels.platform_evote = true" in lines


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"\xff\xfe", "not UTF-8; save the file as UTF-8"),
        (
            b'extends = "nowhere"',
            "Line 1 of the rules: extends: no nowhere; use one of: beijing, hangzhou, ….",
        ),
        (
            b"[notice]\nclear_days = 400",
            "Line 2 of the rules: notice.clear_days: 400 is out of range; write 0 to 90.",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes, said: str
):
    (tmp_path / "own.toml").write_bytes(text)
    capsys.readouterr()

    code = yishi("community", "rules", "--file", "own.toml")

    known = "national, residents, shanghai, village"
    assert (code, capsys.readouterr().err) == (2, f"yishi: own.toml: {said}\n".replace("…", known))


def test_two_wishes_at_once_are_refused(capsys: pytest.CaptureFixture[str]):
    code = yishi("community", "rules", "--profile", "beijing", "--chat-votes", "第十二条")

    assert code == 2
    assert "give one of them" in capsys.readouterr().err


def test_rules_that_an_earlier_version_took_stop_the_start_until_others_are_adopted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    database = sqlite3.connect(tmp_path / "yishi.db")
    lax = 'extends = "national"\n[rows.O-8]\napproval = "> 1/2"'
    database.execute("UPDATE communities SET own_rules = ?", (lax,))
    database.commit()
    database.close()

    stopped = yishi("roll", "export", "roll.csv")
    adopted = yishi("community", "rules", "--profile", "national")
    shown = yishi("community", "rules")

    told = capsys.readouterr()
    assert (stopped, adopted, shown) == (2, 0, 0)
    assert told.err == (
        "yishi: the rules of community heyue, line 3: rows.O-8.approval: not Civil Code 278; "
        'write approval = ">= 3/4"; then: yishi community rules --community heyue --file FILE\n'
    )
