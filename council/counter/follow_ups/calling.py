"""Follow-up calls 回访: drawn at the count, made by a third person. A call changes no count."""

from sqlalchemy import insert, select, update

from council.counter.acts import CALL_MOVES
from council.counter.assisted.assist import Assist
from council.counter.assisted.reads import is_standing
from council.counter.assisted.tables import assisted_acts, follow_up_calls
from council.counter.follow_ups.commands import (
    ConfirmFollowUp,
    ContradictFollowUp,
    FollowUpCall,
    MissFollowUp,
)
from council.counter.follow_ups.reads import call_view, facts_of
from council.counter.follow_ups.records import Call, call_by
from council.counter.follow_ups.rules import CALLERS, FOLLOW_UP, draw
from council.counter.rules import read_line
from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.directory import roles
from council.kernel.outbox.enqueueing import holders, notify
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.polls.hooks import COUNTED
from council.polls.poll import Poll, named
from council.polls.records import known_poll


@COUNTED.hang
def draw_calls(tx: Transaction, poll: Poll) -> None:
    """Draw the calls of a poll that is being counted, and tell those who may make them."""
    a = assisted_acts.c
    counted = tx.connection.scalars(
        select(a.number).where(
            a.community_id == poll.community_id, a.poll_id == poll.id, is_standing()
        )
    ).all()
    drawn = draw(counted, seed=poll.lot_seed)
    if not drawn:
        return
    calls = [
        {"community_id": poll.community_id, "poll_id": poll.id, "act": act, "state": "drawn"}
        for act in drawn
    ]
    tx.connection.execute(insert(follow_up_calls), calls)
    notify(
        tx,
        poll.community_id,
        holders(poll.community_id, *CALLERS.split()),
        notice="follow_up_drawn",
        subject=poll.id,
        params={
            **named(poll),
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


def open_call(tx: Transaction, who: Person, act: int, outcome: str) -> Call | Refusal:
    """Lock a call, and judge whether this person may note the outcome now."""
    call = call_by(tx, who.community_id, act, lock=True)
    if call is None:
        return refuse("follow_up.unknown", act=act)
    return CALL_MOVES.refusal(outcome, facts_of(who, call)) or call


def _called(
    tx: Transaction, who: Person, act: int, outcome: str, said: str | None
) -> FollowUpCall | Refusal:
    call = open_call(tx, who, act, outcome)
    if isinstance(call, Refusal):
        return call
    f = follow_up_calls.c
    tx.connection.execute(
        update(follow_up_calls)
        .where(f.community_id == who.community_id, f.act == act)
        .values(
            state=FOLLOW_UP.moves[outcome].after, note=said, called_by=who.id, called_at=tx.now
        )
    )
    record(tx, who, f"follow_up.{outcome}", "assisted_act", call.act.id, act=act)
    after = call_by(tx, who.community_id, act)
    assert after is not None
    if outcome == "contradict":
        _alert(tx, who, after.act, said)
    return call_view(tx, who, after, just=outcome)


def _alert(tx: Transaction, who: Person, act: Assist, said: str | None) -> None:
    others = holders(act.community_id, "facilitator", "chair")
    poll = known_poll(tx, act.community_id, act.poll_id)
    notify(
        tx,
        act.community_id,
        others.where(roles.c.resident_id != who.id),
        notice="follow_up_contradicted",
        subject=f"follow_up/{act.number}",
        params={
            **named(poll),
            "act": act.number,
            "person": act.person,
            "voter": act.voter,
            "helper": act.helper,
            "note": said or "",
        },
        buttons=[("button.follow_up", "follow_up.view", (act.number,))],
        bot="staff",
        urgent=True,
    )
