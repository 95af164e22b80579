"""The forms in which a refund that could not be paid 待领款 is claimed: by its payee, or by the staff."""

from typing import Any

from council.campaigns.campaign import Campaign
from council.campaigns.pledges.pledging import claims_refunds
from council.campaigns.reads import screen
from council.campaigns.reads_desk import facts_of
from council.campaigns.receipts.reads import confirming
from council.campaigns.receipts.rules import METHODS
from council.campaigns.records import by_number
from council.campaigns.refunds.claiming import claim, waiting_for
from council.campaigns.refunds.records import unreached
from council.campaigns.refunds.refund_request import RefundRequest
from council.campaigns.rules import check_noting_claim
from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.forms.form import Answer, Field, Form, Ground, Offer, Reading, picked
from council.kernel.numbers import read_number
from council.kernel.policy import check
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person

WORDS = "claim"
#: So many are offered by a button; any other is claimed by its number.
OFFERED = 8
GIVEN_MOST = 24


def _own(tx: Transaction, who: Person, subject: str) -> Campaign | Refusal:
    return claims_refunds(tx, who, int(subject))


def _sum(ground: Ground) -> dict[str, Param]:
    waiting = waiting_for(ground.tx, ground.about, ground.who.id)
    return {
        "number": ground.about.number,
        "title": ground.about.title,
        "amount_fen": sum(each.amount_fen for each in waiting),
    }


def _claim_own(ground: Ground, actor: Account) -> Any:
    waiting = waiting_for(ground.tx, ground.about, ground.who.id)
    method = ground.answers["route"]
    claim(ground.tx, ground.who, ground.about, waiting, method=method, verb="pledge.claim")
    return screen(ground.tx, ground.who, ground.about.number, changed="claimed")


def _of_anybody(tx: Transaction, who: Person, subject: str) -> Campaign | Refusal:
    campaign = by_number(tx, who.community_id, int(subject), lock=True)
    if isinstance(campaign, Refusal):
        return campaign
    refusal = check(who, "refund.claim")
    return refusal or check_noting_claim(facts_of(tx, who, campaign)) or campaign


def _found(ground: Ground, number: int | None) -> RefundRequest | None:
    waiting = unreached(ground.tx, ground.about)
    return next((each for each in waiting if each.number == number), None)


def _read_request(ground: Ground, text: str) -> Reading:
    found = _found(ground, read_number(text))
    if found is None:
        return refuse("refund.not_unclaimed", given=text.strip()[:GIVEN_MOST])
    return found.number


def _line(request: RefundRequest) -> Phrase:
    return Phrase(
        key="claim.line",
        params={
            "request": request.number,
            "name": request.name,
            "unit": request.unit,
            "amount_fen": request.amount_fen,
        },
    )


def _requests(ground: Ground) -> tuple[Offer, ...]:
    waiting = unreached(ground.tx, ground.about)[:OFFERED]
    return tuple(Offer(answer=str(each.number), label=_line(each)) for each in waiting)


def _said(ground: Ground, answer: Answer) -> Phrase:
    found = _found(ground, int(str(answer)))
    return Phrase(text=str(answer)) if found is None else _line(found)


def _claim(ground: Ground, actor: Account) -> Any:
    found = _found(ground, ground.answers["request"])
    if found is None:
        return refuse("refund.not_unclaimed", given=str(ground.answers["request"]))
    method = ground.answers["route"]
    claim(ground.tx, ground.who, ground.about, [found], method=method, verb="refund.claim")
    return confirming(ground.tx, ground.who, ground.about.number, claimed=found.number)


CLAIM = Form(
    name="claim",
    verb="pledge.claim",
    words=WORDS,
    bot="resident",
    fields=(picked(WORDS, "route", METHODS, stem="method", columns=3),),
    about=_own,
    head=_sum,
    leads=lambda ground: (
        Lead(key="pledge.button.back", verb="pledge.look", arguments=(ground.about.number,)),
    ),
    file=_claim_own,
    anew=True,
)
REFUND_CLAIM = Form(
    name="refund_claim",
    verb="refund.claim",
    words=WORDS,
    fields=(
        Field(name="request", read=_read_request, offers=_requests, says=_said),
        picked(WORDS, "route", METHODS, stem="method", columns=3),
    ),
    about=_of_anybody,
    head=lambda ground: {
        "number": ground.about.number,
        "title": ground.about.title,
        "amount_fen": 0,
    },
    leads=lambda ground: (
        Lead(
            key="receipt.button.campaign", verb="campaign.file", arguments=(ground.about.number,)
        ),
    ),
    file=_claim,
    anew=True,
)

CLAIM_FORMS = (CLAIM, REFUND_CLAIM)
