"""Polls 表决: what bots and pages show of them."""

from typing import Any

from sqlalchemy import Select, and_, exists, select

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.todos import Todo
from council.kernel.values import Person
from council.motions.records import motion_by
from council.motions.tables import motions
from council.polls.ballots.reads import filled_in
from council.polls.commands import PollChoice, PollLine, PollList, PollMoveAsked, PollView
from council.polls.electorate.reads import co_owner_has_ballot, has_ballot
from council.polls.poll import Poll, named
from council.polls.ready import kinds_of_poll
from council.polls.records import options_of, poll_by, poll_from, ranking_result, takes_chat
from council.polls.rules import DAY, state_now
from council.polls.tables import electorate, polls
from council.polls.view import moves_of, turnout, view_of
from council.rules.poll_kinds import RANKING, RATIFICATION
from council.rules.records import rules_of

#: How many polls a list shows, newest first.
LISTED = 20
#: From when on staff are warned that a ratification still lacks its quorum.
QUORUM_WARNING = 3 * DAY
_RUNNING = ("announced", "open")
_LIVE = ("draft", "announced", "open", "closed", "counted")


def poll(tx: Transaction, community_id: str, number: int) -> PollView | None:
    """One poll as everybody may see it; None for an unknown number, a draft too."""
    found = poll_by(tx, community_id, number=number)
    if found is None or found.state == "draft":
        return None
    return view_of(tx, found)


def show(tx: Transaction, who: Person, number: int) -> PollView | Refusal:
    """One poll's screen; drafts are seen by those who make them."""
    found = poll_by(tx, who.community_id, number=number)
    if found is None or (found.state == "draft" and not who.holds("facilitator")):
        return refuse("poll.unknown", number=number)
    return view_of(tx, found, who)


def asked_first(tx: Transaction, who: Person, number: int, verb: str) -> PollMoveAsked | Refusal:
    """A move of a poll that is asked twice, because nothing takes it back."""
    seen = show(tx, who, number)
    if isinstance(seen, Refusal):
        return seen
    return PollMoveAsked(verb=verb, kind=seen.kind, number=seen.number, title=seen.title)


def show_as_resident(tx: Transaction, who: Person, number: int) -> PollView | Refusal:
    """One poll as any resident sees it, whatever roles they hold."""
    found = poll(tx, who.community_id, number)
    return found or refuse("poll.unknown", number=number)


def new_poll(tx: Transaction, who: Person, motion: int) -> PollChoice | Refusal:
    """Tell which kinds of poll a motion may be put to now."""
    found = motion_by(tx, who.community_id, number=motion)
    if found is None:
        return refuse("poll.motion_unknown", number=motion)
    if found.legal_class in rules_of(tx, who.community_id).only_at_meetings:
        return refuse("motion.only_at_meetings", number=motion)
    return PollChoice(motion=motion, title=found.title, kinds=kinds_of_poll(tx, found))


def recent(tx: Transaction, who: Person) -> PollList:
    """The newest polls, for staff; drafts too for those who make them."""
    query = _query(who)
    if not who.holds("facilitator"):
        query = query.where(polls.c.state != "draft")
    return PollList(bot="staff", polls=_newest(tx, query))


def open_polls(tx: Transaction, who: Person) -> PollList:
    """What a resident can vote on now or soon, then the latest results."""
    lines = _newest(tx, _query(who).where(polls.c.state.not_in(("draft", "annulled"))))
    current = [line for line in lines if line.state in _RUNNING]
    done = [line for line in lines if line.state not in _RUNNING]
    current.sort(key=lambda line: (line.closes_at, line.number))
    return PollList(bot="resident", polls=(*current, *done[:3]))


def _query(who: Person) -> Select[Any]:
    p, e = polls.c, electorate.c
    mine = and_(e.community_id == p.community_id, e.poll_id == p.id, e.resident_id == who.id)
    return select(
        polls,
        exists().where(mine).label("on_roll"),
        exists().where(mine, ~has_ballot()).label("missing"),
        exists().where(mine, ~has_ballot(), ~co_owner_has_ballot()).label("waited_for"),
    ).where(p.community_id == who.community_id)


