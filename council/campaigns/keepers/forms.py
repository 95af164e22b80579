"""Forms of the keepers: three people by office, how often money is published; an objection."""

from typing import Any

from sqlalchemy import select

from council.campaigns.campaign import Campaign
from council.campaigns.keepers.commands import AppointKeepers, ObjectToStatement
from council.campaigns.keepers.naming import appoint, keeper
from council.campaigns.keepers.publishing import object_
from council.campaigns.keepers.rules import OFFICES, RHYTHMS
from council.campaigns.reads_desk import movable
from council.campaigns.rules import read_reason
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents, roles
from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import Answer, Field, Form, Ground, Offer, Reading, picked
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person

WORDS = "campaign"
OFFERED = 12


def _office(office: str) -> Field:
    def read(ground: Ground, text: str) -> Reading:
        ref = _ref_of(ground, text)
        found = keeper(ground.tx, ground.who.community_id, ref)
        if isinstance(found, Refusal):
            return found
        if not found[1] & OFFICES[office]:
            return refuse("campaign.unfit_keeper", office_key=f"office.{office}")
        taken = {ground.answers.get(other) for other in OFFICES if other != office}
        return refuse("campaign.two_offices") if ref in taken else ref

    def offers(ground: Ground) -> tuple[Offer, ...]:
        taken = {ground.answers.get(other) for other in OFFICES if other != office}
        return tuple(
            Offer(answer=ref, label=Phrase(text=name))
            for ref, name in _fit(ground, office)
            if ref not in taken
        )[:OFFERED]

    return Field(name=office, read=read, offers=offers, says=_named, columns=2)


def _fit(ground: Ground, office: str) -> list[tuple[str, str]]:
    """Who may hold an office; whoever is an auditor by role stands first."""
    r, held = residents.c, roles.c
    rows = ground.tx.connection.execute(
        select(r.ref, r.name, held.role)
        .join(roles, (held.community_id == r.community_id) & (held.resident_id == r.id))
        .where(r.community_id == ground.who.community_id, held.role.in_(OFFICES[office]))
        .order_by(r.name, r.ref)
    )
    ranked = sorted((row.role != office, row.name, row.ref) for row in rows)
    return list(dict.fromkeys((ref, name) for _, name, ref in ranked))


def _ref_of(ground: Ground, text: str) -> str:
    """Read a register number, or a name that only one of the residents has."""
    plain, r = text.strip(), residents.c
    refs = ground.tx.connection.scalars(
        select(r.ref).where(r.community_id == ground.who.community_id, r.name == plain)
    ).all()
    return refs[0] if len(refs) == 1 else plain


def _named(ground: Ground, answer: Answer) -> Phrase:
    r = residents.c
    name = ground.tx.connection.scalar(
        select(r.name).where(r.community_id == ground.who.community_id, r.ref == str(answer))
    )
    return Phrase(text=name or str(answer))


def _head(ground: Ground) -> dict[str, Param]:
    return {"number": ground.about.number, "title": ground.about.title}


def _about(move: str) -> Any:
    def about(tx: Transaction, who: Person, subject: str) -> Campaign | Refusal:
        return movable(tx, who, int(subject), move)

    return about


def _appoint(ground: Ground, actor: Account) -> Any:
    made = AppointKeepers(actor=actor, campaign=ground.about.number, **ground.answers)
    return appoint(ground.tx, ground.who, made)


def _object(ground: Ground, actor: Account) -> Any:
    reason = ground.answers["reason"]
    made = ObjectToStatement(actor=actor, campaign=ground.about.number, reason=reason)
    return object_(ground.tx, ground.who, made)


KEEPERS = Form(
    name="campaign_keepers",
    verb="campaign.appoint",
    words=WORDS,
    fields=(
        *(_office(office) for office in OFFICES),
        picked(WORDS, "rhythm", tuple(RHYTHMS), stem="campaign.rhythm"),
    ),
    about=_about("appoint"),
    head=_head,
    file=_appoint,
    anew=True,
)
OBJECTION = Form(
    name="campaign_object",
    verb="campaign.object",
    words=WORDS,
    fields=(Field(name="reason", read=lambda _, text: read_reason(text), public=True),),
    about=_about("object"),
    head=_head,
    file=_object,
    anew=True,
    at_once=True,
)
KEEPER_FORMS = (KEEPERS, OBJECTION)
