"""Somebody of each role, and the acts that most buttons stand for."""

from collections.abc import Callable
from typing import Any

from council.kernel.bus.command import Command
from council.kernel.forms.commands import StartForm
from council.kernel.values import Account
from tests.council.conftest import Town
from tests.council.evening import staff

#: Facilitators 何 and 召, chair 主, manager 物, treasurer 财, second signer 签, clerk 代; author 王, follower
#: 李 and a child 童.
PEOPLE = ("何", "召", "主", "物", "财", "签", "代", "王", "李", "童")


def council(town: Town) -> None:
    """Put them all on the list."""
    staff(town)
    roles = ("facilitator", "treasurer", "second_signer", "clerk")
    for name, role in zip("召财签代", roles, strict=True):
        town.person(name, role)
    town.person("童", adult=False)


def form(name: str, subject: str = "1") -> Callable[[Account], Command[Any]]:
    """The act of beginning a form."""
    return lambda actor: StartForm(actor=actor, form=name, subject=subject)
