"""Forwarding from a chat: the picture with its text; where none can be drawn, the text alone."""

from council.kernel.acts.act import BOTH
from council.kernel.acts.views import Said, Sends, Shown, Typed
from council.overview.sharing.public import shared
from council.overview.sharing.screens import picture_upload, sent_screen

VIEWS: tuple[Shown, ...] = (
    Sends(
        "share",
        shared,
        picture_upload,
        "noun name",
        unsent="card.not_sent",
        then="share.sent",
        bots=BOTH,
    ),
    Said("share.sent", sent_screen, "noun"),
)
TYPED: tuple[Typed, ...] = ()
