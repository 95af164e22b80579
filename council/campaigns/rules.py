"""Rules of campaigns 众筹 and of refunds 退款. Pure: docs/rules.md#money."""

import re
import unicodedata
from collections.abc import Mapping

from council.campaigns.campaign import Campaign
from council.campaigns.facts import CampaignFacts
from council.kernel.lifecycle import Lifecycle, move
from council.kernel.refusals import Refusal, refuse

CAMPAIGN = Lifecycle(
    "campaign",
    move("approve", before="draft", after="approved"),
    move("open", before="approved", after="open"),
    move("succeed", before="open", after="target_met", through="campaign.close"),
    move("fail", before="open", after="failed", through="campaign.close"),
    # A correction found after the deadline that undoes the target: it was never reached.
    move("fall_short", before="target_met", after="failed", through="refund.confirm"),
    move("cancel", before="draft approved open", after="cancelled"),
    move(
        "start_refunds",
        before="failed cancelled",
        after="refunding",
        through="campaign.close campaign.cancel",
    ),
    move("finish_refunds", before="refunding", after="refunded", through="refund.confirm"),
    # The surplus is dealt with; the rest is there for the works.
    move(
        "settle", before="target_met", after="disbursing", through="campaign.settle refund.confirm"
    ),
    # All of it was paid for the works; what is brought back opens them again.
    move(
        "finish_works",
        before="disbursing",
        after="settled",
        through="payment.approve refund.confirm",
    ),
    move("reopen_works", before="settled", after="disbursing", through="payment.approve"),
    # The auditor has signed the final statement: the books are closed.
    move("archive", before="settled refunded", after="archived", through="campaign.audit"),
)
REQUEST = Lifecycle(
    "refund",
    move("confirm", before="asked", after="confirmed"),
    # What is above a pledge is declined by its giver, who adds it to the pledge.
    move("decline", before="asked", after="declined", through="refund.confirm pledge.make"),
    # The account is closed, the payee has moved away: the money waits for them 待领款.
    move("unreached", before="asked", after="unreached"),
    # A claim that nobody confirms is none: the money waits on.
    move("wait_on", before="asked", after="unreached", through="refund.confirm"),
    move("claim", before="unreached", after="asked", through="refund.claim pledge.claim"),
)

#: States of a motion that lead to no works, so that no money is gathered for it.
LOST = ("lost", "withdrawn")
MODES = ("all_or_nothing", "flexible")
SURPLUS_RULES = ("refund_pro_rata", "maintenance_reserve")
#: States of a resolution under which money may be taken.
IN_FORCE = ("in_force", "implementing", "fulfilled")
#: Money given back for these reasons never counted towards the target.
#: What is above a pledge counts only once its giver adds it.
UNCOUNTED = ("withdrawn", "correction", "excess")
#: States of a request that leave its money set aside: nobody else gets it.
SET_ASIDE = ("asked", "unreached")
#: Which reasons a treasurer may give for a refund, by the campaign's state.
REASONS: Mapping[str, tuple[str, ...]] = {
    "open": ("withdrawn", "correction"),
    "target_met": ("correction",),
    "disbursing": ("correction",),
    "refunding": ("failed", "cancelled", "correction"),
}


#: Late money goes back whatever became of the campaign, unless it was noted by mistake.
LATE_REASONS = ("late", "correction")


def reasons_now(
    *, state: str, closed_at: int | None, deadline: int, late: bool
) -> tuple[str, ...]:
    """Tell why a receipt's money may be asked back now; of what gives everything back, why it does."""
    if late:
        return LATE_REASONS
    if state != "refunding":
        return REASONS.get(state, ())
    why = why_all_back(closed_at=closed_at, deadline=deadline)
    return tuple(each for each in REASONS[state] if each in (why, "correction"))


def why_all_back(*, closed_at: int | None, deadline: int) -> str:
    """Tell why a campaign gives everything back: only a cancelled one ends before its deadline."""
    return "cancelled" if (closed_at or 0) < deadline else "failed"


#: What deals with a surplus: given back, or kept as the maintenance reserve.
SETTLING = ("surplus", "reserve")
#: Refunds that are due by a rule or a wish, not by a mistake in the books: their payers are told
#: when a second signer does not confirm one.
DUE_BACK = ("withdrawn", "failed", "cancelled", "surplus", "late", "excess")
#: A campaign's target: 1 yuan to 999,999,999.99 yuan (the amount grammar's own bound).
TARGET_LEAST, TARGET_MOST = 100, 99_999_999_999
TITLE_MOST, BODY_MOST, HOLDER_MOST, REASON_MOST = 60, 1_000, 60, 300
#: How long a refund that could not be paid is listed on the public page, in seconds: 30 days.
LISTED_FOR = 30 * 86_400
#: How long before the deadline those who have not paid are reminded, in seconds: twice, once each.
REMIND_AHEAD = 3 * 86_400
REMIND_LAST = 86_400

