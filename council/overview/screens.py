"""The list of what needs somebody, one button each."""

from council.kernel.screens.callback_data import press
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.kernel.todos import TodoList
from council.motions.screens import new_motion_row

#: More would not fit a phone; the rest is said to be there.
SHOWN = 12


@render.register
def need_list(outcome: TodoList, say: Translator) -> Screen:
    """Most urgent first; an empty list says so kindly."""
    new = (new_motion_row(say),) if outcome.may_draft else ()
    if not outcome.needs:
        text = str(say(f"needs.{outcome.bot}.none"))
        return Screen(text=text, rows=(*new, home_row(say)))
    shown = outcome.needs[:SHOWN]
    lines: list[str] = [say(f"needs.{outcome.bot}.title", n=len(outcome.needs))]
    rows: list[tuple[Button, ...]] = []
    for place, need in enumerate(shown, start=1):
        lines.append(f"{place}. {say(f'need.{need.key}', **need.params)}")
        label = f"{place}. {say(f'need.{need.key}.button', **need.params).unescape()}"
        rows.append((Button(label=label, press=press(need.verb, *need.arguments)),))
    if len(outcome.needs) > SHOWN:
        lines.append(say("needs.more", n=len(outcome.needs) - SHOWN))
    text = "\n\n".join(str(line) for line in lines)
    return Screen(text=text, rows=(*rows, *new, home_row(say)))
