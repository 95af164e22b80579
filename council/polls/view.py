"""One poll as it is drawn: its row, options, turnout, results, and who may move it."""

from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, select

from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.policy import may
from council.kernel.refusals import Param, Refusal
from council.kernel.values import Person
from council.motions.tables import motions
from council.polls.commands import PollView, Turnout
from council.polls.electorate.reads import channels_of, frozen_roll, owner_ballots, voted_slots
from council.polls.hooks import ASSISTED_ACTS, AT_THE_COUNTER, DISOWNED
from council.polls.ranking import RankingResult
from council.polls.ratification import FirstClose, RatificationResult, first_close_of
from council.polls.rules import (
    POLL,
    PollOption,
    check_certifying,
    check_extendable,
    check_hand,
    state_now,
)
from council.polls.second_persons import AHEAD, Seconds
from council.polls.tables import poll_options, polls
from council.rules.poll_kinds import RANKING, RATIFICATION, poll_named
from council.rules.records import rules_of_poll, takes_chat
from voting.ratification import OwnerBallot

RANKING_RESULTS = TypeAdapter(RankingResult)
RATIFICATION_RESULTS = TypeAdapter(RatificationResult)
FIRST_CLOSES = TypeAdapter(FirstClose)

#: The clock's mark of a poll whose reminder went out.
REMINDED = "poll_reminder"

#: Moves that a person makes, in the order of their buttons.
_MOVES = ("announce", "open", "close", "extend", "count", "certify", "annul")
_STAFF = ("facilitator", "chair", "clerk", "clock", "operator")


def named(row: Row[Any]) -> dict[str, Param]:
    """Name a poll for a sentence, by its row."""
    return poll_named(row.kind, row.number, row.title)


def poll_row(
    tx: Transaction, community_id: str, *, lock: bool = False, **column: str | int
) -> Row[Any] | None:
    """Find a poll's row by ``number=…`` or ``id=…``; ``lock`` takes it before it is judged."""
    ((name, wanted),) = column.items()
    query = select(polls).where(polls.c.community_id == community_id, polls.c[name] == wanted)
    return tx.connection.execute(query.with_for_update() if lock else query).one_or_none()


def options_of(tx: Transaction, community_id: str, poll_id: str) -> tuple[PollOption, ...]:
    """Read the options of a ranking, by letter."""
    t = poll_options.c
    rows = tx.connection.execute(
        select(t.letter, t.title, t.status_quo)
        .where(t.community_id == community_id, t.poll_id == poll_id)
        .order_by(t.position)
    )
    return tuple(
        PollOption(letter=row.letter, title=row.title, status_quo=bool(row.status_quo))
        for row in rows
    )


def turnout(
    tx: Transaction, row: Row[Any], *, more: tuple[OwnerBallot, ...] = (), newly: int = 0
) -> Turnout:
    """Count who took part so far, never what they chose.

    ``more`` are ballots about to be kept, ``newly`` of them by people who had none standing.
    """
    voted = voted_slots(tx, row.community_id, row.id) + newly
    if row.kind == RANKING:
        return Turnout(voted=voted, roll=row.roll_size)
    now = first_close_of(
        frozen_roll(tx, row.community_id, row.id),
        (*owner_ballots(tx, row.community_id, row.id), *more),
        row=rules_of_poll(tx, row).rows[row.legal_class],
        at=tx.now,
    )
    return Turnout(
        voted=voted,
        roll=row.roll_size,
        heads=now.heads,
        heads_total=now.heads_total,
        heads_needed=now.heads_needed,
        area_x100=now.area_x100,
        area_total_x100=now.area_total_x100,
        area_needed_x100=now.area_needed_x100,
    )


