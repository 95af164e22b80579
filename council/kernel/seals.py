"""Seals: how a thing stood when an act about it was recorded, as one hash beside the act.

The record's own tables say what is so; the acts log says who made it so. A seal ties the two: rows
that were changed without an act no longer fit the last one. It is a plain hash, no chain: whoever
rewrites a row, its last act and everything that follows from both can still hide it.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, select

from council.kernel.database.transaction import Transaction
from council.kernel.values import value


@value
class Part:
    """Columns of a table, and the column that says whose rows they are.

    ``later``: columns that came after the first seals; a row where they are NULL is sealed as before.
    """

    table: Table
    of: str
    columns: tuple[str, ...]
    later: tuple[str, ...] = ()


#: What is sealed with an act about one subject: kind of subject → its row and what hangs on it.
SUBJECTS: dict[str, list[Part]] = {}
#: What is sealed as a whole, by the kind of the acts that change it: the roll, the residents' list,
#: the rules in force.
WHOLES: dict[str, list[Part]] = {}


def sealed(
    kind: str,
    table: Table,
    of: str = "id",
    *,
    but: Iterable[str] = (),
    later: tuple[str, ...] = (),
) -> None:
    """Seal rows of a table with every act about subjects of a kind, from now on.

    ``of`` is the column that says whose rows they are; ``but`` are columns that change without an
    act of the subject's own; ``later`` those that a table got when its rows had seals already.
    """
    SUBJECTS.setdefault(kind, []).append(_part(table, of, but=but, later=later))


def sealed_whole(
    kind: str,
    table: Table,
    of: str = "community_id",
    *,
    but: Iterable[str] = (),
    only: tuple[str, ...] = (),
) -> None:
    """Seal all rows of a community with every act of a kind; ``only`` some of their columns."""
    part = _part(table, of, but=but)
    WHOLES.setdefault(kind, []).append(Part(table=table, of=of, columns=only) if only else part)


def _part(table: Table, of: str, *, but: Iterable[str] = (), later: tuple[str, ...] = ()) -> Part:
    left_out = {"community_id", "id", *but, *later}
    names = tuple(c.name for c in table.columns if c.name not in left_out)
    return Part(table=table, of=of, columns=names, later=later)


#: A correction of one unit is an act about that unit, and changes the roll.
_KIND_OF = {"unit": "roll"}


def seal(tx: Transaction, community_id: str, kind: str, subject_id: str) -> str | None:
    """Seal what an act is about, as it stands now; None for what is not sealed."""
    whole = _KIND_OF.get(kind, kind)
    if whole in WHOLES:
        return whole_seal(tx, community_id, whole)
    if kind not in SUBJECTS:
        return None
    return seals(tx, community_id, kind, subject_id).get(subject_id)


def whole_kind(kind: str) -> str | None:
    """Tell which whole an act of this kind changes, if any."""
    whole = _KIND_OF.get(kind, kind)
    return whole if whole in WHOLES else None


def seals(
    tx: Transaction, community_id: str, kind: str, subject_id: str | None = None
) -> dict[str, str]:
    """Seal every subject of a kind, or one: id → SHA-256 of its rows."""
    lines: dict[str, list[str]] = defaultdict(list)
    for part in SUBJECTS[kind]:
        for owner, line in lines_of(tx, part, community_id, subject_id):
            lines[owner].append(line)
    return {owner: hash_of(each) for owner, each in lines.items()}


def whole_seal(tx: Transaction, community_id: str, kind: str) -> str:
    """Seal what belongs together in a community: SHA-256 of all its rows."""
    return hash_of(
        line for part in WHOLES[kind] for _, line in lines_of(tx, part, community_id, community_id)
    )


def lines_of(
    tx: Transaction, part: Part, community_id: str, owner: str | None
) -> Iterable[tuple[str, str]]:
    """The rows of a part with whose they are, each as one line of JSON."""
    t = part.table.c
    whose = t[part.of]
    query = select(whose, *(t[name] for name in (*part.columns, *part.later)))
    before = 1 + len(part.columns)
    if "community_id" in t:
        query = query.where(t.community_id == community_id)
    if owner is not None:
        query = query.where(whose == owner)
    for row in tx.connection.execute(query):
        known = zip(part.later, row[before:], strict=True)
        came_later = [[name, each] for name, each in known if each is not None]
        yield row[0], as_json([part.table.name, *row[1:before], *came_later])


def hash_of(lines: Iterable[str]) -> str:
    """Hash lines in their own order, so that no database's sorting matters."""
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def as_json(fields: Any) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
