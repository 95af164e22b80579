"""Rolls as files of lines, brought in by the command line or offered at the desk."""

from sqlalchemy import select

from council.kernel.refusals import Refusal
from council.kernel.tables import acts
from council.roll.commands import ImportRoll, OfferRoll, RollImported, RollOffer
from council.roll.records import load_roll
from tests.council.conftest import Town
from voting.formats.roll_csv import read_roll_to_keep
from voting.roll import Unit

HEAD = "unit,kind,area,owners,nominee,delivered,same_owner"


FIRST = ("1-101,flat,89.36,甲,,,", "1-102,flat,118.52,乙;丙,,,", "P-1,parking,12.5,甲,,,")


def text(*lines: str) -> bytes:
    return "\n".join((HEAD, *lines)).encode()


def roll_of(town: Town) -> tuple[Unit, ...]:
    return town.app.bus.read_now(lambda tx: load_roll(tx, town.id))


def imported(town: Town, *lines: str, **fields: object) -> RollImported | Refusal:
    table = read_roll_to_keep(text(*lines), file="roll.csv")
    return town.operate(
        ImportRoll, units=table.units, same_owner=frozenset(table.same_owner), **fields
    )


def offered(town: Town, *lines: str, name: str = "召") -> RollOffer | Refusal:
    table = read_roll_to_keep(text(*lines), file="roll.csv")
    return town.act(
        name,
        OfferRoll,
        file="roll.csv",
        content=text(*lines),
        units=table.units,
        same_owner=frozenset(table.same_owner),
    )


def logged(town: Town, verb: str) -> list[tuple[str, str, str]]:
    query = select(acts.c.role, acts.c.subject_kind, acts.c.detail).where(acts.c.verb == verb)
    return [tuple(row) for row in town.rows(query.order_by(acts.c.number))]
