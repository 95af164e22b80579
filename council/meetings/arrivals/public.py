"""The code that is shown in the room: for the page on the wall, by the key that the desk has."""

import hmac

from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.meetings.arrivals.records import secret_of
from council.meetings.arrivals.rules import CODE_SECONDS, code_at, payload, screen_key
from council.meetings.meeting import Meeting
from council.meetings.records import meeting_by


@value
class CheckInCode:
    """The code of this moment, what the link of its QR code carries, and for how long it holds (s)."""

    number: int
    title: str
    code: str
    payload: str
    seconds_left: int


def code_of(tx: Transaction, meeting: Meeting) -> CheckInCode | None:
    """Tell the code of a meeting that is held now; None for any other."""
    secret = secret_of(tx, meeting)
    if secret is None or meeting.state != "in_session":
        return None
    code = code_at(secret.secret, tx.now)
    return CheckInCode(
        number=meeting.number,
        title=meeting.title,
        code=code,
        payload=payload(meeting.number, code),
        seconds_left=CODE_SECONDS - tx.now % CODE_SECONDS,
    )


def shown_code(tx: Transaction, community_id: str, *, number: int, key: str) -> CheckInCode | None:
    """Tell the code to who has the key of the page; to nobody else there is one."""
    meeting = meeting_by(tx, community_id, number=number)
    if meeting is None:
        return None
    secret = secret_of(tx, meeting)
    if secret is None or not hmac.compare_digest(screen_key(secret.secret), key):
        return None
    return code_of(tx, meeting)
