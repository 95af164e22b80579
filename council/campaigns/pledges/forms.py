"""The form in which a resident pledges 认筹: the amount, echoed in capital numerals, then the yes."""

from typing import Any

from council.campaigns.campaign import Campaign
from council.campaigns.pledges.commands import MakePledge
from council.campaigns.pledges.pledging import make, standing, takes_pledges
from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.forms.form import Field, Form, Ground, Offer, Reading, as_sum
from council.kernel.money import parse_amount
from council.kernel.refusals import Param, Refusal
from council.kernel.values import Account, Person

#: Amounts offered as buttons, in fen, from the campaign's minimum on; so many of them.
OFFERED = (10_000, 20_000, 50_000, 100_000, 200_000, 500_000)
SHOWN = 6


def _about(tx: Transaction, who: Person, subject: str) -> Campaign | Refusal:
    return takes_pledges(tx, who, int(subject))


def _head(ground: Ground) -> dict[str, Param]:
    campaign = ground.about
    return {
        "number": campaign.number,
        "title": campaign.title,
        "minimum_fen": campaign.minimum_fen,
        "amount_fen": ground.answers.get("amount", 0),
    }


def _amount(ground: Ground, text: str) -> Reading:
    return parse_amount(text, least=ground.about.minimum_fen)


def _amounts(ground: Ground) -> tuple[Offer, ...]:
    least = ground.about.minimum_fen
    amounts = sorted({least, *(fen for fen in OFFERED if fen > least)})[:SHOWN]
    return tuple(
        Offer(
            answer=f"{fen // 100}.{fen % 100:02d}",
            label=Phrase(key="form.fen", params={"answer_fen": fen}),
        )
        for fen in amounts
    )


def _before_the_yes(ground: Ground) -> tuple[Phrase, ...]:
    """Tell which pledge this one replaces, and that nobody has to."""
    if "amount" not in ground.answers:
        return ()
    before = standing(ground.tx, ground.who, ground.about)
    free = Phrase(key="pledge.voluntary")
    if before is None:
        return (free,)
    return Phrase(key="pledge.replaces", params={"before_fen": before.amount_fen}), free


def _make(ground: Ground, actor: Account) -> Any:
    amount = ground.answers["amount"]
    made = MakePledge(actor=actor, campaign=ground.about.number, amount_fen=amount)
    return make(ground.tx, ground.who, made)


PLEDGE = Form(
    name="pledge",
    verb="pledge.make",
    words="pledge",
    bot="resident",
    fields=(Field(name="amount", read=_amount, offers=_amounts, says=as_sum, columns=3),),
    about=_about,
    head=_head,
    notes=_before_the_yes,
    leads=lambda ground: (
        Lead(key="pledge.button.back", verb="pledge.look", arguments=(ground.about.number,)),
    ),
    file=_make,
    anew=True,
)

PLEDGE_FORMS = (PLEDGE,)
