"""Forms about statements 意见征集: to open a collection, to put statements in, to reject one."""

import re
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from council.kernel.database.transaction import Transaction
from council.kernel.dates import plain, read_date, read_moment
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.forms.form import Answers, Field, Form, Ground, Reading
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person
from council.motions.motion import Motion
from council.statements.collection import Collection, Statement
from council.statements.commands import (
    OpenCollection,
    RejectStatement,
    SeedStatements,
    WriteStatement,
)
from council.statements.opening import (
    check_closes,
    open_collection,
    openable,
    read_lines,
    read_new,
    seed_statements,
    seedable,
    usual_close,
)
from council.statements.reads import similar_to
from council.statements.rules import read_reason
from council.statements.writing import reject, rejectable, writable, write_statement

WORDS = "statements"
#: A day without a clock time ends with its last minute.
_ENDS = time(23, 59)


# -- to open a collection


def _openable(tx: Transaction, who: Person, subject: str) -> Motion | Refusal:
    return openable(tx, who, int(subject))


def _closes(ground: Ground, text: str) -> Reading:
    """Read a local date, or date and time, and judge it."""
    zone = ZoneInfo(ground.who.timezone)
    today = datetime.fromtimestamp(ground.tx.now, zone).date()
    moment = read_moment(text, today=today)
    if isinstance(moment, Refusal):
        day = read_date(text, today=today)
        if isinstance(day, Refusal):
            return moment if day.key == "date.unreadable" else day
        moment = datetime.combine(day, _ENDS)
    at = int(moment.replace(tzinfo=zone).timestamp())
    if datetime.fromtimestamp(at, zone).replace(tzinfo=None) != moment:
        return refuse("statements.no_such_time", given=plain(text)[:40])
    return check_closes(ground.tx, ground.about, at) or at


def _usually(ground: Ground) -> Answers:
    return {"closes": usual_close(ground.tx, ground.about)}


def _of_motion(ground: Ground) -> dict[str, Param]:
    return {"number": ground.about.number, "title": ground.about.title}


def _open(ground: Ground, actor: Account) -> Any:
    closes_at = ground.answers["closes"]
    made = OpenCollection(actor=actor, number=ground.about.number, closes_at=closes_at)
    return open_collection(ground.tx, ground.who, made)


COLLECTION_FORM = Form(
    name="collection",
    verb="statements.open",
    words=WORDS,
    fields=(Field(name="closes", read=_closes),),
    about=_openable,
    head=_of_motion,
    known=_usually,
    file=_open,
    anew=True,
)


# -- to put in those of the staff


def _seedable(tx: Transaction, who: Person, subject: str) -> tuple[Motion, Collection] | Refusal:
    return seedable(tx, who, int(subject))


def _of_collection(ground: Ground) -> dict[str, Param]:
    motion, collection = ground.about
    return {"number": motion.number, "title": motion.title, "most": collection.characters}


def _lines(ground: Ground, text: str) -> Reading:
    read = read_lines(ground.tx, ground.about[1], text)
    return read if isinstance(read, Refusal) else text


def _back(ground: Ground) -> tuple[Lead, ...]:
    number = ground.about[0].number
    return (Lead(key="statements.button.open", verb="statements", arguments=(number,)),)


def _seed(ground: Ground, actor: Account) -> Any:
    number, text = ground.about[0].number, ground.answers["texts"]
    made = SeedStatements(actor=actor, number=number, text=text)
    return seed_statements(ground.tx, ground.who, made)


SEEDS = Form(
    name="seeds",
    verb="statements.seed",
    words=WORDS,
    fields=(Field(name="texts", read=_lines, public=True),),
    about=_seedable,
    head=_of_collection,
    file=_seed,
    leads=_back,
    anew=True,
    at_once=True,
)


# -- a resident's own


def _writable(tx: Transaction, who: Person, subject: str) -> tuple[Motion, Collection] | Refusal:
    return writable(tx, who, int(subject))


def _one(ground: Ground, text: str) -> Reading:
    return read_new(ground.tx, ground.about[1], text)


def _alike(ground: Ground) -> tuple[Phrase, ...]:
    """Show what is asked already and resembles it."""
    text = ground.answers.get("text")
    if not text:
        return ()
    several = similar_to(ground.tx, ground.about[1], str(text))
    lines = (Phrase(key="statements.similar", params={"text": each.text}) for each in several)
    return (Phrase(key="statements.alike"), *lines) if several else ()


def _instead(ground: Ground) -> tuple[Lead, ...]:
    """Lead to what resembles it, to answer that instead; and back."""
    text = ground.answers.get("text")
    number = ground.about[0].number
    several = similar_to(ground.tx, ground.about[1], str(text)) if text else ()
    alike = tuple(
        Lead(
            key="statements.button.instead",
            verb="statements.one",
            arguments=(number, each.number),
            params={"text": each.text},
            instead=True,
        )
        for each in several
    )
    return (*alike, *_back(ground))


def _write(ground: Ground, actor: Account) -> Any:
    number, text = ground.about[0].number, ground.answers["text"]
    return write_statement(
        ground.tx, ground.who, WriteStatement(actor=actor, number=number, text=text)
    )


STATEMENT_FORM = Form(
    name="statement",
    verb="statements.write",
    words=WORDS,
    fields=(Field(name="text", read=_one, public=True),),
    about=_writable,
    head=_of_collection,
    notes=_alike,
    leads=_instead,
    file=_write,
    bot="resident",
    brief=True,
)


# -- to reject one

#: A motion's number and the statement's.
_BOTH = re.compile(r"[1-9][0-9]{0,8}-[1-9][0-9]{0,8}", re.ASCII)


def _rejectable(
    tx: Transaction, who: Person, subject: str
) -> tuple[Motion, Collection, Statement] | Refusal:
    motion, number = map(int, subject.split("-"))
    return rejectable(tx, who, motion, number)


def _of_statement(ground: Ground) -> dict[str, Param]:
    motion, _, statement = ground.about
    return {"number": motion.number, "text": statement.text}


def _reject(ground: Ground, actor: Account) -> Any:
    motion, _, statement = ground.about
    made = RejectStatement(
        actor=actor,
        number=motion.number,
        statement=statement.number,
        reason=ground.answers["reason"],
    )
    return reject(ground.tx, ground.who, made)


def _to_desk(ground: Ground) -> tuple[Lead, ...]:
    number = ground.about[0].number
    return (Lead(key="statements.button.judge", verb="statements.desk", arguments=(number,)),)


REJECTING = Form(
    name="rejecting",
    verb="statements.judge",
    words=WORDS,
    fields=(Field(name="reason", read=lambda _, text: read_reason(text), public=True),),
    about=_rejectable,
    head=_of_statement,
    file=_reject,
    leads=_to_desk,
    anew=True,
    at_once=True,
    subjects=_BOTH,
)

STATEMENT_FORMS = (COLLECTION_FORM, SEEDS, STATEMENT_FORM, REJECTING)
