"""Ballots by file from the command line, as an operator would."""

from pathlib import Path

import pytest
from sqlalchemy import select

from council.app import open_app
from council.kernel.clock import FixedClock
from council.kernel.config import load
from council.kernel.directory import communities
from tests.council.cli.test_setup import settings, yishi
from tests.council.conftest import NOON, Town
from tests.council.polls.polling import open_ratification

__all__ = ["settings"]

LINES = (
    "房号,业主,选择,时间,备注",
    "1-101,甲,同意,2026-01-30 12:10,",
    "1-102,乙,反对,2026-01-30 12:20,补交",
    "1-102,乙,弃权,2026-01-30 12:15,",
    "2-101,己,,,",
)
PREVIEW = [
    "line 4: the same owner has a later ballot on line 3",
    (
        "ballots: would be 2 kept (meeting 2), 0 unchanged, 1 doubled, 0 overtaken,"
        " 1 without a choice; 2 heads, 2 units, 178.72 m²"
    ),
    "participation would be: 2 of 6 heads (needed 4), 178.72 m² of 842.00 m² (needed 561.34 m²)",
]


@pytest.fixture
def heyue(capsys: pytest.CaptureFixture[str]) -> None:
    """A community with an owners' vote that opened an hour ago."""
    yishi(
        *("community", "create", "heyue", "--name", "和悦家园"),
        *("--demo", "--clock", "2026-01-30T13:00"),
    )
    with open_app(load(), clock=FixedClock(NOON)) as app:
        query = select(communities.c.id)
        community_id = app.bus.read_now(lambda tx: tx.connection.scalar(query))
        town = Town(app=app, clock=app.clock, id=community_id, slug="heyue")
        town.person("召", "facilitator")
        open_ratification(town)
    Path("ballots.csv").write_text("\n".join(LINES), encoding="gb18030")
    capsys.readouterr()


@pytest.mark.usefixtures("heyue")
def test_a_file_is_shown_kept_and_then_nothing_new(capsys: pytest.CaptureFixture[str]):
    command = ("ballots", "import", "1", "ballots.csv", "--channel", "meeting")

    codes = [yishi(*command, "--dry-run"), yishi(*command), yishi(*command), yishi("check")]

    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert codes == [0, 0, 0, 0]
    assert lines[:3] == PREVIEW
    assert lines[4].startswith("ballots: 2 kept (meeting 2), 0 unchanged, 1 doubled,")
    assert lines[7].startswith("ballots: 0 kept, 2 unchanged, 1 doubled, 0 overtaken,")
    assert (
        said.err
        == (
            "ballots.csv：不是 UTF-8，按 GB18030 读取，例如：房号,业主,选择,时间,备注\n"
            "column 备注: not read\n"
        )
        * 3
    )


@pytest.mark.usefixtures("heyue")
def test_every_fault_is_listed_and_nothing_is_kept(capsys: pytest.CaptureFixture[str]):
    Path("bad.csv").write_text(
        "unit,owner,choice,time,serial\n"
        "1-101,乙,agree,2026-01-30 12:10,N-1\n"
        "1-102,乙,agree,2026-01-30 11:59,N-2\n"
        "1-102,乙,agree,2026-01-30 12:10,\n"
    )
    Path("headless.csv").write_text("unit,owner\n")

    codes = [
        yishi("ballots", "import", "1", "bad.csv", "--channel", "paper"),
        yishi("ballots", "import", "1", "headless.csv"),
        yishi("ballots", "import", "1", "ballots.csv"),
        yishi("ballots", "import", "2", "ballots.csv"),
    ]

    assert codes == [2, 2, 2, 2]
    said = capsys.readouterr().err.replace("；", ";").splitlines()
    assert [line.split(";")[0] for line in said if "GB18030" not in line] == [
        f"yishi: bad.csv:2:2: {'乙 不是 1-101 的业主'}",
        f"yishi: bad.csv:3:4: {'“2026-01-30 11:59”在表决开放（2026-01-30 12:00）之前'}",
        f"yishi: bad.csv:4:5: {'纸质选票没有编号'}",
        f"yishi: headless.csv:1: {'缺少“选择”列'}",
        "column 备注: not read",
        "yishi: 有 3 张票没有写渠道。请在文件里加上“渠道”列，或说明整个文件的渠道。",
        "column 备注: not read",
        "yishi: 没有编号是 2 的表决。请打开“表决”看看有哪些。",
    ]
