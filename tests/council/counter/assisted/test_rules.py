"""Assisted acts: which evidence shows which consent, who is involved, and how an act ends."""

import pytest

from council.counter.assisted.rules import (
    ASSISTED,
    CONSENTS,
    EVIDENCE,
    EVIDENCE_KINDS,
    check_confirmer,
    check_evidence,
    is_involved,
    needs_review,
)
from council.kernel.refusals import Refusal


def test_every_consent_has_its_evidence():
    assert tuple(EVIDENCE) == CONSENTS
    assert frozenset().union(*EVIDENCE.values()) == EVIDENCE_KINDS


def test_evidence_of_another_kind_is_refused_with_what_would_do():
    assert check_evidence(consent="recording", kind="voice") is None
    assert check_evidence(consent="video", kind="photo") == Refusal("assist.evidence_video")


@pytest.mark.parametrize(
    ("person", "name", "involved"),
    [
        ("recorder", "代", True),
        ("helper", "李志", True),
        ("other", "李志 R7", True),
        ("other", "李志", False),
        ("other", "办", False),
    ],
)
def test_who_recorded_or_helped_is_involved(person: str, name: str, *, involved: bool):
    assert (
        is_involved(
            person=person, name=name, recorder="recorder", helper="李志 R7", helper_id="helper"
        )
        == involved
    )


def test_a_second_person_confirms_and_a_facilitator_what_is_reviewed():
    judged = [
        check_confirmer(involved=involved, review=review, facilitator=facilitator, most=5)
        for involved, review, facilitator in (
            (False, False, False),
            (True, False, True),
            (False, True, False),
            (False, True, True),
        )
    ]

    assert judged == [
        None,
        Refusal("assist.second_person"),
        Refusal("assist.needs_review", {"most": 5}),
        None,
    ]


def test_as_many_as_the_rules_allow_need_no_facilitator_and_the_next_one_does():
    assert [needs_review(earlier, most=5) for earlier in (4, 5)] == [False, True]
    assert needs_review(0, most=0)


def test_only_what_waits_lapses():
    assert ASSISTED.after("lapse", "recorded") == "lapsed"
    assert ASSISTED.after("lapse", "counted") == Refusal(
        "assist.not_now", {"verb": "lapse", "state": "counted"}
    )
    assert ASSISTED.verbs("lapsed") == ()