_PROMISES = (
    re.compile(r"回报|收益率|保本|返利|利息|分红|还本付息|增值|理财"),
    re.compile(
        r"\b(?:returns?\s+on\s+\w+|rates?\s+of\s+return|guaranteed\s+returns?|returns|yields?"
        r"|dividends?|rebates?|cash\s?back|interest\s+(?:rate|payment)s?|profit\s+shar\w+"
        r"|(?:capital|principal)\s+guaranteed|guaranteed\s+(?:capital|principal))\b",
        re.IGNORECASE,
    ),
)
_LAST4 = re.compile(r"[0-9]{4}", re.ASCII)


def promised(text: str) -> str:
    """Tell the words by which a text promises a gain, or nothing.

    Promising a gain to the public makes 非法集资 of it (防范和处置非法集资条例 2). Full-width letters and spaces
    between Chinese characters do not hide a word.
    """
    chinese, english = _PROMISES
    plain = unicodedata.normalize("NFKC", text)
    found = chinese.search(re.sub(r"[\W_]+", "", plain)) or english.search(plain)
    return found[0] if found else ""


def told_state(state: str, *, waits: bool) -> str:
    """The state as it is said: nobody reads that all was refunded while somebody still waits."""
    return "refunded_but" if state == "refunded" and waits else state


def read_text(field: str, text: str, most: int) -> str | Refusal:
    """Read a title, purpose or holder: one paragraph or more, no promise of a gain."""
    plain = _bounded(text.strip(), f"campaign.field.{field}", most)
    if isinstance(plain, Refusal):
        return plain
    word = promised(plain)
    return refuse("campaign.promises_gain", word=word) if word else plain


def read_reason(text: str) -> str | Refusal:
    """Read why a campaign is cancelled."""
    return _bounded(text.strip(), "campaign.field.reason", REASON_MOST)


def read_line(kind_key: str, text: str, most: int) -> str | Refusal:
    """Read one line that is not empty, of ``most`` characters; ``kind_key`` says what it is."""
    return _bounded(" ".join(text.split()), kind_key, most)


def _bounded(plain: str, kind_key: str, most: int) -> str | Refusal:
    if not plain:
        return refuse("campaign.text_empty", kind_key=kind_key)
    if len(plain) > most:
        return refuse("campaign.text_too_long", kind_key=kind_key, n=len(plain), most=most)
    return plain


def read_last4(text: str) -> str | Refusal:
    """Read the last four digits of the collecting account."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return plain if _LAST4.fullmatch(plain) else refuse("campaign.last4_wrong")


def terms_hold(
    *, target_fen: int, minimum_fen: int, needed_fen: int, mode: str, deadline: int, now: int
) -> Refusal | None:
    """Judge a campaign's figures: least pledge and minimum within the target, the deadline to come.

    ``needed_fen`` 0: no minimum is named; a flexible campaign has none.
    """
    if not TARGET_LEAST <= target_fen <= TARGET_MOST:
        return refuse(
            "campaign.target_out_of_bounds", least_fen=TARGET_LEAST, most_fen=TARGET_MOST
        )
    if not 1 <= minimum_fen <= target_fen:
        return refuse("campaign.minimum_above_target", target_fen=target_fen)
    if needed_fen and mode == "flexible":
        return refuse("campaign.needed_flexible")
    if not 0 <= needed_fen <= target_fen:
        return refuse("campaign.needed_above_target", target_fen=target_fen)
    if deadline <= now:
        return refuse("campaign.deadline_past", deadline_at=deadline)
    return None


def check_approving(campaign: CampaignFacts) -> Refusal | None:
    """A draft is approved by a second person."""
    if campaign.person == campaign.drafted_by:
        return refuse("campaign.own_draft", number=campaign.number)
    return CAMPAIGN.refusal("approve", campaign.state)


def check_opening(campaign: CampaignFacts) -> Refusal | None:
    """Pledges are let in before the deadline, for a motion that may still lead to works."""
    refusal = CAMPAIGN.refusal("open", campaign.state)
    if refusal is not None:
        return refusal
    if campaign.deadline <= campaign.now:
        return refuse("campaign.deadline_past", deadline_at=campaign.deadline)
    if campaign.motion_state in LOST:
        return refuse("campaign.motion_lost", number=campaign.number)
    return None if campaign.auditor else refuse("campaign.no_keepers", number=campaign.number)


def check_closing(campaign: CampaignFacts) -> Refusal | None:
    """A campaign is closed at its deadline, not before."""
    if campaign.state == "open" and campaign.now < campaign.deadline:
        return refuse("campaign.not_over", deadline_at=campaign.deadline)
    return CAMPAIGN.refusal("succeed", campaign.state)


def check_cancelling(campaign: CampaignFacts) -> Refusal | None:
    """What is over at its deadline is not called off, though nobody has closed it yet."""
    refusal = CAMPAIGN.refusal("cancel", campaign.state)
    if refusal is None and campaign.state == "open" and campaign.deadline <= campaign.now:
        return refuse("campaign.over", number=campaign.number, deadline_at=campaign.deadline)
    return refusal


def check_settling(campaign: CampaignFacts) -> Refusal | None:
    """The surplus is dealt with once no cash waits for a signature, and no refund for an answer.

    So is what the works left, once no resolution is carried out and no contract asks for it.
    """
    refusal = check_office(campaign, "bookkeeper", "auditor")
    after_works = campaign.state == "disbursing"
    if refusal is None and not after_works:
        refusal = CAMPAIGN.refusal("settle", campaign.state)
    if refusal is not None:
        return refusal
    if after_works and not campaign.works_over:
        return refuse("campaign.works_go_on", number=campaign.number)
    if campaign.unsigned:
        return refuse("campaign.cash_unsigned", n=campaign.unsigned)
    pending = campaign.asked - campaign.asked_late
    if pending:
        return refuse("campaign.refunds_pending", n=pending)
    if not after_works:
        return None
    if campaign.proposed:
        return refuse("campaign.payments_pending", n=campaign.proposed)
    return None if campaign.unused_fen > 0 else refuse("campaign.nothing_unused")


def office_of(campaign: Campaign | CampaignFacts, person: str, *offices: str) -> str:
    """Tell in which of some offices a person (by id) keeps a campaign's money, or nothing."""
    return next((office for office in offices if getattr(campaign, office) == person), "")