def _newest(tx: Transaction, query: Select[Any]) -> tuple[PollLine, ...]:
    return tuple(
        PollLine(
            number=row.number,
            kind=row.kind,
            title=row.title,
            state=state_now(row.state, closes_at=row.closes_at, now=tx.now),
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            on_roll=bool(row.on_roll),
            voted=bool(row.on_roll) and not row.missing,
        )
        for row in tx.connection.execute(query.order_by(polls.c.number.desc()).limit(LISTED))
    )


def needs(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """What a resident is waited for: open polls in which one of their slots has no ballot."""
    p = polls.c
    query = _query(who).where(p.state == "open", p.opens_at <= tx.now, p.closes_at > tx.now)
    rows = tx.connection.execute(query.order_by(p.closes_at))
    return tuple(
        Todo(
            key=f"poll_vote_{_how(tx, poll, who)}",
            verb="ballot.open",
            by=poll.closes_at,
            params={**named(poll), "closes_at": poll.closes_at},
            arguments=(poll.number,),
        )
        for poll in [poll_from(row) for row in rows if row.waited_for]
    )


def _how(tx: Transaction, poll: Poll, who: Person) -> str:
    """How somebody is asked to vote: on paper, in chat, or to send what they filled in."""
    if not takes_chat(tx, poll):
        return "on_paper"
    return "unsent" if filled_in(tx, poll, who) else poll.kind


def due(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """What is due at the staff desk."""
    p = polls.c
    found: list[Todo] = []
    query = select(polls).where(p.community_id == who.community_id, p.state.in_(_LIVE))
    for poll in map(poll_from, tx.connection.execute(query.order_by(p.number)).all()):
        key, by = _what_is_due(tx, poll, who)
        if key:
            params = {**named(poll), "at": by or tx.now}
            verb = "delivery.lists" if key == "poll_deliver" else "poll.view"
            found.append(Todo(key=key, verb=verb, by=by, params=params, arguments=(poll.number,)))
    return (*found, *_motions_to_draft(tx, who))


def _what_is_due(tx: Transaction, poll: Poll, who: Person) -> tuple[str, int]:
    facilitator = who.holds("facilitator")
    match state_now(poll.state, closes_at=poll.closes_at, now=tx.now):
        case "draft" if facilitator:
            return "poll_announce", poll.opens_at
        case "closed" if facilitator:
            return "poll_count", poll.closes_at
        case "counted" if "certify" in moves_of(tx, poll, who):
            return "poll_certify", poll.counted_at or 0
        case "open" if poll.kind == RATIFICATION and facilitator and _warns(tx, poll):
            return "poll_quorum", poll.first_closes_at
        case "open" if who.holds("clerk"):
            return "poll_paper", poll.closes_at
        case "announced" if poll.kind == RATIFICATION and who.holds("clerk") and not facilitator:
            return "poll_deliver", poll.opens_at
        case "announced" | "open" if facilitator:
            return "poll_running", poll.closes_at
        case _:
            return "", 0


def _warns(tx: Transaction, poll: Poll) -> bool:
    """Whether a quorum is still missing shortly before a close that can be put off."""
    if (
        poll.extended_at
        or not poll.first_closes_at - QUORUM_WARNING <= tx.now < poll.first_closes_at
    ):
        return False
    now = turnout(tx, poll)
    return now.heads < now.heads_needed or now.area_x100 < now.area_needed_x100


def _motions_to_draft(tx: Transaction, who: Person) -> list[Todo]:
    """Rankings that are certified and have singled out an option, but no motion yet."""
    if not who.holds("facilitator"):
        return []
    p = polls.c
    drafted = exists().where(
        motions.c.community_id == p.community_id, motions.c.from_poll_id == p.id
    )
    query = select(polls).where(
        p.community_id == who.community_id, p.kind == RANKING, p.state == "certified", ~drafted
    )
    found = []
    for poll in map(poll_from, tx.connection.execute(query.order_by(p.number)).all()):
        winner = ranking_result(poll).winner
        options = options_of(tx, who.community_id, poll.id)
        if any(each.letter == winner and not each.status_quo for each in options):
            found.append(
                Todo(
                    key="poll_motion",
                    verb="form.start",
                    by=poll.certified_at or 0,
                    params={"number": poll.number, "title": poll.title, "letter": winner},
                    arguments=("ranked_motion", poll.number),
                )
            )
    return found
