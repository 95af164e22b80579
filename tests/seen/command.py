"""Keep all that people see in a folder, and tell what has changed between two such folders."""

import difflib
import os
import subprocess
import sys
from pathlib import Path

import click

from council.usecases.dispatch import USE_CASES
from tests.seen.keeping import FOLDER
from tests.seen.story import play

#: The tests that show people something: the bots', the web view's, the command line's.
SHOWING = ("tests/bot", "tests/web", "tests/council/cli", "tests/stories/test_owners_decision.py")
#: How many lines of a changed file are shown.
LINES = 40


@click.group()
def seen() -> None:
    """Keep and compare what people see."""


@seen.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("tests", nargs=-1)
def keep(folder: Path, tests: tuple[str, ...]) -> None:
    """Run the tests that show people something, and keep what they show in a new FOLDER."""
    if folder.exists():
        raise click.ClickException(f"{folder} is there already; choose a new folder")
    arguments = ["-p", "tests.seen.keeping", "-q", "-m", "not postgres and not browser"]
    arguments += ["-n", "2", *(tests or SHOWING)]
    done = subprocess.run(  # noqa: S603 - our own tests
        [sys.executable, "-m", "pytest", *arguments],
        env={**os.environ, FOLDER: str(folder.resolve())},
        check=False,
    )
    acts = {
        line
        for path in folder.glob("acts-*.txt")
        for line in path.read_text(encoding="utf-8").split()
    }
    for path in folder.glob("acts-*.txt"):
        path.unlink()
    (folder / "acts.txt").write_text("\n".join(sorted(acts)) + "\n", encoding="utf-8")
    unreached = sorted({command.__name__ for command in USE_CASES} - acts)
    click.echo(f"{len(list(folder.rglob('*.txt')))} files; commands that nobody ran: {unreached}")
    sys.exit(done.returncode)


@seen.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--residents", default=480, show_default=True, help="Adult residents.")
def story(folder: Path, residents: int) -> None:
    """Play the story, and keep every phone's screens and every public page in a new FOLDER."""
    if folder.exists():
        raise click.ClickException(f"{folder} is there already; choose a new folder")
    play(folder, residents=residents)
    click.echo(f"{len(list(folder.rglob('*.txt')))} files")


@seen.command()
@click.argument("before", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("after", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--whole", is_flag=True, help="Show every changed line.")
def compare(before: Path, after: Path, *, whole: bool) -> None:
    """Tell what people see otherwise AFTER than BEFORE; exit code 1 if anything."""
    told = differences(before, after, lines=None if whole else LINES)
    for line in told:
        click.echo(line)
    sys.exit(1 if told else 0)


def differences(before: Path, after: Path, *, lines: int | None = None) -> list[str]:
    """Tell which files are gone, new or changed, each with so many of its changed lines."""
    was, now = _texts(before), _texts(after)
    told = [f"gone: {name}" for name in sorted(was.keys() - now.keys())]
    told += [f"new: {name}" for name in sorted(now.keys() - was.keys())]
    for name in sorted(was.keys() & now.keys()):
        if was[name] != now[name]:
            shown = list(
                difflib.unified_diff(
                    was[name].splitlines(), now[name].splitlines(), name, name, n=1, lineterm=""
                )
            )
            told += shown[:lines]
            if lines is not None and len(shown) > lines:
                told.append(f"… and {len(shown) - lines} more lines of {name}")
    return told


def _texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*.txt")
    }
