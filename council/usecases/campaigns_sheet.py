"""The dialogue in which a campaign 众筹 is drafted, field by field; kept as a draft row."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from council.commands.campaigns import (
    CampaignFile,
    CampaignSheet,
    ChooseForCampaign,
    DraftCampaign,
    FileCampaign,
    FillCampaign,
    MotionChoice,
    ReviseCampaign,
    StartCampaign,
)
from council.domain.campaigns import (
    BODY_MOST,
    HOLDER_MOST,
    MODES,
    SURPLUS_RULES,
    TARGET_LEAST,
    TARGET_MOST,
    TITLE_MOST,
    read_last4,
    read_text,
)
from council.domain.dates import read_date, read_moment
from council.domain.deadlines import local_instants
from council.domain.money import parse_amount
from council.domain.numbers import read_number
from council.domain.refusals import Refusal, refuse
from council.domain.values import Person
from council.reads import campaign_desk
from council.storage import drafts
from council.storage.tables.meetings import motions
from council.storage.transaction import Transaction
from council.usecases.campaigns_moves import LOST, draft, motion

DRAFT = "campaign"
#: The order in which the fields are asked for.
FIELDS = (
    "title",
    "motion",
    "body",
    "target_fen",
    "minimum_fen",
    "deadline",
    "mode",
    "account_holder",
    "account_last4",
    "surplus_rule",
)
#: A deadline given as a day, or as so many days from now, ends with that day.
LAST_MINUTE = time(23, 59)
DAYS = ("14", "30", "60")
OFFERED = 8
Content = dict[str, Any]


def start(tx: Transaction, who: Person, command: StartCampaign) -> CampaignSheet:
    """Begin, or go on where one was left."""
    before = drafts.load(tx, who, "staff", DRAFT)
    content = {} if before is None or "done" in before.content else before.content
    return _save(tx, who, {name: part for name, part in content.items() if name != "ask"})


def fill(tx: Transaction, who: Person, command: FillCampaign) -> CampaignSheet | Refusal:
    """Read the typed answer to the field that is asked for."""
    waiting = drafts.awaiting(tx, who, "staff")
    if waiting is None or waiting.kind != DRAFT:
        return refuse("draft.nothing_awaited_staff")
    return _take(tx, who, waiting.content, waiting.awaits, command.text)


def choose(tx: Transaction, who: Person, command: ChooseForCampaign) -> CampaignSheet | Refusal:
    """Take a button's answer; one of an older sheet changes nothing."""
    kept = drafts.load(tx, who, "staff", DRAFT)
    if kept is None or kept.revision != command.revision or "done" in kept.content:
        return refuse("campaign.stale_sheet")
    if command.field == "body" and command.choice == "skip":
        return _save(tx, who, _with(kept.content, "body", ""))
    if command.field == "deadline" and command.choice in DAYS:
        zone = ZoneInfo(who.timezone)
        day = datetime.fromtimestamp(tx.now, zone).date() + timedelta(days=int(command.choice))
        return _take(tx, who, kept.content, "deadline", day.isoformat())
    return _take(tx, who, kept.content, command.field, command.choice)


def revise(tx: Transaction, who: Person, command: ReviseCampaign) -> CampaignSheet | Refusal:
    """Ask for one field again."""
    kept = drafts.load(tx, who, "staff", DRAFT)
    stale = kept is None or kept.revision != command.revision or "done" in kept.content
    if kept is None or stale or command.field not in FIELDS:
        return refuse("campaign.stale_sheet")
    return _save(tx, who, {**kept.content, "ask": command.field})


