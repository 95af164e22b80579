"""A logged correction of one unit: what, from what, to what, why, by whom.

A running poll keeps the roll it was announced with (docs/rules.md#heads); only later
ones see the correction.
"""

from council.kernel import drafts
from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.roll.commands import (
    ConfirmCorrection,
    CorrectionAsked,
    CorrectionOffer,
    OfferCorrection,
    RollFaults,
    StartCorrection,
    UnitCorrected,
    faults_in,
)
from council.roll.hooks import RUNNING
from council.roll.importing import rewrite
from council.roll.reads import fingerprint
from council.roll.records import load_roll
from council.roll.rules import (
    CORRECTABLE,
    REASON_LENGTH,
    field_changes,
    figures,
    replaced,
    several,
    unit_key,
    unit_of,
)
from voting.formats.faults import BadInput
from voting.formats.roll_csv import amend
from voting.formats.roll_writing import written
from voting.roll import Unit, faults_of

KIND = "roll_correction"
#: What people type for a cell that is to be empty.
NOTHING = frozenset({"-", "—", "无", "none"})


def start(tx: Transaction, who: Person, command: StartCorrection) -> CorrectionAsked | Refusal:
    """Ask for the new value and the reason."""
    units = load_roll(tx, who.community_id)
    keyed = (each for each in units if unit_key(each.code) == command.unit)
    unit = unit_of(units, command.unit) or next(keyed, None)
    if unit is None:
        return refuse("roll.unknown_unit", given=command.unit[:30])
    if command.field not in CORRECTABLE:
        return refuse("press.unknown")
    content = {"unit": unit.code, "field": command.field}
    drafts.save(tx, who, bot="staff", kind=KIND, content=content, awaits="value")
    return CorrectionAsked(
        unit=unit.code, field=command.field, before=written(unit)[command.field]
    )


def offer(
    tx: Transaction, who: Person, command: OfferCorrection
) -> CorrectionOffer | RollFaults | Refusal:
    """Read the new value and the reason; show what they would change."""
    draft = drafts.load(tx, who, "staff", KIND)
    if draft is None or not draft.content:
        return refuse("roll.offer_gone")
    first, _, rest = command.text.strip().partition("\n")
    reason = " ".join(rest.split())
    least, most = REASON_LENGTH
    if not least <= len(reason) <= most:
        return refuse("roll.reason_needed", limit=most)
    text = "" if first.strip().casefold() in NOTHING else first
    asked = {"unit": draft.content["unit"], "field": draft.content["field"]}
    made = _amended(tx, who, asked, text)
    if not isinstance(made, tuple):
        return made
    before, unit, units = made
    content = {**asked, "text": text, "reason": reason, "against": fingerprint((before,))}
    kept = drafts.save(tx, who, bot="staff", kind=KIND, content=content, awaits="value")
    after = replaced(units, unit)
    return CorrectionOffer(
        change=next(c for c in field_changes(before, unit) if c.field == asked["field"]),
        reason=reason,
        figures_before=figures(units),
        figures_after=figures(after),
        several=tuple(each for each in several(after) if each.owner in unit.owners),
        frozen=RUNNING(tx, who.community_id),
        revision=kept.revision,
    )


def confirm(
    tx: Transaction, who: Person, command: ConfirmCorrection
) -> UnitCorrected | RollFaults | Refusal:
    """Make the correction and log it."""
    draft = drafts.load(tx, who, "staff", KIND)
    if draft is None or "text" not in draft.content:
        return refuse("roll.offer_gone")
    content = draft.content
    if command.revision != draft.revision:
        return refuse("roll.offer_stale")
    made = _amended(tx, who, content, content["text"])
    if not isinstance(made, tuple):
        return made
    before, unit, units = made
    if fingerprint((before,)) != content["against"]:
        return refuse("roll.correction_outdated", unit=unit.code)
    rewrite(tx, who.community_id, (unit,))
    change = next(c for c in field_changes(before, unit) if c.field == content["field"])
    record(
        tx,
        who,
        command.verb,
        "unit",
        unit.code,
        field=change.field,
        before=change.before,
        after=change.after,
        reason=content["reason"],
    )
    drafts.clear(tx, who, "staff", KIND)
    return UnitCorrected(
        change=change,
        reason=content["reason"],
        figures=figures(replaced(units, unit)),
        frozen=RUNNING(tx, who.community_id),
    )


def _amended(
    tx: Transaction, who: Person, asked: dict[str, str], text: str
) -> tuple[Unit, Unit, tuple[Unit, ...]] | RollFaults | Refusal:
    """Give the unit before and after, and the roll as it stands."""
    units = load_roll(tx, who.community_id)
    before = unit_of(units, asked["unit"])
    if before is None:
        return refuse("roll.unknown_unit", given=asked["unit"])
    try:
        unit = amend(before, asked["field"], text, file=before.code)
    except BadInput as error:
        return faults_in(error, file="")
    if unit == before:
        return refuse("roll.same_already", unit=before.code)
    faults = faults_of(replaced(units, unit))
    if faults:
        return refuse(f"roll.{faults[0].problem.value}", unit=before.code)
    return before, unit, units


CORRECTIONS: UseCases = {
    StartCorrection: start,
    OfferCorrection: offer,
    ConfirmCorrection: confirm,
}
