"""Assisted acts 线下代办: what must be on record, who may help, and who confirms. Pure rules.

A helper writes down what somebody else decides. So nothing counts before a second person has read
the record, and the person may overturn it until the close.
"""

from collections.abc import Mapping
from types import MappingProxyType

from council.kernel.lifecycle import Lifecycle, move
from council.kernel.refusals import Refusal, refuse

HELPER_ROLES = ("desk_helper", "volunteer", "family", "property")
REASONS = ("no_phone_skill", "eyesight", "mobility", "no_device", "other")
CONSENTS = ("signature", "fingerprint", "recording", "video")

#: Consent → the kinds of file that show it.
EVIDENCE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "signature": frozenset({"photo"}),
        "fingerprint": frozenset({"photo"}),
        "recording": frozenset({"voice", "video"}),
        "video": frozenset({"video"}),
    }
)
#: Every kind that may be evidence of some consent.
EVIDENCE_KINDS = frozenset({"photo", "voice", "video"})

ASSISTED = Lifecycle(
    "assist",
    move("confirm", before="recorded", after="counted"),
    move("revoke", before="recorded counted", after="revoked"),
    move("overturn", before="recorded counted", after="overturned"),
    move("lapse", before="recorded", after="lapsed"),
)


def is_about_manager(*, legal_class: str, addressee: str | None) -> bool:
    """Whether a motion goes to the manager, or hires or dismisses them (Civil Code 278(1)(4))."""
    return addressee == "manager" or legal_class == "O-4"


def check_helper(
    *, helper: str, role: str, person: str, is_person: bool, about_manager: bool, of_manager: bool
) -> Refusal | None:
    """Refuse a helper who decides for themselves, or who belongs to the manager of such a motion.

    ``is_person``: the helper is the person, under whichever name.
    """
    if role not in HELPER_ROLES:
        return refuse("desk.use_buttons")
    if is_person:
        return refuse("assist.helper_is_person", person=person)
    if about_manager and (of_manager or role == "property"):
        return refuse("assist.helper_of_manager", helper=helper)
    return None


def check_consent(*, consent: str, witness: str, helper: str, person: str) -> Refusal | None:
    """Refuse a fingerprint without a witness who is a third person."""
    if consent not in CONSENTS:
        return refuse("desk.use_buttons")
    if consent == "fingerprint" and not witness:
        return refuse("assist.witness_needed")
    if witness and witness in (helper, person):
        return refuse("assist.witness_is_party", witness=witness)
    return None


def check_evidence(*, consent: str, kind: str) -> Refusal | None:
    """Refuse evidence that cannot show this form of consent."""
    if kind in EVIDENCE[consent]:
        return None
    return refuse(f"assist.evidence_{consent}")


def needs_review(earlier: int, *, most: int) -> bool:
    """Whether a helper who has helped ``earlier`` times in a motion is over the rules' limit."""
    return earlier >= most


def is_involved(*, person: str, name: str, recorder: str, helper: str, helper_id: str) -> bool:
    """Whether somebody wrote the record or helped; a helper off the list is known by name only."""
    return person in (recorder, helper_id) or name == helper


def check_confirmer(
    *, involved: bool, review: bool, facilitator: bool, most: int
) -> Refusal | None:
    """Refuse whoever wrote the record or helped; a reviewed one is the facilitators' to confirm."""
    if involved:
        return refuse("assist.second_person")
    if review and not facilitator:
        return refuse("assist.needs_review", most=most)
    return None
