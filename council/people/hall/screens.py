"""The way into the web hall, and what is said when a device is let in no longer."""

from markupsafe import Markup

from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Screen
from council.kernel.screens.translator import Translator
from council.kernel.values import value
from council.people.codes_screens import spaced
from council.people.commands import DeviceCode


@value
class DeviceCodeShown:
    """The code was shown; no screen holds it."""


def device_message(made: DeviceCode, say: Translator) -> Markup:
    """The address and the code; said at once or not at all."""
    return say(
        "hall.code", address=say.page("/hall"), code=spaced(made.code), minutes=made.minutes
    )


@render.register
def device_code_shown(outcome: DeviceCodeShown, say: Translator) -> Screen:
    """The code is above; what to do if it was not asked for."""
    return Screen(text=str(say("hall.code_shown")), rows=(home_row(say),), in_place=False)


@render.register
def device_code(outcome: DeviceCode, say: Translator) -> Screen:
    """Never with a code: whoever asks without a way to show it is told so."""
    return device_code_shown(DeviceCodeShown(), say)
