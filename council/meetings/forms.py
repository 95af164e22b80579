"""Forms about a meeting 会议, each of one message: why it is cancelled, who is there."""

from collections.abc import Callable
from typing import Any

from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Lead
from council.kernel.forms.form import Field, Form, Ground
from council.kernel.refusals import Refusal
from council.kernel.values import Account, Person
from council.meetings.agendas import movable
from council.meetings.attending import note
from council.meetings.commands import CancelMeeting, NoteAttendance
from council.meetings.holding import cancel
from council.meetings.meeting import Meeting
from council.meetings.minutes.forms import MINUTES_FORMS
from council.meetings.planning_forms import PLAN_FORMS, line_about
from council.meetings.rules import REASON_LIMIT


def _movable(move: str) -> Callable[[Transaction, Person, str], Meeting | Refusal]:
    return lambda tx, who, subject: movable(tx, who, int(subject), move)


def _back(ground: Ground) -> tuple[Lead, ...]:
    return (Lead(key="meeting.back", verb="meeting", arguments=(ground.about.number,)),)


def _text(
    name: str,
    verb: str,
    field: Field,
    about: Callable[[Transaction, Person, str], Meeting | Refusal],
    file: Callable[[Ground, Account], Any],
    *,
    at_once: bool,
) -> Form:
    """Make a form of one message about a meeting; ``at_once``: it needs no last look."""
    return Form(
        name=name,
        verb=verb,
        words="meeting",
        fields=(field,),
        about=about,
        head=lambda ground: {"title": ground.about.title},
        file=file,
        leads=_back,
        anew=True,
        at_once=at_once,
    )


def _cancel(ground: Ground, actor: Account) -> Any:
    number, reason = ground.about.number, ground.answers["reason"]
    return cancel(ground.tx, ground.who, CancelMeeting(actor=actor, number=number, reason=reason))


def _note(ground: Ground, actor: Account) -> Any:
    number, refs = ground.about.number, ground.answers["refs"]
    return note(ground.tx, ground.who, NoteAttendance(actor=actor, number=number, refs=refs))


#: Everybody is told, and nothing takes it back: it is looked at first.
CANCELLING = _text(
    "cancelling",
    "meeting.cancel",
    line_about("reason", REASON_LIMIT),
    _movable("cancel"),
    _cancel,
    at_once=False,
)
ATTENDANCE = _text(
    "attendance",
    "meeting.note_attendance",
    Field(name="refs", read=lambda _, text: text),
    _movable("note_attendance"),
    _note,
    at_once=True,
)

MEETING_FORMS = (*PLAN_FORMS, *MINUTES_FORMS, CANCELLING, ATTENDANCE)
