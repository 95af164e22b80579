"""The form of a follow-up call 回访 in which the person denies the act: what they said."""

from typing import Any

from council.counter.follow_ups.calling import contradict, open_call
from council.counter.follow_ups.commands import ContradictFollowUp
from council.counter.follow_ups.records import Call
from council.counter.rules import read_line
from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Lead
from council.kernel.forms.form import Field, Form, Ground
from council.kernel.refusals import Refusal
from council.kernel.values import Account, Person

WORDS = "follow_up"


def _about(tx: Transaction, who: Person, subject: str) -> Call | Refusal:
    return open_call(tx, who, int(subject), "contradict")


def _call(ground: Ground) -> tuple[Lead, ...]:
    act = ground.about.act.number
    return (Lead(key="button.follow_up", verb="follow_up.view", arguments=(act,)),)


def _contradict(ground: Ground, actor: Account) -> Any:
    made = ContradictFollowUp(
        actor=actor, act=ground.about.act.number, note=ground.answers["note"]
    )
    return contradict(ground.tx, ground.who, made)


DENIAL = Form(
    name="denial",
    verb="follow_up.contradict",
    words=WORDS,
    fields=(Field(name="note", read=lambda _, text: read_line(text)),),
    about=_about,
    head=lambda ground: {"act": ground.about.act.number, "person": ground.about.act.person},
    file=_contradict,
    leads=_call,
    at_once=True,
)
