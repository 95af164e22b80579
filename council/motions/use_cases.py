"""Motions 议案: one verb, one function; the table of contents."""

from council.kernel.bus.use_cases import UseCases
from council.motions.announcing import announce
from council.motions.commands import AnnounceMotion, ReferMotion, WithdrawMotion
from council.motions.drafting import DRAFTING
from council.motions.ending import refer, withdraw
from council.motions.responses.answering import RESPONSES
from council.motions.responses.climbing import CLIMBING
from council.motions.responses.completing import COMPLETING
from council.motions.responses.extending import EXTENDING
from council.motions.responses.handing import HANDING
from council.motions.responses.questioning import QUESTIONING

MOTIONS: UseCases = {
    AnnounceMotion: announce,
    ReferMotion: refer,
    WithdrawMotion: withdraw,
    **DRAFTING,
    **RESPONSES,
    **EXTENDING,
    **CLIMBING,
    **COMPLETING,
    **HANDING,
    **QUESTIONING,
}
