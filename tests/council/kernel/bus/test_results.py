"""Answers that are kept beside the update which earned them."""

import pytest

from council.kernel.bus.results import decode, encode
from council.kernel.refusals import refuse
from council.roll.commands import RollWaits, RunningVote


@pytest.mark.parametrize(
    "outcome",
    [
        RollWaits(removed=3, of=10, frozen=(RunningVote(number=1, title="建设停车场"),)),
        refuse("poll.unknown", number=7),
    ],
)
def test_an_answer_is_read_back_as_it_was_kept(outcome: object):
    assert decode(encode(outcome)) == outcome


@pytest.mark.parametrize(
    "kept",
    [
        '["RollWaits",{"removed":3,"of":10,"frozen":[1]}]',
        '["RollWaits",{"removed":3}]',
        '["AnswerOfLongAgo",{"number":1}]',
    ],
)
def test_an_answer_that_an_earlier_version_kept_says_that_it_was_done(kept: str):
    assert decode(kept) == refuse("update.done_before")
