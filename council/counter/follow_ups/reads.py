"""Follow-up calls 回访: what is asked in each, who still has to call, and what the calls told."""

from collections import Counter

from sqlalchemy import and_, func, select

from council.counter.acts import CALL_MOVES
from council.counter.assisted.reads import assisted_figures
from council.counter.assisted.tables import assisted_acts, follow_up_calls
from council.counter.follow_ups.commands import FollowUpCall
from council.counter.follow_ups.records import Call, call_by, took_part
from council.counter.follow_ups.rules import CallFacts
from council.counter.proxies.tables import proxies
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.policy import check
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.polls.commands import CounterFigures
from council.polls.electorate.reads import standing
from council.polls.hooks import AT_THE_COUNTER
from council.polls.ranking import order_of
from council.polls.ratification import choice_of
from council.polls.records import known_poll
from council.rules.poll_kinds import RATIFICATION


def show_call(tx: Transaction, who: Person, act: int) -> FollowUpCall | Refusal:
    """One call, for those who may make it."""
    refusal = check(who, "follow_up.confirm")
    if refusal is not None:
        return refusal
    call = call_by(tx, who.community_id, act)
    return refuse("follow_up.unknown", act=act) if call is None else call_view(tx, who, call)


def call_view(tx: Transaction, who: Person, call: Call, just: str = "") -> FollowUpCall:
    """Draw a call with what this person may note now."""
    act = call.act
    poll = known_poll(tx, act.community_id, act.poll_id)
    r = residents.c
    caller = select(r.name).where(r.community_id == act.community_id, r.id == call.called_by)
    binding = poll.kind == RATIFICATION
    return FollowUpCall(
        act=act.number,
        poll=poll.number,
        title=poll.title,
        kind=poll.kind,
        person=act.person,
        voter=act.voter,
        helper=act.helper,
        desk=act.desk,
        recorded_at=act.recorded_at,
        choice=choice_of(act.content) if binding else "",
        order=() if binding else order_of(act.content),
        state=call.state,
        note=call.note or "",
        called_by=tx.connection.scalar(caller) or "",
        moves=CALL_MOVES.open_to(who, facts_of(who, call)),
        just=just,
    )


def facts_of(who: Person, call: Call) -> CallFacts:
    """Gather what the moves of a call are judged by."""
    return CallFacts(number=call.act.number, state=call.state, involved=took_part(who, call.act))


@AT_THE_COUNTER.fill
def counter_figures(tx: Transaction, community_id: str, poll_id: str) -> CounterFigures:
    """Count how the standing ballots came over the desk, and what the calls told."""
    a, f, x = assisted_acts.c, follow_up_calls.c, proxies.c
    cast = standing(community_id, poll_id).subquery()
    on_paper = tx.connection.scalar(
        select(func.count()).select_from(cast).where(cast.c.channel == "paper")
    )
    by_proxy = tx.connection.scalar(
        select(func.count())
        .select_from(proxies)
        .join(cast, and_(cast.c.slot == x.slot, cast.c.revision == x.revision))
        .where(x.community_id == community_id, x.poll_id == poll_id, x.state == "counted")
    )
    lapsed = tx.connection.scalar(
        select(func.count()).where(
            a.community_id == community_id, a.poll_id == poll_id, a.state == "lapsed"
        )
    )
    told = Counter(
        tx.connection.scalars(
            select(f.state).where(f.community_id == community_id, f.poll_id == poll_id)
        )
    )
    assisted, _ = assisted_figures(tx, community_id, poll_id)
    return CounterFigures(
        paper=(on_paper or 0) - assisted - (by_proxy or 0),
        assisted=assisted,
        proxies=by_proxy or 0,
        lapsed=lapsed or 0,
        called=told.total(),
        drawn=told["drawn"],
        confirmed=told["confirmed"],
        not_reached=told["not_reached"],
        contradicted=told["contradicted"],
    )
