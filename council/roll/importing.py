"""Importing the ownership roll: all or nothing, with a preview of what changes."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlalchemy import Column, Table, bindparam, delete, insert, select, update

from council.kernel import files
from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.files import Attachment
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.roll.commands import ImportRoll, RollImported, RollWaits
from council.roll.hooks import RUNNING
from council.roll.reads import fingerprint
from council.roll.records import load_roll, unit_json
from council.roll.rules import (
    MOST_UNITS,
    RollDiff,
    compare,
    figures,
    removes_much,
    several,
    spellings,
    to_confirm,
)
from council.roll.tables import roll_imports, unit_owners, units
from voting.roll import Unit, faults_of


def import_roll(
    tx: Transaction, who: Person, command: ImportRoll
) -> RollImported | RollWaits | Refusal:
    """Put the file's units in the place of the roll; polls keep the roll frozen for them."""
    done = preview(tx, who, command.units, command.same_owner)
    if isinstance(done, Refusal):
        return done
    if command.dry_run:
        return done
    return keep_or_wait(
        tx,
        who,
        done,
        command.units,
        command.content,
        file=command.file,
        typed=command.removes,
    )


def keep_or_wait(
    tx: Transaction,
    who: Person,
    shown: RollImported,
    wanted: tuple[Unit, ...],
    content: bytes,
    *,
    file: str,
    typed: int | None,
) -> RollImported | RollWaits | Refusal:
    """Keep what a preview showed. A file that leaves much out needs the number ``typed``.

    While an owners' vote runs it then waits for a second person.
    """
    if not removes_much(removed=shown.removed, before=shown.before.units):
        return keep(tx, who, shown, wanted, content)
    if typed != shown.removed:
        return refuse("roll.removes_many", n=shown.removed, of=shown.before.units)
    if not shown.frozen:
        return keep(tx, who, shown, wanted, content)
    return _unsettled(shown) or _wait(tx, who, shown, wanted, content, file)


def _wait(
    tx: Transaction,
    who: Person,
    shown: RollImported,
    wanted: tuple[Unit, ...],
    content: bytes,
    file: str,
) -> RollWaits:
    """Keep a file until a second person has settled it, in the place of one that waited."""
    t = roll_imports.c
    tx.connection.execute(delete(roll_imports).where(t.community_id == who.community_id))
    sha256 = _evidence(tx, who, content)
    waiting = tx.new_id()
    row = {
        "community_id": who.community_id,
        "id": waiting,
        "file": file,
        "sha256": sha256,
        "units": json.dumps([unit_json(unit) for unit in wanted]),
        "removed": shown.removed,
        "against": fingerprint(load_roll(tx, who.community_id)),
        "offered_by": who.id,
        "offered_at": tx.now,
    }
    tx.connection.execute(insert(roll_imports), [row])
    removed = shown.removed
    record(tx, who, "roll.import", "roll_import", waiting, removed=removed, file=sha256)
    return RollWaits(removed=shown.removed, of=shown.before.units, frozen=shown.frozen)


def preview(
    tx: Transaction, who: Person, wanted: tuple[Unit, ...], same_owner: Collection[str]
) -> RollImported | Refusal:
    """Tell what the units would change."""
    if not wanted:
        return refuse("roll.empty")
    if len(wanted) > MOST_UNITS:
        return refuse("roll.too_many_units", count=len(wanted), limit=MOST_UNITS)
    faults = faults_of(wanted)
    if faults:
        return refuse("poll.no_roll", problem=faults[0].problem.value)
    standing = load_roll(tx, who.community_id)
    diff, after = compare(standing, wanted), figures(wanted)
    return RollImported(
        added=len(diff.added),
        changed=len(diff.changed),
        removed=len(diff.removed),
        unchanged=len(wanted) - len(diff.added) - len(diff.changed),
        units=after.units,
        heads=after.heads,
        area_x100=after.area_x100,
        dry_run=True,
        before=figures(standing),
        diff=diff,
        several=several(wanted),
        to_confirm=to_confirm(wanted, same_owner=same_owner, standing=standing),
        spellings=spellings(wanted),
        frozen=RUNNING(tx, who.community_id),
    )


