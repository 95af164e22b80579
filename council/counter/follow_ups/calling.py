"""Follow-up calls 回访: drawn at the count, made by a third person. A call changes no count."""

from typing import Any

from sqlalchemy import Row, insert, select, update

from council.counter.assisted.reads import is_standing
from council.counter.assisted.tables import assisted_acts, follow_up_calls
from council.counter.follow_ups.commands import (
    ConfirmFollowUp,
    ContradictFollowUp,
    FollowUpCall,
    MissFollowUp,
)
from council.counter.follow_ups.reads import call_row, call_view, took_part
from council.counter.follow_ups.rules import CALLERS, FOLLOW_UP, check_caller, draw
from council.counter.rules import read_line
from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.directory import roles
from council.kernel.outbox.messages import holders, notify
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.polls.hooks import COUNTED
from council.polls.view import poll_row


@COUNTED.hang
def draw_calls(tx: Transaction, row: Row[Any]) -> None:
    """Draw the calls of a poll that is being counted, and tell those who may make them."""
    a = assisted_acts.c
    counted = tx.connection.scalars(
        select(a.number).where(
            a.community_id == row.community_id, a.poll_id == row.id, is_standing()
        )
    ).all()
    drawn = draw(counted, seed=row.lot_seed)
    if not drawn:
        return
    calls = [
        {"community_id": row.community_id, "poll_id": row.id, "act": act, "state": "drawn"}
        for act in drawn
    ]
    tx.connection.execute(insert(follow_up_calls), calls)
    notify(
        tx,
        row.community_id,
        holders(row.community_id, *CALLERS.split()),
        notice="follow_up_drawn",
        subject=row.id,
        params={
            "number": row.number,
            "title": row.title,
            "poll_key": f"poll.name.{row.kind}",
            "many": len(drawn),
        },
        bot="staff",
    )


def confirm(tx: Transaction, who: Person, command: ConfirmFollowUp) -> FollowUpCall | Refusal:
    """Note that the person confirmed the act."""
    return _called(tx, who, command.act, "confirm", None)


def miss(tx: Transaction, who: Person, command: MissFollowUp) -> FollowUpCall | Refusal:
    """Note that the person was not reached."""
    return _called(tx, who, command.act, "miss", None)


def contradict(
    tx: Transaction, who: Person, command: ContradictFollowUp
) -> FollowUpCall | Refusal:
    """Note that the person denies the act; facilitators and chair are alerted."""
    said = read_line(command.note)
    if isinstance(said, Refusal):
        return said
    return _called(tx, who, command.act, "contradict", said)


def open_call(tx: Transaction, who: Person, act: int, outcome: str) -> Row[Any] | Refusal:
    """Lock a call, and judge whether this person may note the outcome now."""
    row = call_row(tx, who.community_id, act, lock=True)
    if row is None:
        return refuse("follow_up.unknown", act=act)
    after = FOLLOW_UP.after(outcome, row.call)
    if isinstance(after, Refusal):
        return after
    return check_caller(involved=took_part(who, row)) or row


def _called(
    tx: Transaction, who: Person, act: int, outcome: str, said: str | None
) -> FollowUpCall | Refusal:
    row = open_call(tx, who, act, outcome)
    if isinstance(row, Refusal):
        return row
    f = follow_up_calls.c
    tx.connection.execute(
        update(follow_up_calls)
        .where(f.community_id == who.community_id, f.act == act)
        .values(
            state=FOLLOW_UP.moves[outcome].after, note=said, called_by=who.id, called_at=tx.now
        )
    )
    record(tx, who, f"follow_up.{outcome}", "assisted_act", row.id, act=act)
    after = call_row(tx, who.community_id, act)
    assert after is not None
    if outcome == "contradict":
        _alert(tx, who, after)
    return call_view(tx, who, after, just=outcome)


def _alert(tx: Transaction, who: Person, row: Row[Any]) -> None:
    others = holders(row.community_id, "facilitator", "chair")
    poll = poll_row(tx, row.community_id, id=row.poll_id)
    assert poll is not None
    notify(
        tx,
        row.community_id,
        others.where(roles.c.resident_id != who.id),
        notice="follow_up_contradicted",
        subject=f"follow_up/{row.number}",
        params={
            "number": poll.number,
            "title": poll.title,
            "poll_key": f"poll.name.{poll.kind}",
            "act": row.number,
            "person": row.person,
            "voter": row.voter,
            "helper": row.helper,
            "note": row.note,
        },
        buttons=[("button.follow_up", "follow_up.view", (row.number,))],
        bot="staff",
        urgent=True,
    )
