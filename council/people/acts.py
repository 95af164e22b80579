"""What can be done with people on the list 居民: by whom, how."""

from council.kernel.acts.act import BOTH, Button, act
from council.kernel.outbox.digests import SendDigests
from council.people.commands import (
    ChangeSettings,
    GrantRole,
    ImportResidents,
    IssueCodes,
    Leave,
    MakeDeviceCode,
    RedeemCode,
    RevokeRole,
    UnbindResident,
)

PEOPLE = (
    act("people.join", "anyone resident", Button(RedeemCode, "code", bots=BOTH)),
    act(
        "people.settings",
        "resident",
        Button(ChangeSettings, "locale", press="settings.language", bots=BOTH),
        Button(ChangeSettings, "large", press="settings.large", bots=BOTH),
        Button(ChangeSettings, "digest", press="settings.digest", bots=BOTH),
    ),
    act(
        "people.device_code",
        "resident",
        Button(MakeDeviceCode, press="hall.code", bots=BOTH),
    ),
    act("people.sign_in", "resident"),
    act("people.digest", "clock", SendDigests),
    act("people.leave", "resident", Button(Leave, press="settings.left", bots=BOTH)),
    act("people.import", "operator", ImportResidents),
    act("people.grant_role", "operator", GrantRole),
    act("people.revoke_role", "operator", RevokeRole),
    act("people.unbind", "operator", UnbindResident),
    act(
        "codes.issue",
        "operator facilitator clerk",
        Button(IssueCodes, "last_issued_at"),
        Button(IssueCodes, "refs", press="codes.one"),
    ),
)
