"""Records are what their tables keep; values are made of rows."""

from typing import Any, get_type_hints

import pytest
from sqlalchemy import Column, Integer, Table, create_engine, literal, null, select

from council.campaigns.campaign import Campaign
from council.campaigns.pledges.pledge import Pledge
from council.campaigns.tables import campaigns, pledges
from council.counter.assisted.assist import Assist
from council.counter.assisted.tables import assisted_acts
from council.counter.proxies.proxy import Proxy
from council.counter.proxies.tables import proxies
from council.kernel.acts_log import Act
from council.kernel.database.rows import value_from
from council.kernel.directory import communities
from council.kernel.tables import acts
from council.kernel.values import value
from council.meetings.meeting import Attendance, Meeting, Rsvp, Series
from council.meetings.tables import attendance, meeting_series, meetings, rsvps
from council.motions.motion import Motion
from council.motions.responses.response import Response
from council.motions.tables import motions, responses
from council.people.community import Community
from council.polls.poll import Poll
from council.polls.tables import polls
from council.proposals.proposal import MergeRequest, Proposal
from council.proposals.tables import merge_requests, proposals
from council.resolutions.resolution import Resolution
from council.resolutions.tables import resolutions
from council.roll.roll_import import RollImport
from council.roll.tables import roll_imports
from voting.roll import Kind


@value
class Paper:
    """A value with a field of each kind."""

    text: str
    empty: str
    nought: int
    kept: bool
    kind: Kind
    unknown: int | None


@value
class Folder:
    """A value with one inside, and with something that no column says."""

    name: str
    paper: Paper
    pages: tuple[int, ...]


@value
class Cover:
    """What is told of a folder."""

    title: str
    paper: Paper


def types_of(column: Column[Any]) -> set[Any]:
    """In which types a record may have a column: a NULL may be read as empty, 0 or 1 as a bool."""
    kept = int if isinstance(column.type, Integer) else str
    flag = {bool} if kept is int else set()
    return {kept, *flag, *({kept | None} if column.nullable else ())}


@pytest.mark.parametrize(
    ("record", "table"),
    [
        (Proposal, proposals),
        (MergeRequest, merge_requests),
        (Campaign, campaigns),
        (Pledge, pledges),
        (Resolution, resolutions),
        (Poll, polls),
        (Assist, assisted_acts),
        (Community, communities),
        (Act, acts),
        (RollImport, roll_imports),
        (Proxy, proxies),
        (Motion, motions),
        (Response, responses),
        (Meeting, meetings),
        (Series, meeting_series),
        (Rsvp, rsvps),
        (Attendance, attendance),
    ],
)
def test_a_record_has_the_columns_of_its_table_in_their_types(record: type, table: Table):
    kept = {column.name: types_of(column) for column in table.c}

    told = get_type_hints(record)

    assert {name: {told[name]} & kept.get(name, set()) for name in told} == {
        column.name: {told.get(column.name)} for column in table.c
    }


def test_a_value_is_made_of_a_row_by_the_names_of_its_columns():
    columns = {
        "name": literal("case"),
        "text": literal("words"),
        "empty": null(),
        "nought": null(),
        "kept": literal(1),
        "kind": literal("shop"),
        "unknown": null(),
        "paper": literal("a column of that name"),
    }
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        row = connection.execute(select(*(it.label(name) for name, it in columns.items()))).one()
    engine.dispose()

    made = value_from(Folder, row, pages=(1, 2))

    paper = Paper(text="words", empty="", nought=0, kept=True, kind=Kind.SHOP, unknown=None)
    assert made == Folder(name="case", paper=paper, pages=(1, 2))
    assert made.paper.kept is True


def test_a_value_is_made_of_a_record_with_what_that_has_by_the_same_name():
    paper = Paper(text="words", empty="", nought=0, kept=True, kind=Kind.SHOP, unknown=None)
    folder = Folder(name="case", paper=paper, pages=(1, 2))

    made = value_from(Cover, folder, title="theirs")

    assert made == Cover(title="theirs", paper=paper)
