"""Forms of the treasurer about fund lines 资金来源 and the maintenance fund 维修资金."""

import re
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from council.campaigns.funds.commands import NoteMaintenanceFund, ProposeFundMove, RecordFundLine
from council.campaigns.funds.line import FundLine
from council.campaigns.funds.records import line_by
from council.campaigns.funds.rules import (
    CONDITIONAL,
    KINDS,
    MOVES,
    SOURCE_MOST,
    TERMS_MOST,
    TITLE_MOST,
    VOUCHER_MOST,
    check_line,
    check_move,
)
from council.campaigns.funds.writing import (
    note_maintenance,
    propose,
    record_line,
    resolution_for,
)
from council.campaigns.rules import IN_FORCE, TARGET_MOST, read_line
from council.kernel.database.transaction import Transaction
from council.kernel.dates import read_date
from council.kernel.deadlines import local_date
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.forms.form import (
    Amiss,
    Answer,
    Answers,
    Field,
    Form,
    Ground,
    Offer,
    Reading,
    as_sum,
    picked,
)
from council.kernel.money import parse_amount
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Account, Person
from council.resolutions.tables import resolutions

WORDS = "fund"
NEW = re.compile("new", re.ASCII)
#: What filing may still refuse, and which answers are asked for again then.
_ASKED_AGAIN = {
    "fund.maintenance": ("title", "source"),
    "fund.terms_needed": ("terms",),
    "fund.no_resolution": ("resolution",),
    "fund.not_enough": ("amount",),
    "fund.over_budget": ("amount",),
    "fund.budget_spent": ("amount",),
    "fund.not_yet": ("as_of",),
}


def _again(done: Any) -> Any:
    if isinstance(done, Refusal) and done.key in _ASKED_AGAIN:
        return Amiss(refusal=done, forget=_ASKED_AGAIN[done.key])
    return done


def _leads(_: Ground) -> tuple[Lead, ...]:
    return (Lead(key="fund.button.desk", verb="fund.desk", arguments=()),)


def _text(name: str, most: int, **more: Any) -> Field:
    kind_key = f"fund.field.{name}"
    return Field(
        name=name, read=lambda _, text: read_line(kind_key, text, most), public=True, **more
    )


# -- a line: from where, for what, on what condition


def _read_resolution(ground: Ground, text: str) -> Reading:
    number = text.strip()[:16]
    found = resolution_for(ground.tx, ground.who.community_id, number)
    return found if isinstance(found, Refusal) else number


def _resolutions(ground: Ground) -> tuple[Offer, ...]:
    r = resolutions.c
    rows = ground.tx.connection.execute(
        select(r.number, r.title)
        .where(r.community_id == ground.who.community_id, r.state.in_(IN_FORCE))
        .order_by(r.published_at.desc())
        .limit(8)
    )
    return tuple(
        Offer(answer=row.number, label=Phrase(text=f"{row.number} {row.title}".strip()))
        for row in rows
    )


def _is_conditional(answers: Answers) -> bool:
    return answers.get("kind") in CONDITIONAL


def _record(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = RecordFundLine(
        actor=actor,
        kind=answers["kind"],
        title=answers["title"],
        source=answers["source"],
        terms=answers.get("terms", ""),
        resolution=answers["resolution"],
    )
    return _again(record_line(ground.tx, ground.who, made))


def _read_source(ground: Ground, text: str) -> Reading:
    plain = read_line("fund.field.source", text, SOURCE_MOST)
    if isinstance(plain, Refusal):
        return plain
    return check_line("other", ground.answers.get("title", ""), plain, "") or plain


LINE = Form(
    name="fund_line",
    verb="fund.record",
    words=WORDS,
    subjects=NEW,
    fields=(
        picked(WORDS, "kind", KINDS, stem="fund.kind"),
        _text("title", TITLE_MOST),
        Field(name="source", read=_read_source, public=True),
        _text("terms", TERMS_MOST, only=_is_conditional),
        Field(name="resolution", read=_read_resolution, offers=_resolutions),
    ),
    about=lambda *_: None,
    head=lambda _: {},
    leads=_leads,
    file=_record,
    anew=True,
)


# -- what is written on it: a budget, what came in, what went out


def _line(tx: Transaction, who: Person, subject: str) -> FundLine | Refusal:
    return line_by(tx, who.community_id, int(subject))


def _amount(ground: Ground, text: str) -> Reading:
    found = parse_amount(text, most=TARGET_MOST)
    if isinstance(found, Refusal):
        return found
    return check_move(ground.about, ground.answers["move"], found) or found


def _propose(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = ProposeFundMove(
        actor=actor,
        line=ground.about.number,
        kind=answers["move"],
        amount_fen=answers["amount"],
        voucher=answers["voucher"],
    )
    return _again(propose(ground.tx, ground.who, made))


MOVE = Form(
    name="fund_move",
    verb="fund.propose",
    words=WORDS,
    fields=(
        picked(WORDS, "move", MOVES, stem="fund.move", forgets=("amount",)),
        Field(name="amount", read=_amount, says=as_sum),
        _text("voucher", VOUCHER_MOST),
    ),
    about=_line,
    head=lambda ground: {"number": ground.about.number, "title": ground.about.title},
    leads=_leads,
    file=_propose,
    anew=True,
)


# -- a note of the maintenance fund


def _as_of(ground: Ground, text: str) -> Reading:
    """Read a day of the last year; a day without its year is the newest that has come."""
    zone = ZoneInfo(ground.who.timezone)
    today = local_date(ground.tx.now, zone)
    day = read_date(text, today=today)
    if isinstance(day, Refusal) or day > today:
        day = read_date(text, today=today - timedelta(days=364))
    if isinstance(day, Refusal):
        return day
    at = int(datetime.combine(day, time(), zone).timestamp())
    return refuse("fund.not_yet") if at > ground.tx.now else at


def _says_day(_: Ground, answer: Answer) -> Phrase:
    assert isinstance(answer, int)
    return Phrase(key="fund.on", params={"day_on": answer})


def _note(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = NoteMaintenanceFund(
        actor=actor,
        balance_fen=answers["balance"],
        source=answers["authority"],
        as_of=answers["as_of"],
    )
    return _again(note_maintenance(ground.tx, ground.who, made))


NOTE = Form(
    name="maintenance_note",
    verb="fund.note",
    words=WORDS,
    subjects=NEW,
    fields=(
        Field(
            name="balance",
            read=lambda _, text: parse_amount(text, most=TARGET_MOST),
            says=as_sum,
        ),
        _text("authority", SOURCE_MOST),
        Field(name="as_of", read=_as_of, says=_says_day),
    ),
    about=lambda *_: None,
    head=lambda _: {},
    leads=_leads,
    file=_note,
    anew=True,
)

FUND_FORMS = (LINE, MOVE, NOTE)
