"""Forms for assisted acts 线下代办: to record one, and to take one back."""

from typing import Any

from council.counter.assisted import recording as assisted
from council.counter.assisted.commands import RecordAssist, RevokeAssist
from council.counter.assisted.records import assist_by
from council.counter.assisted.rules import (
    ASSISTED,
    CONSENTS,
    EVIDENCE_KINDS,
    HELPER_ROLES,
    REASONS,
    check_consent,
    check_evidence,
    needs_review,
)
from council.counter.fields import (
    CHOICE,
    NUMBER,
    SERIAL,
    VOTER,
    WORDS,
    desk_form,
    line,
    mendable,
    person,
    signer_of,
    standing,
)
from council.counter.representatives import Representative, name_of, representative
from council.kernel.attachments import take_file
from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import Amiss, Field, Ground, Offer, Reading, picked
from council.kernel.forms.photo import photo
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Account
from council.polls.records import rules_of_poll

#: What must be done before the form goes on has one answer only.
DONE = ("yes",)


def _me(ground: Ground) -> tuple[Offer, ...]:
    name = name_of(ground.tx, ground.about, ground.who)
    return (Offer(answer=name, label=Phrase(text=name)),)


def _role(ground: Ground, text: str) -> Reading:
    """Refuse at once a helper whom the whole record would be refused for in the end."""
    if text not in HELPER_ROLES:
        return Refusal("desk.use_buttons")
    helper, signer = (
        representative(ground.tx, ground.about, ground.answers["helper"]),
        signer_of(ground),
    )
    if isinstance(helper, Refusal) or isinstance(signer, Refusal):
        return text  # what filing refuses with its reason
    unfit = assisted.check_helper(ground.tx, ground.about, helper=helper, role=text, signer=signer)
    return text if unfit is None else Amiss(refusal=unfit, forget=("helper",))


def _witness(ground: Ground, text: str) -> Reading:
    name = line("witness").read(ground, text)
    if not isinstance(name, str):
        return name
    answers = ground.answers
    unfit = check_consent(
        consent=answers["consent"],
        witness=name,
        helper=answers["helper"],
        person=answers["owner"],
    )
    return unfit or name


def _evidence(ground: Ground, content: bytes) -> Reading:
    kept = take_file(ground.tx, ground.who, content, kept=0, kinds=EVIDENCE_KINDS)
    if isinstance(kept, Refusal):
        return kept
    return check_evidence(consent=ground.answers["consent"], kind=kept.kind) or kept.sha256


def _of_assist(ground: Ground) -> tuple[Phrase, ...]:
    found = list(standing(ground))
    helper = ground.answers.get("helper")
    known = representative(ground.tx, ground.about, helper) if helper else None
    most = rules_of_poll(ground.tx, ground.about).acts_of_one_helper
    if isinstance(known, Representative) and needs_review(
        assisted.helped(ground.tx, ground.about, known), most=most
    ):
        found.append(Phrase(key="desk.warning.review", params={"most": most}))
    return tuple(found)


def _assist(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = RecordAssist(
        actor=actor,
        poll=ground.about.number,
        voter=answers["voter"],
        owner=answers["owner"],
        said=answers["choice"],
        helper=answers["helper"],
        helper_role=answers["helper_role"],
        desk=answers["desk"],
        reason=answers["why"],
        consent=answers["consent"],
        evidence=answers["evidence"],
        witness=answers.get("witness", ""),
        serial=answers["serial"],
        scan=answers["scan"],
        contact=answers["contact"],
        statement_read=answers["statement"] == "yes",
        read_back=answers["read_back"] == "yes",
        slip_given=answers["slip"] == "yes",
    )
    return assisted.record_assist(ground.tx, ground.who, made)


ASSIST = desk_form(
    "assist",
    (
        *VOTER,
        picked(WORDS, "why", REASONS),
        person("helper", offers=_me, forgets=("helper_role",)),
        picked(WORDS, "helper_role", HELPER_ROLES, read=_role),
        line("desk"),
        picked(WORDS, "statement", DONE),
        picked(WORDS, "consent", CONSENTS, forgets=("witness", "evidence")),
        Field(
            name="witness",
            read=_witness,
            only=lambda answers: answers.get("consent") == "fingerprint",
        ),
        photo("evidence", take=_evidence),
        CHOICE,
        picked(WORDS, "read_back", DONE),
        SERIAL,
        photo("scan"),
        picked(WORDS, "slip", DONE),
        line("contact"),
    ),
    _assist,
    notes=_of_assist,
)


def _revocable(ground: Ground, text: str) -> Reading:
    """Read the number of an act on the form's poll that can be revoked."""
    poll, number = ground.about, int(text) if NUMBER.fullmatch(text) else 0
    act = assist_by(ground.tx, poll.community_id, number)
    if act is None or act.poll_id != poll.id:
        return refuse("assist.unknown", number=text[:9])
    after = ASSISTED.after("revoke", act.state)
    return after if isinstance(after, Refusal) else text


def _revoke(ground: Ground, actor: Account) -> Any:
    made = RevokeAssist(
        actor=actor, act=int(ground.answers["act"]), reason=ground.answers["reason"]
    )
    return assisted.revoke(ground.tx, ground.who, made)


REVOKE = desk_form(
    "revoke",
    (Field(name="act", read=_revocable), line("reason")),
    _revoke,
    about=mendable,
)
