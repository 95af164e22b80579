"""The tables of acts say of every command who may use it, once."""

from collections import Counter

from council.acts import ACTS
from council.dispatch import BATCHES, USE_CASES
from council.kernel.bus.command import Command
from council.kernel.policy import MATRIX, ROLES
from council.routes import ROUTES, TYPED  # noqa: F401 - all commands are known then


def test_each_verb_is_granted_by_one_row():
    granted = Counter(act.verb for act in ACTS if act.roles)

    assert set(granted.values()) == {1}
    assert list(granted) == list(MATRIX)


def test_each_command_stands_in_the_row_of_its_verb_and_in_no_other():
    stands = Counter(command for act in ACTS for command in act.commands)

    assert {command.__name__ for command, times in stands.items() if times > 1} == set()
    assert {
        command.__name__ for act in ACTS for command in act.commands if command.verb != act.verb
    } == set()
    everything: set[type[Command]] = set(USE_CASES.keys() | BATCHES.keys())
    assert {command.__name__ for command in everything - set(stands)} == set()
    assert {command.__name__ for command in set(stands) - everything} == {"RedeemCode"}


def test_roles_are_known():
    known = {*ROLES, "anyone", "resident", "operator", "clock"}

    assert {role for act in ACTS for role in act.roles} == known
