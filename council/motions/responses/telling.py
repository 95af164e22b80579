"""Telling of a response 答复: the parties and staff at the desk, and those who asked."""

from typing import Any

from sqlalchemy import CompoundSelect, Select, select, union

from council.kernel.acts_log import newest_act
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import NoticeButton, holders, notify, these
from council.kernel.refusals import Param
from council.motions.motion import Motion
from council.motions.responses.rates import LEVELS
from council.motions.responses.records import movers, movers_of, of_proposal, this_proposal
from council.proposals.tables import follows, proposals


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
    """Ask something of the author of the proposal alone."""
    to = select(proposals.c.author_id).where(this_proposal(motion))
    _notify(tx, motion, notice, to, "resident", params, needs_by=0)


def ask_to_rate(tx: Transaction, motion: Motion, **params: Param) -> None:
    """Ask those who asked how content they are, one button a level."""
    buttons: list[NoticeButton] = [
        (f"response.level.{level}", "response.rate", (motion.number, level)) for level in LEVELS
    ]
    notify(
        tx,
        motion.community_id,
        these(motion.community_id, movers_of(tx, motion)),
        notice="response_rate",
        subject=f"{motion.id}/{newest_act(tx, motion.community_id)}",
        params={"number": motion.number, "title": motion.title, **params},
        buttons=buttons,
        needs_by=0,
    )


def concerned(motion: Motion) -> CompoundSelect[Any]:
    """Select the ids of those who asked, and of the proposal's followers."""
    return union(*movers(motion), of_proposal(follows, motion))


def _notify(
    tx: Transaction,
    motion: Motion,
    notice: str,
    to: Select[tuple[str]],
    bot: str,
    params: dict[str, Param],
    *,
    needs_by: int | None = None,
) -> None:
    """Tell of a motion. The same of the same parties is told once by one act."""
    button: NoticeButton = ("motion.open", "motion", (motion.number,))
    about = "/".join(str(each) for name, each in params.items() if name.endswith("_key"))
    notify(
        tx,
        motion.community_id,
        to,
        notice=notice,
        subject=f"{motion.id}/{newest_act(tx, motion.community_id)}/{about}",
        params={"number": motion.number, "title": motion.title, **params},
        buttons=(button,),
        bot=bot,
        needs_by=needs_by,
    )
