"""Which use case answers which command about minutes 会议纪要."""

from council.kernel.bus.use_cases import UseCases
from council.meetings.minutes.approving import (
    approve,
    approve_by_hands,
    hand_in,
    note_file,
    read,
)
from council.meetings.minutes.commands import (
    ApproveByHands,
    ApproveMinutes,
    DraftMinutes,
    HandInMinutes,
    NoteFileRead,
    ReadMinutes,
    RedraftSection,
    RemindMinutes,
    WriteMinutes,
)
from council.meetings.minutes.drafting import draft_late, redraft
from council.meetings.minutes.reminding import remind
from council.meetings.minutes.writing import write_section

MINUTES: UseCases = {
    DraftMinutes: draft_late,
    WriteMinutes: write_section,
    RedraftSection: redraft,
    HandInMinutes: hand_in,
    ReadMinutes: read,
    NoteFileRead: note_file,
    ApproveMinutes: approve,
    ApproveByHands: approve_by_hands,
    RemindMinutes: remind,
}
