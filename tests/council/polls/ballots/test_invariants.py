"""Whatever people do and in whatever order, the ballots keep I1, I2 and I4 of `yishi check`."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from council.polls.ballots.commands import BallotCast, BallotSheet, CastBallot
from council.polls.commands import AnnouncePoll, ClosePoll, CountPoll
from council.polls.electorate.reads import standing
from council.polls.falls_due import falls_due
from council.polls.ranking import order_of
from council.polls.tables import ballots, polls
from tests.council.conftest import Town
from tests.council.polls.polling import Step, draft_ranking, put_motion, vote

VOTERS = ("R1", "R2", "R3")
WINDOW = 3600

acts = st.one_of(
    st.tuples(st.just("vote"), st.sampled_from(VOTERS), st.sampled_from(("A", "BA", "CB", "D"))),
    st.tuples(st.just("again"), st.sampled_from(VOTERS), st.just("")),
    st.tuples(st.just("wait"), st.just(""), st.sampled_from(("1", "900", "3600"))),
    st.tuples(st.just("tick"), st.just(""), st.just("")),
    st.tuples(st.just("close"), st.just(""), st.just("")),
)


def tick(town: Town) -> None:
    for command in town.app.bus.read_now(falls_due):
        town.app.bus.submit(command).result()


def fresh_poll(town: Town) -> int:
    """One more motion with an announced ranking that the clock will open."""
    if not town.people:
        town.person("召", "facilitator")
        for name in VOTERS:
            town.person(name)
    now = town.clock.at
    motion = put_motion(town)
    number: int = draft_ranking(town, motion=motion, opens_at=now, closes_at=now + WINDOW).number
    town.act("召", AnnouncePoll, poll=number)
    return number


def do(town: Town, number: int, act: tuple[str, str, str], last: dict[str, CastBallot]) -> Any:
    kind, name, detail = act
    if kind == "vote":
        sheet = Step(town=town, name=name, poll=number).sheet(detail)
        if not isinstance(sheet, BallotSheet):
            return sheet  # refused, or the page of a poll that is over
        last[name] = CastBallot(actor=town.people[name], poll=number, revision=sheet.revision)
        return town.app.bus.submit(last[name]).result()
    if kind == "again" and name in last:
        return town.app.bus.submit(last[name]).result()
    if kind == "wait":
        town.clock.at += int(detail)
    if kind == "tick":
        tick(town)
    if kind == "close":
        town.act("召", ClosePoll, poll=number)
    return None


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sequence=st.lists(acts, max_size=10))
def test_any_sequence_of_casts_keeps_the_invariants(
    town: Town, sequence: list[tuple[str, str, str]]
):
    number = fresh_poll(town)
    tick(town)
    last: dict[str, CastBallot] = {}
    model: dict[str, tuple[tuple[str, ...], ...]] = {}

    for act in sequence:
        outcome = do(town, number, act, last)
        if isinstance(outcome, BallotCast):
            said = tuple(tuple(each.letter for each in group) for group in outcome.ranked)
            model[act[1]] = said
    town.act("召", ClosePoll, poll=number)
    town.tick(CountPoll, poll=number)

    poll = town.rows(select(polls).where(polls.c.number == number))[0]
    kept = town.rows(select(ballots).where(ballots.c.poll_id == poll.id))
    now_standing = town.rows(standing(town.id, poll.id))
    assert {row.slot: order_of(row.content) for row in now_standing} == model, "I1"
    for name in model:
        revisions = sorted(row.revision for row in kept if row.slot == name)
        assert revisions == list(range(1, len(revisions) + 1)), "I2"
    assert all(poll.opens_at <= row.cast_at < poll.closes_at for row in kept), "I4"


def test_the_last_of_many_ballots_stands(town: Town):
    number = fresh_poll(town)
    tick(town)

    for order in ("A", "B", "A", "C"):
        vote(town, "R1", order, number)

    poll = town.rows(select(polls).where(polls.c.number == number))[0]
    rows = town.rows(standing(town.id, poll.id))
    assert [(row.slot, row.revision, row.content) for row in rows] == [
        ("R1", 4, '{"ranking":[["C"]]}')
    ]
