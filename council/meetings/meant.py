"""Whom typed words mean: lines of the residents' list, or names that only one person there has."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value
from council.meetings.rules import read_refs

#: How many people one message may name.
LINES = 100
#: Characters of what was typed, and of the lines that a name may mean, in a refusal.
_SHOWN = 200


@value
class Meant:
    """Somebody on the residents' list, as they are named there."""

    id: str
    ref: str
    name: str
    unit: str
    adult: bool


def people_meant(tx: Transaction, community_id: str, text: str) -> tuple[Meant, ...] | Refusal:
    """Read whom refs or names mean, parted by blanks or any mark; each once, all or none."""
    typed = read_refs(text)
    if not typed or len(typed) > LINES:
        return refuse("meeting.no_refs", limit=LINES)
    r = residents.c
    folded = {each.casefold() for each in typed}
    query = (
        select(r.id, r.ref, r.name, r.unit, r.adult)
        .where(
            r.community_id == community_id,
            or_(func.lower(r.ref).in_(folded), r.name.in_(typed)),
        )
        .order_by(r.ref)
    )
    found = read_all(tx, Meant, query)
    several = {each: _meant(each, found) for each in typed}
    missing = [each for each, those in several.items() if not those]
    if missing:
        return refuse("meeting.nobody_so_called", given=" ".join(missing)[:_SHOWN])
    for each, those in several.items():
        if len(those) > 1:
            lines = "\n".join(f"{one.ref} {one.name} {one.unit}".strip() for one in those)
            return refuse("meeting.several_so_called", given=each, lines=lines[:_SHOWN])
    chosen = {those[0].id: those[0] for those in several.values()}
    return tuple(chosen.values())


def _meant(typed: str, found: Sequence[Meant]) -> list[Meant]:
    """Whom a word may mean: a ref as it is written, one in other capitals, everybody so named."""
    for those in (
        [each for each in found if each.ref == typed],
        [each for each in found if each.ref.casefold() == typed.casefold()],
    ):
        if len(those) == 1:
            return those
    return [each for each in found if each.name == typed]
