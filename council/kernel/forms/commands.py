"""Forms: filled in step by step, looked at once more, then filed. One sheet and one set of commands.

``form`` is a form's name and ``subject`` what it is about (a number, or a word where there is none).
``revision`` is the state of the sheet that a button stands under. Who may fill a form in is said by
the form.
"""

from dataclasses import field
from typing import Any

from council.kernel.bus.command import Command, result
from council.kernel.refusals import Param, Refusal
from council.kernel.values import value


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
    """A button that leads away from the sheet: its label's key, its verb and arguments.

    ``params`` is what the label names beside what the head does. ``instead``: done in place of
    filing, so it stands above that.
    """

    key: str
    verb: str
    arguments: tuple[str | int, ...]
    params: dict[str, Param] = field(default_factory=dict)
    instead: bool = False


@result
@value
class FormSheet:
    """A form as it stands: what is filled in, what is asked next (empty: nothing, confirm).

    ``words`` is where the catalogs keep its words, ``variant`` which of them fit what it is about.
    ``notes`` are told before the question, ``hints`` after it. ``back`` is the field before the asked
    one, empty where there is none; ``changes``: the fields that can be asked for again.
    ``resumed``: it was half filled in before. ``masked``: numbers of persons were made unreadable
    in the last answer. ``typed``: the words that were refused, to be copied and mended.
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
    back: str
    changes: tuple[str, ...]
    leads: tuple[Lead, ...]
    revision: int
    problem: Refusal | None = None
    resumed: bool = False
    masked: bool = False
    typed: str = ""


@result
@value
class FormOver:
    """A form without a last look that could no longer be filed: what was typed was not used."""

    problem: Refusal
    typed: str = ""


@result
@value
class FormKept:
    """A form that was stopped after ``length`` letters were written: they wait to be taken up again."""

    form: str
    subject: str
    length: int


@value
class StartForm(Command[Any]):
    """Go on with a form where it was left, or begin it; ``anew``: begin in any case.

    ``text`` answers what it asks for then, as if it were typed next.
    """

    form: str
    subject: str
    anew: bool = False
    text: str = ""


@value
class AnswerForm(Command[Any]):
    """Fill the asked field with what was typed."""

    form: str
    subject: str
    text: str


@value
class AttachToForm(Command[Any]):
    """Fill a field with a file (its bytes): the asked one, or one that is never asked for.

    ``text`` are the words that came with it; they answer what is asked for then, as if typed next.
    """

    form: str
    subject: str
    content: bytes
    text: str = ""


@value
class PickOnForm(Command[Any]):
    """Fill the asked field with what a button offered."""

    form: str
    subject: str
    revision: int
    code: str


@value
class AskOnForm(Command[Any]):
    """Ask for one field again; what it holds stays until something new comes."""

    form: str
    subject: str
    revision: int
    field: str


@value
class FileForm(Command[Any]):
    """Do what the form says. A second tap gives what the first one gave."""

    form: str
    subject: str
    revision: int


@result
@value
class DraftDiscarded:
    """The half-done thing was put away; nothing was filed."""

    kind: str


@value
class DiscardDraft(Command["DraftDiscarded | FormKept"]):
    """Stop what the bot was waiting for (every awaiting draft of this person in this bot)."""

    bot: str


@value
class DropForm(Command["DraftDiscarded | FormKept"]):
    """Stop filling a form in. What much was written into is kept, unless ``sure``: then it is gone."""

    form: str
    subject: str
    sure: bool = False
