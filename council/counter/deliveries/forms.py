"""The form for deliveries 送达."""

from typing import Any

from council.counter.deliveries import noting as deliveries
from council.counter.deliveries.commands import NoteDelivery
from council.counter.deliveries.rules import METHODS, RECEIVED, STATES
from council.counter.fields import WORDS, desk_form, line
from council.kernel.forms.form import Answers, Field, Ground, Reading, picked
from council.kernel.refusals import Refusal
from council.kernel.values import Account


def _units(ground: Ground, text: str) -> Reading:
    units = deliveries.units_typed(ground.tx, ground.about, text)
    return units if isinstance(units, Refusal) else "、".join(unit.code for unit in units)


def _is_received(answers: Answers) -> bool:
    return answers.get("state") == "delivered" and answers.get("method") in RECEIVED


def _deliver(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = NoteDelivery(
        actor=actor,
        poll=ground.about.number,
        units=tuple(answers["units"].split("、")),
        state=answers["state"],
        method=answers["method"],
        receiver=answers.get("receiver", ""),
        note=answers["note"],
    )
    return deliveries.note_delivery(ground.tx, ground.who, made)


DELIVERY = desk_form(
    "delivery",
    (
        Field(name="units", read=_units),
        picked(WORDS, "state", STATES),
        picked(WORDS, "method", METHODS),
        line("receiver", only=_is_received),
        line("note", optional=True),
    ),
    _deliver,
    #: Ballots are delivered from the poll's announcement on.
    about=lambda tx, who, subject: deliveries.delivery_poll(tx, who, int(subject)),
)
