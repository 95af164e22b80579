"""The roll 产权清册 at the desk: its figures, a file's preview, its faults, one unit's correction."""

from collections.abc import Iterable

from council.commands.roll import (
    CorrectionAsked,
    CorrectionOffer,
    RollAwaited,
    RollDropped,
    RollFaults,
    RollImported,
    RollOffer,
    RollWaiting,
    RollWaits,
    UnitCorrected,
)
from council.domain.roll import (
    ASKED_AT_ONCE,
    CORRECTABLE,
    FieldChange,
    Figures,
    removes_much,
    unit_key,
)
from council.reads.roll import RollFile, RollView, UnitView
from council.wording.file_faults import LISTED, fault_lines
from council.wording.presses import press
from council.wording.proposal_texts import clip, label
from council.wording.say import Say
from council.wording.screen import Button, Screen
from council.wording.word import home_row, plain_text, stop_button, word

#: UTF-16 units of a list of units, of one cell.
UNITS, CELL = 160, 40


@word.register
def roll_view(outcome: RollView, say: Say) -> Screen:
    """The figures, and what can be done."""
    parts = [
        say("roll.head"),
        _figures(outcome.figures, say),
        *([say("roll.owners", n=outcome.owners, listed=outcome.listed)] if outcome.owners else []),
        *_frozen(outcome.frozen, say),
        say("roll.how"),
    ]
    first = [Button(label=str(say("roll.button.export")), press=press("roll.export"))]
    if outcome.may_import:
        first.insert(0, Button(label=str(say("roll.button.import")), press=press("roll.import")))
    rows = [tuple(first)]
    if outcome.may_list and outcome.listed < outcome.owners:
        rows.append(_to_owners(say))
    return Screen(text="\n\n".join(map(str, parts)), rows=(*rows, home_row(say)))


@word.register
def unit_view(outcome: UnitView, say: Say) -> Screen:
    """One unit, its head, and a button for each field that may be corrected."""
    lines = [say("roll.unit", unit=outcome.unit)]
    lines += [
        say("roll.cell", field=say(f"roll.field.{name}"), text=_cell(name, text, say))
        for name, text in outcome.cells
        if name != "unit"
    ]
    lines.append(
        say(
            "roll.unit.head" if outcome.head_units else "roll.unit.no_head",
            head=clip(_owners(outcome.head, say), UNITS),
            n=outcome.head_units,
            area_x100=outcome.head_area_x100,
        )
    )
    buttons = (
        [
            Button(
                label=str(say("roll.button.correct", field=say(f"roll.field.{name}"))),
                press=press("roll.correct", place, unit_key(outcome.unit)),
            )
            for place, name in enumerate(CORRECTABLE)
        ]
        if outcome.may_correct
        else []
    )
    rows = tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
    return Screen(text="\n".join(map(str, lines)), rows=(*rows, home_row(say)), in_place=False)


@word.register
def roll_awaited(outcome: RollAwaited, say: Say) -> Screen:
    """Send the file now."""
    return Screen(text=str(say("roll.awaited")), rows=((stop_button(say),), home_row(say)))


@word.register
def roll_faults(outcome: RollFaults, say: Say) -> Screen:
    """Everything wrong, by line and column; nothing was kept."""
    known = bool(outcome.file)
    parts: list[str] = [
        say("roll.faults", n=len(outcome.faults), file=clip(outcome.file, CELL))
        if known
        else say("roll.answer_wrong")
    ]
    parts += fault_lines(outcome.faults, say, columns="roll.field", placed=known)
    rows = (_again(say), home_row(say)) if known else ((stop_button(say),), home_row(say))
    return Screen(text="\n".join(map(str, parts)), rows=rows, in_place=False)


def _again(say: Say) -> tuple[Button, ...]:
    return (Button(label=str(say("roll.button.again")), press=press("roll.import")),)


