"""The people of the demo's chat page: whose phone is shown, and at which bot."""

from council.demo.town import DEVELOPER_REF
from council.kernel.values import value

#: The sandbox's own bots. Tokens of a sandbox are no secret.
RESIDENT_TOKEN = "1001:SANDBOX-resident-hall-of-heyue-00001"  # noqa: S105
STAFF_TOKEN = "1002:SANDBOX-staff-desk-of-heyue-000000002"  # noqa: S105
RESIDENT_BOT, STAFF_BOT = "heyue_hall_bot", "heyue_desk_bot"
#: Sandbox account ids of demo people: this plus their place on the list.
FIRST_ACCOUNT = 5_000_000
#: Of everybody else: this plus the number of their line.
_OTHERS = 5_010_000
#: The developer's representative has no number.
_DEVELOPER = 5_009_999


@value
class Player:
    """Somebody whose phone stands on the chat page."""

    ref: str
    bot: str
    note: str
    pinned: bool


#: Neighbours who second, vote and pledge while the demo is loaded; in the page's picker too.
NEIGHBOURS = tuple(f"R{n:04d}" for n in range(10, 50))

PLAYERS = (
    Player(ref="R0001", bot="resident", note="居民·业主 / resident and owner", pinned=True),
    Player(ref="F01", bot="staff", note="召集人 / facilitator", pinned=True),
    Player(ref="M01", bot="staff", note="物业服务人 / property manager", pinned=True),
    Player(ref="R0900", bot="resident", note="居民·租户 / resident, no owner", pinned=False),
    Player(ref="R0002", bot="resident", note="居民·业主 / resident and owner", pinned=False),
    Player(
        ref="F02", bot="staff", note="主持人、复核签发 / chair and second person", pinned=False
    ),
    Player(ref="T01", bot="staff", note="财务经手人 / treasurer", pinned=False),
    Player(ref="T02", bot="staff", note="复核人 / second signer", pinned=False),
    Player(ref="K01", bot="staff", note="代办员 / service desk clerk", pinned=False),
)


_PLACES = {ref: place for place, ref in enumerate((*(each.ref for each in PLAYERS), *NEIGHBOURS))}


def account_of(ref: str) -> int:
    """The sandbox account of somebody in the demo."""
    if ref in _PLACES:
        return FIRST_ACCOUNT + _PLACES[ref]
    return _DEVELOPER if ref == DEVELOPER_REF else _OTHERS + int(ref[1:])
