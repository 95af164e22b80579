"""What can be done with meetings 会议 and their agendas: by whom, how."""

from council.kernel.acts.act import Button, act, also
from council.meetings.commands import (
    AdjournMeeting,
    AdjournMotion,
    AnnounceMeeting,
    ApproveMinutes,
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
    WriteMinutes,
)
from council.meetings.items.commands import CarryOver, ConsentVote, LiftConsent, SetItem
from council.meetings.series.commands import (
    ChangeSeries,
    EndSeries,
    MoveMeeting,
    PlanOccurrence,
    SkipOccurrence,
)

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
    act("meeting.minute", "facilitator", WriteMinutes),
    act("meeting.approve", "chair", Button(ApproveMinutes, "number")),
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