@word.register
def roll_offer(outcome: RollOffer, say: Say) -> Screen:
    """What the file would change; whom to ask about; yes or no."""
    seen = outcome.preview
    parts = []
    if outcome.problem:
        parts.append(f"⚠️ {say(f'refusal.{outcome.problem}')}")
    parts.append(str(say("roll.offer", file=clip(outcome.file, CELL))))
    much = removes_much(removed=seen.removed, before=seen.before.units)
    if much:
        warned = say("roll.much_removed", n=seen.removed, of=seen.before.units)
        parts.append(str(warned))
    parts += _preview(seen, say)
    if outcome.rewritten:
        lines = [str(say("roll.rewritten", n=len(outcome.rewritten)))]
        lines += [
            str(
                say(
                    "roll.rewritten.cell", line=line, before=clip(old, CELL), after=clip(new, CELL)
                )
            )
            for line, old, new in outcome.rewritten[:LISTED]
        ]
        parts.append("\n".join(lines))
    if outcome.unread:
        columns = str(say("list.and")).join(outcome.unread)
        parts.append(str(say("roll.unread", columns=clip(columns, UNITS))))
    parts += [
        str(say(f"roll.note.{key}", text=clip(text, UNITS)))
        for key, text in outcome.notes[:LISTED]
    ]
    if seen.to_confirm:
        lines = [str(say("roll.namesakes", n=len(seen.to_confirm)))]
        lines += [
            str(say("roll.several", owner=each.owner, units=clip(" ".join(each.units), UNITS)))
            for each in seen.to_confirm[:ASKED_AT_ONCE]
        ]
        parts.append("\n".join(lines))
    elif much:
        parts.append(str(say("roll.type_removal", n=seen.removed)))
    toast = plain_text(parts[0]) if outcome.problem else ""
    rows = _offer_rows(outcome, say, much=much)
    return Screen(text="\n\n".join(parts), rows=rows, toast=toast)


def _offer_rows(outcome: RollOffer, say: Say, *, much: bool) -> tuple[tuple[Button, ...], ...]:
    revision, asked = outcome.revision, outcome.preview.to_confirm[:ASKED_AT_ONCE]
    rows: list[tuple[Button, ...]] = [
        tuple(
            Button(
                label=label(say, f"roll.button.{answer}", owner=each.owner),
                press=press("roll.settle", revision, answer, place),
            )
            for answer in ("same", "split")
        )
        for place, each in enumerate(asked)
    ]
    if len(asked) > 1:
        rows.append(
            (
                Button(
                    label=str(say("roll.button.all")), press=press("roll.settle", revision, "all")
                ),
            )
        )
    drop = Button(label=str(say("roll.button.drop")), press=press("roll.drop"))
    if asked or much:
        return (*rows, (drop,), home_row(say))
    yes = Button(label=str(say("roll.button.confirm")), press=press("roll.confirm", revision))
    return ((yes, drop), home_row(say))


def _preview(seen: RollImported, say: Say) -> list[str]:
    after = Figures(units=seen.units, heads=seen.heads, area_x100=seen.area_x100)
    parts = [_from_to(seen.before, after, say)]
    diff = seen.diff
    for key, codes in (("roll.added", diff.added), ("roll.removed", diff.removed)):
        if codes:
            parts.append(str(say(key, n=len(codes), units=clip(" ".join(codes), UNITS))))
    if diff.changes:
        lines = [str(say("roll.changed", n=len(diff.changes)))]
        lines += [_change(change, say) for change in diff.changes[:LISTED]]
        if len(diff.changes) > LISTED:
            lines.append(str(say("roll.more", n=len(diff.changes) - LISTED)))
        parts.append("\n".join(lines))
    if not (diff.added or diff.removed or diff.changes):
        parts.append(str(say("roll.unchanged")))
    if seen.several:
        parts.append(str(say("roll.several.count", n=len(seen.several))))
    if seen.spellings:
        names = "\n".join(
            " / ".join(str(say("quoted", text=name)) for name in each) for each in seen.spellings
        )
        parts.append(str(say("roll.spellings", names=clip(names, UNITS))))
    parts += [str(part) for part in _frozen(seen.frozen, say)]
    return parts


def _figures(figures: Figures, say: Say) -> str:
    return str(
        say(
            "roll.figures",
            units=figures.units,
            heads=figures.heads,
            area_x100=figures.area_x100,
        )
    )


def _from_to(before: Figures, after: Figures, say: Say) -> str:
    return str(
        say(
            "roll.from_to",
            units_before=before.units,
            units=after.units,
            heads_before=before.heads,
            heads=after.heads,
            before_x100=before.area_x100,
            area_x100=after.area_x100,
        )
    )


def _change(change: FieldChange, say: Say) -> str:
    return str(
        say(
            "roll.change",
            unit=change.unit,
            field=say(f"roll.field.{change.field}"),
            before=clip(_cell(change.field, change.before, say), UNITS),
            after=clip(_cell(change.field, change.after, say), UNITS),
        )
    )


def _cell(name: str, text: str, say: Say) -> str:
    """A cell as the reader's language writes it."""
    if name in {"kind", "area_source", "delivered", "counts"}:
        return str(say(f"roll.word.{text}"))
    if name == "owners":
        return _owners(text, say) or str(say("roll.word.developer"))
    return text or str(say("roll.word.nothing"))


def _owners(names: str, say: Say) -> str:
    """Several owners as a sentence writes them; a file separates them by a semicolon."""
    return str(say("list.owners")).join(names.split(";"))


def _frozen(numbers: Iterable[int], say: Say) -> list[str]:
    known = tuple(map(str, numbers))
    if not known:
        return []
    return [str(say("roll.frozen", numbers=str(say("list.and")).join(known)))]


