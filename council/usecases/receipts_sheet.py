"""The dialogue in which a treasurer makes out a receipt, step by step; kept as a draft row."""

from typing import Any

from sqlalchemy import select

from council.commands.receipts import (
    CampaignChoice,
    ChooseForReceipt,
    FileReceipt,
    FillReceipt,
    PledgeLine,
    ReceiptRecorded,
    ReceiptSheet,
    RecordReceipt,
    StartReceipt,
)
from council.domain.campaigns import METHODS, read_method, read_ref
from council.domain.money import parse_amount
from council.domain.numbers import read_number
from council.domain.refusals import Refusal, refuse
from council.domain.values import Person
from council.reads.campaigns import by_number, in_force
from council.reads.receipts import payable, pledge_line
from council.storage import drafts
from council.storage.tables.money import campaigns
from council.storage.transaction import Transaction
from council.usecases.receipts import record_one, recorded_as, takes_money

DRAFT = "receipt"
Content = dict[str, Any]
#: Choosing a field anew forgets what follows from it.
_FOLLOWING = {
    "campaign": ("campaign", "searched", "offset", "pledge", "amount_fen", "method", "ref"),
    "pledge": ("searched", "offset", "pledge", "amount_fen", "method", "ref"),
    "amount": ("amount_fen",),
    "method": ("method", "ref"),
    "ref": ("ref",),
}


def start(tx: Transaction, who: Person, command: StartReceipt) -> ReceiptSheet | Refusal:
    """Begin a receipt, at once in the campaign named or in the only one that takes money."""
    number = command.campaign
    if not number:
        choices = _campaigns(tx, who)
        if not choices:
            return refuse("receipt.no_campaign")
        number = choices[0].number if len(choices) == 1 else 0
    if number:
        campaign = takes_money(tx, who, number)
        if isinstance(campaign, Refusal):
            return campaign
    return _save(tx, who, {"campaign": number, "offset": command.offset})


def fill(tx: Transaction, who: Person, command: FillReceipt) -> ReceiptSheet | Refusal:
    """Read a typed answer to what the sheet asks for."""
    waiting = drafts.awaiting(tx, who, "staff")
    if waiting is None or waiting.kind != DRAFT:
        return refuse("draft.nothing_awaited_staff")
    content = waiting.content
    readers = {
        "campaign": _read_campaign,
        "pledge": _read_pledge,
        "amount": _read_amount,
        "method": _read_method,
        "ref": _read_ref,
    }
    found = readers[waiting.awaits](tx, who, content, command.text)
    return found if isinstance(found, Refusal) else _save(tx, who, {**content, **found})


def choose(tx: Transaction, who: Person, command: ChooseForReceipt) -> ReceiptSheet | Refusal:
    """Take a button's answer; one of an older sheet changes nothing."""
    draft = drafts.load(tx, who, "staff", DRAFT)
    if draft is None or draft.revision != command.revision or "campaign" not in draft.content:
        return refuse("receipt.stale")
    content, choice = draft.content, command.choice
    if command.field == "again" and choice in _FOLLOWING:
        forgotten = {
            name: part for name, part in content.items() if name not in _FOLLOWING[choice]
        }
        return _save(tx, who, {"campaign": 0, **forgotten})
    if command.field == "page" and choice.isdecimal():
        return _save(tx, who, {**content, "offset": int(choice)})
    if command.field == "full" and content.get("pledge"):
        line = _line(tx, who, content)
        left = 0 if line is None else line.amount_fen - line.paid_fen
        return _save(tx, who, {**content, "amount_fen": max(0, left)})
    readers = {"campaign": _read_campaign, "pledge": _read_pledge, "method": _read_method}
    if command.field not in readers:
        return refuse("receipt.stale")
    found = readers[command.field](tx, who, content, choice)
    return found if isinstance(found, Refusal) else _save(tx, who, {**content, **found})


def file(tx: Transaction, who: Person, command: FileReceipt) -> ReceiptRecorded | Refusal:
    """Record the sheet; its amount was shown against the pledge, so more than it is meant."""
    draft = drafts.load(tx, who, "staff", DRAFT)
    if draft is None:
        return refuse("receipt.stale")
    content = draft.content
    if content.get("done") == command.revision:
        campaign = by_number(tx, who.community_id, int(content["of"]))
        if isinstance(campaign, Refusal):
            return campaign
        return recorded_as(tx, campaign, int(content["serial"])) or refuse("receipt.stale")
    if draft.revision != command.revision or _asks(content):
        return refuse("receipt.stale")
    made = record_one(
        tx,
        who,
        RecordReceipt(
            actor=command.actor,
            campaign=int(content["campaign"]),
            pledge=int(content["pledge"]),
            amount_fen=int(content["amount_fen"]),
            method=str(content["method"]),
            external_ref=str(content.get("ref", "")),
            over=True,
        ),
    )
    if not isinstance(made, Refusal):
        done = {"done": command.revision, "of": made.campaign, "serial": made.serial}
        drafts.save(tx, who, bot="staff", kind=DRAFT, content=done)
    return made


