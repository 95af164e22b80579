"""The roll 产权清册 at the desk: its figures, a file's preview, its faults, one unit's correction."""

from council.kernel.screens.callback_data import press
from council.kernel.screens.file_faults import LISTED, fault_lines, note_lines
from council.kernel.screens.parts import clip, label
from council.kernel.screens.render import home_row, plain_text, render, stop_button
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.roll.commands import (
    RollAwaited,
    RollDropped,
    RollFaults,
    RollImported,
    RollOffer,
    RollWaiting,
    RollWaits,
)
from council.roll.reads import RollFile, RollView
from council.roll.rules import ASKED_AT_ONCE, Figures, removes_much
from council.roll.screens_lines import (
    CELL,
    UNITS,
    change_line,
    figures_from_to,
    frozen_lines,
    roll_figures,
    to_roll,
    votes_named,
)


@render.register
def roll_view(outcome: RollView, say: Translator) -> Screen:
    """The figures, and what can be done."""
    parts = [
        say("roll.head"),
        roll_figures(outcome.figures, say),
        *([say("roll.owners", n=outcome.owners, listed=outcome.listed)] if outcome.owners else []),
        *frozen_lines(outcome.frozen, say),
        say("roll.how"),
    ]
    first = []
    if outcome.may_import:
        first.append(Button(label=str(say("roll.button.import")), press=press("roll.import")))
    if outcome.figures.units:
        first.append(Button(label=str(say("roll.button.export")), press=press("roll.export")))
    rows = [tuple(first)] if first else []
    if outcome.may_list and outcome.listed < outcome.owners:
        rows.append(_to_owners(say))
    return Screen(text="\n\n".join(map(str, parts)), rows=(*rows, home_row(say)))


@render.register
def roll_awaited(outcome: RollAwaited, say: Translator) -> Screen:
    """Send the file now."""
    return Screen(text=str(say("roll.awaited")), rows=((stop_button(say),), home_row(say)))


@render.register
def roll_faults(outcome: RollFaults, say: Translator) -> Screen:
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


def _again(say: Translator) -> tuple[Button, ...]:
    return (Button(label=str(say("roll.button.again")), press=press("roll.import")),)


@render.register
def roll_offer(outcome: RollOffer, say: Translator) -> Screen:
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
    parts += note_lines(outcome.unread, outcome.notes, say)
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


def _offer_rows(
    outcome: RollOffer, say: Translator, *, much: bool
) -> tuple[tuple[Button, ...], ...]:
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


def _preview(seen: RollImported, say: Translator) -> list[str]:
    after = Figures(units=seen.units, heads=seen.heads, area_x100=seen.area_x100)
    parts = [figures_from_to(seen.before, after, say)]
    diff = seen.diff
    for key, codes in (("roll.added", diff.added), ("roll.removed", diff.removed)):
        if codes:
            parts.append(str(say(key, n=len(codes), units=clip(" ".join(codes), UNITS))))
    if diff.changes:
        lines = [str(say("roll.changed", n=len(diff.changes)))]
        lines += [change_line(change, say) for change in diff.changes[:LISTED]]
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
    parts += [str(part) for part in frozen_lines(seen.frozen, say)]
    return parts


@render.register
def roll_imported(outcome: RollImported, say: Translator) -> Screen:
    """The roll stands."""
    counts = say(
        "roll.imported",
        added=outcome.added,
        changed=outcome.changed,
        removed=outcome.removed,
        unchanged=outcome.unchanged,
    )
    after = Figures(units=outcome.units, heads=outcome.heads, area_x100=outcome.area_x100)
    parts = [str(counts), roll_figures(after, say), *frozen_lines(outcome.frozen, say)]
    return Screen(text="\n\n".join(parts), rows=(_to_owners(say), to_roll(say), home_row(say)))


@render.register
def roll_waits(outcome: RollWaits, say: Translator) -> Screen:
    """Somebody else has to confirm it."""
    text = say(
        "roll.waits", n=outcome.removed, of=outcome.of, polls=votes_named(outcome.frozen, say)
    )
    return Screen(text=str(text), rows=(to_roll(say), home_row(say)))


@render.register
def roll_waiting(outcome: RollWaiting, say: Translator) -> Screen:
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


def _to_owners(say: Translator) -> tuple[Button, ...]:
    return (Button(label=str(say("roll.button.owners")), press=press("owners")),)


@render.register
def roll_dropped(outcome: RollDropped, say: Translator) -> Screen:
    """Nothing was kept."""
    return Screen(text=str(say("roll.dropped")), rows=(to_roll(say), home_row(say)))


@render.register
def roll_file(outcome: RollFile, say: Translator) -> Screen:
    """The file was sent above."""
    parts = [say("roll.exported"), roll_figures(outcome.figures, say)]
    return Screen(
        text="\n\n".join(map(str, parts)),
        rows=(to_roll(say), home_row(say)),
        in_place=False,
    )
