"""The form in which a treasurer records a receipt 实收, step by step."""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from council.campaigns.campaign import Campaign
from council.campaigns.pledges.rules import ACTIVE
from council.campaigns.reads import in_force
from council.campaigns.receipts.commands import PledgeLine, RecordReceipt
from council.campaigns.receipts.reads import PAGE, payable, pledge_line
from council.campaigns.receipts.recording import record_one, takes_money
from council.campaigns.receipts.records import recorded_before
from council.campaigns.receipts.rules import METHODS, is_late, read_method, read_ref
from council.campaigns.tables import campaigns
from council.kernel.database.transaction import Transaction
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
    as_sum,
    picked,
)
from council.kernel.money import parse_amount
from council.kernel.numbers import read_number
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person

WORDS = "receipt"
#: A receipt is about a campaign by its number; 0 = the campaign is asked for first.
ANY = "0"
#: The answer that says that the form is about a campaign, so that none is asked for.
GIVEN = "given"
SUBJECTS = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
#: The answer of the buttons that page through the pledges; no name or number looks so.
_PAGE = re.compile(r"page\.([0-9]{1,6})", re.ASCII)
SEARCHED_MOST, GIVEN_MOST = 40, 24
#: What filing may still refuse, and which answer is asked for again then.
_ASKED_AGAIN = {
    "receipt.ref_used": "ref",
    "receipt.ref_corrected": "ref",
    "receipt.pledge_gone": "pledge",
}


def _about(tx: Transaction, who: Person, subject: str) -> Campaign | Refusal | None:
    """Find the campaign that takes money now; None = one is asked for."""
    if subject != ANY:
        return takes_money(tx, who, int(subject))
    return None if _open_now(tx, who) else refuse("receipt.no_campaign")


def _campaign(ground: Ground) -> Campaign | Refusal:
    if ground.about is not None:
        campaign: Campaign = ground.about
        return campaign
    return takes_money(ground.tx, ground.who, int(ground.answers["campaign"]))


def _late(campaign: Campaign, now: int) -> bool:
    return is_late(state=campaign.state, deadline=campaign.deadline, now=now)


def _head(ground: Ground) -> dict[str, Param]:
    amount: dict[str, Param] = {"amount_fen": int(ground.answers.get("amount", 0))}
    if ground.about is None:
        return {"head_key": "receipt.head", **amount}
    named = {"number": ground.about.number, "title": ground.about.title}
    return {"head_key": "receipt.head_of", **named, **amount}


# -- the campaign, where the form is not about one


def _open_now(tx: Transaction, who: Person) -> Sequence[Any]:
    """The campaigns that take money now."""
    c = campaigns.c
    return tx.connection.execute(
        select(c.number, c.title)
        .where(
            c.community_id == who.community_id,
            c.state == "open",
            c.deadline > tx.now,
            c.motion_id.in_(in_force(who.community_id)),
        )
        .order_by(c.number)
    ).all()


def _known(ground: Ground) -> Answers:
    """The only campaign need not be chosen, and that which the form is about is not asked for."""
    if ground.about is not None:
        return {GIVEN: 1}
    rows = _open_now(ground.tx, ground.who)
    return {"campaign": rows[0].number} if len(rows) == 1 else {}


def _campaigns(ground: Ground) -> tuple[Offer, ...]:
    return tuple(
        Offer(answer=str(row.number), label=_numbered(row.number, row.title))
        for row in _open_now(ground.tx, ground.who)
    )


def _numbered(number: int, name: str) -> Phrase:
    return Phrase(key="receipt.numbered", params={"number": number, "name": name})


def _read_campaign(ground: Ground, text: str) -> Reading:
    number = read_number(text)
    if number is None:
        return refuse("receipt.line_number", given=text[:GIVEN_MOST])
    campaign = takes_money(ground.tx, ground.who, number)
    return campaign if isinstance(campaign, Refusal) else number


def _campaign_named(ground: Ground, answer: Answer) -> Phrase:
    campaign = _campaign(ground)
    title = "" if isinstance(campaign, Refusal) else campaign.title
    return _numbered(int(str(answer)), title)


# -- the pledge: by its number, searched for, or chosen from a page


def _read_pledge(ground: Ground, text: str) -> Reading:
    """Read a pledge's number, or look for a roll line, a unit or a name."""
    campaign = _campaign(ground)
    if isinstance(campaign, Refusal):
        return campaign
    page = _PAGE.fullmatch(text)
    if page:
        return {"offset": int(page[1])}
    number = read_number(text)
    line = None if number is None else pledge_line(ground.tx, campaign, number)
    if line is not None:
        if line.state not in ACTIVE and not _late(campaign, ground.tx.now):
            return refuse("receipt.pledge_gone", pledge=line.number, state=line.state)
        return _chosen(line)
    searched = text.strip()[:SEARCHED_MOST]
    late = _late(campaign, ground.tx.now)
    found, total = payable(ground.tx, campaign, late=late, searched=searched)
    if total == 0:
        return refuse("receipt.no_such_pledge", given=searched)
    return _chosen(found[0]) if total == 1 else {"searched": searched, "offset": 0}


def _chosen(line: PledgeLine) -> Answers:
    return {"pledge": line.number, "searched": "", "offset": 0}


def _page(ground: Ground) -> tuple[tuple[PledgeLine, ...], int]:
    """Tell the pledges on the page that is shown, and how many there are in all."""
    campaign, answers = _campaign(ground), ground.answers
    if isinstance(campaign, Refusal):
        return (), 0
    searched, offset = answers.get("searched", ""), answers.get("offset", 0)
    late = _late(campaign, ground.tx.now)
    return payable(ground.tx, campaign, late=late, searched=searched, offset=offset)


