"""Exports of makers of voting machines, read as they come."""

import pytest

from voting.formats.cvr import read_cvr
from voting.formats.faults import BadInput
from voting.formats.recognised import Recognised

DOMINION = """Council 2026,5.10.50.85,,,,,
,,,"Mayor (Number of positions=1, Number of ranks=2)",Mayor (Number of ranks=2),Mayor (Number of ranks=2),Mayor (Number of ranks=2)
,,,Ann(1),Bo(1),Ann(2),Write-in(2)
CvrNumber,TabulatorNum,CountingGroup,,,,
1,7,Mail,1,0,0,1
="2",7,Mail,1,1,1,0
3,7,Mail,0,0,0,0
4,7,Mail,,,,
"""


def test_a_dominion_export_is_read_as_it_comes():
    one = DOMINION.replace(', Number of ranks=2)"', ')"').replace(
        "Number of ranks=2", "Number of positions=1"
    )
    found = read_cvr(DOMINION, file="cvr.csv")

    assert [each.name for each in found.candidates] == ["Ann", "Bo", "Write-in"]
    assert found.papers == {((1,), (3,)): 1, ((1, 2), (1,)): 1, ((), ()): 1}
    assert found.recognised == Recognised(
        kind="ranks",
        layout="Dominion",
        columns=2,
        unread=("CvrNumber", "TabulatorNum", "CountingGroup"),
        write_in=3,
        elsewhere=1,
    )
    assert read_cvr(one, file="cvr.csv").recognised.kind == "approvals"


CLEAR_BALLOT = """RowNumber,BoxID,"Choice_6_1:City, Auditor:1:Number of Winners 1:Ann:NON","Choice_6_1:City, Auditor:2:Number of Winners 1:Ann:NON","Choice_28_1:City, Auditor:1:Number of Winners 1:Write-in-28:NON"
1,B,0,1,1
2,B,1,0,0
"""


def test_a_clear_ballot_export_is_read_as_it_comes():
    found = read_cvr(CLEAR_BALLOT, file="cvr.csv")

    assert [each.name for each in found.candidates] == ["Ann", "Write-in"]
    assert found.papers == {((2,), (1,)): 1, ((1,), ()): 1}
    assert found.recognised == Recognised(
        kind="ranks",
        layout="Clear Ballot",
        columns=2,
        unread=("RowNumber", "BoxID"),
        write_in=2,
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            CLEAR_BALLOT.replace("Choice_28_1:City, Auditor", "Choice_28_1:Mayor"),
            ("cvr.contests", None, {"known": "City, Auditor / Mayor"}),
        ),
        (
            DOMINION.replace("3,7,Mail,0", "3,7,Mail,0 (3%)"),
            ("cvr.not_a_mark", 7, {"text": "0 (3%)", "name": "Dominion"}),
        ),
        ("Council 2026,5.10.50.85\nA,B\n", ("cvr.layout", 1, {"name": "Dominion"})),
    ],
)
def test_an_export_that_cannot_be_counted_is_refused_by_its_makers_name(text: str, fault):
    with pytest.raises(BadInput) as caught:
        read_cvr(text, file="cvr.csv")

    assert [(each.key, each.line, each.params) for each in caught.value.faults] == [fault]
