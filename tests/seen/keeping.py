"""Keep whatever people are shown while tests run: a plugin of pytest, told where by YISHI_SEEN.

Every screen of every phone (each call by which a bot sends, edits, answers), every answer of the
web view, every output of the command line; one file a test. ``acts.txt`` lists the commands that
the bots ran. ``python -m tests.seen`` keeps and compares.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from click.testing import CliRunner

from bot.sandbox.server import Sandbox
from council import desk
from tests.seen.plain import plain

FOLDER = "YISHI_SEEN"
#: What of a call is no part of what is seen: who it goes to, and names that programs give.
_UNSEEN = frozenset(
    {
        "allow_sending_without_reply",
        "allowed_updates",
        "callback_query_id",
        "chat_id",
        "link_preview_options",
        "message_id",
        "parse_mode",
        "protect_content",
        "reply_parameters",
    }
)
#: Calls by which nobody sees anything, and those by which one sees something if they bring words.
_SILENT = frozenset(
    {"deleteWebhook", "getFile", "getMe", "getUpdates", "getWebhookInfo", "setWebhook"}
)
_QUIET = frozenset({"answerCallbackQuery"})
OK = 200


class Seen:
    """What the running test has shown so far, by whom it was shown to."""

    def __init__(self, folder: Path) -> None:
        """Keep under a folder."""
        self.folder = folder
        self.shown: dict[str, list[str]] = {}
        self.acts: set[str] = set()

    def note(self, where: str, text: str) -> None:
        """Keep one thing that was shown."""
        self.shown.setdefault(where, []).append(plain(text))

    def close(self, test: str) -> None:
        """Write what a test has shown, and begin anew."""
        if self.shown:
            path = self.folder / _file_of(test)
            path.parent.mkdir(parents=True, exist_ok=True)
            written = [
                "\n\n".join([f"══ {where}", *shown]) for where, shown in sorted(self.shown.items())
            ]
            path.write_text("\n\n".join(written) + "\n", encoding="utf-8")
        self.shown = {}

    def finish(self) -> None:
        """Add the commands that were run to those of other workers."""
        path = self.folder / f"acts-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}.txt"
        path.write_text("".join(f"{name}\n" for name in sorted(self.acts)), encoding="utf-8")


def _file_of(test: str) -> Path:
    """Tell the file of a test: its module, then its name."""
    module, _, name = test.partition("::")
    safe = re.sub(r"[^\w\[\]-]+", "_", name)[:150]
    return Path(module).with_suffix("") / f"{safe}.txt"


def pytest_configure(config: pytest.Config) -> None:
    """Begin to look, in every worker."""
    folder = os.environ.get(FOLDER)
    if folder and (hasattr(config, "workerinput") or not config.getoption("numprocesses", None)):
        config.pluginmanager.register(_Watch(Seen(Path(folder))), "seen")


class _Watch:
    def __init__(self, seen: Seen) -> None:
        self.seen = seen

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            watch_phones(self.seen, patch)
            _watch_pages(self.seen, patch)
            _watch_terminal(self.seen, patch)
            _watch_acts(self.seen, patch)
            result = yield
        self.seen.close(item.nodeid)
        return result

    def pytest_sessionfinish(self) -> None:
        self.seen.folder.mkdir(parents=True, exist_ok=True)
        self.seen.finish()


def watch_phones(seen: Seen, patch: pytest.MonkeyPatch) -> None:
    """Keep every call by which a sandbox's bots show somebody something."""
    note = Sandbox._note

    def noted(self: Any, bot: Any, method: str, params: dict[str, Any], status: int) -> None:
        note(self, bot, method, params, status)
        if status == OK and method not in _SILENT:
            screen = _screen(method, {name: _read(given) for name, given in params.items()})
            if screen:
                seen.note(_where(self, bot, params), screen)

    patch.setattr(Sandbox, "_note", noted)


def _where(sandbox: Any, bot: Any, params: dict[str, Any]) -> str:
    chat = str(params.get("chat_id", "everybody"))
    person = sandbox.world.people.get(int(chat)) if chat.isdecimal() else None
    return f"{person.first_name if person else chat} · {bot.username}"


def _screen(method: str, params: dict[str, Any]) -> str:
    """Write a call as it is seen: its words, its buttons, and what else it brings."""
    text = params.get("text") or params.get("caption") or ""
    markup = params.get("reply_markup") or {}
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    rest = {
        name: given
        for name, given in sorted(params.items())
        if name not in _UNSEEN | {"text", "caption", "reply_markup", "entities"}
    }
    lines = [text, *(" ".join(_button(each) for each in row) for row in rows)]
    if rest and (text or rows or method not in _QUIET):
        lines.append(json.dumps(rest, ensure_ascii=False, default=str, sort_keys=True))
    shown = "\n".join(line for line in lines if line)
    return f"─ {method}\n{shown}" if shown or method not in _QUIET else ""


def _read(given: Any) -> Any:
    """Read a parameter that travelled as JSON in a text."""
    if isinstance(given, str) and given[:1] in {"[", "{"}:
        try:
            return json.loads(given)
        except ValueError:
            return given
    return given


def _button(button: Any) -> str:
    told = {"text": button} if isinstance(button, str) else button
    return f"[{told['text']}{' → ' + told['url'] if 'url' in told else ''}]"


def _watch_pages(seen: Seen, patch: pytest.MonkeyPatch) -> None:
    ask = TestClient._request

    async def asked(self: Any, method: str, path: Any, **given: Any) -> Any:
        response = await ask(self, method, path, **given)
        body = await response.read()
        words = body.decode(errors="replace") if len(body) < 1_000_000 else f"{len(body)} bytes"
        kept = {"Content-Type", "Location", "Content-Disposition", "Content-Language", "Link"}
        heads = [f"{n}: {t}" for n, t in sorted(response.headers.items()) if n in kept]
        seen.note("web", "\n".join([f"─ {method} {path} {response.status}", *heads, words]))
        return response

    patch.setattr(TestClient, "_request", asked)


def _watch_terminal(seen: Seen, patch: pytest.MonkeyPatch) -> None:
    invoke = CliRunner.invoke

    def invoked(self: Any, command: Any, args: Any = None, **given: Any) -> Any:
        result = invoke(self, command, args, **given)
        called = args if isinstance(args, str) else " ".join(args or ())
        seen.note("terminal", f"─ {command.name} {called} ({result.exit_code})\n{result.output}")
        return result

    patch.setattr(CliRunner, "invoke", invoked)


def _watch_acts(seen: Seen, patch: pytest.MonkeyPatch) -> None:
    run, crowds = desk.run, desk.CROWDS

    def ran(tx: Any, command: Any) -> Any:
        seen.acts.add(type(command).__name__)
        return run(tx, command)

    class Watched(dict[Any, Any]):
        def get(self, kind: Any, default: Any = None) -> Any:
            seen.acts.add(kind.__name__)
            return super().get(kind, default)

    patch.setattr(desk, "run", ran)
    patch.setattr(desk, "CROWDS", Watched(crowds))
