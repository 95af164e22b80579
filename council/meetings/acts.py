"""What can be done with meetings 会议 and their agendas: by whom, how."""

from functools import partial

from council.kernel.acts.act import Button, act, also
from council.kernel.acts.moves import Move, Moves, Words
from council.meetings.arrivals.commands import (
    CheckInByCode,
    InviteParty,
    LeaveMeeting,
    NameSubstitute,
    NoteLeaving,
    NoteParty,
    SendInstead,
    SetSeats,
    TakeList,
)
from council.meetings.arrivals.rules import (
    check_arrived,
    check_leaving,
    check_left,
    check_listed,
    check_preparing,
)
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
from council.meetings.facts import (
    Heard,
    InvitedFacts,
    ItemFacts,
    LineFacts,
    MeetingFacts,
    SheetFacts,
)
from council.meetings.items.commands import CarryOver, ConsentVote, LiftConsent, SetItem
from council.meetings.items.rules import check_lifting, check_setting, check_together
from council.meetings.minutes.acts import MINUTES
from council.meetings.rules import (
    MEETING,
    check_announcing,
    check_arriving,
    check_at_meeting,
    check_attendance,
    check_checking_in,
    check_listing,
    check_ordering,
    check_rsvp,
    check_starting,
    check_unlisting,
)
from council.meetings.series.commands import (
    ChangeSeries,
    EndSeries,
    MoveMeeting,
    PlanOccurrence,
    SkipOccurrence,
)
from council.meetings.series.rules import check_moving
from council.meetings.votes.rules import check_voting
from council.motions.hooks import PUT_OFF, TO_AGENDA, WHEN_HEARD

MEETINGS = (
    act("meeting.plan_series", "facilitator clock", PlanSeries),
    act("meeting.plan", "facilitator clock", PlanMeeting, PlanNext),
    act("meeting.move", "facilitator", MoveMeeting),
    act("meeting.skip", "facilitator", SkipOccurrence),
    act("meeting.change_series", "facilitator", ChangeSeries),
    act("meeting.end_series", "facilitator", EndSeries),
    also("meeting.plan", Button(PlanOccurrence, "series occurs_at", press="meeting.plan_early")),
    act(
        "meeting.set_item",
        "facilitator chair",
        SetItem,
        Button(LiftConsent, "motion_number meeting_number", press="item.lift"),
    ),
    act("motion.carry_over", "clock", CarryOver),
    also("motion.vote", ConsentVote),
    act("meeting.announce", "facilitator clock", Button(AnnounceMeeting, "number", sure=True)),
    act("meeting.start", "facilitator chair", Button(StartMeeting, "number")),
    act("meeting.adjourn", "facilitator chair", Button(AdjournMeeting, "number", sure=True)),
    *MINUTES,
    act("meeting.cancel", "facilitator", CancelMeeting),
    act("meeting.rsvp", "resident", Button(Rsvp, "number answer", bots="resident")),
    act("meeting.check_in", "resident", Button(CheckIn, "number", bots="resident")),
    act("meeting.note_attendance", "facilitator clerk", NoteAttendance),
    also("meeting.check_in", Button(CheckInByCode, "code", press="meeting.code", bots="resident")),
    also("meeting.rsvp", NameSubstitute),
    also("meeting.note_attendance", NoteLeaving),
    act("meeting.leave", "resident", Button(LeaveMeeting, "number", bots="resident")),
    act("meeting.invite", "facilitator", InviteParty),
    act("meeting.set_seats", "facilitator", SetSeats),
    act(
        "meeting.note_party",
        "facilitator clerk",
        SendInstead,
        Button(NoteParty, "number place what", press="party.note"),
    ),
    act("meeting.take_list", "facilitator clerk chair operator", TakeList),
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
    Move("meeting.move", check_moving, "form.start moving"),
    Move("meeting.cancel", MEETING.guard("cancel"), "form.start cancelling"),
    Move("meeting.plan", lambda _: None, carries=lambda _: ()),
)

#: What a resident does about a meeting.
OWN_MOVES: Moves[MeetingFacts] = Moves(
    Move("meeting.check_in", check_checking_in, only=lambda it: not it.present),
    Move(
        "meeting.check_in",
        check_arriving,
        "form.start check_in",
        "check_in_code",
        only=lambda it: it.by_code and not it.present,
    ),
    Move("meeting.leave", check_leaving),
    Move("meeting.rsvp", check_rsvp, name="come", carries=lambda it: (it.number, "yes")),
    Move("meeting.rsvp", check_rsvp, name="stay", carries=lambda it: (it.number, "no")),
    Move("meeting.rsvp", check_rsvp, "form.start substitute", "substitute"),
)


#: What the desk does about who comes.
ARRIVAL_MOVES: Moves[MeetingFacts] = Moves(
    Move("meeting.invite", check_preparing, "form.start inviting"),
    Move(
        "meeting.set_seats",
        check_preparing,
        "form.start seats",
        "seats",
        only=lambda it: it.state != "in_session",
    ),
    Move("meeting.note_attendance", check_attendance, "form.start leaving", "left"),
    Move("meeting.take_list", check_listed, "attendance.file", "list"),
)

#: What the desk does about somebody invited.
INVITED_MOVES: Moves[InvitedFacts] = Moves(
    Move(
        "meeting.note_party",
        check_arrived,
        "party.note",
        "arrive",
        carries=lambda it: (it.number, it.place, "arrive"),
        only=lambda it: not it.arrived,
    ),
    Move(
        "meeting.note_party",
        check_left,
        "party.note",
        "leave",
        carries=lambda it: (it.number, it.place, "leave"),
    ),
    Move(
        "meeting.note_party",
        check_preparing,
        "form.start instead",
        "instead",
        carries=lambda it: (f"{it.number}-{it.place}",),
    ),
)

#: What is done about an item of an agenda, and about several together.
ITEM_MOVES: Moves[ItemFacts] = Moves(
    Move(
        "meeting.set_item",
        check_setting,
        "form.start agenda_item",
        "set",
        carries=lambda it: (f"{it.number}-{it.meeting}",),
    ),
    Move(
        "meeting.set_item",
        check_lifting,
        "item.lift",
        "lift",
        carries=lambda it: (it.number, it.meeting),
        only=lambda it: check_setting(it) is not None,
    ),
)
SHEET_MOVES: Moves[SheetFacts] = Moves(Move("motion.vote", check_together, "form.start consent"))


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
