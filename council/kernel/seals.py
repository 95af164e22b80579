"""Seals: how a thing stood when an act about it was recorded, as one hash beside the act.

The record's own tables say what is so; the acts log says who made it so. A seal ties the two: rows
that were changed without an act no longer fit the last one. It is a plain hash, no chain: whoever
rewrites a row, its last act and everything that follows from both can still hide it.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table, collate, select

from council.campaigns.tables import campaigns, pledges, receipts, refund_requests
from council.counter.assisted.tables import assisted_acts
from council.counter.deliveries.tables import deliveries
from council.counter.papers.tables import paper_corrections
from council.counter.proxies.tables import proxies
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities, residents
from council.kernel.values import value
from council.meetings.tables import meeting_votes, meetings
from council.motions.tables import motions, responses
from council.polls.tables import ballots, electorate, poll_options, polls
from council.proposals.tables import proposals
from council.resolutions.tables import objections, resolutions, tasks
from council.roll.tables import unit_owners, units


@value
class Part:
    """Columns of a table, and the column that says whose rows they are."""

    table: Table
    of: str
    columns: tuple[str, ...]


def _part(table: Table, of: str, *, but: Iterable[str] = ()) -> Part:
    left_out = {"community_id", "id", *but}
    names = tuple(c.name for c in table.columns if c.name not in left_out)
    return Part(table=table, of=of, columns=names)


#: What is sealed with an act about one subject: kind of subject → its row and what hangs on it.
#: Columns that change without an act of the subject's own are left out.
SUBJECTS: Mapping[str, tuple[Part, ...]] = {
    "poll": (
        _part(polls, "id"),
        _part(poll_options, "poll_id"),
        _part(proxies, "poll_id"),
        _part(deliveries, "poll_id"),
        _part(paper_corrections, "poll_id"),
    ),
    "resolution": (_part(resolutions, "id"), _part(tasks, "resolution_id")),
    "objection": (_part(objections, "id"),),
    "motion": (_part(motions, "id", but=("changed_at",)), _part(meeting_votes, "motion_id")),
    "response": (_part(responses, "id"),),
    "meeting": (_part(meetings, "id"),),
    "proposal": (_part(proposals, "id", but=("changed_at",)),),
    "assisted_act": (_part(assisted_acts, "id"),),
    "campaign": (_part(campaigns, "id"),),
    "pledge": (_part(pledges, "id", but=("anonymous", "state", "changed_at")),),
    "receipt": (
        _part(receipts, "id", but=("state", "second_signer", "signed_at", "transfer_id")),
    ),
    "refund": (_part(refund_requests, "id", but=("state",)),),
}
#: What is sealed as a whole, by the kind of the acts that change it: the roll, the residents' list,
#: the rules in force.
WHOLES: Mapping[str, tuple[Part, ...]] = {
    "roll": (_part(units, "community_id"), _part(unit_owners, "community_id")),
    "residents": (_part(residents, "community_id", but=("locale", "large", "joined_at")),),
    "rules": (Part(table=communities, of="id", columns=("profile", "own_rules")),),
}
#: A correction of one unit is an act about that unit, and changes the roll.
_KIND_OF = {"unit": "roll"}
#: So many ballots are read and hashed at once.
_AT_ONCE = 10_000


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
        for owner, line in _lines(tx, part, community_id, subject_id):
            lines[owner].append(line)
    return {owner: _hash(each) for owner, each in lines.items()}


def whole_seal(tx: Transaction, community_id: str, kind: str) -> str:
    """Seal what belongs together in a community: SHA-256 of all its rows."""
    return _hash(
        line for part in WHOLES[kind] for _, line in _lines(tx, part, community_id, community_id)
    )


def ballots_digest(tx: Transaction, community_id: str, poll_id: str) -> str:
    """Hash every ballot of a poll, replaced ones too, in the order of slots and revisions."""
    t = ballots.c
    columns = (t.slot, t.revision, t.content, t.channel, t.cast_at, t.cast_by, t.paper_serial)
    query = (
        select(*columns)
        .where(t.community_id == community_id, t.poll_id == poll_id)
        .order_by(_plainly(tx, t.slot), t.revision)
    )
    rows = tx.connection.execute(query.execution_options(yield_per=_AT_ONCE))
    made = hashlib.sha256()
    for some in rows.partitions(_AT_ONCE):
        made.update(_json([list(row) for row in some]).encode())
    return made.hexdigest()


def electorate_digest(tx: Transaction, community_id: str, poll_id: str) -> str:
    """Hash who may fill which slot of a poll's roll."""
    columns = ("slot", "resident_id", "owner_key", "head")
    part = Part(table=electorate, of="poll_id", columns=columns)
    return _hash(line for _, line in _lines(tx, part, community_id, poll_id))


def _plainly(tx: Transaction, column: Any) -> Any:
    """Order a text by its bytes on both databases, whatever language the server speaks."""
    return column if tx.connection.dialect.name == "sqlite" else collate(column, "C")


def _lines(
    tx: Transaction, part: Part, community_id: str, owner: str | None
) -> Iterable[tuple[str, str]]:
    """The rows of a part with whose they are, each as one line of JSON."""
    t = part.table.c
    whose = t[part.of]
    query = select(whose, *(t[name] for name in part.columns))
    if "community_id" in t:
        query = query.where(t.community_id == community_id)
    if owner is not None:
        query = query.where(whose == owner)
    for row in tx.connection.execute(query):
        yield row[0], _json([part.table.name, *row[1:]])


def _hash(lines: Iterable[str]) -> str:
    """Hash lines in their own order, so that no database's sorting matters."""
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _json(fields: Any) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
