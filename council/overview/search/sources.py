"""What is searched: every text that the public pages show, each read from the record as it is now."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Select, Table, select, true

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


#: The nouns, each with its table and with which of its rows anybody may see.
TABLES: Final[Mapping[str, Table]] = {
    "proposal": proposals,
    "motion": motions,
    "poll": polls,
    "resolution": resolutions,
    "meeting": meetings,
    "campaign": campaigns,
}
PUBLIC: Final[Mapping[str, ColumnElement[bool]]] = {
    "proposal": proposals.c.state.in_(sorted(PUBLIC_PROPOSALS)),
    "motion": motions.c.state != "drafted",
    "poll": polls.c.state != "draft",
    "resolution": resolutions.c.published_at.is_not(None),
    "meeting": true(),
    "campaign": campaigns.c.state.in_(PUBLIC_CAMPAIGNS) & campaigns.c.opened_at.is_not(None),
}


def _rows(tx: Transaction, noun: str, community_id: str, ids: Ids) -> Iterable[Any]:
    table = TABLES[noun]
    c = table.c
    here = (c.community_id == community_id, c.id.in_(ids), PUBLIC[noun])
    query: Select[Any] = select(table).where(*here)
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
    for row in _rows(tx, "proposal", community_id, ids):
        yield _text("proposal", row, row.body, at=row.submitted_at)


def _motions(tx: Transaction, community_id: str, ids: Ids) -> Iterable[PublicText]:
    found = _rows(tx, "motion", community_id, ids)
    said = _lines_of(tx, community_id, responses.c.reason, responses.c.motion_id, ids)
    for row in found:
        yield _text("motion", row, row.body, *said.get(row.id, ()), at=row.drafted_at)


def _polls(tx: Transaction, community_id: str, ids: Ids) -> Iterable[PublicText]:
    found = _rows(tx, "poll", community_id, ids)
    options = _lines_of(tx, community_id, poll_options.c.title, poll_options.c.poll_id, ids)
    for row in found:
        yield _text("poll", row, *options.get(row.id, ()), at=row.opens_at)


def _resolutions(tx: Transaction, community_id: str, ids: Ids) -> Iterable[PublicText]:
    found = _rows(tx, "resolution", community_id, ids)
    todo = _lines_of(tx, community_id, tasks.c.title, tasks.c.resolution_id, ids)
    for row in found:
        yield _text("resolution", row, row.body, *todo.get(row.id, ()), at=row.published_at)


def _meetings(tx: Transaction, community_id: str, ids: Ids) -> Iterable[PublicText]:
    for row in _rows(tx, "meeting", community_id, ids):
        approved = row.state == "approved"
        minutes = whole_text(tx, value_from(Meeting, row)) if approved else ""
        yield _text("meeting", row, row.place, minutes, at=row.starts_at)


def _campaigns(tx: Transaction, community_id: str, ids: Ids) -> Iterable[PublicText]:
    for row in _rows(tx, "campaign", community_id, ids):
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


def ids_of(
    tx: Transaction, community_id: str, noun: str, *, after: str, limit: int
) -> tuple[str, ...]:
    """Tell the next ids of one noun in their order, public or not."""
    c = TABLES[noun].c
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
