"""Words that were heard in a voice message, read back before they count."""

from council.kernel.refusals import refuse
from council.kernel.screens.callback_data import press
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.kernel.values import value

#: The presses of the buttons below, which only the bot that heard can answer.
PRESSES = ("heard.right", "heard.again", "heard.edit")


@value
class Heard:
    """What a recogniser made of a voice message; ``key`` tells it from other ones."""

    key: str
    text: str


@render.register
def heard(outcome: Heard, say: Translator) -> Screen:
    """Read it back: it counts when its speaker says so."""
    rows = tuple(
        (
            Button(
                label=str(say(f"speech.{verb.partition('.')[2]}")), press=press(verb, outcome.key)
            ),
        )
        for verb in PRESSES
    )
    text = str(say("speech.heard", text=outcome.text))
    return Screen(text=text, rows=(*rows, home_row(say)), in_place=False, whole=True)


def old(say: Translator, key: str) -> Screen:
    """A button of a voice message that is no longer the last one."""
    return render(refuse("speech.old"), say)
