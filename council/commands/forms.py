"""Forms: filled in step by step, looked at once more, then filed. One sheet and one set of commands.

``form`` is a form's name and ``subject`` what it is about (a number, or a word where there is
none). ``revision`` is the state of the sheet that a button stands under.
"""

from dataclasses import field
from typing import Any, ClassVar

from council.commands.message import Command, result
from council.commands.people import DraftDiscarded
from council.domain.refusals import Param, Refusal
from council.domain.values import value


@value
class Phrase:
    """Something to be said: a key of the catalogs with its parameters, or (no key) words as typed."""

    key: str = ""
    params: dict[str, Param] = field(default_factory=dict)
    text: str = ""


@value
class Line:
    """A field that has its answer."""

    name: str
    says: Phrase


@value
class Offered:
    """An answer by button; ``code`` stands for it in the button."""

    code: str
    label: Phrase


@value
class Lead:
    """A button that leads away from the sheet: its label's key, its verb and arguments."""

    key: str
    verb: str
    arguments: tuple[str | int, ...]


@result
@value
class FormSheet:
    """A form as it stands: what is filled in, what is asked next (empty: nothing, confirm).

    ``words`` is where the catalogs keep its words, ``variant`` which of them fit what it is about.
    ``notes`` are told before the question, ``hints`` after it. ``changes``: the fields that can be
    asked for again. ``masked``: numbers of persons were made unreadable in the last answer.
    """

    form: str
    subject: str
    words: str
    variant: str
    head: dict[str, Param]
    lines: tuple[Line, ...]
    notes: tuple[Phrase, ...]
    asks: str
    hints: tuple[Phrase, ...]
    offered: tuple[Offered, ...]
    columns: int
    changes: tuple[str, ...]
    leads: tuple[Lead, ...]
    revision: int
    problem: Refusal | None = None
    masked: bool = False


@value
class _OnForm(Command[Any]):
    """What every command about a form carries; the form itself says who may fill it in."""

    verb: ClassVar[str] = "form.fill"
    form: str
    subject: str


@value
class StartForm(_OnForm):
    """Go on with a form where it was left, or begin it; ``anew``: begin in any case.

    ``text`` answers what it asks for then, as if it were typed next.
    """

    anew: bool = False
    text: str = ""


@value
class AnswerForm(_OnForm):
    """Fill the asked field with what was typed."""

    text: str


@value
class AttachToForm(_OnForm):
    """Fill a field with a file (its bytes): the asked one, or one that is never asked for."""

    content: bytes


@value
class PickOnForm(_OnForm):
    """Fill the asked field with what a button offered."""

    revision: int
    code: str


@value
class AskOnForm(_OnForm):
    """Ask for one field again; what it holds stays until something new comes."""

    revision: int
    field: str


@value
class FileForm(_OnForm):
    """Do what the form says. A second tap gives what the first one gave."""

    revision: int


@value
class DropForm(Command[DraftDiscarded]):
    """End a form for good; what was written into it is gone."""

    verb: ClassVar[str] = "form.fill"
    form: str
    subject: str
