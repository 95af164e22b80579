"""What several screens of the roll say: figures, a change, votes that keep their own roll."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from council.kernel.screens.callback_data import press
from council.kernel.screens.parts import clip
from council.kernel.screens.screen import Button
from council.kernel.screens.translator import Translator
from council.roll.commands import RunningVote
from council.roll.rules import FieldChange, Figures
from council.rules.poll_kinds import RATIFICATION, poll_named

#: UTF-16 units of a list of units, of one cell.
UNITS, CELL = 160, 40


def roll_figures(figures: Figures, say: Translator) -> str:
    """The figures of a roll."""
    return str(
        say(
            "roll.figures",
            units=figures.units,
            heads=figures.heads,
            area_x100=figures.area_x100,
        )
    )


def figures_from_to(before: Figures, after: Figures, say: Translator) -> str:
    """The figures before and after."""
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


def change_line(change: FieldChange, say: Translator) -> str:
    """One field of one unit: before and after."""
    return str(
        say(
            "roll.change",
            unit=change.unit,
            field=say(f"roll.field.{change.field}"),
            before=clip(cell_text(change.field, change.before, say), UNITS),
            after=clip(cell_text(change.field, change.after, say), UNITS),
        )
    )


def cell_text(name: str, text: str, say: Translator) -> str:
    """A cell as the reader's language writes it."""
    if name in {"kind", "area_source", "delivered", "counts"}:
        return str(say(f"roll.word.{text}"))
    if name == "owners":
        return owners_text(text, say) or str(say("roll.word.developer"))
    return text or str(say("roll.word.nothing"))


def owners_text(names: str, say: Translator) -> str:
    """Several owners as a sentence writes them; a file separates them by a semicolon."""
    return str(say("list.owners")).join(names.split(";"))


def frozen_lines(votes: Sequence[RunningVote], say: Translator) -> list[str]:
    """Say which running votes keep their own roll, if any."""
    return [str(say("roll.frozen", polls=votes_named(votes, say)))] if votes else []


def votes_named(votes: Iterable[RunningVote], say: Translator) -> Markup:
    """Name several votes in one sentence."""
    return say("list.and").join(
        say("poll.called", **poll_named(RATIFICATION, each.number, each.title)) for each in votes
    )


def to_roll(say: Translator) -> tuple[Button, ...]:
    """The button that leads to the roll."""
    return (Button(label=str(say("roll.button.view")), press=press("roll")),)
