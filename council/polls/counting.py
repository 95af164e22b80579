"""Closing, counting, certifying: from the last ballot to a result that stands."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Row, Select, update

from council.kernel.acts_log import record
from council.kernel.bus.inbox import waits_from_before
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Person
from council.motions.moving import carry, lose
from council.motions.records import motion_by
from council.polls import telling as tell
from council.polls.commands import CertifyPoll, ClosePoll, CountPoll, PollView, RecordFirstClose
from council.polls.digests import ballots_digest
from council.polls.electorate.reads import frozen_roll, owner_ballots
from council.polls.hooks import COUNTED, ENDS
from council.polls.ratification import FirstClose, first_close_of
from council.polls.recount import result_json, result_of
from council.polls.rules import POLL, check_certifying, check_hand
from council.polls.tables import polls
from council.polls.view import (
    FIRST_CLOSES,
    RANKING_RESULTS,
    RATIFICATION_RESULTS,
    named,
    options_of,
    poll_row,
    view_of,
)
from council.rules.poll_kinds import RATIFICATION
from council.rules.records import rules_of_poll


def locked(tx: Transaction, who: Person, number: int) -> Row[Any] | Refusal:
    """Take the poll row's lock before anything is judged: no ballot may come after the count."""
    row = poll_row(tx, who.community_id, lock=True, number=number)
    return refuse("poll.unknown", number=number) if row is None else row


def changed(
    tx: Transaction,
    who: Person,
    row: Row[Any],
    verb: str,
    *,
    told: Mapping[str, Param] | None = None,
    **columns: str | int | None,
) -> Row[Any]:
    """Write columns of a locked poll, log the act with what is ``told``, and read the row anew."""
    tx.connection.execute(
        update(polls)
        .where(polls.c.community_id == row.community_id, polls.c.id == row.id)
        .values(**columns)
    )
    record(tx, who, f"poll.{verb}", "poll", row.id, number=row.number, **(told or {}))
    found = poll_row(tx, row.community_id, id=row.id)
    assert found is not None
    return found


def close_poll(tx: Transaction, who: Person, command: ClosePoll) -> PollView | Refusal:
    """Close: the row's lock first, so every cast is either counted or refused.

    What was taken in before is handled first: a count includes every ballot that was.
    One that is closed is shown as it stands: the clock was faster than the hand.
    """
    row = locked(tx, who, command.poll)
    if isinstance(row, Refusal):
        return row
    if row.state == "closed":
        return view_of(tx, row, who)
    after = POLL.after("close", row.state)
    if isinstance(after, Refusal):
        return after
    kind = RATIFICATION if who.holds("clock") else row.kind
    refusal = check_hand(kind, "close", due_at=row.closes_at, now=tx.now)
    if refusal is not None:
        return refusal
    if waits_from_before(tx, min(tx.now + 1, row.closes_at)):
        return refuse("poll.still_taking_in", **named(row))
    columns: dict[str, str | int | None] = {"state": after, "closed_at": tx.now}
    if tx.now < row.closes_at:
        # A ballot may have been cast in this very second: the window ends after it.
        columns["closes_at"] = max(tx.now, row.opens_at) + 1
    if row.kind == RATIFICATION and row.first_close is None:
        columns["first_close"] = FIRST_CLOSES.dump_json(_first_close(tx, row)).decode()
    told = {"ballots": ballots_digest(tx, row.community_id, row.id)}
    row = changed(tx, who, row, "close", told=told, **columns)
    ENDS(tx, who, row)
    return view_of(tx, row, who, just="close")


