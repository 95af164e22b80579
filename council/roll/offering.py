"""The desk's dialogue for a roll file: read, shown, asked about namesakes, confirmed.

Until the yes only the draft holds the file. The draft remembers the roll that it was compared
with: when that has changed meanwhile, the comparison is made anew before anything is kept.
"""

import base64
from typing import Any

from council.kernel import drafts
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.drafts import Draft
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.roll.commands import (
    ConfirmRemoval,
    ConfirmRoll,
    DropRoll,
    OfferRoll,
    RollAwaited,
    RollDropped,
    RollImported,
    RollOffer,
    RollWaits,
    SettleNamesakes,
    StartRollImport,
)
from council.roll.importing import keep_or_wait, preview
from council.roll.reads import fingerprint
from council.roll.records import load_roll, unit_from, unit_json
from council.roll.rules import (
    ASKED_AT_ONCE,
    FILE_BYTES,
    file_too_large,
    number_typed,
    removes_much,
    split,
)
from voting.roll import Unit

KIND = "roll"


def start(tx: Transaction, who: Person, command: StartRollImport) -> RollAwaited:
    """Wait for the file; one that was shown before is put away."""
    drafts.save(tx, who, bot="staff", kind=KIND, content={}, awaits="file")
    return RollAwaited()


def offer(tx: Transaction, who: Person, command: OfferRoll) -> RollOffer | Refusal:
    """Compare the file with the roll and keep both in the draft."""
    if len(command.content) > FILE_BYTES:
        return file_too_large(len(command.content))
    content = {
        "file": command.file,
        "content": base64.b64encode(command.content).decode(),
        "units": [unit_json(unit) for unit in command.units],
        "same_owner": sorted(command.same_owner),
        "rewritten": [list(cell) for cell in command.rewritten],
        "unread": list(command.unread),
        "notes": [list(note) for note in command.notes],
    }
    return _save(tx, who, content)


def settle(tx: Transaction, who: Person, command: SettleNamesakes) -> RollOffer | Refusal:
    """Take an answer about owners of several units."""
    draft = _shown(tx, who)
    if isinstance(draft, Refusal):
        return draft
    if command.revision != draft.revision:
        return _save(tx, who, draft.content, problem="roll.offer_stale")
    units = _units(draft)
    seen = preview(tx, who, units, draft.content["same_owner"])
    if isinstance(seen, Refusal):
        return seen
    asked = seen.to_confirm[:ASKED_AT_ONCE]
    chosen = asked if command.answer == "all" else asked[command.place : command.place + 1]
    if not chosen or command.answer not in {"all", "same", "split"}:
        return refuse("press.unknown")
    content = dict(draft.content)
    if command.answer == "split":
        for each in chosen:
            units = split(units, each.owner)
        content["units"] = [unit_json(unit) for unit in units]
    else:
        confirmed = {code for each in chosen for code in each.units}
        content["same_owner"] = sorted({*content["same_owner"], *confirmed})
    return _save(tx, who, content)


def confirm(
    tx: Transaction, who: Person, command: ConfirmRoll
) -> RollImported | RollWaits | RollOffer | Refusal:
    """Import what was shown; nothing else, and nothing when the roll has changed since."""
    draft = _shown(tx, who)
    if isinstance(draft, Refusal):
        return draft
    if command.revision != draft.revision:
        return _save(tx, who, draft.content, problem="roll.offer_stale")
    return _import(tx, who, draft, typed=0)


def confirm_removal(
    tx: Transaction, who: Person, command: ConfirmRemoval
) -> RollImported | RollWaits | RollOffer | Refusal:
    """Import a file that leaves much out, by the number of units that was typed."""
    draft = _shown(tx, who)
    if isinstance(draft, Refusal):
        return draft
    return _import(tx, who, draft, typed=number_typed(command.text))


def _import(
    tx: Transaction, who: Person, draft: Draft, *, typed: int | None
) -> RollImported | RollWaits | RollOffer | Refusal:
    content = draft.content
    if content["against"] != fingerprint(load_roll(tx, who.community_id)):
        return _save(tx, who, content, problem="roll.offer_outdated")
    units = _units(draft)
    seen = preview(tx, who, units, content["same_owner"])
    if isinstance(seen, Refusal):
        return seen
    done = keep_or_wait(
        tx,
        who,
        seen,
        units,
        base64.b64decode(content["content"]),
        file=content["file"],
        typed=typed,
    )
    if not isinstance(done, Refusal):
        drafts.clear(tx, who, "staff", KIND)
    return done


def drop(tx: Transaction, who: Person, command: DropRoll) -> RollDropped | Refusal:
    """Put the file away."""
    draft = drafts.load(tx, who, "staff", KIND)
    if draft is None or not (draft.content or draft.awaits):
        return refuse("roll.offer_gone")
    drafts.clear(tx, who, "staff", KIND)
    return RollDropped()


def _shown(tx: Transaction, who: Person) -> Draft | Refusal:
    draft = drafts.load(tx, who, "staff", KIND)
    return draft if draft is not None and draft.content else refuse("roll.offer_gone")


def _units(draft: Draft) -> tuple[Unit, ...]:
    return tuple(unit_from(unit) for unit in draft.content["units"])


def _save(
    tx: Transaction, who: Person, content: dict[str, Any], *, problem: str = ""
) -> RollOffer | Refusal:
    """Show the file against the roll as it stands now."""
    units = tuple(unit_from(unit) for unit in content["units"])
    seen = preview(tx, who, units, content["same_owner"])
    if isinstance(seen, Refusal):
        return seen
    content = {**content, "against": fingerprint(load_roll(tx, who.community_id))}
    much = removes_much(removed=seen.removed, before=seen.before.units)
    awaits = "removal" if much and not seen.to_confirm else ""
    draft = drafts.save(tx, who, bot="staff", kind=KIND, content=content, awaits=awaits)
    return RollOffer(
        file=content["file"],
        preview=seen,
        rewritten=tuple((line, before, after) for line, before, after in content["rewritten"]),
        unread=tuple(content["unread"]),
        revision=draft.revision,
        problem=problem,
        notes=tuple((key, text) for key, text in content.get("notes", ())),
    )


OFFERS: UseCases = {
    StartRollImport: start,
    OfferRoll: offer,
    SettleNamesakes: settle,
    ConfirmRoll: confirm,
    ConfirmRemoval: confirm_removal,
    DropRoll: drop,
}
