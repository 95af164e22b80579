"""How a campaign 众筹 ends: told to those concerned, and led on once its money is dealt with."""

from typing import Any

from council.campaigns.reads import by_number, view_of
from council.campaigns.receipts.reads import asked, was_confirmed
from council.campaigns.refunds.asking import ask_all_back
from council.campaigns.rules import SETTLING
from council.campaigns.states import move, pledgers
from council.kernel.database.transaction import Transaction
from council.kernel.outbox import messages as outbox
from council.kernel.refusals import Refusal
from council.kernel.values import Person


def lead_on(tx: Transaction, who: Person, number: int) -> None:
    """Move a campaign on when nothing is left to do with its money, whatever act came last.

    All given back: refunded. Surplus dealt with: on to the works. A correction that undoes the
    target after all: failed, and the rest is asked back.
    """
    row = by_number(tx, who.community_id, number)
    assert not isinstance(row, Refusal)
    view = view_of(tx, who.community_id, number)
    short = row.mode == "all_or_nothing" and view.received_fen < row.target_fen
    if row.state == "target_met" and short:
        move(tx, who, row, "fall_short")
        count = ask_all_back(tx, who, row, reason="failed")
        tell_outcome(tx, row, "campaign_failed", counted_fen=view.received_fen, asked=count)
        return
    if asked(tx, row) or view.awaiting:
        return
    if row.state == "refunding" and view.held_fen == 0:
        move(tx, who, row, "finish_refunds")
    settled = row.state == "target_met" and was_confirmed(tx, row, *SETTLING)
    if settled and view.held_fen <= row.target_fen:
        move(tx, who, row, "settle")


def tell_outcome(tx: Transaction, row: Any, outcome: str, *, counted_fen: int, asked: int) -> None:
    """Tell pledgers what became of a campaign, and the staff how many refunds wait."""
    params = {
        "number": row.number,
        "title": row.title,
        "received_fen": counted_fen,
        "target_fen": row.target_fen,
    }
    outbox.notify(
        tx,
        row.community_id,
        pledgers(row),
        notice=outcome,
        subject=row.id,
        params=params,
        buttons=(("button.pledge_look", "pledge.look", (row.number,)),),
    )
    outbox.notify(
        tx,
        row.community_id,
        outbox.holders(row.community_id, "facilitator", "treasurer", "second_signer"),
        notice="campaign_closed",
        subject=f"{row.id}:{outcome}",
        params={**params, "n": asked},
        buttons=(("button.campaign_file", "campaign.file", (row.number,)),),
        bot="staff",
    )
