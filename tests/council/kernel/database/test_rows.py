"""Records are what their tables keep."""

from typing import Any, get_type_hints

import pytest
from sqlalchemy import Column, Integer, Table

from council.campaigns.campaign import Campaign
from council.campaigns.pledges.pledge import Pledge
from council.campaigns.tables import campaigns, pledges
from council.counter.assisted.assist import Assist
from council.counter.assisted.tables import assisted_acts
from council.polls.poll import Poll
from council.polls.tables import polls
from council.proposals.proposal import MergeRequest, Proposal
from council.proposals.tables import merge_requests, proposals
from council.resolutions.resolution import Resolution
from council.resolutions.tables import resolutions


def type_of(column: Column[Any]) -> Any:
    kept = int if isinstance(column.type, Integer) else str
    return kept | None if column.nullable else kept


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
    ],
)
def test_a_record_has_the_columns_of_its_table_in_their_types(record: type, table: Table):
    kept = {column.name: type_of(column) for column in table.c}

    told = get_type_hints(record)

    assert told == kept
