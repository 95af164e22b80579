"""The form of a follow-up call 回访 in which the person denies the act: what they said."""

from typing import Any

from sqlalchemy import Row

from council.commands.follow_ups import ContradictFollowUp
from council.commands.forms import Lead
from council.domain.desk_forms import read_line
from council.domain.refusals import Refusal
from council.domain.values import Account, Person
from council.storage.transaction import Transaction
from council.usecases.follow_ups import contradict, open_call
from council.usecases.forms import Field, Form, Ground

WORDS = "follow_up"


def _about(tx: Transaction, who: Person, subject: str) -> Row[Any] | Refusal:
    return open_call(tx, who, int(subject), "contradict")


def _call(ground: Ground) -> tuple[Lead, ...]:
    act = ground.about.number
    return (Lead(key="button.follow_up", verb="follow_up.view", arguments=(act,)),)


def _contradict(ground: Ground, actor: Account) -> Any:
    made = ContradictFollowUp(actor=actor, act=ground.about.number, note=ground.answers["note"])
    return contradict(ground.tx, ground.who, made)


DENIAL = Form(
    name="denial",
    verb="follow_up.contradict",
    words=WORDS,
    fields=(Field(name="note", read=lambda _, text: read_line(text)),),
    about=_about,
    head=lambda ground: {"act": ground.about.number, "person": ground.about.person},
    file=_contradict,
    leads=_call,
    at_once=True,
)
