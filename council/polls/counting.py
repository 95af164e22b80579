"""Closing, counting, certifying: from the last ballot to a result that stands."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Select, update

from council.kernel.acts_log import record
from council.kernel.bus.inbox import waits_from_before
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Person
from council.motions.moving import carry, lose
from council.motions.records import motion_by
from council.polls import telling as tell
from council.polls.acts import POLL_MOVES
from council.polls.commands import CertifyPoll, ClosePoll, CountPoll, PollView, RecordFirstClose
from council.polls.digests import ballots_digest
from council.polls.electorate.reads import frozen_roll, owner_ballots
from council.polls.hooks import COUNTED, ENDS
from council.polls.poll import Poll, named
from council.polls.ratification import FirstClose, first_close_of
from council.polls.records import (
    FIRST_CLOSES,
    budget_result,
    known_poll,
    options_of,
    poll_by,
    ranking_result,
    ratification_result,
    rules_of_poll,
)
from council.polls.recount import result_json, result_of
from council.polls.tables import polls
from council.polls.view import facts_of, view_of
from council.rules.poll_kinds import BUDGET, RATIFICATION


def locked(tx: Transaction, who: Person, number: int) -> Poll | Refusal:
    """Take the poll's lock before anything is judged: no ballot may come after the count."""
    poll = poll_by(tx, who.community_id, lock=True, number=number)
    return refuse("poll.unknown", number=number) if poll is None else poll


def movable(tx: Transaction, who: Person, number: int, move: str) -> Poll | Refusal:
    """Lock a poll, and ask the guard of a move; the poll, if the move is open."""
    poll = locked(tx, who, number)
    if isinstance(poll, Refusal):
        return poll
    return POLL_MOVES.refusal(move, facts_of(tx, who, poll)) or poll


def changed(
    tx: Transaction,
    who: Person,
    poll: Poll,
    verb: str,
    *,
    told: Mapping[str, Param] | None = None,
    **columns: str | int | None,
) -> Poll:
    """Write columns of a locked poll, log the act with what is ``told``, and read the poll anew."""
    tx.connection.execute(
        update(polls)
        .where(polls.c.community_id == poll.community_id, polls.c.id == poll.id)
        .values(**columns)
    )
    record(tx, who, f"poll.{verb}", "poll", poll.id, number=poll.number, **(told or {}))
    return known_poll(tx, poll.community_id, poll.id)


def close_poll(tx: Transaction, who: Person, command: ClosePoll) -> PollView | Refusal:
    """Close: the poll's lock first, so every cast is either counted or refused.

    What was taken in before is handled first: a count includes every ballot that was.
    One that is closed is shown as it stands: the clock was faster than the hand.
    """
    poll = movable(tx, who, command.poll, "close")
    if isinstance(poll, Refusal):
        return poll
    if poll.state == "closed":
        return view_of(tx, poll, who)
    if waits_from_before(tx, min(tx.now + 1, poll.closes_at)):
        return refuse("poll.still_taking_in", **named(poll))
    columns: dict[str, str | int | None] = {"state": "closed", "closed_at": tx.now}
    if tx.now < poll.closes_at:
        # A ballot may have been cast in this very second: the window ends after it.
        columns["closes_at"] = max(tx.now, poll.opens_at) + 1
    if poll.kind == RATIFICATION and poll.first_close is None:
        columns["first_close"] = FIRST_CLOSES.dump_json(_first_close(tx, poll)).decode()
    told = {"ballots": ballots_digest(tx, poll.community_id, poll.id)}
    poll = changed(tx, who, poll, "close", told=told, **columns)
    ENDS(tx, who, poll)
    return view_of(tx, poll, who, just="close")


