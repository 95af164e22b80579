"""Polls 表决: what bots and pages show of them."""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, select

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.records import motion_by
from council.polls.commands import PollChoice, PollLine, PollList, PollMoveAsked, PollView
from council.polls.electorate.reads import co_owner_has_ballot, has_ballot
from council.polls.ready import kinds_of_poll
from council.polls.records import poll_by
from council.polls.rules import DAY, state_now
from council.polls.tables import electorate, polls
from council.polls.view import view_of
from council.rules.records import rules_of

#: How many polls a list shows, newest first.
LISTED = 20
#: From when on staff are warned that a ratification still lacks its quorum.
QUORUM_WARNING = 3 * DAY
_RUNNING = ("announced", "open")


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
    if found is None:
        return refuse("poll.unknown", number=number)
    on_roll = bool(tx.connection.scalar(select(_on_roll(who)).where(*_numbered(who, number))))
    return replace(found, on_roll=on_roll or found.state not in _RUNNING)


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


def _numbered(who: Person, number: int) -> tuple[ColumnElement[bool], ...]:
    return polls.c.community_id == who.community_id, polls.c.number == number


def _mine(who: Person) -> ColumnElement[bool]:
    p, e = polls.c, electorate.c
    return and_(e.community_id == p.community_id, e.poll_id == p.id, e.resident_id == who.id)


def _on_roll(who: Person) -> ColumnElement[bool]:
    return exists().where(_mine(who)).label("on_roll")


def _query(who: Person) -> Select[Any]:
    p, mine = polls.c, _mine(who)
    return select(
        polls,
        _on_roll(who),
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