def file(tx: Transaction, who: Person, command: FileCampaign) -> CampaignFile | Refusal:
    """File the sheet. A second tap shows what the first filed."""
    kept = drafts.load(tx, who, "staff", DRAFT)
    if kept is not None and kept.content.get("done") == command.revision:
        return campaign_desk.file(tx, who, int(kept.content["number"]), did="draft")
    if kept is None or kept.revision != command.revision or _asks(kept.content):
        return refuse("campaign.stale_sheet")
    content = kept.content
    made = draft(
        tx,
        who,
        DraftCampaign(actor=command.actor, **{name: content[name] for name in FIELDS}),
    )
    if not isinstance(made, Refusal):
        done = {"done": command.revision, "number": made.campaign.number}
        drafts.save(tx, who, bot="staff", kind=DRAFT, content=done)
    return made


def _take(
    tx: Transaction, who: Person, content: Content, field: str, text: str
) -> CampaignSheet | Refusal:
    found = _read(tx, who, content, field, text)
    return found if isinstance(found, Refusal) else _save(tx, who, _with(content, field, found))


def _with(content: Content, field: str, found: str | int) -> Content:
    return {**{name: part for name, part in content.items() if name != "ask"}, field: found}


def _read(
    tx: Transaction, who: Person, content: Content, field: str, text: str
) -> str | int | Refusal:
    """Read one field as typed."""
    texts = {"title": TITLE_MOST, "body": BODY_MOST, "account_holder": HOLDER_MOST}
    choices = {"mode": MODES, "surplus_rule": SURPLUS_RULES}
    if field in texts:
        return read_text(field, text, texts[field])
    if field in choices:
        known = text.strip() in choices[field]
        return text.strip() if known else refuse("campaign.press_a_button")
    if field == "motion":
        number = read_number(text)
        if number is None:
            return refuse("campaign.unknown_motion", number=text[:24])
        found = motion(tx, who, number)
        return found if isinstance(found, Refusal) else number
    if field == "account_last4":
        return read_last4(text)
    if field == "deadline":
        return _deadline(tx, who, text)
    if field == "target_fen":
        return parse_amount(text, least=TARGET_LEAST, most=TARGET_MOST)
    if field == "minimum_fen":
        return parse_amount(text, most=int(content.get("target_fen", TARGET_MOST)))
    return refuse("campaign.stale_sheet")


def _deadline(tx: Transaction, who: Person, text: str) -> int | Refusal:
    """Read a local date (to its last minute) or a date with a time, still to come."""
    zone = ZoneInfo(who.timezone)
    today = datetime.fromtimestamp(tx.now, zone).date()
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
    return (
        deadline if deadline > tx.now else refuse("campaign.deadline_past", deadline_at=deadline)
    )


def _asks(content: Content) -> str:
    """The field to ask for: one that is revised, else the first that is missing."""
    asked = str(content.get("ask", ""))
    return asked or next((field for field in FIELDS if field not in content), "")


def _save(tx: Transaction, who: Person, content: Content) -> CampaignSheet:
    asks = _asks(content)
    kept = drafts.save(tx, who, bot="staff", kind=DRAFT, content=content, awaits=asks)
    m = motions.c
    rows = tx.connection.execute(
        select(m.number, m.title)
        .where(m.community_id == who.community_id, m.state.not_in(LOST))
        .order_by(m.number.desc())
    ).all()
    titles = {row.number: row.title for row in rows}
    linked = int(content.get("motion", 0))
    return CampaignSheet(
        revision=kept.revision,
        asks=asks,
        title=content.get("title", ""),
        body=content.get("body", ""),
        motion=linked,
        motion_title=titles.get(linked, ""),
        target_fen=content.get("target_fen", 0),
        minimum_fen=content.get("minimum_fen", 0),
        deadline_at=content.get("deadline", 0),
        mode=content.get("mode", ""),
        account_holder=content.get("account_holder", ""),
        account_last4=content.get("account_last4", ""),
        surplus_rule=content.get("surplus_rule", ""),
        motions=tuple(
            MotionChoice(number=number, title=title)
            for number, title in list(titles.items())[:OFFERED]
        )
        if asks == "motion"
        else (),
    )
