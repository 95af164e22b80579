"""The roll at the desk: its figures, one unit, the file to take away."""

import hashlib
import json
from collections.abc import Iterable

from council.kernel.database.transaction import Transaction
from council.kernel.policy import check, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.roll.commands import RunningVote
from council.roll.hooks import RUNNING
from council.roll.owners.reads import count_listed
from council.roll.records import load_roll, unit_json
from council.roll.rules import Figures, figures, unit_of
from voting.formats.roll_writing import write_roll, written
from voting.roll import Unit, heads_of


@value
class RollView:
    """The roll's figures, the running polls that keep their own, and what this person may do.

    ``owners`` may vote; ``listed`` of them stand on the residents' list.
    """

    figures: Figures
    owners: int
    listed: int
    frozen: tuple[RunningVote, ...]
    may_import: bool
    may_list: bool


@value
class UnitView:
    """One unit as a roll file writes it, with the head that holds it."""

    unit: str
    cells: tuple[tuple[str, str], ...]
    head: str
    head_units: int
    head_area_x100: int
    may_correct: bool


@value
class RollFile:
    """The roll as a file that can be imported again."""

    name: str
    content: bytes
    figures: Figures


def fingerprint(units: Iterable[Unit]) -> str:
    """Hash a roll, whatever the order of its units."""
    entries = sorted(unit_json(unit) for unit in units)
    written_down = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written_down.encode()).hexdigest()


def view_roll(tx: Transaction, who: Person) -> RollView | Refusal:
    """The figures of the roll."""
    refusal = check(who, "roll.read")
    if refusal is not None:
        return refusal
    units = load_roll(tx, who.community_id)
    owners, listed = count_listed(tx, who.community_id, units)
    return RollView(
        figures=figures(units),
        owners=owners,
        listed=listed,
        frozen=RUNNING(tx, who.community_id),
        may_import=may(who, "roll.import"),
        may_list=may(who, "people.list_owners"),
    )


def view_unit(tx: Transaction, who: Person, unit: str) -> UnitView | Refusal:
    """One unit and the head that holds it."""
    refusal = check(who, "roll.read")
    if refusal is not None:
        return refusal
    units = load_roll(tx, who.community_id)
    found = unit_of(units, unit)
    if found is None:
        return refuse("roll.unknown_unit", given=unit.strip()[:30])
    head = next((each for each in heads_of(units) if each.owners == found.voters), None)
    return UnitView(
        unit=found.code,
        cells=tuple(written(found).items()),
        head=";".join(found.voters),
        head_units=0 if head is None else len(head.units),
        head_area_x100=0 if head is None else head.area_x100,
        may_correct=may(who, "roll.correct"),
    )


def roll_file(tx: Transaction, who: Person) -> RollFile | Refusal:
    """The roll to take away: it holds names, so it is for the desk only."""
    refusal = check(who, "roll.read")
    if refusal is not None:
        return refusal
    units = load_roll(tx, who.community_id)
    if not units:
        return refuse("roll.nothing_to_export")
    # The byte order mark tells spreadsheets that the text is UTF-8.
    return RollFile(
        name="roll.csv",
        content=write_roll(units).encode("utf-8-sig"),
        figures=figures(units),
    )
