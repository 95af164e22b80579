"""Meetings 会议: the next one with its agenda, all, and single ones."""

from council.kernel.acts.views import Said, Sends, Shown, Typed, View
from council.meetings.arrivals.commands import TakeList
from council.meetings.arrivals.lists import files_of, present_list
from council.meetings.arrivals.reads import arrivals
from council.meetings.items.reads import agenda_sheet
from council.meetings.minutes.views import VIEWS as MINUTES
from council.meetings.reads import meeting_list, meeting_view, next_meeting
from council.meetings.screens import choose_plan
from council.meetings.series.reads import meetings_ahead, occurrence_view, series_view

VIEWS: tuple[Shown, ...] = (
    Said("meeting.plan", choose_plan, bots="staff"),
    View("agenda", next_meeting),
    View("meetings", meeting_list),
    View("meeting", meeting_view, "number", page="/meetings/{}"),
    *MINUTES,
    View("arrivals", arrivals, "number", bots="staff"),
    Sends(
        "attendance.file",
        present_list,
        files_of,
        "number",
        unsent="roll.file_not_sent",
        noted=TakeList,
        noted_tells=True,
    ),
    View("agenda.sheet", agenda_sheet, "number"),
    View("meetings.ahead", meetings_ahead),
    View("series", series_view, "number"),
    View("occurrence", occurrence_view, "series occurs_at"),
)
TYPED: tuple[Typed, ...] = (
    Typed("agenda", bare="agenda"),
    Typed("checkin", words="meeting.code", refused="arrival.code_needed", bots="resident"),
    Typed("meetings", bare="meetings", bots="resident"),
    Typed("meetings", bare="meetings", number="meeting", bots="staff"),
)
