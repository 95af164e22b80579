"""The neighbours of the demo: they second, come, vote and pledge as the council asks them to.

What waits for a resident is what the product itself says waits for them (``todos.mine``); beside
it they second what was admitted and pledge to what is open. Everybody looks now and then.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from sqlalchemy import exists, select

from council.campaigns.pledges.commands import MakePledge
from council.campaigns.tables import campaigns, pledges
from council.demo.acting import Acting, account, community_of
from council.demo.cast import NEIGHBOURS, PLAYERS
from council.demo.content import ORDERS, TICKS
from council.demo.town import demo_residents
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, residents
from council.kernel.refusals import Refusal
from council.kernel.todos import Todo
from council.kernel.values import Person
from council.meetings.commands import CheckIn, Rsvp
from council.meetings.floor.commands import SecondQuestion, VoteOnFloor
from council.meetings.floor.reads import floor_now
from council.overview.todos import mine
from council.people.commands import IssueCodes, RedeemCode
from council.people.records import person_of
from council.polls.ballots.commands import (
    BallotSheet,
    CastBallot,
    ChooseOnSheet,
    OpenSheet,
    TypeRanking,
)
from council.polls.tables import ballots, electorate, polls
from council.proposals.commands import SecondProposal
from council.proposals.tables import proposals, seconds
from council.routes import ROUTES

#: So many neighbours look at their phones at a time, and so many owners come to vote.
LOOKING, VOTING = 5, 30
#: Pledges are of whole hundreds of yuan (fen).
ROUND_FEN = 10_000

_PLAYED = frozenset(player.ref for player in PLAYERS)
#: Owners who vote when all owners are asked: all but those whose phones a visitor holds.
OWNERS = MappingProxyType(
    {
        each.owner_key: each.ref
        for each in demo_residents()
        if each.owner_key and each.ref not in _PLAYED
    }
)
#: Those of them who join when all owners are asked.
OTHERS = tuple(ref for ref in OWNERS.values() if ref not in NEIGHBOURS)
#: Of ten owners the last says no, the one before abstains; the others agree.
_CHOICES = (*("agree",) * 8, "abstain", "oppose")


def turn_comes(place: int, of: int, *, begins: int, ends: int) -> int:
    """Tell when somebody's turn comes (UTC seconds): a quarter at once, the others one by one.

    The last of them when three fifths of the time are over, so that nobody is late.
    """
    at_once = of // 4
    if place < at_once:
        return begins
    return begins + (ends - begins) * 3 * (place - at_once + 1) // (5 * (of - at_once))


def look(tx: Transaction, start: int) -> None:
    """Let the next few neighbours, from ``start`` on, do what waits for them."""
    community_id = community_of(tx)
    if community_id is None:
        return
    acting = Acting(tx, community_id)
    for place in range(start, start + LOOKING):
        ref = NEIGHBOURS[place % len(NEIGHBOURS)]
        who = person_of(tx, account(ref))
        if who is None:
            continue
        for todo in mine(tx, who).needs:
            answer = _ANSWERS.get(todo.key)
            if answer is not None:
                answer(acting, ref, todo)
        _second(acting, ref, who)
        _pledge(acting, ref, who)
        _on_the_floor(acting, ref, who)
    _owners_vote(acting)


def _come(acting: Acting, ref: str, todo: Todo) -> None:
    acting.attempt(ref, Rsvp, number=todo.arguments[0], answer="no" if _stays_away(ref) else "yes")


def _check_in(acting: Acting, ref: str, todo: Todo) -> None:
    if not _stays_away(ref):
        acting.attempt(ref, CheckIn, number=todo.arguments[0])


def _stays_away(ref: str) -> bool:
    """One neighbour in four has no time for meetings."""
    return _place(ref) % 4 == 0


def _rank(acting: Acting, ref: str, todo: Todo) -> None:
    _type(acting, ref, todo, ORDERS, few="1 2")  # fewer options than that


def _tick(acting: Acting, ref: str, todo: Todo) -> None:
    _type(acting, ref, todo, TICKS, few="1")


def _type(acting: Acting, ref: str, todo: Todo, said: Sequence[str], *, few: str) -> None:
    """Type, when their turn has come, what a neighbour says; ``few`` where that cannot be read."""
    number = todo.arguments[0]
    begins = acting.tx.connection.scalar(
        select(polls.c.opens_at).where(
            polls.c.community_id == acting.community_id, polls.c.number == number
        )
    )
    assert begins is not None, "a poll that waits for somebody"
    if turn_comes(_place(ref), len(NEIGHBOURS), begins=begins, ends=todo.by) > acting.tx.now:
        return
    order = said[_place(ref) % len(said)]
    sheet = acting.attempt(ref, TypeRanking, poll=number, text=order)
    if not isinstance(sheet, BallotSheet) or sheet.note:
        sheet = acting.attempt(ref, TypeRanking, poll=number, text=few)
    if not isinstance(sheet, Refusal):
        acting.attempt(ref, CastBallot, poll=number, revision=sheet.revision)


#: What the council says waits for a resident → what a neighbour does about it.
_ANSWERS: Mapping[str, Callable[[Acting, str, Todo], None]] = MappingProxyType(
    {
        "meeting_rsvp": _come,
        "meeting_check_in": _check_in,
        "poll_vote_ranking": _rank,
        "poll_vote_budget": _tick,
    }
)


def _place(ref: str) -> int:
    return NEIGHBOURS.index(ref)


def _second(acting: Acting, ref: str, who: Person) -> None:
    """Second what was admitted and lacks seconds; nobody seconds what is theirs."""
    p, s = proposals.c, seconds.c
    already = exists().where(
        s.community_id == p.community_id, s.proposal_id == p.id, s.resident_id == who.id
    )
    numbers = acting.tx.connection.scalars(
        select(p.number)
        .where(
            p.community_id == who.community_id,
            p.state == "admitted",
            p.author_id != who.id,
            ~already,
        )
        .order_by(p.number)
    ).all()
    for number in numbers:
        acting.attempt(ref, SecondProposal, number=number)


def _pledge(acting: Acting, ref: str, who: Person) -> None:
    """Pledge to open campaigns, each in their turn, what reaches the target if all do."""
    c, p = campaigns.c, pledges.c
    already = exists().where(
        p.community_id == c.community_id, p.campaign_id == c.id, p.resident_id == who.id
    )
    rows = acting.tx.connection.execute(
        select(c.number, c.id, c.target_fen, c.minimum_fen, c.opened_at, c.deadline).where(
            c.community_id == who.community_id, c.state == "open", ~already
        )
    ).all()
    for row in rows:
        turn = turn_comes(_place(ref), len(NEIGHBOURS), begins=row.opened_at, ends=row.deadline)
        if turn > acting.tx.now or row.deadline <= acting.tx.now:
            continue
        pledged = acting.tx.connection.scalars(
            select(p.amount_fen).where(
                p.community_id == who.community_id, p.campaign_id == row.id, p.state != "withdrawn"
            )
        ).all()
        share = -(-(row.target_fen - sum(pledged)) // max(1, len(NEIGHBOURS) - len(pledged)))
        amount_fen = max(-(-share // ROUND_FEN) * ROUND_FEN, row.minimum_fen, ROUND_FEN)
        acting.attempt(ref, MakePledge, campaign=row.number, amount_fen=amount_fen)


#: Presses on the floor of a meeting that neighbours make when these are offered to them.
_ON_THE_FLOOR = (SecondQuestion, VoteOnFloor)


def _on_the_floor(acting: Acting, ref: str, who: Person) -> None:
    """Second a question that lacks a second, and vote when the chair asks; one in six against."""
    floor = floor_now(acting.tx, who, "resident")
    if isinstance(floor, Refusal) or not floor.here:
        return
    for move in floor.open_moves:
        verb, *words = move.press.split(":")
        route = ROUTES["resident"].get(verb)
        if route is None or route.row.taker not in _ON_THE_FLOOR:
            continue
        against = _place(ref) % 6 == 0
        if move.name.startswith("vote_") and (move.name == "vote_against") != against:
            continue
        meaning = route.read(tuple(words))
        assert meaning is not None, move.press
        acting.attempt(ref, route.row.taker, **meaning.given)


def _owners_vote(acting: Acting) -> None:
    """Let the next owners whose turn has come vote in what all owners are asked."""
    p = polls.c
    rows = acting.tx.connection.execute(
        select(p.number, p.id, p.opens_at, p.closes_at)
        .where(
            p.community_id == acting.community_id,
            p.kind == "ratification",
            p.state == "open",
            p.opens_at <= acting.tx.now,
            p.closes_at > acting.tx.now,
        )
        .order_by(p.number)
    ).all()
    for row in rows:
        missing = _without_ballot(acting, row.id)
        turns = (
            (place, ref)
            for place, (owner_key, ref) in enumerate(OWNERS.items())
            if owner_key in missing
            and turn_comes(place, len(OWNERS), begins=row.opens_at, ends=row.closes_at)
            <= acting.tx.now
        )
        for place, ref in islice(turns, VOTING):
            _decide(acting, ref, row.number, _CHOICES[place % len(_CHOICES)])


def _without_ballot(acting: Acting, poll_id: str) -> frozenset[str | None]:
    e, b = electorate.c, ballots.c
    cast = exists().where(
        b.community_id == e.community_id, b.poll_id == e.poll_id, b.slot == e.slot
    )
    query = select(e.owner_key).where(
        e.community_id == acting.community_id, e.poll_id == poll_id, ~cast
    )
    return frozenset(acting.tx.connection.scalars(query))


def _decide(acting: Acting, ref: str, number: int, choice: str) -> None:
    """Let an owner vote; who has not joined joins by a code first."""
    _join(acting, ref)
    sheet = acting.attempt(ref, OpenSheet, poll=number)
    if not isinstance(sheet, BallotSheet):
        return
    chosen = acting.attempt(
        ref, ChooseOnSheet, poll=number, revision=sheet.revision, place=sheet.place, choice=choice
    )
    if not isinstance(chosen, Refusal):
        acting.attempt(ref, CastBallot, poll=number, revision=chosen.revision)


def _join(acting: Acting, ref: str) -> None:
    a, r = accounts.c, residents.c
    joined = acting.tx.connection.scalar(
        select(a.account)
        .join(residents, (r.community_id == a.community_id) & (r.id == a.resident_id))
        .where(a.community_id == acting.community_id, r.ref == ref)
    )
    if joined is None:
        (issued,) = acting.operate(IssueCodes, refs=(ref,)).codes
        acting.act(ref, RedeemCode, bot="resident", code=issued.code)
