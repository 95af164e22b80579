"""Keep all that people see in a folder, and tell what has changed between two such folders."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import click

from council.dispatch import USE_CASES
from tests.seen.comparing import differences, presses
from tests.seen.keeping import FOLDER
from tests.seen.pictures import take
from tests.seen.record import DATA
from tests.seen.story import play

#: The tests that show people something: on the phone, in the web view, in a terminal, in words.
SHOWING = (
    "tests/bot",
    "tests/web",
    "tests/council/cli",
    "tests/council/words",
    *sorted(str(path) for path in Path("tests/council").rglob("test_screens*.py")),
    "tests/council/people/test_settings.py",
    "tests/council/polls/test_notices_of_results.py",
    "tests/council/polls/test_turnout.py",
    "tests/council/kernel/screens",
    "tests/stories/test_owners_decision.py",
)
HYPOTHESIS = "Hypothesis chooses what is sent"
WEATHER = "bad weather, or a crowd at once: when who is told what is chance"
#: Tests whose screens are not kept, each with the reason.
NOT_KEPT = {
    "tests/bot/sandbox": "the chat program's stand-in: what its own tests show is no word of ours",
    "tests/bot/test_crash.py": "the product is killed at any moment: who was told what is chance",
    "tests/bot/test_database_in_the_way.py": WEATHER,
    "tests/bot/test_flood.py": WEATHER,
    "tests/bot/test_update_receiver_faults.py": WEATHER,
    "tests/bot/test_update_receiver_trouble.py": WEATHER,
    "tests/bot/test_malformed.py::test_whatever_stands_in_whatever_place": HYPOTHESIS,
    "tests/bot/test_outage.py": WEATHER,
    "tests/bot/test_repeats.py::test_where_numbers_begin_anew_nobody_gets_anothers_answer": WEATHER,
    "tests/bot/test_webhook.py::test_many_people_at_once_are_all_answered_once": WEATHER,
}
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
    _insist_new(folder)
    arguments = ["-p", "tests.seen.keeping", "-q", "-m", "not postgres and not browser"]
    arguments += ["-n", "2", *(tests or SHOWING), *(f"--deselect={each}" for each in NOT_KEPT)]
    done = subprocess.run(  # noqa: S603 - our own tests
        [sys.executable, "-m", "pytest", *arguments],
        env={**os.environ, FOLDER: str(folder.resolve())},
        check=False,
    )
    parts = list(folder.glob("acts-*.txt"))
    acts = {line for path in parts for line in path.read_text(encoding="utf-8").split()}
    for path in parts:
        path.unlink()
    (folder / "acts.txt").write_text("\n".join(sorted(acts)) + "\n", encoding="utf-8")
    _count(folder)
    left = sorted({command.__name__ for command in USE_CASES} - acts)
    click.echo(f"commands that nobody ran: {', '.join(left) or 'none'}")
    sys.exit(done.returncode)


@seen.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--residents", default=480, show_default=True, help="Adult residents.")
def story(folder: Path, residents: int) -> None:
    """Play the story, and keep every phone's screens and every public page in a new FOLDER."""
    _insist_new(folder)
    play(folder, residents=residents)
    _count(folder)


@seen.command()
@click.argument("before", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("after", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--whole", is_flag=True, help="Show every changed line.")
@click.option(
    "--data", is_flag=True, help="Compare what buttons say when pressed, not what they show."
)
def compare(before: Path, after: Path, *, whole: bool, data: bool) -> None:
    """Tell what people see otherwise AFTER than BEFORE; exit code 1 if anything."""
    told = (presses if data else differences)(before, after, lines=None if whole else LINES)
    for line in told:
        click.echo(line)
    sys.exit(1 if told else 0)


@seen.command()
@click.argument("folder", type=click.Path(path_type=Path))
def pictures(folder: Path) -> None:
    """Take a picture of every kind of page, in each language and look, and of the main chat screens."""
    _insist_new(folder)
    click.echo(f"{asyncio.run(take(folder))} pictures in {folder}")


def _insist_new(folder: Path) -> None:
    if folder.exists():
        message = f"{folder} is there already; choose a new folder"
        raise click.ClickException(message)


def _count(folder: Path) -> None:
    """Tell how much was kept."""
    shown = dict.fromkeys(("screens", "pages", "outputs"), 0)
    files = [path for path in folder.rglob("*.txt") if not path.name.endswith(f"{DATA}.txt")]
    for path in files:
        place = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("══ "):
                place = line[3:]
            elif line.startswith("─ "):
                pages = place.startswith("web")
                shown["pages" if pages else "screens" if " · " in place else "outputs"] += 1
    told = ", ".join(f"{count} {what}" for what, count in shown.items())
    click.echo(f"{told} in {len(files)} files")
