"""What can be done with meetings 会议 and their agendas: by whom, how."""

from functools import partial

from council.kernel.acts.act import Button, act, also
from council.kernel.acts.moves import Move, Moves, Words
from council.meetings.commands import (
    AdjournMeeting,
    AdjournMotion,
    AnnounceMeeting,
    CancelMeeting,
    CheckIn,
    DeliberateMotion,
    MoveUp,
    NoteAttendance,
    PlanMeeting,
    PlanNext,
    PlanSeries,
    PutOnAgenda,
    RemindMeeting,
    Rsvp,
    StartMeeting,
    TakeOffAgenda,
)
from council.meetings.facts import Heard, LineFacts, MeetingFacts
from council.meetings.minutes.acts import MINUTES
from council.meetings.rules import (
    MEETING,
    check_announcing,
    check_at_meeting,
    check_attendance,
    check_checking_in,
    check_listing,
    check_ordering,
    check_rsvp,
    check_starting,
    check_unlisting,
)
from council.meetings.votes.rules import check_voting
from council.motions.hooks import PUT_OFF, TO_AGENDA, WHEN_HEARD

MEETINGS = (
    act("meeting.plan_series", "facilitator clock", PlanSeries),
    act("meeting.plan", "facilitator clock", PlanMeeting, PlanNext),
    act("meeting.announce", "facilitator clock", Button(AnnounceMeeting, "number", sure=True)),
    act("meeting.start", "facilitator chair", Button(StartMeeting, "number")),
    act("meeting.adjourn", "facilitator chair", Button(AdjournMeeting, "number", sure=True)),
    *MINUTES,
    act("meeting.cancel", "facilitator", CancelMeeting),
    act("meeting.rsvp", "resident", Button(Rsvp, "number answer", bots="resident")),
    act("meeting.check_in", "resident", Button(CheckIn, "number", bots="resident")),
    act("meeting.note_attendance", "facilitator clerk", NoteAttendance),
    act("meeting.remind", "clock", RemindMeeting),
    also("motion.deliberate", Button(DeliberateMotion, "number")),
    also("motion.adjourn", Button(AdjournMotion, "number")),
    also(
        "motion.put_on_agenda",
        Button(PutOnAgenda, "motion_number meeting_number", press="motion.list"),
        Button(MoveUp, "motion_number meeting_number", press="agenda.up"),
        Button(TakeOffAgenda, "motion_number meeting_number", press="agenda.off"),
    ),
)

MEETING_MOVES: Moves[MeetingFacts] = Moves(
    Move("meeting.announce", check_announcing),
    Move("meeting.start", check_starting),
    Move("meeting.note_attendance", check_attendance, "form.start attendance"),
    Move("meeting.adjourn", MEETING.guard("adjourn")),
    Move("meeting.cancel", MEETING.guard("cancel"), "form.start cancelling"),
    Move("meeting.plan", lambda _: None, carries=lambda _: ()),
)

#: What a resident does about a meeting.
OWN_MOVES: Moves[MeetingFacts] = Moves(
    Move("meeting.check_in", check_checking_in, only=lambda it: not it.present),
    Move("meeting.rsvp", check_rsvp, name="come", carries=lambda it: (it.number, "yes")),
    Move("meeting.rsvp", check_rsvp, name="stay", carries=lambda it: (it.number, "no")),
)


def _sheet(motion: Heard) -> Words:
    return (f"{motion.number}-{motion.hearing.number}",)


#: What a meeting does with a motion that it hears.
_HEARD: tuple[Move[Heard], ...] = (
    Move("motion.deliberate", partial(check_at_meeting, verb="deliberate")),
    Move(
        "motion.vote",
        check_voting,
        "form.start vote",
        carries=_sheet,
        only=lambda it: not it.hearing.counted,
    ),
    Move(
        "motion.vote",
        check_voting,
        "form.start vote",
        "correct_vote",
        carries=_sheet,
        only=lambda it: it.hearing.counted,
    ),
)


def _line(line: LineFacts) -> Words:
    return (line.number, line.meeting)


LINE_MOVES: Moves[LineFacts] = Moves(
    Move(
        "motion.put_on_agenda",
        check_ordering,
        "agenda.up",
        "up",
        carries=_line,
        only=lambda it: it.place > 0,
    ),
    Move("motion.put_on_agenda", check_unlisting, "agenda.off", "off", carries=_line),
    *_HEARD,
    Move("motion.put_on_agenda", check_listing, "motion.list", "add", carries=_line),
)

TO_AGENDA.fill(
    Move("motion.put_on_agenda", lambda it: it.agendas.closed, "motion.list"),
    Move(
        "meeting.plan",
        lambda it: it.agendas.waits,
        name="plan_meeting",
        carries=lambda _: (),
        only=lambda it: it.agendas.closed is not None,
    ),
)
WHEN_HEARD.fill(*_HEARD)
PUT_OFF.fill(Move("motion.adjourn", partial(check_at_meeting, verb="adjourn")))