@word.register
def roll_imported(outcome: RollImported, say: Say) -> Screen:
    """The roll stands."""
    counts = say(
        "roll.imported",
        added=outcome.added,
        changed=outcome.changed,
        removed=outcome.removed,
        unchanged=outcome.unchanged,
    )
    after = Figures(units=outcome.units, heads=outcome.heads, area_x100=outcome.area_x100)
    parts = [str(counts), _figures(after, say), *_frozen(outcome.frozen, say)]
    return Screen(text="\n\n".join(parts), rows=(_to_owners(say), _to_roll(say), home_row(say)))


@word.register
def roll_waits(outcome: RollWaits, say: Say) -> Screen:
    """Somebody else has to confirm it."""
    numbers = str(say("list.and")).join(map(str, outcome.frozen))
    text = say("roll.waits", n=outcome.removed, of=outcome.of, numbers=numbers)
    return Screen(text=str(text), rows=(_to_roll(say), home_row(say)))


@word.register
def roll_waiting(outcome: RollWaiting, say: Say) -> Screen:
    """What waits, and yes or no."""
    seen = outcome.preview
    parts = [
        str(
            say(
                "roll.waiting",
                file=clip(outcome.file, CELL),
                name=outcome.offered_by or say("roll.waiting.operator"),
                offered_at=outcome.offered_at,
            )
        ),
        str(say("roll.much_removed", n=seen.removed, of=seen.before.units)),
        *_preview(seen, say),
    ]
    if outcome.outdated:
        parts.append(str(say("refusal.roll.offer_outdated")))
    elif outcome.mine:
        parts.append(str(say("refusal.roll.same_person")))
    yes, no = (
        Button(
            label=str(say(f"roll.button.second.{answer}")),
            press=press("roll.settle_second", answer, outcome.id),
        )
        for answer in ("yes", "no")
    )
    answers = (no,) if outcome.mine or outcome.outdated else (yes, no)
    return Screen(text="\n\n".join(parts), rows=(answers, home_row(say)), in_place=False)


def _to_owners(say: Say) -> tuple[Button, ...]:
    return (Button(label=str(say("roll.button.owners")), press=press("owners")),)


def _to_roll(say: Say) -> tuple[Button, ...]:
    return (Button(label=str(say("roll.button.view")), press=press("roll")),)


@word.register
def roll_dropped(outcome: RollDropped, say: Say) -> Screen:
    """Nothing was kept."""
    return Screen(text=str(say("roll.dropped")), rows=(_to_roll(say), home_row(say)))


@word.register
def roll_file(outcome: RollFile, say: Say) -> Screen:
    """The file was sent above."""
    parts = [say("roll.exported"), _figures(outcome.figures, say)]
    return Screen(
        text="\n\n".join(map(str, parts)),
        rows=(_to_roll(say), home_row(say)),
        in_place=False,
    )


@word.register
def correction_asked(outcome: CorrectionAsked, say: Say) -> Screen:
    """The new value on one line, the reason on the next."""
    text = say(
        "roll.correction.asked",
        unit=outcome.unit,
        field=say(f"roll.field.{outcome.field}"),
        before=_cell(outcome.field, outcome.before, say),
    )
    example = say(f"roll.correction.example.{outcome.field}")
    return Screen(text=f"{text}\n\n{example}", rows=((stop_button(say),), home_row(say)))


@word.register
def correction_offer(outcome: CorrectionOffer, say: Say) -> Screen:
    """What the correction changes; yes or no."""
    parts = [
        str(say("roll.correction.offer")),
        _change(outcome.change, say),
        str(say("roll.correction.reason", reason=outcome.reason)),
        _from_to(outcome.figures_before, outcome.figures_after, say),
    ]
    parts += [
        str(
            say(
                "roll.correction.several",
                owner=each.owner,
                units=clip(" ".join(each.units), UNITS),
            )
        )
        for each in outcome.several
    ]
    parts += _frozen(outcome.frozen, say)
    yes = Button(
        label=str(say("roll.button.correct_now")),
        press=press("roll.corrected", outcome.revision),
    )
    return Screen(
        text="\n\n".join(parts), rows=((yes, stop_button(say)), home_row(say)), in_place=False
    )


@word.register
def unit_corrected(outcome: UnitCorrected, say: Say) -> Screen:
    """The correction stands in the log."""
    parts = [
        str(say("roll.corrected")),
        _change(outcome.change, say),
        str(say("roll.correction.reason", reason=outcome.reason)),
        _figures(outcome.figures, say),
        *_frozen(outcome.frozen, say),
    ]
    return Screen(text="\n\n".join(parts), rows=(_to_roll(say), home_row(say)))
