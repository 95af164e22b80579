"""One unit of the roll at the desk: what stands, and its correction from the question to the end."""

from council.kernel.screens.callback_data import press
from council.kernel.screens.parts import clip
from council.kernel.screens.render import home_row, render, stop_button
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.roll.commands import CorrectionAsked, CorrectionOffer, UnitCorrected
from council.roll.reads import UnitView
from council.roll.rules import CORRECTABLE, unit_key
from council.roll.screens_lines import (
    UNITS,
    cell_text,
    change_line,
    figures_from_to,
    frozen_lines,
    owners_text,
    roll_figures,
    to_roll,
)


@render.register
def unit_view(outcome: UnitView, say: Translator) -> Screen:
    """One unit, its head, and a button for each field that may be corrected."""
    lines = [say("roll.unit", unit=outcome.unit)]
    lines += [
        say("roll.cell", field=say(f"roll.field.{name}"), text=cell_text(name, text, say))
        for name, text in outcome.cells
        if name != "unit"
    ]
    lines.append(
        say(
            "roll.unit.head" if outcome.head_units else "roll.unit.no_head",
            head=clip(owners_text(outcome.head, say), UNITS),
            n=outcome.head_units,
            area_x100=outcome.head_area_x100,
        )
    )
    buttons = (
        [
            Button(
                label=str(say("roll.button.correct", field=say(f"roll.field.{name}"))),
                press=press("roll.correct", name, unit_key(outcome.unit)),
            )
            for name in CORRECTABLE
        ]
        if outcome.may_correct
        else []
    )
    rows = tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
    return Screen(text="\n".join(map(str, lines)), rows=(*rows, home_row(say)), in_place=False)


@render.register
def correction_asked(outcome: CorrectionAsked, say: Translator) -> Screen:
    """The new value on one line, the reason on the next."""
    text = say(
        "roll.correction.asked",
        unit=outcome.unit,
        field=say(f"roll.field.{outcome.field}"),
        before=cell_text(outcome.field, outcome.before, say),
    )
    example = say(f"roll.correction.example.{outcome.field}")
    return Screen(text=f"{text}\n\n{example}", rows=((stop_button(say),), home_row(say)))


@render.register
def correction_offer(outcome: CorrectionOffer, say: Translator) -> Screen:
    """What the correction changes; yes or no."""
    parts = [
        str(say("roll.correction.offer")),
        change_line(outcome.change, say),
        str(say("roll.correction.reason", reason=outcome.reason)),
        figures_from_to(outcome.figures_before, outcome.figures_after, say),
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
    parts += frozen_lines(outcome.frozen, say)
    yes = Button(
        label=str(say("roll.button.correct_now")),
        press=press("roll.corrected", outcome.revision),
    )
    return Screen(
        text="\n\n".join(parts), rows=((yes, stop_button(say)), home_row(say)), in_place=False
    )


@render.register
def unit_corrected(outcome: UnitCorrected, say: Translator) -> Screen:
    """The correction stands in the log."""
    parts = [
        str(say("roll.corrected")),
        change_line(outcome.change, say),
        str(say("roll.correction.reason", reason=outcome.reason)),
        roll_figures(outcome.figures, say),
        *frozen_lines(outcome.frozen, say),
    ]
    return Screen(text="\n\n".join(parts), rows=(to_roll(say), home_row(say)))
