"""Telling of a response 答复: the parties and staff at the desk, and those who asked."""

from typing import Any

from sqlalchemy import CompoundSelect, Select, Table, select, union

from council.kernel.database.transaction import Transaction
from council.kernel.outbox.messages import NoticeButton, holders, notify, these
from council.kernel.refusals import Param
from council.motions.motion import Motion
from council.proposals.tables import follows, proposals, seconds


def tell(
    tx: Transaction, motion: Motion, notice: str, roles: tuple[str, ...], **params: Param
) -> None:
    """Tell the holders of roles, in the staff bot."""
    _notify(tx, motion, notice, holders(motion.community_id, *roles), "staff", params)


def tell_public(tx: Transaction, motion: Motion, notice: str, **params: Param) -> None:
    """Tell the author of the proposal, who seconded and who follows it, in the residents' bot."""
    ids = tx.connection.scalars(concerned(motion)).all()
    _notify(tx, motion, notice, these(motion.community_id, ids), "resident", params)


def tell_author(tx: Transaction, motion: Motion, notice: str, **params: Param) -> None:
    """Tell the author of the proposal alone."""
    to = select(proposals.c.author_id).where(_this(motion))
    _notify(tx, motion, notice, to, "resident", params)


def concerned(motion: Motion) -> CompoundSelect[Any]:
    """Select the ids of those who asked (``movers``), and of the proposal's followers."""
    return union(*_movers(motion), _of(follows, motion))


def movers(motion: Motion) -> CompoundSelect[Any]:
    """Select the ids of the author of a motion's proposal, and of who seconded it."""
    return union(*_movers(motion))


def _movers(motion: Motion) -> tuple[Select[Any], ...]:
    return select(proposals.c.author_id).where(_this(motion)), _of(seconds, motion)


def _of(table: Table, motion: Motion) -> Select[Any]:
    t = table.c
    return select(t.resident_id).where(
        t.community_id == motion.community_id, t.proposal_id == motion.proposal_id
    )


def _this(motion: Motion) -> Any:
    p = proposals.c
    return (p.community_id == motion.community_id) & (p.id == motion.proposal_id)


def _notify(
    tx: Transaction,
    motion: Motion,
    notice: str,
    to: Select[tuple[str]],
    bot: str,
    params: dict[str, Param],
) -> None:
    """Tell of a motion. The same of the same party at the same moment is told once."""
    button: NoticeButton = ("motion.open", "motion", (motion.number,))
    about = params.get("party_key", "")
    notify(
        tx,
        motion.community_id,
        to,
        notice=notice,
        subject=f"{motion.id}/{tx.now}/{about}",
        params={"number": motion.number, "title": motion.title, **params},
        buttons=(button,),
        bot=bot,
    )
