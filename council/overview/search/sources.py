"""What is searched: every text that the public pages show, each read from the record as it is now."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Select, Table, select

from council.campaigns.reads import PUBLIC as PUBLIC_CAMPAIGNS
from council.campaigns.tables import campaigns
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.meetings.meeting import Meeting
from council.meetings.minutes.public import whole_text
from council.meetings.tables import meetings
from council.motions.tables import motions, responses
from council.polls.tables import poll_options, polls
from council.proposals.rules import PUBLIC as PUBLIC_PROPOSALS
from council.proposals.tables import proposals
from council.resolutions.tables import resolutions, tasks


@value
class PublicText:
    """One matter as anybody may read it. ``published_at``: when it became so, or what is nearest."""

    noun: str
    subject_id: str
    number: str
    title: str
    body: str
    published_at: int


#: The ids that are wanted.
Ids = Collection[str]
Source = Callable[[Transaction, str, Ids], Iterable[PublicText]]


def _rows(
    tx: Transaction, table: Table, community_id: str, ids: Ids, *where: ColumnElement[bool]
) -> Iterable[Any]:
    c = table.c
    query: Select[Any] = select(table).where(c.community_id == community_id, c.id.in_(ids), *where)
    return tx.connection.execute(query).all()


def _lines_of(
    tx: Transaction, community_id: str, said: Column[Any], of: Column[Any], ids: Ids
) -> Mapping[str, list[str]]:
    """Tell the texts that hang on matters, by the ids of these."""
    here = said.table.c.community_id == community_id
    query = select(of, said).where(here, of.in_(ids), said.is_not(None))
    lines: dict[str, list[str]] = {}
    for subject, text in tx.connection.execute(
        query.order_by(of, *said.table.primary_key.columns)
    ):
        lines.setdefault(subject, []).append(text)
    return lines


def _proposals(tx: Transaction, community_id: str, ids: Ids) -> Iterable[PublicText]:
    public = proposals.c.state.in_(sorted(PUBLIC_PROPOSALS))
    for row in _rows(tx, proposals, community_id, ids, public):
        yield _text("proposal", row, row.body, at=row.submitted_at)


def _motions(tx: Transaction, community_id: str, ids: Ids) -> Iterable[PublicText]:
    found = _rows(tx, motions, community_id, ids, motions.c.state != "drafted")
    said = _lines_of(tx, community_id, responses.c.reason, responses.c.motion_id, ids)
    for row in found:
        yield _text("motion", row, row.body, *said.get(row.id, ()), at=row.drafted_at)


def _polls(tx: Transaction, community_id: str, ids: Ids) -> Iterable[PublicText]:
    found = _rows(tx, polls, community_id, ids, polls.c.state != "draft")
    options = _lines_of(tx, community_id, poll_options.c.title, poll_options.c.poll_id, ids)
    for row in found:
        yield _text("poll", row, *options.get(row.id, ()), at=row.opens_at)


def _resolutions(tx: Transaction, community_id: str, ids: Ids) -> Iterable[PublicText]:
    published = resolutions.c.published_at.is_not(None)
    found = _rows(tx, resolutions, community_id, ids, published)
    todo = _lines_of(tx, community_id, tasks.c.title, tasks.c.resolution_id, ids)
    for row in found:
        yield _text("resolution", row, row.body, *todo.get(row.id, ()), at=row.published_at)


def _meetings(tx: Transaction, community_id: str, ids: Ids) -> Iterable[PublicText]:
    for row in _rows(tx, meetings, community_id, ids):
        approved = row.state == "approved"
        minutes = whole_text(tx, value_from(Meeting, row)) if approved else ""
        yield _text("meeting", row, row.place, minutes, at=row.starts_at)


def _campaigns(tx: Transaction, community_id: str, ids: Ids) -> Iterable[PublicText]:
    c = campaigns.c
    public = c.state.in_(PUBLIC_CAMPAIGNS) & c.opened_at.is_not(None)
    for row in _rows(tx, campaigns, community_id, ids, public):
        yield _text("campaign", row, row.body, at=row.opened_at)


def _text(noun: str, row: Any, *body: str | None, at: int) -> PublicText:
    return PublicText(
        noun=noun,
        subject_id=row.id,
        number=str(row.number),
        title=row.title,
        body="\n".join(part for part in body if part),
        published_at=at,
    )


SOURCES: Final[Mapping[str, Source]] = {
    "proposal": _proposals,
    "motion": _motions,
    "poll": _polls,
    "resolution": _resolutions,
    "meeting": _meetings,
    "campaign": _campaigns,
}
_TABLES: Final[Mapping[str, Table]] = {
    "proposal": proposals,
    "motion": motions,
    "poll": polls,
    "resolution": resolutions,
    "meeting": meetings,
    "campaign": campaigns,
}


def ids_of(
    tx: Transaction, community_id: str, noun: str, *, after: str, limit: int
) -> tuple[str, ...]:
    """Tell the next ids of one noun in their order, public or not."""
    c = _TABLES[noun].c
    wanted = select(c.id).where(c.community_id == community_id, c.id > after)
    return tuple(tx.connection.scalars(wanted.order_by(c.id).limit(limit)))


#: Acts about one thing that change the text of another: by the kind of the subject, whose text.
_ELSEWHERE: Final[Mapping[str, str]] = {"minutes": "meeting", "response": "motion"}


def touched(
    tx: Transaction, community_id: str, subjects: Iterable[tuple[str, str]]
) -> Mapping[str, set[str]]:
    """Tell whose texts acts about some subjects (kind, id) may have changed: noun → ids."""
    found: dict[str, set[str]] = {}
    for kind, subject in subjects:
        noun = _ELSEWHERE.get(kind, kind)
        if noun in SOURCES:
            found.setdefault(noun, set()).add(subject)
        if kind == "response":
            r = responses.c
            motion = select(r.motion_id).where(r.community_id == community_id, r.id == subject)
            found["motion"].update(tx.connection.scalars(motion))
    return found