def keep(
    tx: Transaction,
    who: Person,
    shown: RollImported,
    wanted: tuple[Unit, ...],
    content: bytes,
) -> RollImported | Refusal:
    """Keep what a preview showed, with its file as evidence, unless somebody is to be asked."""
    unsettled = _unsettled(shown)
    if unsettled is not None:
        return unsettled
    diff = shown.diff
    if shown.added or shown.changed or shown.removed:
        _write(tx, who.community_id, diff, wanted)
        record(
            tx,
            who,
            "roll.import",
            "roll",
            who.community_id,
            added=shown.added,
            changed=shown.changed,
            removed=shown.removed,
            fingerprint=fingerprint(wanted),
            file=_evidence(tx, who, content),
        )
    return replace(shown, dry_run=False)


def _unsettled(shown: RollImported) -> Refusal | None:
    """Refuse while somebody is to be asked about an owner of several units."""
    if not shown.to_confirm:
        return None
    first = shown.to_confirm[0]
    return refuse(
        "roll.namesakes",
        count=len(shown.to_confirm),
        owner=first.owner,
        units=" ".join(first.units[:10]),
    )


def _evidence(tx: Transaction, who: Person, content: bytes) -> str:
    """Keep the file by its hash; tells the hash, or nothing where there was no file."""
    if not content:
        return ""
    sha256 = files.keep_table(tx, who.community_id, content)
    evidence = (Attachment(kind="document", sha256=sha256),)
    files.attach(tx, who.community_id, "roll", sha256, evidence)
    return sha256


def _write(tx: Transaction, community_id: str, diff: RollDiff, wanted: tuple[Unit, ...]) -> None:
    """Write only what differs: a unit that stays is the same row."""
    known: dict[str, Unit] = {unit.code: unit for unit in wanted}
    remove(tx, community_id, diff.removed)
    rewrite(tx, community_id, [known[code] for code in diff.changed])
    _add(tx, community_id, [known[code] for code in diff.added])


def remove(tx: Transaction, community_id: str, codes: Collection[str]) -> None:
    """Take units from the roll."""
    ids = list(_ids(tx, community_id, codes).values())
    _delete(tx, community_id, unit_owners, unit_owners.c.unit_id, ids)
    _delete(tx, community_id, units, units.c.id, ids)


def rewrite(tx: Transaction, community_id: str, changed: Collection[Unit]) -> None:
    """Write units that stand on the roll anew, in a few statements however many they are."""
    if not changed:
        return
    ids = _ids(tx, community_id, {unit.code for unit in changed})
    named = [(ids[unit.code], unit) for unit in changed]
    tx.connection.execute(
        update(units).where(
            units.c.community_id == community_id, units.c.id == bindparam("unit_id")
        ),
        [{"unit_id": unit_id, **_columns(unit)} for unit_id, unit in named],
    )
    _delete(tx, community_id, unit_owners, unit_owners.c.unit_id, list(ids.values()))
    _own(tx, community_id, named)


def _ids(tx: Transaction, community_id: str, codes: Collection[str]) -> dict[str, str]:
    wanted = set(codes)
    rows = tx.connection.execute(
        select(units.c.id, units.c.code).where(units.c.community_id == community_id)
    )
    return {row.code: row.id for row in rows if row.code in wanted}


def _delete(
    tx: Transaction, community_id: str, table: Table, column: Column[str], ids: list[str]
) -> None:
    """Delete rows by ids, few enough at a time for any database."""
    for some in _chunks(ids):
        tx.connection.execute(
            delete(table).where(table.c.community_id == community_id, column.in_(some))
        )


def _chunks(ids: list[str], size: int = 500) -> Iterable[list[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _add(tx: Transaction, community_id: str, wanted: list[Unit]) -> None:
    if not wanted:
        return
    named = [(tx.new_id(), unit) for unit in wanted]
    tx.connection.execute(
        insert(units),
        [
            {"community_id": community_id, "id": unit_id, "code": unit.code, **_columns(unit)}
            for unit_id, unit in named
        ],
    )
    _own(tx, community_id, named)


def _columns(unit: Unit) -> dict[str, str | int | None]:
    return {
        "building": unit.building,
        "kind": unit.kind.value,
        "area_x100": unit.area_x100,
        "area_source": unit.area_source.value,
        "nominee": unit.nominee,
        "delivered": int(unit.delivered),
        "counts": int(unit.counts),
    }


def _own(tx: Transaction, community_id: str, named: list[tuple[str, Unit]]) -> None:
    owners = [
        {
            "community_id": community_id,
            "unit_id": unit_id,
            "position": position,
            "owner_key": owner,
        }
        for unit_id, unit in named
        for position, owner in enumerate(unit.owners)
    ]
    if owners:
        tx.connection.execute(insert(unit_owners), owners)


ROLL: UseCases = {ImportRoll: import_roll}
