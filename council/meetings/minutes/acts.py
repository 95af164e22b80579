"""What can be done with minutes 会议纪要: by whom, how."""

from collections.abc import Callable

from council.kernel.acts.act import Button, act
from council.kernel.policy import may
from council.kernel.refusals import Refusal
from council.kernel.values import Person
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
    check_approving,
    check_attaching,
    check_handing_in,
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

#: What a screen offers: the end of its label's key, the verb, and the guard that its use case asks.
MOVES: tuple[tuple[str, str, Callable[[MinutesFacts], Refusal | None]], ...] = (
    ("write", "meeting.write_minutes", check_writing),
    ("redraft", "meeting.write_minutes", check_redrafting),
    ("note", "meeting.read_minutes", check_reading),
    ("hand_in", "meeting.minute", check_handing_in),
    ("approve", "meeting.approve", check_approving),
    ("attach", "meeting.write_minutes", check_attaching),
)


def open_moves(who: Person, facts: MinutesFacts) -> tuple[str, ...]:
    """Tell what somebody may do now, as things stand."""
    return tuple(name for name, verb, guard in MOVES if may(who, verb) and guard(facts) is None)
