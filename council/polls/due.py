"""What polls wait for: of residents, and at the desk."""

from sqlalchemy import exists, select

from council.kernel.acts.moves import opened
from council.kernel.database.records import read_all
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.todos import Todo
from council.kernel.values import Person
from council.motions.tables import motions
from council.polls.ballots.reads import filled_in
from council.polls.poll import Poll, named
from council.polls.reads import QUORUM_WARNING, _query
from council.polls.records import options_of, ranking_result, takes_chat
from council.polls.rules import state_now
from council.polls.tables import polls
from council.polls.view import moves_of, turnout
from council.rules.poll_kinds import RANKING, RATIFICATION

_LIVE = ("draft", "announced", "open", "closed", "counted")


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
        for poll in [value_from(Poll, row) for row in rows if row.waited_for]
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
    for poll in read_all(tx, Poll, query.order_by(p.number)):
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
        case "counted" if opened(moves_of(tx, poll, who), "certify"):
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
    for poll in read_all(tx, Poll, query.order_by(p.number)):
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
