"""What differs by chance is written the same; what people see otherwise is told."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from council.kernel.refusals import refuse
from council.kernel.screens.translator import Translator
from council.wordings import render
from tests.seen.command import seen
from tests.seen.comparing import differences, presses
from tests.seen.plain import plain
from tests.seen.record import Record
from tests.seen.words import ALONE, Words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("确认码 7KQ2-M4XP。", "确认码 ZZ31-0QRT。"),
        ("确认码 7KQ2-M4XP。", "确认码 GOIA-HQQP。"),
        ("http://127.0.0.1:15301/polls/1", "http://127.0.0.1:29999/polls/1"),
        (f"/files/{'a1' * 32}", f"/files/{'0f' * 32}"),
        (
            "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
            "01234567-89ab-4cde-8f01-23456789abcd",
        ),
        ("王芳的加入码QLBQ3 2TYM7。", "王芳的加入码TEFNN K333E。"),
        ("ｎ７ｌｕｌ ｌａｚｇｉ", "ｍｋｗ５ｆ ｘ６ｃｉｋ"),
        ("/start TEFNNK333E", "/start QLBQ32TYM7"),
        ("clock: 2026-11-30 21:37:20Z", "clock: 2026-12-01 06:00:00Z"),
        ("counted in 12 ms\n", "counted in 3.5 ms\n"),
    ],
)
def test_what_chance_makes_is_written_the_same(one: str, other: str):
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    "text", ["2026-03-05 19:30", "13-2-1301", "¥1,000", "R-XS-2026", "400 人，70.04%"]
)
def test_what_people_said_stays(text: str):
    assert plain(text) == text


def test_two_codes_are_told_apart_and_one_code_is_the_same_wherever_it_stands():
    assert plain("7KQ2-M4XP, ZZ31-0QRT, 7KQ2-M4XP") == "«1», «2», «1»"


def kept(folder: Path, texts: dict[str, str]) -> Path:
    """A folder with these files."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_what_is_gone_new_and_changed_is_told(tmp_path: Path):
    texts = {"gone.txt": "a", "same.txt": "b", "bot/changed.txt": "x\ny\n"}
    before = kept(tmp_path / "before", texts)
    texts = {"new.txt": "a", "same.txt": "b", "bot/changed.txt": "x\nz\n"}
    after = kept(tmp_path / "after", texts)

    assert differences(before, after) == [
        "gone: gone.txt",
        "new: new.txt",
        "--- bot/changed.txt",
        "+++ bot/changed.txt",
        "@@ -1,2 +1,2 @@",
        " x",
        "-y",
        "+z",
    ]
    assert differences(before, before) == []


def test_a_verb_with_another_name_everywhere_is_told_once_and_other_arguments_as_they_stand(
    tmp_path: Path,
):
    before = kept(
        tmp_path / "before",
        {"a.txt": "same", "a.data.txt": "看\tproposal.show:1\n附议\tproposal.second:1\n"},
    )
    after = kept(
        tmp_path / "after",
        {"a.txt": "same", "a.data.txt": "看\tproposals.read:1\n附议\tproposal.second:2\n"},
    )

    assert differences(before, after) == []
    assert presses(before, after) == [
        "verb: proposal.show → proposals.read",
        "--- a.data.txt",
        "+++ a.data.txt",
        "@@ -1,2 +1,2 @@",
        " 看\tproposals.read:1",
        "-附议\tproposal.second:1",
        "+附议\tproposal.second:2",
    ]


def test_a_verb_that_became_two_is_told_with_both_and_where(tmp_path: Path):
    before = kept(tmp_path / "before", {"a.data.txt": "看\tshow:1\n改\tshow:1:1\n"})
    after = kept(tmp_path / "after", {"a.data.txt": "看\tread:1\n改\tedit:1:1\n"})

    assert presses(before, after)[0] == "verb: show → edit or read"
    assert "+改\tedit:1:1" in presses(before, after)


def test_the_order_of_what_came_between_two_acts_is_chance(tmp_path: Path):
    answer, notice = "─ sendMessage\n您好\n\n再见", "─ sendMessage\n通知"
    first = kept(tmp_path / "a", {"a.txt": f"══ 王\n\n» 一\n\n{answer}\n\n{notice}\n\n» 二"})
    turned = kept(tmp_path / "b", {"a.txt": f"══ 王\n\n» 一\n\n{notice}\n\n{answer}\n\n» 二"})
    later = kept(tmp_path / "c", {"a.txt": f"══ 王\n\n» 一\n\n{answer}\n\n» 二\n\n{notice}"})

    assert differences(first, turned) == []
    assert differences(first, later) != []


def test_what_is_worded_once_is_kept_in_both_languages(tmp_path: Path):
    record = Record(tmp_path)
    words = Words(record)

    screen = words.twice(render, refuse("proposal.number_needed"), Translator("en"))
    record.close(Path("here"), "worded")

    assert screen.text == render(refuse("proposal.number_needed"), Translator("en")).text
    assert words.screen(screen.text).startswith("请写提案编号")
    assert words.toast(screen.toast).startswith("请写提案编号")
    assert ALONE in words.screen("nobody worded this")
    assert [path.name for path in sorted(tmp_path.rglob("*.txt"))] == [
        "worded.other.txt",
        "worded.txt",
    ]


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path):
    told = CliRunner().invoke(seen, ["keep", str(tmp_path)])

    assert told.exit_code == 1
    assert "choose a new folder" in told.output
