"""What a form is, as data: fields with their readers and offers, what it is about, what filing does.

A noun declares its forms with these values; ``usecases.filling`` fills them in.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from itertools import takewhile
from typing import Any

from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.money import capitals
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person, value

#: An answer as it is kept (JSON); an empty one was left out by who may.
Answer = str | int | list[str]
Answers = Mapping[str, Any]
_CODE = re.compile(r"[A-Za-z0-9_.\-]{1,16}", re.ASCII)
#: Most forms are about something by its number.
NUMBERED = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
#: The button, and the typed word, that leave a field out.
SKIP = "-"
#: The button that leaves a field as it was after all; under a long text it says that it is done.
KEEP = "."
#: The button that takes back the last part of a long text.
SHORTEN = "._"


@value
class Ground:
    """What an answer is judged by: who fills in what about what, and what was answered before."""

    tx: Transaction
    who: Person
    subject: str
    about: Any
    answers: Answers


@value
class Amiss:
    """A refusal that follows from earlier answers: those are asked for again."""

    refusal: Refusal
    forget: tuple[str, ...]


@value
class Offer:
    """An answer by button."""

    answer: str
    label: Phrase

    @property
    def code(self) -> str:
        """Stand for the answer in a button, in the same way each time."""
        if _CODE.fullmatch(self.answer) and self.answer not in {SKIP, KEEP, SHORTEN}:
            return self.answer
        return hashlib.sha256(self.answer.encode()).hexdigest()[:8]


#: What a reader gives: an answer, or several fields' answers, or why not.
Reading = Answer | Mapping[str, Answer] | Amiss | Refusal


def _nothing(_: Ground) -> tuple[Any, ...]:
    return ()


def _no_answers(_: Ground) -> Answers:
    return {}


def _always(_: Answers) -> bool:
    return True


def as_typed(_: Ground, answer: Answer) -> Phrase:
    """Say an answer as it was typed; a number is a time."""
    if isinstance(answer, int):
        return Phrase(key="form.at", params={"answer_at": answer})
    if isinstance(answer, list):
        return Phrase(text="\n".join(answer))
    return Phrase(text=answer)


def as_money(_: Ground, answer: Answer) -> Phrase:
    """Say an answer that is an amount of fen."""
    assert isinstance(answer, int)
    return Phrase(key="form.fen", params={"answer_fen": answer})


def as_sum(_: Ground, answer: Answer) -> Phrase:
    """Say an amount of fen in figures and in capital numerals 大写, which leave no doubt."""
    assert isinstance(answer, int)
    params: dict[str, Param] = {"answer_fen": answer, "capitals": capitals(answer)}
    return Phrase(key="form.sum", params=params)


def no_text(_: Ground, __: str) -> Refusal:
    """Refuse words where a file is wanted."""
    return refuse("desk.photo_wanted")


@value
class Field:
    """One field of a form; two may share a name where earlier answers call for one of them only.

    ``read`` judges what was typed or picked (what names other fields only leaves this one asked for), ``take`` a file (None: none is taken). ``only`` tells
    whether earlier answers call for it. ``optional``: may be left out, by a button that says
    ``skip``; ``asked``: False = never asked for, but taken once the rest is there (and asked for
    again, to be taken out, where it is optional). ``forgets`` names the answers that no longer hold
    when this one changes. ``public``: everybody will read it, so numbers of persons are masked.
    ``long``: its text is sent in parts, so many characters at most (``forms/parts.py``); 0: one
    message is the whole answer.
    """

    name: str
    read: Callable[[Ground, str], Reading] = no_text
    take: Callable[[Ground, bytes], Reading] | None = None
    offers: Callable[[Ground], tuple[Offer, ...]] = _nothing
    hints: Callable[[Ground], tuple[Phrase, ...]] = _nothing
    says: Callable[[Ground, Answer], Phrase] = as_typed
    only: Callable[[Answers], bool] = _always
    optional: bool = False
    skip: str = "form.skip"
    asked: bool = True
    forgets: tuple[str, ...] = ()
    public: bool = False
    columns: int = 1
    long: int = 0


@value
class Form:
    """One form.

    ``verb`` is the permission to fill it in; ``bot`` where it is filled in; ``words`` where the
    catalogs keep what it says. ``about`` finds what it is about anew with each answer, and refuses
    when it can no longer be filed. ``known`` are answers that are there before anything is asked.
    ``anew``: to start is to begin anew. ``at_once``: filed with its last answer, without a last
    look (unless numbers were masked in it). ``brief``, as all those: waited for no longer than an
    hour, for a text hours later is meant for something else. ``subjects``: how what it is about
    may be named.
    """

    name: str
    verb: str
    words: str
    fields: tuple[Field, ...]
    about: Callable[[Transaction, Person, str], Any]
    head: Callable[[Ground], dict[str, Param]]
    file: Callable[[Ground, Account], Any]
    known: Callable[[Ground], Answers] = _no_answers
    notes: Callable[[Ground], tuple[Phrase, ...]] = _nothing
    leads: Callable[[Ground], tuple[Lead, ...]] = _nothing
    variant: Callable[[Ground], str] = lambda _: ""
    bot: str = "staff"
    anew: bool = False
    at_once: bool = False
    brief: bool = False
    subjects: re.Pattern[str] = NUMBERED

    @property
    def kind(self) -> str:
        """Name its drafts."""
        return f"form.{self.name}"

    def asked(self, answers: Answers) -> tuple[Field, ...]:
        """Tell the fields that these answers call for."""
        return tuple(each for each in self.fields if each.asked and each.only(answers))

    def called_for(self, answers: Answers) -> Answers:
        """Leave out the answers to fields that the others no longer call for; empty ones stay."""
        wanted = {each.name for each in self.fields if each.only(answers)}
        idle = {each.name for each in self.fields} - wanted
        return {name: each for name, each in answers.items() if name not in idle or each == ""}

    def next_field(self, answers: Answers) -> Field | None:
        """Tell the first field that is asked for and not answered; None = ready to be filed."""
        return next((each for each in self.asked(answers) if each.name not in answers), None)

    def passed(self, answers: Answers) -> tuple[Field, ...]:
        """Tell the fields that may be asked for again: what follows on the way may rest on those.

        They are those on the way that have their answers, and a late one that may be taken out.
        """
        way = takewhile(lambda each: each.name in answers, self.asked(answers))
        late = self.late()
        removable = late is not None and late.optional and bool(answers.get(late.name))
        return (*way, late) if late is not None and removable else tuple(way)

    def late(self) -> Field | None:
        """Tell the field that is never asked for, but waited for once the rest is there."""
        return next((each for each in self.fields if not each.asked), None)

    def more(self) -> Field | None:
        """Tell the late field where it takes words too."""
        late = self.late()
        return None if late is None or late.read is no_text else late

    def again(self, name: str, answers: Answers) -> Field | None:
        """Find a field that is asked for again."""
        return next((each for each in self.passed(answers) if each.name == name), None)


def one_of(picks: tuple[str, ...]) -> Callable[[Ground, str], Reading]:
    """Read one of some answers that buttons offer."""

    def read(_: Ground, text: str) -> Reading:
        return text if text in picks else refuse("desk.use_buttons")

    return read


def picked(
    words: str,
    name: str,
    picks: tuple[str, ...],
    read: Callable[[Ground, str], Reading] | None = None,
    stem: str = "",
    **more: Any,
) -> Field:
    """Make a field that is answered by one of some buttons; ``WORDS.pick.NAME.PICK`` are its words.

    ``stem``: where the catalogs say the same words already, as in ``STEM.PICK``.
    """

    def said(answer: str) -> Phrase:
        return Phrase(key=f"{stem or f'{words}.pick.{name}'}.{answer}")

    return Field(
        name=name,
        read=read or one_of(picks),
        offers=lambda _: tuple(Offer(answer=each, label=said(each)) for each in picks),
        says=lambda _, answer: said(str(answer)),
        **more,
    )


#: Every form by its name; ``council.forms`` offers those of all houses.
FORMS: dict[str, Form] = {}


def offer(*forms: Form) -> None:
    """Offer forms. Raises ValueError for a name that is taken."""
    for form in forms:
        if form.name in FORMS:
            raise ValueError(form.name)
        FORMS[form.name] = form
