"""A parameter that names another key is said with the same parameters, in the reader's language."""

import pytest
from markupsafe import Markup

from council.kernel.screens.translator import Translator

VOTE = {
    "outcome_key": "vote.outcome.carried",
    "quorum_key": "vote.quorum.met",
    "majority_key": "vote.majority.void",
    "law_key": "vote.law.own",
    "electorate_key": "electorate.members",
    "quorum_share_key": "share.> 1/2",
    "entitled": 12,
    "came": 9,
    "quorum_needed": 7,
    "yes": 6,
    "no": 2,
    "abstained": 1,
    "citation": "<b>",
}


def test_keys_are_said_inside_keys_and_what_people_wrote_stays_escaped():
    said = Translator("en")("vote.paragraph", **VOTE)

    assert said == Markup(
        "<b>✅ Carried</b>\n"
        "9 of 12 councillors came; more than half are needed, that is 7: a quorum.\n"
        "6 agreed, 2 were against, 1 abstained: without a quorum this counts for nothing.\n"
        "By &lt;b&gt; (the hall's own rules)."
    )


def test_a_parameter_that_the_sentence_wants_and_nobody_gives_is_a_bug():
    with pytest.raises(KeyError, match="came"):
        Translator("en")("vote.quorum.met", entitled=12)
