"""Listing the owners of the roll on the residents' list: shown, asked about namesakes, confirmed.

The draft keeps the answers only; roll and list are compared anew each time. What is confirmed is
what was shown: when either has changed meanwhile, it is shown again.
"""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import insert, select, update

from council.kernel import drafts
from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.drafts import Draft
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.people.hooks import OWNERS_LISTED
from council.roll.owners.commands import (
    ConfirmOwners,
    OfferOwners,
    OwnersListed,
    OwnersOffer,
    SettleOwners,
)
from council.roll.owners.reads import lines_of
from council.roll.owners.rules import OwnersPlan, plan_owners
from council.roll.records import load_roll
from council.roll.rules import ASKED_AT_ONCE

KIND = "owners"
#: How many new lines one screen shows.
SHOWN_AT_ONCE = 10


def offer(tx: Transaction, who: Person, command: OfferOwners) -> OwnersOffer | Refusal:
    """Compare the roll with the list; answers given before stay."""
    draft = drafts.load(tx, who, "staff", KIND)
    fresh = {"links": {}, "apart": [], "live_here": False}
    return _save(tx, who, draft.content if draft is not None and draft.content else fresh)


def settle(tx: Transaction, who: Person, command: SettleOwners) -> OwnersOffer | Refusal:
    """Take an answer: one person or two; residents or owners only."""
    draft = _shown(tx, who)
    if isinstance(draft, Refusal):
        return draft
    content = draft.content
    if command.revision != draft.revision:
        return _save(tx, who, content, problem="owners.stale")
    if command.answer in {"here", "only"}:
        return _save(tx, who, {**content, "live_here": command.answer == "here"})
    asked = _plan(tx, who, content).alike[:ASKED_AT_ONCE]
    chosen = asked if command.answer == "all" else asked[command.place : command.place + 1]
    if not chosen or command.answer not in {"all", "same", "apart"}:
        return refuse("press.unknown")
    if command.answer == "apart":
        pairs = [[each.owner, each.ref] for each in chosen]
        return _save(tx, who, {**content, "apart": content["apart"] + pairs})
    links = dict(content["links"])
    for each in chosen:
        if each.ref not in links.values():
            links[each.owner] = each.ref
    return _save(tx, who, {**content, "links": links})


def confirm(
    tx: Transaction, who: Person, command: ConfirmOwners
) -> OwnersListed | OwnersOffer | Refusal:
    """List the owners that were shown; nothing when roll or list have changed since."""
    draft = _shown(tx, who)
    if isinstance(draft, Refusal):
        return draft
    content = draft.content
    if command.revision != draft.revision:
        return _save(tx, who, content, problem="owners.stale")
    plan = _plan(tx, who, content)
    if content["against"] != _fingerprint(plan):
        return _save(tx, who, content, problem="owners.outdated")
    if plan.alike:
        return _save(tx, who, content, problem="owners.unanswered")
    if not plan.new and not plan.linked:
        return refuse("owners.nobody_new")
    _link(tx, who, plan)
    _add(tx, who, plan, live_here=content["live_here"])
    done = OwnersListed(
        added=len(plan.new),
        firms=plan.firms,
        linked=len(plan.linked),
        live_here=content["live_here"],
    )
    told = {name: int(number) for name, number in asdict(done).items()}
    record(tx, who, command.verb, "residents", who.community_id, **told)
    listed = {line.owner_key for line in plan.new} | {owner for owner, _ in plan.linked}
    OWNERS_LISTED(tx, who, who.community_id, filter(None, listed), command.verb)
    drafts.clear(tx, who, "staff", KIND)
    return done


def _link(tx: Transaction, who: Person, plan: OwnersPlan) -> None:
    t = residents.c
    for owner, ref in plan.linked:
        mine = (t.community_id == who.community_id) & (t.ref == ref)
        resident_id = tx.connection.execute(select(t.id).where(mine)).scalar_one()
        tx.connection.execute(update(residents).where(mine).values(owner_key=owner))
        record(tx, who, ConfirmOwners.verb, "resident", resident_id, owner_key=owner)


def _add(tx: Transaction, who: Person, plan: OwnersPlan, *, live_here: bool) -> None:
    rows = [
        {
            "community_id": who.community_id,
            "id": tx.new_id(),
            "ref": line.ref,
            "name": line.name,
            "unit": line.unit,
            "adult": int(live_here and not line.firm),
            "owner_key": line.owner_key,
            "locale": None,
        }
        for line in plan.new
    ]
    if rows:
        tx.connection.execute(insert(residents), rows)


def _shown(tx: Transaction, who: Person) -> Draft | Refusal:
    draft = drafts.load(tx, who, "staff", KIND)
    return draft if draft is not None and draft.content else refuse("owners.gone")


def _plan(tx: Transaction, who: Person, content: dict[str, Any]) -> OwnersPlan:
    return plan_owners(
        load_roll(tx, who.community_id),
        lines_of(tx, who.community_id),
        links=content["links"],
        apart={(owner, ref) for owner, ref in content["apart"]},
    )


def _fingerprint(plan: OwnersPlan) -> str:
    written = json.dumps(asdict(plan), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def _save(
    tx: Transaction, who: Person, content: dict[str, Any], *, problem: str = ""
) -> OwnersOffer | Refusal:
    plan = _plan(tx, who, content)
    if not plan.owners:
        return refuse("owners.no_roll")
    kept = {**content, "against": _fingerprint(plan)}
    draft = drafts.save(tx, who, bot="staff", kind=KIND, content=kept)
    return OwnersOffer(
        owners=plan.owners,
        known=plan.known,
        linked=len(plan.linked),
        added=len(plan.new),
        firms=plan.firms,
        asked=len(plan.alike),
        new=plan.new[:SHOWN_AT_ONCE],
        alike=plan.alike[:ASKED_AT_ONCE],
        live_here=content["live_here"],
        revision=draft.revision,
        problem=problem,
    )


OWNERS: UseCases = {OfferOwners: offer, SettleOwners: settle, ConfirmOwners: confirm}