def record_first_close(
    tx: Transaction, who: Person, command: RecordFirstClose
) -> PollView | Refusal:
    """Keep how an extended poll stood at its first close; it stays open."""
    poll = locked(tx, who, command.poll)
    if isinstance(poll, Refusal):
        return poll
    if poll.state != "open" or poll.kind != RATIFICATION:
        return refuse("poll.not_now", verb="close", state=poll.state)
    if poll.first_close is not None or not poll.first_closes_at <= tx.now < poll.closes_at:
        return refuse("poll.close_by_clock_only", due_at=poll.first_closes_at)
    if waits_from_before(tx, poll.first_closes_at):
        return refuse("poll.still_taking_in", **named(poll))
    figures = _first_close(tx, poll)
    written = FIRST_CLOSES.dump_json(figures).decode()
    poll = changed(tx, who, poll, "close", first_close=written)
    tell.first_closed(tx, poll, figures.heads, figures.heads_needed)
    return view_of(tx, poll, who, just="first_close")


def _first_close(tx: Transaction, poll: Poll) -> FirstClose:
    at = poll.first_closes_at
    return first_close_of(
        frozen_roll(tx, poll.community_id, poll.id),
        owner_ballots(tx, poll.community_id, poll.id, before=at),
        row=rules_of_poll(tx, poll).rows[poll.legal_class],
        at=at,
    )


def count_poll(tx: Transaction, who: Person, command: CountPoll) -> PollView | Refusal:
    """Count a closed poll and keep the result."""
    poll = movable(tx, who, command.poll, "count")
    if isinstance(poll, Refusal):
        return poll
    poll = changed(
        tx,
        who,
        poll,
        "count",
        state="counted",
        counted_at=tx.now,
        counted_by=who.id,
        result=result_json(result_of(tx, poll)),
    )
    COUNTED(tx, poll)
    tell.counted(tx, poll)
    return view_of(tx, poll, who, just="count")


def certify_poll(tx: Transaction, who: Person, command: CertifyPoll) -> PollView | Refusal:
    """Certify a counted poll as a second person, and tell its roll what it came to."""
    poll = certified(tx, who, command.poll, told=tell.on_roll)
    if isinstance(poll, Refusal):
        return poll
    if poll.kind == RATIFICATION:
        tell.ratified(tx, poll, ratification_result(poll))
    elif poll.kind == BUDGET:
        tell.budgeted(tx, poll, budget_result(poll))
    else:
        options = options_of(tx, poll.community_id, poll.id)
        tell.ranked(tx, poll, ranking_result(poll), options)
    return view_of(tx, poll, who, just="certify")


def certified(
    tx: Transaction, who: Person, number: int, *, told: Callable[[Poll], Select[Any]]
) -> Poll | Refusal:
    """Certify a counted poll; its motion is carried or lost by it.

    ``told`` selects whom the caller tells the result, so that nobody hears of it twice.
    """
    poll = movable(tx, who, number, "certify")
    if isinstance(poll, Refusal):
        return poll
    refusal = _decide_motion(tx, who, poll, told(poll))
    if refusal is not None:
        return refusal
    return changed(
        tx, who, poll, "certify", state="certified", certified_at=tx.now, certified_by=who.id
    )


def _decide_motion(tx: Transaction, who: Person, poll: Poll, told: Select[Any]) -> Refusal | None:
    """Let the poll's motion be carried or lost.

    What advises decides only a motion that was put to it (residents' track); to keep things as
    they are, a tie that stands, or a pot that funds nothing, carries nothing.
    """
    if poll.kind == RATIFICATION:
        result = ratification_result(poll)
        if result.passed == "needs_review":
            units = " ".join(result.unclear_units[:10])
            return refuse("poll.needs_review", **named(poll), units=units)
        carried = result.passed == "yes"
    else:
        motion = motion_by(tx, poll.community_id, id=poll.motion_id)
        if motion is None or motion.state != "put":
            return None
        carried = bool(budget_result(poll).funded) if poll.kind == BUDGET else _changes(tx, poll)
    decided = (carry if carried else lose)(tx, who, poll.motion_id, told=told)
    return decided if isinstance(decided, Refusal) else None


def _changes(tx: Transaction, poll: Poll) -> bool:
    """Whether a ranking was won by something that changes things."""
    winner = ranking_result(poll).winner
    options = options_of(tx, poll.community_id, poll.id)
    return any(each.letter == winner and not each.status_quo for each in options)
