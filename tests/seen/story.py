"""Keep what everybody sees in the story: every phone's screens, and every public page at its end.

It is played in each language, since nobody in it looks at a label; on a clock that moves only when
the story moves it, and by people who act one after the other, so that it is the same in each run.
"""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

from council.cli.story import run as running
from council.cli.story import stage
from council.kernel.screens.translator import LOCALES
from tests.seen.phones import watch_phones
from tests.seen.plain import plain
from tests.seen.record import Record, written
from tests.web.page import Page

#: What of a report differs from run to run.
_TOOK = re.compile(r'^ "seconds": [0-9]+,\n', re.MULTILINE)


def play(folder: Path, *, residents: int) -> None:
    """Play the story with so many residents, and keep what is seen in a new folder."""
    for language in LOCALES:
        _play(folder / language, residents=residents, language=language)


def _play(folder: Path, *, residents: int, language: str) -> None:
    record = Record(folder)
    folder.mkdir(parents=True)
    report = folder / "report.txt"
    with pytest.MonkeyPatch.context() as patch:
        watch_phones(record, patch)
        _still(patch)
        _speaking(patch, language)
        _walking(record, patch)
        running.run(
            residents=residents, report=report, kill_every=None, transport="polling", database=None
        )
    told = report.read_text(encoding="utf-8")
    report.write_text(plain(_TOOK.sub("", told)), encoding="utf-8")
    record.close(Path("story"), "everybody")


def _still(patch: pytest.MonkeyPatch) -> None:
    """Let every clock stand, and let nobody act while another does."""
    start = asyncio.create_subprocess_exec

    async def started(program: str, *arguments: str, **given: Any) -> Any:
        if arguments[:2] == ("-m", "council"):
            arguments = ("-m", "tests.seen.still", *arguments[2:])
        return await start(program, *arguments, **given)

    patch.setattr(asyncio, "create_subprocess_exec", started)
    patch.setattr(stage, "AT_ONCE", 1)


def _speaking(patch: pytest.MonkeyPatch, language: str) -> None:
    """Let the hall and everybody in it speak a language."""
    settings = running._settings
    patch.setattr(
        running,
        "_settings",
        lambda *a, **given: {**settings(*a, **given), "YISHI_LOCALE": language},
    )


def _walking(record: Record, patch: pytest.MonkeyPatch) -> None:
    """When the story has been played, look at every page."""
    play_all = running.play_all

    async def played(stage: Any, *given: Any) -> dict[str, Any]:
        told = await play_all(stage, *given)
        for language in LOCALES:
            await _walk(record, stage.public, language)
        return told

    patch.setattr(running, "play_all", played)


async def _walk(record: Record, public: Any, language: str) -> None:
    """Follow every link from the front page, within the site."""
    known, waiting = {"/"}, ["/"]
    while waiting:
        path = waiting.pop()
        async with public._session.get(f"{public.product.url}{path}?lang={language}") as response:
            body = await response.read()
            record.note(f"web {language} {path}", f"─ {path} {response.status}\n{written(body)}")
            drawn = response.content_type == "text/html"
        if drawn:
            links = {
                link.partition("?")[0].partition("#")[0] for link in Page(body.decode()).links
            }
            new = {link for link in links if link.startswith("/")} - known
            known |= new
            waiting += sorted(new)
        await asyncio.sleep(0)