def _pledges(ground: Ground) -> tuple[Offer, ...]:
    found, total = _page(ground)
    offset = ground.answers.get("offset", 0)
    offers = [Offer(answer=str(p.number), label=_numbered(p.number, p.name)) for p in found]
    for there, at, key in (
        (offset > 0, max(0, offset - PAGE), "receipt.button.back"),
        (offset + PAGE < total, offset + PAGE, "receipt.button.on"),
    ):
        if there:
            offers.append(Offer(answer=f"page.{at}", label=Phrase(key=key)))
    return tuple(offers)


def _listed(ground: Ground) -> tuple[Phrase, ...]:
    """Say whose pledges the buttons stand for."""
    found, total = _page(ground)
    if total == 0:
        return ()
    searched = ground.answers.get("searched", "")
    many: dict[str, Param] = {"n": total, "searched": searched}
    head = Phrase(key="receipt.found" if searched else "receipt.unpaid", params=many)
    lines = ((said.key, said.params) for said in map(_pledge_said, found))
    listed = (
        Phrase(key="receipt.listed", params={"line_key": key, **params}) for key, params in lines
    )
    return (head, *listed)


def _line(ground: Ground) -> PledgeLine | None:
    number = int(ground.answers.get("pledge", 0))
    campaign = _campaign(ground) if number else None
    if campaign is None or isinstance(campaign, Refusal):
        return None
    return pledge_line(ground.tx, campaign, number)


def _pledge_said(line: PledgeLine) -> Phrase:
    return Phrase(
        key="receipt.pledge_paid" if line.paid_fen else "receipt.pledge",
        params={
            "number": line.number,
            "name": line.name,
            "unit": line.unit,
            "ref": line.ref,
            "amount_fen": line.amount_fen,
            "paid_fen": line.paid_fen,
        },
    )


def _payer(ground: Ground, answer: Answer) -> Phrase:
    line = _line(ground)
    return Phrase(text=str(answer)) if line is None else _pledge_said(line)


# -- how much, how, and under which reference


def _read_amount(_: Ground, text: str) -> Reading:
    return parse_amount(text)


def _in_full(ground: Ground) -> tuple[Offer, ...]:
    line = _line(ground)
    left = 0 if line is None else line.amount_fen - line.paid_fen
    if left <= 0:
        return ()
    label = Phrase(key="receipt.button.full", params={"amount_fen": left})
    return (Offer(answer=f"{left // 100}.{left % 100:02d}", label=label),)


def _over(ground: Ground) -> tuple[Phrase, ...]:
    """Warn when more comes in than was pledged: it may be recorded already; and of late money."""
    campaign = _campaign(ground) if ground.about or "campaign" in ground.answers else None
    if isinstance(campaign, Campaign) and _late(campaign, ground.tx.now):
        return (Phrase(key="receipt.late", params={"deadline_at": campaign.deadline}),)
    line, amount = _line(ground), ground.answers.get("amount", 0)
    over = 0 if line is None else line.paid_fen + amount - line.amount_fen
    if not amount or over <= 0:
        return ()
    return (Phrase(key="receipt.over", params={"over_fen": over}),)


def _read_method(_: Ground, text: str) -> Reading:
    return read_method(text) or refuse("receipt.unknown_method", given=text.strip()[:GIVEN_MOST])


def _read_ref(ground: Ground, text: str) -> Reading:
    ref = read_ref(text, method=ground.answers["method"])
    if isinstance(ref, Refusal):
        return ref
    return recorded_before(ground.tx, ground.who.community_id, ref) or ref


def _record(ground: Ground, actor: Account) -> Any:
    """Record the receipt; its amount was shown against the pledge, so more than it is meant."""
    campaign, answers = _campaign(ground), ground.answers
    if isinstance(campaign, Refusal):
        return campaign
    made = RecordReceipt(
        actor=actor,
        campaign=campaign.number,
        pledge=answers["pledge"],
        amount_fen=answers["amount"],
        method=answers["method"],
        external_ref=answers.get("ref", ""),
        over=True,
    )
    done = record_one(ground.tx, ground.who, made)
    if isinstance(done, Refusal) and done.key in _ASKED_AGAIN:
        return Amiss(refusal=done, forget=(_ASKED_AGAIN[done.key],))
    return done


RECEIPT = Form(
    name="receipt",
    verb="receipt.record",
    words=WORDS,
    subjects=SUBJECTS,
    fields=(
        Field(
            name="campaign",
            read=_read_campaign,
            offers=_campaigns,
            says=_campaign_named,
            only=lambda answers: GIVEN not in answers,
            forgets=("pledge", "searched", "offset", "amount"),
        ),
        Field(
            name="pledge",
            read=_read_pledge,
            offers=_pledges,
            hints=_listed,
            says=_payer,
            # While somebody else is searched for, the former payer is none.
            forgets=("pledge", "amount"),
        ),
        Field(name="amount", read=_read_amount, offers=_in_full, says=as_sum),
        picked(
            WORDS, "method", METHODS, read=_read_method, stem="method", columns=3, forgets=("ref",)
        ),
        Field(name="ref", read=_read_ref, only=lambda answers: answers.get("method") != "cash"),
    ),
    about=_about,
    head=_head,
    known=_known,
    notes=_over,
    variant=lambda ground: str(ground.answers.get("method", "")),
    file=_record,
    anew=True,
)

RECEIPT_FORMS = (RECEIPT,)