def view_of(tx: Transaction, row: Row[Any], who: Person | None = None, just: str = "") -> PollView:
    """Draw a poll; for staff with names, live turnout, and what they may do now.

    Turnout is the staff's alone until the count: live area figures would tell who just voted.
    """
    staff = who is not None and any(who.holds(role) for role in _STAFF)
    motion = tx.connection.execute(
        select(motions.c.number, motions.c.title).where(
            motions.c.community_id == row.community_id, motions.c.id == row.motion_id
        )
    ).one()
    state = state_now(row.state, closes_at=row.closes_at, now=tx.now)
    counted = state in ("counted", "certified") and row.result is not None
    names = _names(tx, row) if staff else {}
    assisted, waiting = ASSISTED_ACTS(tx, row.community_id, row.id) if staff else (0, 0)
    return PollView(
        number=row.number,
        kind=row.kind,
        title=row.title,
        state=state,
        motion=motion.number,
        motion_title=motion.title,
        legal_class=row.legal_class,
        method=row.method,
        options=options_of(tx, row.community_id, row.id),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        first_closes_at=row.first_closes_at,
        extended_at=row.extended_at or 0,
        extension_reason=row.extension_reason or "",
        annul_reason=row.annul_reason or "",
        announced_at=row.announced_at or 0,
        closed_at=row.closed_at or 0,
        counted_at=row.counted_at or 0,
        certified_at=row.certified_at or 0,
        roll_size=row.roll_size,
        roll_fingerprint=row.roll_fingerprint or "",
        turnout=turnout(tx, row) if staff and state in ("open", "closed") else None,
        first_close=FIRST_CLOSES.validate_json(row.first_close)
        if row.first_close and (staff or state != "open")
        else None,
        ranking=RANKING_RESULTS.validate_json(row.result)
        if counted and row.kind == RANKING
        else None,
        ratification=_ratification(row, staff=staff)
        if counted and row.kind == RATIFICATION
        else None,
        created_by=names.get(row.created_by, ""),
        counted_by=names.get(row.counted_by, ""),
        certified_by=names.get(row.certified_by, ""),
        staff=staff,
        at_desk=who is not None,
        moves=moves_of(tx, row, who) if who is not None and staff else (),
        special=row.kind == RATIFICATION and rules_of_poll(tx, row).rows[row.legal_class].special,
        just=just,
        assisted=assisted,
        assisted_waiting=waiting,
        chat=takes_chat(tx, row),
        extraordinary=bool(row.extraordinary),
        channels=channels_of(tx, row.community_id, row.id)
        if counted and row.kind == RATIFICATION
        else (),
        desk=AT_THE_COUNTER(tx, row.community_id, row.id) if staff and counted else None,
        no_second=_no_second(tx, row) if staff and row.state in AHEAD else "",
        disowned=DISOWNED(tx, row.community_id, row.id) if staff else (),
    )


def _no_second(tx: Transaction, row: Row[Any]) -> str:
    """Name those who could certify but are involved; empty where somebody else could."""
    seconds = Seconds(tx, row.community_id)
    return seconds.missing("poll.certify", row.created_by, row.counted_by)


def _ratification(row: Row[Any], *, staff: bool) -> RatificationResult:
    """Read a result; which units' ballots are unclear is told to those who must find out why."""
    result = RATIFICATION_RESULTS.validate_json(row.result)
    return result if staff else replace(result, unclear_units=())


def _names(tx: Transaction, row: Row[Any]) -> dict[str | None, str]:
    wanted = [each for each in (row.created_by, row.counted_by, row.certified_by) if each]
    t = residents.c
    found = tx.connection.execute(
        select(t.id, t.name).where(t.community_id == row.community_id, t.id.in_(wanted))
    )
    return {row.id: row.name for row in found}


def _guard(tx: Transaction, row: Row[Any], who: Person, verb: str) -> Refusal | None:
    """Judge a move of a poll as its act does."""
    match verb:
        case "open" | "close":
            due_at = row.opens_at if verb == "open" else row.closes_at
            return check_hand(row.kind, verb, due_at=due_at, now=tx.now)
        case "extend":
            return check_extendable(
                state=row.state,
                first_closes_at=row.first_closes_at,
                extended_at=row.extended_at,
                now=tx.now,
            )
        case "certify":
            involved = (row.created_by, row.counted_by)
            return check_certifying(who.id, state=row.state, involved=involved)
        case _:
            return None


def moves_of(tx: Transaction, row: Row[Any], who: Person) -> tuple[str, ...]:
    """List what this person may do with the poll now, by role, state and the second person."""
    verbs = {verb for verb in POLL.verbs(row.state) if may(who, f"poll.{verb}")}
    moves = [verb for verb in _MOVES if verb in verbs and _guard(tx, row, who, verb) is None]
    state = state_now(row.state, closes_at=row.closes_at, now=tx.now)
    if state == "open":
        moves += [verb for verb in ("remind",) if may(who, "poll.remind")]
        moves += [verb for verb in ("paper", "desk") if may(who, "ballot.paper")]
    if state == "announced" and row.kind == RATIFICATION and may(who, "delivery.note"):
        moves.append("desk")
    counted = row.kind == RANKING and row.state in ("counted", "certified")
    if counted and may(who, "motion.draft"):
        moves.append("motion")
    if row.kind == RATIFICATION and row.state in ("counted", "certified"):
        moves += [verb for verb in ("inspect",) if may(who, "poll.inspect")]
    return tuple(moves)
