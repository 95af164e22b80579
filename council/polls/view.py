"""One poll as it is drawn: its options, turnout, results, and who may move it."""

from dataclasses import replace

from sqlalchemy import select

from council.kernel.acts.moves import OpenMove
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.values import Person
from council.motions.tables import motions
from council.polls.acts import POLL_MOVES
from council.polls.commands import PollView, Turnout
from council.polls.electorate.reads import channels_of, frozen_roll, owner_ballots, voted_slots
from council.polls.facts import PollFacts
from council.polls.hooks import ASSISTED_ACTS, AT_THE_COUNTER, DISOWNED
from council.polls.poll import Poll
from council.polls.ratification import RatificationResult, first_close_of
from council.polls.records import (
    FIRST_CLOSES,
    budget_result,
    options_of,
    ranking_result,
    ratification_result,
    rules_of_poll,
    takes_chat,
)
from council.polls.rules import state_now
from council.polls.second_persons import AHEAD, Seconds
from council.rules.poll_kinds import BUDGET, RANKING, RATIFICATION
from voting.ratification import OwnerBallot

#: The clock's mark of a poll whose reminder went out.
REMINDED = "poll_reminder"

_STAFF = ("facilitator", "chair", "clerk", "clock", "operator")


def turnout(
    tx: Transaction, poll: Poll, *, more: tuple[OwnerBallot, ...] = (), newly: int = 0
) -> Turnout:
    """Count who took part so far, never what they chose.

    ``more`` are ballots about to be kept, ``newly`` of them by people who had none standing.
    """
    voted = voted_slots(tx, poll.community_id, poll.id) + newly
    if poll.kind != RATIFICATION:
        return Turnout(voted=voted, roll=poll.roll_size)
    now = first_close_of(
        frozen_roll(tx, poll.community_id, poll.id),
        (*owner_ballots(tx, poll.community_id, poll.id), *more),
        row=rules_of_poll(tx, poll).rows[poll.legal_class],
        at=tx.now,
    )
    return Turnout(
        voted=voted,
        roll=poll.roll_size,
        heads=now.heads,
        heads_total=now.heads_total,
        heads_needed=now.heads_needed,
        area_x100=now.area_x100,
        area_total_x100=now.area_total_x100,
        area_needed_x100=now.area_needed_x100,
    )


def view_of(tx: Transaction, poll: Poll, who: Person | None = None, just: str = "") -> PollView:
    """Draw a poll; for staff with names, live turnout, and what they may do now.

    Turnout is the staff's alone until the count: live area figures would tell who just voted.
    """
    staff = who is not None and any(who.holds(role) for role in _STAFF)
    motion = tx.connection.execute(
        select(motions.c.number, motions.c.title).where(
            motions.c.community_id == poll.community_id, motions.c.id == poll.motion_id
        )
    ).one()
    state = state_now(poll.state, closes_at=poll.closes_at, now=tx.now)
    counted = state in ("counted", "certified") and poll.result is not None
    names = _names(tx, poll) if staff else {}
    assisted, waiting = ASSISTED_ACTS(tx, poll.community_id, poll.id) if staff else (0, 0)
    return PollView(
        number=poll.number,
        kind=poll.kind,
        title=poll.title,
        state=state,
        motion=motion.number,
        motion_title=motion.title,
        legal_class=poll.legal_class,
        method=poll.method,
        options=options_of(tx, poll.community_id, poll.id),
        opens_at=poll.opens_at,
        closes_at=poll.closes_at,
        first_closes_at=poll.first_closes_at,
        extended_at=poll.extended_at or 0,
        extension_reason=poll.extension_reason or "",
        annul_reason=poll.annul_reason or "",
        announced_at=poll.announced_at or 0,
        closed_at=poll.closed_at or 0,
        counted_at=poll.counted_at or 0,
        certified_at=poll.certified_at or 0,
        roll_size=poll.roll_size,
        roll_fingerprint=poll.roll_fingerprint or "",
        turnout=turnout(tx, poll) if staff and state in ("open", "closed") else None,
        first_close=FIRST_CLOSES.validate_json(poll.first_close)
        if poll.first_close and (staff or state != "open")
        else None,
        ranking=ranking_result(poll) if counted and poll.kind == RANKING else None,
        ratification=_ratification(poll, staff=staff)
        if counted and poll.kind == RATIFICATION
        else None,
        created_by=names.get(poll.created_by, ""),
        counted_by=names.get(poll.counted_by, ""),
        certified_by=names.get(poll.certified_by, ""),
        staff=staff,
        at_desk=who is not None,
        moves=moves_of(tx, poll, who) if who is not None and staff else (),
        special=poll.kind == RATIFICATION
        and rules_of_poll(tx, poll).rows[poll.legal_class].special,
        just=just,
        assisted=assisted,
        assisted_waiting=waiting,
        chat=takes_chat(tx, poll),
        extraordinary=bool(poll.extraordinary),
        channels=channels_of(tx, poll.community_id, poll.id)
        if counted and poll.kind == RATIFICATION
        else (),
        desk=AT_THE_COUNTER(tx, poll.community_id, poll.id) if staff and counted else None,
        no_second=_no_second(tx, poll) if staff and poll.state in AHEAD else "",
        disowned=DISOWNED(tx, poll.community_id, poll.id) if staff else (),
        pot_fen=poll.pot_fen or 0,
        ballot=poll.ballot or "",
        budget=budget_result(poll) if counted and poll.kind == BUDGET else None,
    )


def _no_second(tx: Transaction, poll: Poll) -> str:
    """Name those who could certify but are involved; empty where somebody else could."""
    seconds = Seconds(tx, poll.community_id)
    return seconds.missing("poll.certify", poll.created_by, poll.counted_by)


def _ratification(poll: Poll, *, staff: bool) -> RatificationResult:
    """Read a result; which units' ballots are unclear is told to those who must find out why."""
    result = ratification_result(poll)
    return result if staff else replace(result, unclear_units=())


def _names(tx: Transaction, poll: Poll) -> dict[str | None, str]:
    wanted = [each for each in (poll.created_by, poll.counted_by, poll.certified_by) if each]
    t = residents.c
    found = tx.connection.execute(
        select(t.id, t.name).where(t.community_id == poll.community_id, t.id.in_(wanted))
    )
    return {row.id: row.name for row in found}


def facts_of(tx: Transaction, who: Person, poll: Poll) -> PollFacts:
    """Gather what the moves of a poll are judged by."""
    return PollFacts(poll=poll, now=tx.now, person=who.id, clock=who.holds("clock"))


def moves_of(tx: Transaction, poll: Poll, who: Person) -> tuple[OpenMove, ...]:
    """List what this person may do with the poll now."""
    return POLL_MOVES.open_to(who, facts_of(tx, who, poll))
