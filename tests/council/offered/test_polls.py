"""Every button of a poll that is offered is accepted, and whatever would be accepted is offered.

Each state of a poll, at each hour that matters, for each person.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import select, update

from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.polls.acts import POLL_MOVES
from council.polls.commands import (
    AnnouncePoll,
    CertifyPoll,
    ClosePoll,
    CountPoll,
    OpenPoll,
)
from council.polls.facts import PollFacts
from council.polls.reads import show
from council.polls.records import poll_by
from council.polls.rules import POLL
from council.polls.tables import polls
from council.rules.poll_kinds import RANKING, RATIFICATION
from tests.council.conftest import NOON, Town
from tests.council.moves import drawn
from tests.council.offered.trial import Acts, acts_of, drifts
from tests.council.polls.polling import (
    DAY,
    NOTICE,
    WEEK,
    choose,
    council,
    draft_ranking,
    draft_ratification,
    put_motion,
    put_roll,
    vote,
)

PEOPLE = ("召", "集", "主", "代", "财", "王芳")
#: What is asked about first, and then done.
SURE: Acts = {
    "announce": lambda actor: AnnouncePoll(actor=actor, poll=1),
    "close": lambda actor: ClosePoll(actor=actor, poll=1),
    "certify": lambda actor: CertifyPoll(actor=actor, poll=1),
}


def acts(town: Town) -> Acts:
    """What the moves of poll 1 press; the desk and what is inspected are looked at elsewhere."""

    def gather(tx: Transaction) -> Acts:
        poll = poll_by(tx, town.id, number=1)
        assert poll is not None
        facts = PollFacts(poll=poll, now=tx.now, person="", clock=False)
        return {**acts_of(POLL_MOVES, facts, without="desk inspect"), **SURE}

    return town.app.bus.submit_run(gather).result()


def leads_to(move: str) -> str:
    """Tell the state that a move leads to: done once more, it changes nothing and is not offered."""
    return POLL.moves[move].after if move in POLL.moves and move != "extend" else ""


def situations(town: Town, kind: str) -> Iterator[str]:
    """Lead poll 1 through its life, and stop at each hour that matters; tells where it stands."""
    ranking = kind == RANKING
    if ranking:
        put_motion(town)
        row = draft_ranking(town, opens_at=NOON + DAY)
    else:
        put_roll(town)
        put_motion(town, state="drafted", legal_class="O-8")
        row = draft_ratification(town, opens_at=NOON + NOTICE + DAY, closes_at=NOON + 50 * DAY)
    yield "draft"
    town.act("召", AnnouncePoll, poll=1)
    for at in (NOON, row.opens_at):
        town.clock.at = at
        yield f"announced at {at - NOON}"
    town.tick(OpenPoll, poll=1)
    if ranking:
        vote(town, "王芳", "A")
    else:
        choose(town, "甲先生", "agree")
    for at in (row.opens_at, row.closes_at - DAY, row.closes_at, row.closes_at + WEEK):
        town.clock.at = at
        yield f"open at {at - NOON}"
    town.act("召", ClosePoll, poll=1)
    yield "closed"
    town.act("召", CountPoll, poll=1)
    yield "counted"
    town.act("主", CertifyPoll, poll=1)
    yield "certified"
    query = update(polls).values(state="annulled")
    town.app.bus.submit_run(lambda tx: tx.connection.execute(query).rowcount).result()
    yield "annulled"


@pytest.mark.parametrize("kind", [RANKING, RATIFICATION])
def test_a_move_of_a_poll_is_offered_exactly_where_it_is_accepted(town: Town, kind: str):
    council(town)
    town.person("财", "treasurer")
    town.person("王芳")
    town.person("甲先生", owner_key="甲")
    states, wrong = set(), []

    for situation in situations(town, kind):
        states.add(situation.split()[0])
        state = town.rows(select(polls.c.state))[0].state
        asked = acts(town)
        done = {move for move in asked if leads_to(move) == state}
        views = {person: town.read(person, show, 1) for person in PEOPLE}
        offers = {
            person: () if isinstance(view, Refusal) else drawn(view, view.moves)
            for person, view in views.items()
        }
        wrong += drifts(town, situation, offers, asked, idle=done)

    assert states == set(POLL.states)
    assert wrong == []
