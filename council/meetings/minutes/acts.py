"""What can be done with minutes 会议纪要: by whom, how."""

from council.kernel.acts.act import Button, act
from council.kernel.acts.moves import Move, Moves
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
from council.meetings.minutes.rules import (
    MinutesFacts,
    SectionFacts,
    check_approving,
    check_attaching,
    check_handing_in,
    check_hands,
    check_reading,
    check_redrafting,
    check_writing,
)

MINUTES = (
    act("meeting.draft_minutes", "clock", DraftMinutes),
    act(
        "meeting.write_minutes",
        "facilitator clerk",
        WriteMinutes,
        Button(RedraftSection, "number section revision", press="minutes.redraft"),
    ),
    act("meeting.minute", "facilitator clerk", Button(HandInMinutes, "number")),
    act(
        "meeting.read_minutes",
        "chair",
        Button(ReadMinutes, "number page", press="minutes.read"),
        Button(NoteFileRead, "edition", press="minutes.had"),
    ),
    act("meeting.approve", "chair", Button(ApproveMinutes, "number revision")),
    act("meeting.approve_by_hands", "chair", ApproveByHands),
    act("meeting.remind_minutes", "clock", RemindMinutes),
)

MINUTES_MOVES: Moves[MinutesFacts] = Moves(
    Move(
        "meeting.read_minutes",
        check_reading,
        "minutes.read",
        "read",
        carries=lambda it: (it.number, it.reached + 1),
    ),
    Move("meeting.approve", check_approving, carries=lambda it: (it.number, it.revision)),
    Move(
        "meeting.approve_by_hands",
        check_hands,
        "form.start minutes_vote",
        "hands",
        carries=lambda it: (f"{it.number}-{it.at.number}",),
    ),
    Move("meeting.minute", check_handing_in, name="hand_in"),
    Move("meeting.write_minutes", check_attaching, "form.start minutes_photos", "attach"),
)
#: What is done with one section.
SECTION_MOVES: Moves[SectionFacts] = Moves(
    Move(
        "meeting.write_minutes",
        check_writing,
        "form.start minutes",
        "write",
        carries=lambda it: (f"{it.number}-{it.section}",),
    ),
    Move(
        "meeting.write_minutes",
        check_redrafting,
        "minutes.redraft",
        "redraft",
        carries=lambda it: (it.number, it.section, it.revision),
    ),
)
