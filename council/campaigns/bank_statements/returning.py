"""Sending back what is in suspense 待查款: one person asks, another signs."""

from council.campaigns.bank_statements.booking import leaving, movable, write
from council.campaigns.bank_statements.commands import AskBack, GiveBack, HoldOn, SuspenseDesk
from council.campaigns.bank_statements.reads import suspense
from council.campaigns.ledger import posting as ledger
from council.kernel.acts_log import newest_act
from council.kernel.database.transaction import Transaction
from council.kernel.outbox import enqueueing as outbox
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person


def ask_back(tx: Transaction, who: Person, command: AskBack) -> SuspenseDesk | Refusal:
    """Ask to send it back; until a second person answers, nothing else becomes of it."""
    it = movable(tx, who, command.number, command.line, "ask_back")
    if isinstance(it, Refusal):
        return it
    write(tx, who, command.verb, it, {"asked_by": who.id})
    outbox.notify(
        tx,
        who.community_id,
        outbox.holders(who.community_id, "second_signer"),
        notice="bank_to_give_back",
        subject=f"{it.line.id}:{newest_act(tx, who.community_id)}",
        params={"amount_fen": it.line.amount_fen, "asker": who.name},
        buttons=(("button.bank_suspense", "bank.suspense", ()),),
        bot="staff",
    )
    return suspense(tx, who, did="asked", did_fen=it.line.amount_fen)


def give_back(tx: Transaction, who: Person, command: GiveBack) -> SuspenseDesk | Refusal:
    """Sign that it was sent back: it leaves suspense."""
    it = movable(tx, who, command.number, command.line, "give_back")
    if isinstance(it, Refusal):
        return it
    if it.line.asked_by == who.id:
        return refuse("bank.own_asking")
    posting = leaving(it.line, "returned", it.line.asked_by, who.id)
    done = ledger.post(tx, ledger.Common(community_id=who.community_id), [posting])
    if isinstance(done, Refusal):
        return done
    write(
        tx,
        who,
        command.verb,
        it,
        {"settled_by": who.id, "settled_at": tx.now},
        signed_fen=it.line.amount_fen,
    )
    return suspense(tx, who, did="returned", did_fen=it.line.amount_fen)


def hold_on(tx: Transaction, who: Person, command: HoldOn) -> SuspenseDesk | Refusal:
    """Not sign: it stays in suspense, and may be asked for again."""
    it = movable(tx, who, command.number, command.line, "hold_on")
    if isinstance(it, Refusal):
        return it
    write(tx, who, command.verb, it, {"asked_by": None})
    return suspense(tx, who, did="held_on", did_fen=it.line.amount_fen)
