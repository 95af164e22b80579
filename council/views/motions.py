"""Motions 议案: their list, one of them, and the commands that lead there."""

from council.reads.motions import motion_list, motion_view
from council.usecases.motion_forms import OWN
from council.views.rows import Shown, Typed, View

VIEWS: tuple[Shown, ...] = (
    View("motions", motion_list),
    View("motion", motion_view, "number"),
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
