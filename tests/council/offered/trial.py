"""The trial: what screens offer against what the desk says to the very acts, each taken back."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from council.dispatch import run
from council.kernel.acts.act import Button
from council.kernel.acts.moves import F, Moves
from council.kernel.acts.views import View
from council.kernel.bus.command import Command
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.screens import callback_data
from council.kernel.todos import Todo
from council.kernel.values import Account
from council.people import records as residents
from council.routes import ROUTES
from tests.council.conftest import Town

#: What somebody asks for: a command, or something to look at.
Asked = Command[Any] | Callable[[Transaction], object]
#: A move of a screen → the act behind it, by whom.
Acts = Mapping[str, Callable[[Account], Asked]]


def acts_of(moves: Moves[F], facts: F, *, bot: str = "staff", without: str = "") -> dict[str, Any]:
    """Draw from the rows of a noun what each of its moves presses, whether it is open or not."""
    return {
        row.called: _pressed(row.leads(facts), bot)
        for row in moves.rows
        if row.called not in without.split()
    }


def _pressed(press: str, bot: str) -> Callable[[Account], Asked]:
    """Read a press as the bots do."""
    read = callback_data.read(press)
    assert read is not None
    route = ROUTES[bot][read.verb]
    meaning = route.read(read.arguments)
    assert meaning is not None, press
    told = {"bot": bot} if route.told_bot else {}

    def ask(actor: Account) -> Asked:
        if isinstance(route.row, Button):
            command: Command[Any] = route.row.command(actor=actor, **meaning.given)
            return command

        def look(tx: Transaction) -> object:
            assert isinstance(route.row, View)
            return route.row.read(tx, residents.actor(tx, actor, ""), **meaning.given, **told)

        return look

    return ask


class _TakenBackError(Exception):
    """Ends a trial: nothing of it stays."""


def accepted(town: Town, tries: Iterable[tuple[str, str]], acts: Acts) -> set[tuple[str, str]]:
    """Try moves as people, each as if it were the only one; tells those that were accepted."""
    taken: set[tuple[str, str]] = set()

    def attempt(tx: Transaction) -> None:
        for person, move in tries:
            with tx.connection.begin_nested() as only:
                asked = acts[move](town.people[person])
                done = run(tx, asked) if isinstance(asked, Command) else asked(tx)
                only.rollback()
            if not isinstance(done, Refusal):
                taken.add((person, move))
        raise _TakenBackError

    try:
        town.app.bus.submit_run(attempt).result()
    except _TakenBackError:
        return taken
    raise AssertionError


def undone(
    situation: str,
    needs: Mapping[str, Iterable[Todo]],
    offers: Mapping[str, Iterable[str]],
    leads: Mapping[str, tuple[str, ...]],
) -> list[str]:
    """Tell what is due for somebody (person → needs) and not offered on the screen it leads to.

    ``leads``: the key of a need → the moves, by their beginnings, of which one must be offered.
    """
    return [
        f"{situation}: {person}: {need.key} is due and not offered"
        for person, several in needs.items()
        for need in several
        for moves in [leads.get(need.key.removesuffix("_late"))]
        if moves and not any(each.startswith(moves) for each in offers[person])
    ]


def drifts(
    town: Town,
    situation: str,
    offers: Mapping[str, Iterable[str]],
    acts: Acts,
    *,
    idle: Iterable[str | tuple[str, str]] = (),
    elsewhere: Iterable[str] = (),
) -> list[str]:
    """Tell where the offers (person → moves) and the desk disagree in a situation.

    ``idle``: moves, of all or of one person, that the desk takes and that change nothing any more;
    ``elsewhere``: moves that are reached by another button. Neither has to be offered.
    """
    tries = [(person, move) for person in offers for move in acts]
    offered = {
        (person, move) for person, moves in offers.items() for move in moves if move in acts
    }
    taken = accepted(town, tries, acts)
    unasked = {*idle, *elsewhere}
    missing = {each for each in taken - offered if each[1] not in unasked and each not in unasked}
    return [
        f"{situation}: {person}: {move} {'offered' if (person, move) in offered else 'accepted'} only"
        for person, move in sorted((offered - taken) | missing)
    ]
