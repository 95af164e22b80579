"""Motions 议案: their list, one of them, and the commands that lead there."""

from council.kernel.acts.views import Shown, Typed, View
from council.motions.forms import OWN
from council.motions.reads import motion_list, motion_view

VIEWS: tuple[Shown, ...] = (
    View("motions", motion_list),
    View("motion", motion_view, "number", page="/matters/m{}"),
)
TYPED: tuple[Typed, ...] = (
    Typed("motions", bare="motions", number="motion"),
    # Without a number: one that comes from no proposal.
    Typed(
        "motion",
        bare=f"form.start:motion:{OWN}",
        number="motion",
        unread="motions",
        bots="staff",
    ),
)