def check_office(campaign: CampaignFacts, *others: str) -> Refusal | None:
    """Who keeps a campaign's money in one office does nothing of another's."""
    office = office_of(campaign, campaign.person, *others)
    if not office:
        return None
    return refuse("campaign.other_office", number=campaign.number, office_key=f"office.{office}")


def check_second(campaign: CampaignFacts) -> Refusal | None:
    """Neither the cashier nor the auditor signs as the second person."""
    return check_office(campaign, "cashier", "auditor")


def check_unpayable(campaign: CampaignFacts) -> Refusal | None:
    """The auditor says of no refund that it could not be paid."""
    return check_office(campaign, "auditor")


def check_noting_claim(campaign: CampaignFacts) -> Refusal | None:
    """Who notes a payee's claim asks for the refund anew: neither bookkeeper nor auditor."""
    refusal = check_office(campaign, "bookkeeper", "auditor")
    if refusal is not None:
        return refusal
    return None if campaign.unreached else refuse("refund.none_unclaimed")


def check_asking_back(campaign: CampaignFacts) -> Refusal | None:
    """Money is asked back where a reason for it can be given, and while any is left."""
    refusal = check_office(campaign, "bookkeeper", "auditor")
    if refusal is not None:
        return refusal
    if campaign.late_left_fen > 0 or (campaign.state in REASONS and campaign.left_fen > 0):
        return None
    if campaign.state not in REASONS:
        return refuse("refund.not_now", verb="ask", state=campaign.state)
    return refuse("refund.none_left", number=campaign.number)


def pro_rata(total: int, weights: Mapping[int, int]) -> dict[int, int]:
    """Divide ``total`` fen by weights, in whole fen, by the largest remainder.

    The shares sum to ``total`` exactly and depend on nothing but the weights: equal remainders go
    to the larger weight, then to the lower key (a serial number). Keys with nothing are left out.
    Raises ValueError when there is something to divide and no weight.
    """
    whole = sum(weights.values())
    if total == 0:
        return {}
    if whole <= 0 or min(weights.values()) < 0 or total < 0:
        message = f"cannot divide {total} by weights that sum to {whole}"
        raise ValueError(message)
    shares = {key: total * weight // whole for key, weight in weights.items()}
    left = total - sum(shares.values())
    by_claim = sorted(
        weights, key=lambda key: (-(total * weights[key] % whole), -weights[key], key)
    )
    for key in by_claim[:left]:
        shares[key] += 1
    return {key: share for key, share in shares.items() if share}


def surplus_shares(
    remaining: int, left: Mapping[int, int], given: Mapping[int, int]
) -> dict[int, int]:
    """Divide what is left of a surplus, in fen, so that each has their share of the whole of it.

    ``left`` is what each receipt (by serial) still holds, ``given`` what of the surplus it has
    had already. A share that was not confirmed is owed as before; the others get nothing twice.
    """
    weights = {serial: fen + given.get(serial, 0) for serial, fen in left.items()}
    whole = pro_rata(remaining + sum(given.values()), weights)
    owed = {
        serial: fen - given.get(serial, 0)
        for serial, fen in whole.items()
        if fen > given.get(serial, 0)
    }
    return pro_rata(remaining, owed)


def masked(name: str) -> str:
    """Show a name as 张*: its first character only."""
    return f"{name[:1]}*"


def building(unit: str) -> str:
    """Tell the building of a unit code: ``3-2-501`` → ``3``; empty when it names none."""
    head, dash, _ = unit.partition("-")
    return head if dash else ""
