"""Forms about campaigns 众筹: to draft one, and to cancel one with its reason."""

import re
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from council.campaigns.campaign import Campaign
from council.campaigns.commands import CancelCampaign, DraftCampaign
from council.campaigns.moving import cancel, draft, motion
from council.campaigns.reads import view_of
from council.campaigns.reads_desk import movable
from council.campaigns.rules import (
    BODY_MOST,
    HOLDER_MOST,
    LOST,
    MODES,
    SURPLUS_RULES,
    TARGET_LEAST,
    TARGET_MOST,
    TITLE_MOST,
    promised,
    read_last4,
    read_reason,
    read_text,
)
from council.campaigns.terms import read_other_funds
from council.kernel.database.transaction import Transaction
from council.kernel.dates import read_date, read_moment
from council.kernel.deadlines import local_instants
from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import (
    Amiss,
    Answer,
    Answers,
    Field,
    Form,
    Ground,
    Offer,
    Reading,
    as_money,
    picked,
)
from council.kernel.money import parse_amount
from council.kernel.numbers import read_number
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person
from council.motions.records import motion_by
from council.motions.tables import motions

WORDS = "campaign"
#: What a new campaign is about: there is nothing yet that had a number.
NEW = re.compile("new", re.ASCII)
#: A deadline given as a day, or as so many days from now, ends with that day.
LAST_MINUTE = time(23, 59)
DAYS = (14, 30, 60)
#: So many motions have a button; others are typed.
OFFERED = 8
#: What filing may still refuse, and which answer is asked for again then.
_ASKED_AGAIN = {
    "campaign.unknown_motion": "motion",
    "campaign.motion_lost": "motion",
    "campaign.minimum_above_target": "minimum_fen",
    "campaign.needed_above_target": "needed_fen",
    "campaign.deadline_past": "deadline",
}


def _text(name: str, most: int, **more: Any) -> Field:
    return Field(name=name, read=lambda _, text: read_text(name, text, most), public=True, **more)


# -- to draft a campaign


def _read_motion(ground: Ground, text: str) -> Reading:
    number = read_number(text)
    if number is None:
        return refuse("campaign.unknown_motion", number=text[:24])
    found = motion(ground.tx, ground.who, number)
    return found if isinstance(found, Refusal) else number


def _motions(ground: Ground) -> tuple[Offer, ...]:
    m = motions.c
    rows = ground.tx.connection.execute(
        select(m.number, m.title)
        .where(m.community_id == ground.who.community_id, m.state.not_in(LOST))
        .order_by(m.number.desc())
        .limit(OFFERED)
    )
    return tuple(
        Offer(answer=str(row.number), label=Phrase(text=f"{row.number}. {row.title}"))
        for row in rows
    )


def _motion_named(ground: Ground, answer: Answer) -> Phrase:
    found = motion_by(ground.tx, ground.who.community_id, number=int(str(answer)))
    return Phrase(text=f"{answer}. {found.title if found else ''}")


def _target(_: Ground, text: str) -> Reading:
    return parse_amount(text, least=TARGET_LEAST, most=TARGET_MOST)


def _minimum(ground: Ground, text: str) -> Reading:
    amount, target = parse_amount(text, most=TARGET_MOST), ground.answers["target_fen"]
    if not isinstance(amount, Refusal) and amount > target:
        return refuse("campaign.minimum_above_target", target_fen=target)
    return amount


def _needed(ground: Ground, text: str) -> Reading:
    amount, target = parse_amount(text, most=TARGET_MOST), ground.answers["target_fen"]
    if not isinstance(amount, Refusal) and amount > target:
        return refuse("campaign.needed_above_target", target_fen=target)
    return amount


def _fund_lines(ground: Ground, text: str) -> Reading:
    kept = read_other_funds(text)
    word = promised(text)
    if not isinstance(kept, Refusal) and word:
        return refuse("campaign.promises_gain", word=word)
    return kept if isinstance(kept, Refusal) else text.strip()


