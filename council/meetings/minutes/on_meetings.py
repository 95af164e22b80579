"""Minutes 会议纪要 on the screen of their meeting, and of the later one that approves them."""

from council.kernel.database.transaction import Transaction
from council.kernel.policy import STAFF
from council.kernel.values import Person
from council.meetings.commands import MinutesWaiting
from council.meetings.meeting import Meeting
from council.meetings.minutes.reads import is_shown
from council.meetings.minutes.records import revision_of, waiting_for_a_meeting
from council.rules.records import rules_of

#: State of a meeting → how its minutes stand.
_STANDS = {"adjourned": "draft", "minuted": "handed_in", "approved": "approved"}


def minutes_state(tx: Transaction, who: Person, meeting: Meeting, bot: str) -> str:
    """Tell how the minutes of a meeting stand; empty where the reader cannot see any."""
    stands = _STANDS.get(meeting.state, "")
    staff = bot == "staff" and bool(who.roles & STAFF)
    if not stands or not (staff or is_shown(tx, meeting)) or not revision_of(tx, meeting):
        return ""
    return stands


def minutes_waiting(tx: Transaction, meeting: Meeting) -> tuple[MinutesWaiting, ...]:
    """Tell the minutes that a meeting to come, or in session, is to approve."""
    coming = meeting.state in ("planned", "announced", "in_session")
    if not coming or not rules_of(tx, meeting.community_id).minutes.at_next_meeting:
        return ()
    return tuple(
        MinutesWaiting(number=each.number, title=each.title, starts_at=each.starts_at)
        for each in waiting_for_a_meeting(tx, meeting)
    )
