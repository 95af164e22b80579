"""Somebody who fills in a form: says, taps, sends, changes and files, as with thumbs."""

from typing import Any

from council.kernel.bus.results import decode, encode
from council.kernel.forms.commands import (
    AnswerForm,
    AskOnForm,
    AttachToForm,
    DropForm,
    FileForm,
    FormSheet,
    PickOnForm,
    StartForm,
)
from council.kernel.screens.parts import LABEL
from council.kernel.screens.screen import TEXT_LIMIT
from council.kernel.screens.translator import Translator
from council.kernel.values import Cause
from council.wordings import render
from tests.council.conftest import Town


class Filling:
    """One person at one form; ``sheet`` is what they last saw of it."""

    def __init__(self, town: Town, person: str, form: str, about: str | int = 1) -> None:
        self.town, self.person = town, person
        self.of_it = {"form": form, "subject": str(about)}
        self.sheet: Any = self.start()

    def start(self, *, anew: bool = False) -> Any:
        return self._seen(self.town.act(self.person, StartForm, **self.of_it, anew=anew))

    def say(self, *texts: str) -> Any:
        answer: Any = self.sheet
        for text in texts:
            answer = self._seen(self.town.act(self.person, AnswerForm, **self.of_it, text=text))
        return answer

    def send(self, content: bytes, text: str = "") -> Any:
        """Send a file, with a caption."""
        return self._seen(
            self.town.act(self.person, AttachToForm, **self.of_it, content=content, text=text)
        )

    def tap(self, code: str, *, on: Any = None) -> Any:
        """Tap an offered answer; ``on`` an older sheet."""
        revision = (on or self.sheet).revision
        answer = self.town.act(self.person, PickOnForm, **self.of_it, revision=revision, code=code)
        return self._seen(answer)

    def change(self, field: str, *, on: Any = None) -> Any:
        revision = (on or self.sheet).revision
        answer = self.town.act(
            self.person, AskOnForm, **self.of_it, revision=revision, field=field
        )
        return self._seen(answer)

    def file(self, *, on: Any = None, cause: Cause | None = None) -> Any:
        revision = (on or self.sheet).revision
        return self._seen(
            self.town.act(self.person, FileForm, **self.of_it, revision=revision, cause=cause)
        )

    def drop(self) -> Any:
        return self.town.act(self.person, DropForm, **self.of_it)

    def _seen(self, answer: Any) -> Any:
        if isinstance(answer, FormSheet):
            self.sheet = answer
            _fits_a_phone(answer)
        return answer


def _fits_a_phone(sheet: FormSheet) -> None:
    """Every sheet that somebody sees is worded in both languages, and again when it comes again."""
    for say in (Translator("zh_CN"), Translator("en")):
        screen = render(sheet, say)
        assert len(screen.text.encode("utf-16-le")) // 2 <= TEXT_LIMIT
        assert all(0 < len(button.label) <= LABEL for row in screen.rows for button in row)
        assert render(decode(encode(sheet)), say) == screen


def problem(answer: Any) -> str:
    """Tell why the last answer was not taken; empty where it was."""
    assert isinstance(answer, FormSheet), answer
    return "" if answer.problem is None else answer.problem.key


def filled(sheet: FormSheet) -> dict[str, Any]:
    """Tell what a sheet says of its fields: words as typed, times and amounts, or keys."""
    return {
        line.name: line.says.text
        or line.says.params.get("answer_at")
        or line.says.params.get("answer_fen")
        or line.says.key
        for line in sheet.lines
    }
