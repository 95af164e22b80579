"""Every button of the floor that is offered is accepted, and whatever would be accepted is offered.

Each stage of a question, for who presides, who deputises, the clerk, the mover and a member, here or
not.
"""

from collections.abc import Callable, Mapping
from typing import Any

from council.dispatch import BATCHES, USE_CASES
from council.kernel.bus.command import Command
from council.kernel.database.transaction import Transaction
from council.kernel.policy import check
from council.kernel.refusals import Refusal
from council.meetings.floor import commands
from council.meetings.floor.records import facts_of, sitting
from council.meetings.floor.rules import queue
from council.people import records as people
from tests.council.conftest import Town
from tests.council.meetings.floor.holding import Held, held

MOVERS = {
    "主": "staff",
    "何": "staff",
    "代": "staff",
    "王": "resident",
    "李": "resident",
    "外": "resident",
}


class _TakenBackError(Exception):
    """Ends a trial: nothing of it stays."""


def acts(town: Town, evening: Held) -> Mapping[str, tuple[str, Callable[[Any], Command[Any]]]]:
    """Each move, the bot it stands in, and the act behind it as things stand."""

    def gathered(tx: Transaction) -> Any:
        return facts_of(tx, sitting(tx, town.id, evening.met), "")

    facts = town.app.bus.read_now(gathered)
    it = facts.question
    turn = {"meeting": evening.met, "turn": facts.floor.turn}
    hand = (queue(it, facts.floor.rules)[0].id if it and it.hands else 0) or 9_999
    point = it.point.id if it and it.point else 9_999
    about = {"meeting": evening.met, "question": it.id if it else 9_999}
    vote = {"meeting": evening.met, "vote": it.show.id if it and it.show else 9_999}
    chair: dict[str, Any] = {
        "open": (commands.OpenMotion, {"motion": 1}),
        "state": (commands.StateQuestion, {}),
        "fall": (commands.LetFall, {}),
        "give": (commands.GiveFloor, {"hand": hand}),
        "pass": (commands.PassOver, {"hand": hand}),
        "end": (commands.EndSpeech, {}),
        "put": (commands.PutQuestion, {}),
        "against": (commands.CallAgainst, {}),
        "decide": (commands.CloseVote, {}),
        "conclude": (commands.ConcludeDebate, {}),
        "postpone": (commands.PostponeMotion, {}),
        "taken": (commands.RulePoint, {"point": point, "ruling": "taken"}),
        "refused": (commands.RulePoint, {"point": point, "ruling": "refused"}),
        "take_back": (commands.TakeBack, {}),
    }
    member: dict[str, Any] = {
        "move": (commands.MoveMotion, about),
        "second": (commands.SecondQuestion, about),
        "lower": (commands.LowerHand, about),
        "yield": (commands.EndSpeech, turn),
        **{
            f"raise_{s}": (commands.RaiseHand, {**about, "side": s})
            for s in ("for", "against", "ask", "order")
        },
        **{f"vote_{s}": (commands.VoteOnFloor, {**vote, "side": s}) for s in ("for", "against")},
    }
    found = {
        name: ("staff", command, {**turn, **given}) for name, (command, given) in chair.items()
    }
    found |= {name: ("resident", command, given) for name, (command, given) in member.items()}
    made = {
        name: (bot, lambda actor, c=command, g=given: c(actor=actor, **g))
        for name, (bot, command, given) in found.items()
    }

    def hand_over(actor: Any) -> Command[Any]:
        """To the first other who may preside."""
        own = town.app.bus.read_now(lambda tx: people.person_of(tx, actor).id)
        to = next(iter(sorted(facts.deputies - {own})))
        return commands.HandOver(actor=actor, **turn, to=to)

    return {**made, "hand_over": ("staff", hand_over)}


def asked(tx: Transaction, command: Any) -> object:
    """Ask as the bus does."""
    crowd = BATCHES.get(type(command))
    if crowd is not None:
        return crowd(tx, [command])[0]
    who = people.actor(tx, command.actor, command.community_id)
    assert who is not None
    return check(who, command.verb) or USE_CASES[type(command)](tx, who, command)


def drifts(town: Town, evening: Held, situation: str) -> list[str]:
    """Where the offers and the desk disagree."""
    possible = acts(town, evening)
    wrong: list[str] = []

    def attempt(tx: Transaction) -> None:
        for person, bot in MOVERS.items():
            offered = set(evening.names(person, bot))
            for name, (where, make) in possible.items():
                if where != bot:
                    continue
                with tx.connection.begin_nested() as only:
                    done = asked(tx, make(town.people[person]))
                    only.rollback()
                accepted = not isinstance(done, Refusal)
                if accepted != (name in offered):
                    wrong.append(
                        f"{situation}: {person}: {name} {'accepted' if accepted else 'offered'} only"
                    )
        raise _TakenBackError

    try:
        town.app.bus.submit_run(attempt).result()
    except _TakenBackError:
        return wrong
    raise AssertionError


def test_a_move_of_the_floor_is_offered_exactly_where_it_is_accepted(town: Town):
    evening = held(town)
    town.person("外")
    wrong: list[str] = []

    def look(situation: str) -> None:
        wrong.extend(drifts(town, evening, situation))

    look("nothing open")
    evening.do("主", "open", which=1)
    look("waits for a mover")
    evening.member("李", "move")
    look("waits for a second")
    evening.member("王", "second")
    look("to be stated")
    evening.chair("state")
    evening.form("代", "body", "12")
    look("debate")
    evening.member("李", "raise_against")
    look("a hand is up")
    evening.chair("give")
    look("somebody speaks")
    evening.member("王", "raise_order")
    look("a point of order waits")
    evening.chair("taken", "end")
    evening.form("李", "amendment", "只换一楼。", file=True)
    look("an amendment waits for a second")
    evening.member("王", "second")
    evening.chair("state", "put")
    look("an amendment is put")
    evening.chair("against", "decide", "hand_over")
    look("the chair is handed over")
    evening.chair("put", who="何")
    evening.member("王", "vote_for")
    look("for is called")
    evening.chair("against", who="何")
    look("against is called")
    evening.chair("decide", who="何")
    look("it is over, the chair handed over")
    evening.chair("take_back")
    look("it is over")

    assert "\n".join(wrong) == ""