def _campaigns(tx: Transaction, who: Person) -> tuple[CampaignChoice, ...]:
    """The campaigns that take money now."""
    c = campaigns.c
    rows = tx.connection.execute(
        select(c.number, c.title)
        .where(
            c.community_id == who.community_id,
            c.state == "open",
            c.deadline > tx.now,
            c.motion_id.in_(in_force(who.community_id)),
        )
        .order_by(c.number)
    )
    return tuple(CampaignChoice(number=row.number, title=row.title) for row in rows)


def _asks(content: Content) -> str:
    """The next field that is missing; empty when the sheet is complete."""
    needed = {
        "campaign": content.get("campaign"),
        "pledge": content.get("pledge"),
        "amount": content.get("amount_fen"),
        "method": content.get("method"),
        "ref": content.get("method") == "cash" or content.get("ref"),
    }
    return next((field for field, known in needed.items() if not known), "")


def _line(tx: Transaction, who: Person, content: Content) -> PledgeLine | None:
    campaign = by_number(tx, who.community_id, int(content["campaign"]))
    if isinstance(campaign, Refusal) or not content.get("pledge"):
        return None
    return pledge_line(tx, campaign, int(content["pledge"]))


def _read_campaign(tx: Transaction, who: Person, content: Content, text: str) -> Content | Refusal:
    number = read_number(text)
    if number is None:
        return refuse("receipt.line_number", given=text[:24])
    campaign = takes_money(tx, who, number)
    return campaign if isinstance(campaign, Refusal) else {"campaign": number, "offset": 0}


def _read_pledge(tx: Transaction, who: Person, content: Content, text: str) -> Content | Refusal:
    """Read a pledge's number, or look for a roll line, a unit or a name."""
    campaign = takes_money(tx, who, int(content["campaign"]))
    if isinstance(campaign, Refusal):
        return campaign
    number = read_number(text)
    line = None if number is None else pledge_line(tx, campaign, number)
    if line is not None:
        if line.state not in {"pledged", "received"}:
            return refuse("receipt.pledge_gone", pledge=line.number, state=line.state)
        return {"pledge": line.number}
    searched = text.strip()[:40]
    found, total = payable(tx, campaign, searched=searched)
    if total == 0:
        return refuse("receipt.no_such_pledge", given=searched)
    if total == 1:
        return {"pledge": found[0].number, "searched": ""}
    return {"searched": searched, "offset": 0}


def _read_amount(tx: Transaction, who: Person, content: Content, text: str) -> Content | Refusal:
    amount = parse_amount(text)
    return amount if isinstance(amount, Refusal) else {"amount_fen": amount}


def _read_method(tx: Transaction, who: Person, content: Content, text: str) -> Content | Refusal:
    method = read_method(text)
    if method not in METHODS:
        return refuse("receipt.unknown_method", given=text.strip()[:24])
    return {"method": method}


def _read_ref(tx: Transaction, who: Person, content: Content, text: str) -> Content | Refusal:
    ref = read_ref(text, method=str(content["method"]))
    return ref if isinstance(ref, Refusal) else {"ref": ref}


def _save(tx: Transaction, who: Person, content: Content) -> ReceiptSheet | Refusal:
    """Keep the draft and show it; the pledges to choose from come with it."""
    asks = _asks(content)
    draft = drafts.save(tx, who, bot="staff", kind=DRAFT, content=content, awaits=asks)
    if asks == "campaign":
        return ReceiptSheet(revision=draft.revision, asks=asks, campaigns=_campaigns(tx, who))
    campaign = by_number(tx, who.community_id, int(content["campaign"]))
    if isinstance(campaign, Refusal):
        return campaign
    offset, searched = int(content.get("offset", 0)), str(content.get("searched", ""))
    found: tuple[PledgeLine, ...] = ()
    total = 0
    if asks == "pledge":
        found, total = payable(tx, campaign, searched=searched, offset=offset)
    line = _line(tx, who, content)
    amount = int(content.get("amount_fen", 0))
    over = 0 if line is None else max(0, line.paid_fen + amount - line.amount_fen)
    return ReceiptSheet(
        revision=draft.revision,
        asks=asks,
        campaign=campaign.number,
        title=campaign.title,
        found=found,
        offset=offset,
        total=total,
        searched=searched,
        pledge=line,
        amount_fen=amount,
        method=str(content.get("method", "")),
        external_ref=str(content.get("ref", "")),
        over_fen=over if amount else 0,
    )
