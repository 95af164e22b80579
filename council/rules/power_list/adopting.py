"""Adopting a power-and-duty list: shown with what it changes, then kept as the newest version."""

import base64
from typing import Any

from council.kernel import drafts
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.drafts import Draft
from council.kernel.files import keep_table
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.rules.power_list.commands import (
    AdoptPowers,
    ConfirmPowers,
    DropPowers,
    OfferEarlier,
    OfferPowers,
    PowersAdopted,
    PowersAwaited,
    PowersDropped,
    PowersOffer,
    StartPowers,
)
from council.rules.power_list.matter import Matter, as_json, from_json
from council.rules.power_list.records import (
    EARLIER,
    FILE,
    SHIPPED,
    in_force,
    keep_version,
    kept_in_force,
    version_of,
)
from council.rules.power_list.rules import check_adopting, check_class, differences
from council.rules.records import rules_of

KIND = "powers"
VERB = "powers.adopt"


def adopt(tx: Transaction, who: Person, command: AdoptPowers) -> PowersAdopted | Refusal:
    """Adopt a list from a file, all or nothing."""
    done = _judged(tx, who, command.matters)
    if isinstance(done, Refusal) or command.dry_run:
        return done
    kept_in_force(tx, who)
    sha256 = keep_table(tx, who.community_id, command.content) if command.content else None
    keep_version(
        tx, who, command.matters, verb=VERB, origin=FILE, source=command.file, sha256=sha256
    )
    return _adopted(tx, who, done)


def _judged(tx: Transaction, who: Person, matters: tuple[Matter, ...]) -> PowersAdopted | Refusal:
    """Judge a list against the rules and against the one in force, as if it were adopted."""
    rules = rules_of(tx, who.community_id)
    for matter in matters:
        refusal = check_class(matter, rules)
        if refusal is not None:
            return refusal
    now = in_force(tx, who.community_id)
    diff = differences(now.matters, matters)
    refusal = check_adopting(diff)
    if refusal is not None:
        return refusal
    # The list that ships becomes the first version as soon as another takes its place.
    number = max(now.version.number, 1) + 1
    return PowersAdopted(number=number, matters=len(matters), diff=diff, dry_run=True)


def _adopted(tx: Transaction, who: Person, done: PowersAdopted) -> PowersAdopted:
    number = in_force(tx, who.community_id).version.number
    return PowersAdopted(number=number, matters=done.matters, diff=done.diff)


# -- the dialogue at the desk: only the draft holds a list until the yes


def start(tx: Transaction, who: Person, command: StartPowers) -> PowersAwaited:
    """Wait for the file; one that was shown before is put away."""
    drafts.save(tx, who, bot="staff", kind=KIND, content={}, awaits="file")
    return PowersAwaited()


def offer(tx: Transaction, who: Person, command: OfferPowers) -> PowersOffer | Refusal:
    """Compare the file with the list in force and keep it in the draft."""
    content = {
        "file": command.file,
        "content": base64.b64encode(command.content).decode(),
        "matters": as_json(command.matters),
        "unread": list(command.unread),
        "notes": [list(note) for note in command.notes],
        "earlier": -1,
    }
    return _save(tx, who, content)


def offer_earlier(tx: Transaction, who: Person, command: OfferEarlier) -> PowersOffer | Refusal:
    """Show what an earlier version would change, compared with the one in force."""
    found = version_of(tx, who.community_id, command.number)
    if found is None:
        return refuse("powers.unknown_version", number=command.number)
    content = {
        "file": "",
        "content": "",
        "matters": as_json(found.matters),
        "unread": [],
        "notes": [],
        "earlier": command.number,
    }
    return _save(tx, who, content)


def confirm(
    tx: Transaction, who: Person, command: ConfirmPowers
) -> PowersAdopted | PowersOffer | Refusal:
    """Adopt what was shown; nothing else, and nothing when another list came into force since."""
    draft = _shown(tx, who)
    if isinstance(draft, Refusal):
        return draft
    content = draft.content
    if command.revision != draft.revision:
        return _save(tx, who, content, problem="powers.offer_stale")
    if content["against"] != in_force(tx, who.community_id).version.number:
        return _save(tx, who, content, problem="powers.offer_outdated")
    matters = from_json(content["matters"])
    done = _judged(tx, who, matters)
    if isinstance(done, Refusal):
        return done
    _keep(tx, who, content, matters)
    drafts.clear(tx, who, "staff", KIND)
    return _adopted(tx, who, done)


def _keep(
    tx: Transaction, who: Person, content: dict[str, Any], matters: tuple[Matter, ...]
) -> None:
    kept_in_force(tx, who)
    earlier = content["earlier"]
    if earlier < 0:
        sha256 = keep_table(tx, who.community_id, base64.b64decode(content["content"]))
        source = content["file"]
        keep_version(tx, who, matters, verb=VERB, origin=FILE, source=source, sha256=sha256)
        return
    found = version_of(tx, who.community_id, earlier)
    assert found is not None, "versions stay"
    keep_version(
        tx,
        who,
        matters,
        verb=VERB,
        origin=EARLIER if earlier else SHIPPED,
        source=found.version.source,
        earlier=earlier,
    )


def drop(tx: Transaction, who: Person, command: DropPowers) -> PowersDropped | Refusal:
    """Put the list away."""
    draft = drafts.load(tx, who, "staff", KIND)
    if draft is None or not (draft.content or draft.awaits):
        return refuse("powers.offer_gone")
    drafts.clear(tx, who, "staff", KIND)
    return PowersDropped()


def _shown(tx: Transaction, who: Person) -> Draft | Refusal:
    draft = drafts.load(tx, who, "staff", KIND)
    return draft if draft is not None and draft.content else refuse("powers.offer_gone")


def _save(
    tx: Transaction, who: Person, content: dict[str, Any], *, problem: str = ""
) -> PowersOffer | Refusal:
    """Show the list against the one in force now."""
    judged = _judged(tx, who, from_json(content["matters"]))
    if isinstance(judged, Refusal):
        return judged
    content = {**content, "against": in_force(tx, who.community_id).version.number}
    draft = drafts.save(tx, who, bot="staff", kind=KIND, content=content)
    return PowersOffer(
        file=content["file"],
        matters=judged.matters,
        diff=judged.diff,
        revision=draft.revision,
        unread=tuple(content["unread"]),
        notes=tuple((key, text) for key, text in content["notes"]),
        problem=problem,
        earlier=content["earlier"],
    )


ADOPTING: UseCases = {
    AdoptPowers: adopt,
    StartPowers: start,
    OfferPowers: offer,
    OfferEarlier: offer_earlier,
    ConfirmPowers: confirm,
    DropPowers: drop,
}
