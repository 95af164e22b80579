"""Evidence of consent: every form has its kind of file, and the second person sees it first."""

import pytest

from council.counter.assisted.reads import act_file
from council.kernel.files import KeptFile
from council.kernel.refusals import Refusal
from tests.council.conftest import Town
from tests.council.counter.assisted.assisting import CLIP, assist, keep
from tests.council.polls.polling import open_ratification

PHOTO, VOICE, VIDEO = "image/jpeg", "audio/ogg", "video/mp4"


@pytest.mark.parametrize(
    ("consent", "fits"),
    [
        ("signature", {PHOTO}),
        ("fingerprint", {PHOTO}),
        ("recording", {VOICE, VIDEO}),
        ("video", {VIDEO}),
    ],
)
def test_a_consent_is_shown_by_its_own_kind_of_file(town: Town, consent: str, fits: set[str]):
    town.person("召", "facilitator")
    town.person("代", "clerk")
    open_ratification(town)

    answers = {
        kind: assist(
            town,
            serial=f"A-{n}",
            consent=consent,
            witness="周建国",
            evidence=keep(town, kind.encode(), kind),
        )
        for n, kind in enumerate((PHOTO, VOICE, VIDEO))
    }

    refused = {kind for kind, answer in answers.items() if isinstance(answer, Refusal)}
    assert {PHOTO, VOICE, VIDEO} - refused == fits
    assert {answers[kind].key for kind in refused} == {f"assist.evidence_{consent}"}


def test_the_scan_of_the_paper_is_a_photo(town: Town):
    town.person("召", "facilitator")
    town.person("代", "clerk")
    open_ratification(town)

    answer = assist(town, scan=keep(town, CLIP, VIDEO))

    assert answer == Refusal("assist.evidence_signature")


def test_the_desk_sees_the_evidence_and_the_paper_and_nobody_else(town: Town):
    town.person("召", "facilitator")
    town.person("代", "clerk")
    town.person("办", "clerk")
    town.person("甲先生", owner_key="甲")
    open_ratification(town)
    assist(town, consent="video", evidence=keep(town, CLIP, VIDEO))

    evidence = town.read("办", act_file, 1, "evidence")
    paper = town.read("办", act_file, 1, "paper")

    assert evidence == KeptFile(kind="video", media_type=VIDEO, content=CLIP)
    assert paper == KeptFile(kind="photo", media_type=PHOTO, content=b"a photo")
    assert town.read("办", act_file, 1, "contact") == Refusal("assist.unknown", {"number": 1})
    assert town.read("甲先生", act_file, 1, "evidence").key == "policy.not_your_role"
