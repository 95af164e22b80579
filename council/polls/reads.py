"""Polls 表决: what bots and pages show of them."""

from typing import Any

from sqlalchemy import Row, Select, and_, exists, select

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.todos import Todo
from council.kernel.values import Person
from council.motions.records import motion_by
from council.motions.tables import motions
from council.polls.ballots.reads import filled_in
from council.polls.commands import PollChoice, PollLine, PollList, PollMoveAsked, PollView
from council.polls.electorate.reads import co_owner_has_ballot, has_ballot
from council.polls.ready import kinds_of_poll
from council.polls.rules import DAY, state_now
from council.polls.tables import electorate, polls
from council.polls.view import RANKING_RESULTS, moves_of, options_of, poll_row, turnout, view_of
from council.rules.poll_kinds import RANKING, RATIFICATION
from council.rules.records import rules_of, takes_chat

#: How many polls a list shows, newest first.
LISTED = 20
#: From when on staff are warned that a ratification still lacks its quorum.
QUORUM_WARNING = 3 * DAY
_LIVE = ("draft", "announced", "open", "closed", "counted")


def poll(tx: Transaction, community_id: str, number: int) -> PollView | None:
    """One poll as everybody may see it; None for an unknown number, a draft too."""
    row = poll_row(tx, community_id, number=number)
    if row is None or row.state == "draft":
        return None
    return view_of(tx, row)


def show(tx: Transaction, who: Person, number: int) -> PollView | Refusal:
    """One poll's screen; drafts are seen by those who make them."""
    row = poll_row(tx, who.community_id, number=number)
    if row is None or (row.state == "draft" and not who.holds("facilitator")):
        return refuse("poll.unknown", number=number)
    return view_of(tx, row, who)


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
    query = _lines(who).order_by(polls.c.number.desc()).limit(LISTED)
    if not who.holds("facilitator"):
        query = query.where(polls.c.state != "draft")
    rows = tx.connection.execute(query)
    return PollList(bot="staff", polls=tuple(_line(tx, row) for row in rows))


def open_polls(tx: Transaction, who: Person) -> PollList:
    """What a resident can vote on now or soon, then the latest results."""
    query = _lines(who).where(polls.c.state.not_in(("draft", "annulled")))
    rows = tx.connection.execute(query.order_by(polls.c.number.desc()).limit(LISTED)).all()
    current = [row for row in rows if _running(tx, row)]
    done = [row for row in rows if not _running(tx, row)]
    ordered = (*sorted(current, key=lambda row: (row.closes_at, row.number)), *done[:3])
    return PollList(bot="resident", polls=tuple(_line(tx, row) for row in ordered))


def _running(tx: Transaction, row: Row[Any]) -> bool:
    return _state(tx, row) in ("announced", "open")


def _state(tx: Transaction, row: Row[Any]) -> str:
    return state_now(row.state, closes_at=row.closes_at, now=tx.now)


def _lines(who: Person) -> Select[Any]:
    p, e = polls.c, electorate.c
    mine = and_(e.community_id == p.community_id, e.poll_id == p.id, e.resident_id == who.id)
    return select(
        polls,
        exists().where(mine).label("on_roll"),
        exists().where(mine, ~has_ballot()).label("missing"),
        exists().where(mine, ~has_ballot(), ~co_owner_has_ballot()).label("waited_for"),
    ).where(p.community_id == who.community_id)


def _line(tx: Transaction, row: Row[Any]) -> PollLine:
    return PollLine(
        number=row.number,
        kind=row.kind,
        title=row.title,
        state=_state(tx, row),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        on_roll=bool(row.on_roll),
        voted=bool(row.on_roll) and not row.missing,
    )


def needs(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """What a resident is waited for: open polls in which one of their slots has no ballot."""
    p = polls.c
    query = _lines(who).where(p.state == "open", p.opens_at <= tx.now, p.closes_at > tx.now)
    return tuple(
        Todo(
            key=f"poll_vote_{_how(tx, row, who)}",
            verb="ballot.open",
            by=row.closes_at,
            params={
                "number": row.number,
                "title": row.title,
                "poll_key": f"poll.name.{row.kind}",
                "closes_at": row.closes_at,
            },
            arguments=(row.number,),
        )
        for row in tx.connection.execute(query.order_by(p.closes_at))
        if row.waited_for
    )


def _how(tx: Transaction, row: Row[Any], who: Person) -> str:
    """How somebody is asked to vote: on paper, in chat, or to send what they filled in."""
    if not takes_chat(tx, row):
        return "on_paper"
    return "unsent" if filled_in(tx, row, who) else str(row.kind)


def due(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """What is due at the staff desk."""
    p = polls.c
    found: list[Todo] = []
    query = select(polls).where(p.community_id == who.community_id, p.state.in_(_LIVE))
    for row in tx.connection.execute(query.order_by(p.number)).all():
        key, by = _what_is_due(tx, row, who)
        if key:
            params: dict[str, Param] = {
                "number": row.number,
                "title": row.title,
                "poll_key": f"poll.name.{row.kind}",
                "at": by or tx.now,
            }
            verb = "delivery.lists" if key == "poll_deliver" else "poll.view"
            found.append(Todo(key=key, verb=verb, by=by, params=params, arguments=(row.number,)))
    return (*found, *_motions_to_draft(tx, who))


def _what_is_due(tx: Transaction, row: Row[Any], who: Person) -> tuple[str, int]:
    facilitator = who.holds("facilitator")
    match _state(tx, row):
        case "draft" if facilitator:
            return "poll_announce", row.opens_at
        case "closed" if facilitator:
            return "poll_count", row.closes_at
        case "counted" if "certify" in moves_of(tx, row, who):
            return "poll_certify", row.counted_at
        case "open" if row.kind == RATIFICATION and facilitator and _warns(tx, row):
            return "poll_quorum", row.first_closes_at
        case "open" if who.holds("clerk"):
            return "poll_paper", row.closes_at
        case "announced" if row.kind == RATIFICATION and who.holds("clerk") and not facilitator:
            return "poll_deliver", row.opens_at
        case "announced" | "open" if facilitator:
            return "poll_running", row.closes_at
        case _:
            return "", 0


def _warns(tx: Transaction, row: Row[Any]) -> bool:
    """Whether a quorum is still missing shortly before a close that can be put off."""
    if row.extended_at or not row.first_closes_at - QUORUM_WARNING <= tx.now < row.first_closes_at:
        return False
    now = turnout(tx, row)
    return now.heads < now.heads_needed or now.area_x100 < now.area_needed_x100


def _motions_to_draft(tx: Transaction, who: Person) -> list[Todo]:
    """Rankings that are certified and have singled out an option, but no motion yet."""
    if not who.holds("facilitator"):
        return []
    p = polls.c
    drafted = exists().where(
        motions.c.community_id == p.community_id, motions.c.from_poll_id == p.id
    )
    query = select(p.number, p.title, p.result, p.certified_at, p.id).where(
        p.community_id == who.community_id, p.kind == RANKING, p.state == "certified", ~drafted
    )
    found = []
    for row in tx.connection.execute(query.order_by(p.number)).all():
        winner = RANKING_RESULTS.validate_json(row.result).winner
        options = options_of(tx, who.community_id, row.id)
        if any(each.letter == winner and not each.status_quo for each in options):
            params = {"number": row.number, "title": row.title, "letter": winner}
            found.append(
                Todo(
                    key="poll_motion",
                    verb="form.start",
                    by=row.certified_at,
                    params=params,
                    arguments=("ranked_motion", row.number),
                )
            )
    return found