def record_first_close(
    tx: Transaction, who: Person, command: RecordFirstClose
) -> PollView | Refusal:
    """Keep how an extended poll stood at its first close; it stays open."""
    row = locked(tx, who, command.poll)
    if isinstance(row, Refusal):
        return row
    if row.state != "open" or row.kind != RATIFICATION:
        return refuse("poll.not_now", verb="close", state=row.state)
    if row.first_close is not None or not row.first_closes_at <= tx.now < row.closes_at:
        return refuse("poll.close_by_clock_only", due_at=row.first_closes_at)
    if waits_from_before(tx, row.first_closes_at):
        return refuse("poll.still_taking_in", **named(row))
    figures = _first_close(tx, row)
    written = FIRST_CLOSES.dump_json(figures).decode()
    row = changed(tx, who, row, "close", first_close=written)
    tell.first_closed(tx, row, figures.heads, figures.heads_needed)
    return view_of(tx, row, who, just="first_close")


def _first_close(tx: Transaction, row: Row[Any]) -> FirstClose:
    at = row.first_closes_at
    return first_close_of(
        frozen_roll(tx, row.community_id, row.id),
        owner_ballots(tx, row.community_id, row.id, before=at),
        row=rules_of_poll(tx, row).rows[row.legal_class],
        at=at,
    )


def count_poll(tx: Transaction, who: Person, command: CountPoll) -> PollView | Refusal:
    """Count a closed poll and keep the result."""
    row = locked(tx, who, command.poll)
    if isinstance(row, Refusal):
        return row
    after = POLL.after("count", row.state)
    if isinstance(after, Refusal):
        return after
    row = changed(
        tx,
        who,
        row,
        "count",
        state=after,
        counted_at=tx.now,
        counted_by=who.id,
        result=result_json(result_of(tx, row)),
    )
    COUNTED(tx, row)
    tell.counted(tx, row)
    return view_of(tx, row, who, just="count")


def certify_poll(tx: Transaction, who: Person, command: CertifyPoll) -> PollView | Refusal:
    """Certify a counted poll as a second person, and tell its roll what it came to."""
    row = certified(tx, who, command.poll, told=tell.on_roll)
    if isinstance(row, Refusal):
        return row
    if row.kind == RATIFICATION:
        tell.ratified(tx, row, RATIFICATION_RESULTS.validate_json(row.result))
    else:
        options = options_of(tx, row.community_id, row.id)
        tell.ranked(tx, row, RANKING_RESULTS.validate_json(row.result), options)
    return view_of(tx, row, who, just="certify")


def certified(
    tx: Transaction, who: Person, number: int, *, told: Callable[[Row[Any]], Select[Any]]
) -> Row[Any] | Refusal:
    """Certify a counted poll; its motion is carried or lost by it.

    ``told`` selects whom the caller tells the result, so that nobody hears of it twice.
    """
    row = locked(tx, who, number)
    if isinstance(row, Refusal):
        return row
    involved = (row.created_by, row.counted_by)
    refusal = check_certifying(who.id, state=row.state, involved=involved) or _decide_motion(
        tx, who, row, told(row)
    )
    if refusal is not None:
        return refusal
    return changed(
        tx, who, row, "certify", state="certified", certified_at=tx.now, certified_by=who.id
    )


def _decide_motion(
    tx: Transaction, who: Person, row: Row[Any], told: Select[Any]
) -> Refusal | None:
    """Let the poll's motion be carried or lost.

    A ranking decides only a motion that was put to it (residents' track); to keep things as
    they are, or a tie that stands, carries nothing.
    """
    if row.kind == RATIFICATION:
        result = RATIFICATION_RESULTS.validate_json(row.result)
        if result.passed == "needs_review":
            units = " ".join(result.unclear_units[:10])
            return refuse("poll.needs_review", **named(row), units=units)
        carried = result.passed == "yes"
    else:
        motion = motion_by(tx, row.community_id, id=row.motion_id)
        if motion is None or motion.state != "put":
            return None
        winner = RANKING_RESULTS.validate_json(row.result).winner
        options = options_of(tx, row.community_id, row.id)
        carried = any(each.letter == winner and not each.status_quo for each in options)
    decided = (carry if carried else lose)(tx, who, row.motion_id, told=told)
    return decided if isinstance(decided, Refusal) else None
