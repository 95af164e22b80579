"""What docs/interfaces.md promises is there, and what is there is promised."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from council.cli import yishi
from council.cli.counting import METHODS, OPTIONS
from council.cli.story.report import EXPECTED
from council.kernel.policy import ROLES
from council.people import residents_file
from council.routes import MENU, TYPED
from voting.formats import ballots_csv, deliveries_csv, roll_table
from voting.formats.table import Column
from web.pages import PAGES

PAGE = (Path(__file__).parents[2] / "docs" / "interfaces.md").read_text(encoding="utf-8")


def _commands(group: click.Group, before: str = "") -> Iterator[str]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield before + name


@pytest.mark.parametrize("command", list(_commands(yishi)))
def test_every_command_is_promised(command: str):
    assert re.search(rf"`(?:yishi )?{command}[` ]", PAGE)


@pytest.mark.parametrize(
    "command",
    sorted(set(re.findall(r"^\| `(yishi [^`]*)`", PAGE, re.MULTILINE))),
)
def test_every_promised_command_is_there(command: str):
    words = re.match(r"yishi ((?:[a-z-]+ ?)+)", command)
    assert words is not None

    group: click.Command | None = yishi
    for word in words[1].split():
        assert isinstance(group, click.Group)
        group = group.get_command(click.Context(group), word)

    assert group is not None


@pytest.mark.parametrize("name", OPTIONS)
def test_every_option_of_tally_is_promised(name: str):
    assert f"`--{name.replace('_', '-')}" in PAGE


def test_methods_and_roles_are_promised():
    assert f"`{' '.join(METHODS)}`" in PAGE
    assert f"`{' '.join(ROLES)}`" in PAGE


@pytest.mark.parametrize(
    "columns",
    [roll_table.COLUMNS, ballots_csv.KEPT_COLUMNS, deliveries_csv.COLUMNS, residents_file.COLUMNS],
    ids=["roll", "ballots", "deliveries", "residents"],
)
def test_every_column_of_a_file_is_promised(columns: tuple[Column, ...]):
    missing = [column.name for column in columns if f"`{column.name}`" not in PAGE]

    assert missing == []


@pytest.mark.parametrize("key", EXPECTED)
def test_every_key_of_the_story_report_is_promised(key: str):
    assert f"`{key}`" in PAGE


@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_every_page_is_promised(path: str):
    plain = path.replace(r"{number:[0-9]{4}-[1-9][0-9]{0,5}}", "YYYY-N")
    plain = plain.replace(r"{number:[1-9][0-9]{0,8}}", "N")
    plain = plain.replace(r"{root:[pm][1-9][0-9]{0,8}}", "pN")
    plain = plain.replace(r"{line:[0-9a-f]{16}}", "HASH")

    assert f"`{plain}`" in PAGE


def test_every_chat_command_is_promised():
    table = PAGE.partition("| residents' bot | staff bot |")[2]
    lines = re.findall(r"^\| (.*?) \| (.*?) \|$", table, re.MULTILINE)
    promised = [
        set(re.findall(r"`/([a-z]+)", " ".join(column))) for column in zip(*lines, strict=True)
    ]

    assert promised == [{*MENU[bot], *TYPED[bot]} for bot in ("resident", "staff")]