def _all_or_nothing(answers: Answers) -> bool:
    return answers.get("mode") == "all_or_nothing"


def _deadline(ground: Ground, text: str) -> Reading:
    """Read a local date (to its last minute) or a date with a time, still to come."""
    zone, now = ZoneInfo(ground.who.timezone), ground.tx.now
    today = datetime.fromtimestamp(now, zone).date()
    day = read_date(text, today=today)
    local = read_moment(text, today=today) if isinstance(day, Refusal) else None
    if isinstance(local, Refusal):
        assert isinstance(day, Refusal)
        return local if day.key == "date.unreadable" else day
    if local is None:
        assert not isinstance(day, Refusal)
        local = datetime.combine(day, LAST_MINUTE)
    instants = local_instants(local, zone)
    if not instants:
        return refuse("date.no_such_day", given=text[:30])
    deadline = instants[-1]
    return deadline if deadline > now else refuse("campaign.deadline_past", deadline_at=deadline)


def _days(ground: Ground) -> tuple[Offer, ...]:
    today = datetime.fromtimestamp(ground.tx.now, ZoneInfo(ground.who.timezone)).date()
    return tuple(
        Offer(
            answer=(today + timedelta(days=days)).isoformat(),
            label=Phrase(key="campaign.button.days", params={"n": days}),
        )
        for days in DAYS
    )


def _draft(ground: Ground, actor: Account) -> Any:
    answers = {
        field.name: answer
        for field in CAMPAIGN.fields
        if field.only(ground.answers) and (answer := ground.answers.get(field.name, "")) != ""
    }
    done = draft(ground.tx, ground.who, DraftCampaign(actor=actor, **answers))
    if isinstance(done, Refusal) and done.key in _ASKED_AGAIN:
        return Amiss(refusal=done, forget=(_ASKED_AGAIN[done.key],))
    return done


CAMPAIGN = Form(
    name="campaign",
    verb="campaign.draft",
    words=WORDS,
    subjects=NEW,
    fields=(
        _text("title", TITLE_MOST),
        Field(name="motion", read=_read_motion, offers=_motions, says=_motion_named),
        _text("body", BODY_MOST, optional=True),
        Field(name="target_fen", read=_target, says=as_money),
        Field(name="minimum_fen", read=_minimum, says=as_money),
        Field(name="deadline", read=_deadline, offers=_days),
        picked(WORDS, "mode", MODES, stem="campaign.mode"),
        Field(
            name="needed_fen",
            read=_needed,
            says=as_money,
            only=_all_or_nothing,
            optional=True,
            skip="campaign.button.needs_target",
        ),
        Field(name="other_funds", read=_fund_lines, optional=True, public=True),
        _text("account_holder", HOLDER_MOST),
        Field(name="account_last4", read=lambda _, text: read_last4(text)),
        picked(WORDS, "surplus_rule", SURPLUS_RULES, stem="campaign.rule"),
    ),
    about=lambda *_: None,
    head=lambda _: {},
    file=_draft,
)


# -- to cancel a campaign


def _running(tx: Transaction, who: Person, subject: str) -> Campaign | Refusal:
    return movable(tx, who, int(subject), "cancel")


def _at_stake(ground: Ground) -> dict[str, Param]:
    campaign = ground.about
    received_fen = view_of(ground.tx, campaign.community_id, campaign.number).received_fen
    return {"number": campaign.number, "title": campaign.title, "received_fen": received_fen}


def _cancel(ground: Ground, actor: Account) -> Any:
    number, reason = ground.about.number, ground.answers["reason"]
    made = CancelCampaign(actor=actor, campaign=number, reason=reason)
    return cancel(ground.tx, ground.who, made)


CANCEL = Form(
    name="campaign_cancel",
    verb="campaign.cancel",
    words=WORDS,
    fields=(Field(name="reason", read=lambda _, text: read_reason(text), public=True),),
    about=_running,
    head=_at_stake,
    file=_cancel,
    anew=True,
    at_once=True,
)

CAMPAIGN_FORMS = (CAMPAIGN, CANCEL)
