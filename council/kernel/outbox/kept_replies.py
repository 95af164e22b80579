"""Replies and proofs that lie in the outbox: what a chat still has to be shown before anything else."""

from sqlalchemy import delete, func, select, update

from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import PROOF
from council.kernel.tables import outbox

#: Letters that have not left yet.
_WAITING = ("queued", "sending")


def accounts_behind(
    tx: Transaction, bot: str, channel: str, account: str | None = None
) -> list[str]:
    """Tell the accounts with a reply in the outbox: all, or the one that is asked about.

    An account stands there once for each reply.
    """
    t = outbox.c
    query = select(t.account).where(
        t.bot == bot, t.channel == channel, t.notice == "screen", t.state.in_(_WAITING)
    )
    if account is not None:
        query = query.where(t.account == account)
    return list(tx.connection.scalars(query))


def same_last(tx: Transaction, bot: str, channel: str, account: str, drawn: str) -> str | None:
    """Tell the id of the newest letter to an account, if it waits and says the very same."""
    t = outbox.c
    newest = tx.connection.execute(
        select(t.id, t.params, t.error)
        .where(t.bot == bot, t.channel == channel, t.account == account, t.state == "queued")
        .order_by(t.id.desc())
        .limit(1)
    ).one_or_none()
    same = newest is not None and newest.params == drawn and newest.error is None
    return newest.id if same and newest is not None else None


def let_go(tx: Transaction, bot: str, *, error: str) -> int:
    """Let replies leave at once whose row says ``error``: nobody waits for their answer any longer."""
    t = outbox.c
    unanswered = update(outbox).where(t.bot == bot, t.state == "queued", t.error == error)
    return tx.connection.execute(unanswered.values(not_before=0)).rowcount


def unproven(tx: Transaction, bot: str) -> list[tuple[str, int]]:
    """Tell the messages (account and number) whose receipt is not proven yet."""
    t = outbox.c
    query = select(t.account, t.subject).where(
        t.bot == bot, t.notice == PROOF, t.state.in_(_WAITING)
    )
    return [(account, int(subject)) for account, subject in tx.connection.execute(query)]


def take_proof_back(tx: Transaction, bot: str, account: str, message_id: int) -> int:
    """Take a proof back; tells how many are just being sent."""
    t = outbox.c
    mine = (
        (t.bot == bot)
        & (t.account == account)
        & (t.notice == PROOF)
        & (t.subject == str(message_id))
    )
    tx.connection.execute(delete(outbox).where(mine, t.state != "sending"))
    return tx.connection.scalar(select(func.count()).where(mine)) or 0
