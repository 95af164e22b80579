"""Keep what everybody sees in the story: every phone's screens, and every public page at its end."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from council.cli.story import run as running
from tests.seen.keeping import Seen, watch_phones
from tests.web.page import Page

LANGUAGES = ("zh_CN", "en")


def play(folder: Path, *, residents: int) -> None:
    """Play the story with so many residents, and keep what is seen in a new folder."""
    seen = Seen(folder)
    with pytest.MonkeyPatch.context() as patch:
        watch_phones(seen, patch)
        play_all = running.play_all

        async def played(stage: Any, *given: Any) -> dict[str, Any]:
            told = await play_all(stage, *given)
            for language in LANGUAGES:
                await _walk(seen, stage.public, language)
            return told

        patch.setattr(running, "play_all", played)
        folder.mkdir(parents=True)
        running.run(
            residents=residents,
            report=folder / "report.txt",
            kill_every=None,
            transport="webhook",
            database=None,
        )
    for where, shown in sorted(seen.shown.items()):
        seen.shown = {where: shown}
        seen.close(f"story::{where}")


async def _walk(seen: Seen, public: Any, language: str) -> None:
    """Follow every link from the front page, within the site."""
    known, waiting = {"/"}, ["/"]
    while waiting:
        path = waiting.pop()
        status, body = await public._ask("GET", f"{path}?lang={language}")
        seen.note(f"web {language} {path}", f"{status}\n{body}")
        if isinstance(body, str) and body.startswith("<!doctype html>"):
            page = Page(body)
            links = {link.partition("?")[0].partition("#")[0] for link in page.links}
            new = {link for link in links if link.startswith("/")} - known
            known |= new
            waiting += sorted(new)
        await asyncio.sleep(0)
