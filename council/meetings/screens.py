"""Meetings 会议: agenda, coming and being there, running one."""

from council.kernel.acts.moves import opened
from council.kernel.screens.callback_data import press
from council.kernel.screens.moves import move_buttons, move_rows
from council.kernel.screens.parts import clip, hand_rows, label, units_of
from council.kernel.screens.render import home_row, leads_on, render
from council.kernel.screens.screen import TEXT_LIMIT, Button, Screen
from council.kernel.screens.translator import Translator
from council.meetings.commands import AgendaLine, MeetingList, MeetingView, NoMeeting, Reminded
from council.meetings.votes.screens import decisions, short_line
from council.motions.opinions.screens import agenda_lines
from council.motions.screens import foot

_NOTED_UNITS = 600
#: UTF-16 units kept free for headings between the parts of a screen.
_SPARE = 100
#: Characters of a title in an agenda.
_TITLE = 36

for _noun in ("meeting", "arrival", "item", "minutes"):
    leads_on(_noun, "key.agenda", press("agenda"))


@render.register
def meeting_view(outcome: MeetingView, say: Translator) -> Screen:
    """When, where, what; who comes; and the buttons that fit the moment."""
    parts = [str(say(outcome.said))] if outcome.said else []
    if outcome.noted:
        people = clip(str(say("list.and")).join(outcome.noted), _NOTED_UNITS)
        parts.append(str(say("meeting.noted", n=len(outcome.noted), people=people)))
    parts += [_head(outcome, say), _agenda(outcome, say)]
    if outcome.hindrance is not None:
        parts.append(str(say(f"refusal.{outcome.hindrance.key}", **outcome.hindrance.params)))
    parts += [str(say(note.key, **note.params)) for note in outcome.notes]
    if outcome.cancel_reason:
        parts.append(str(say("meeting.reason", reason=outcome.cancel_reason)))
    if outcome.minutes:
        parts.append(str(say(f"meeting.minutes.{outcome.minutes}")))
    voted = [(item.number, item.vote) for item in outcome.items if item.vote is not None]
    if voted and outcome.state != "in_session":
        parts.append(decisions(voted, say, room=_room(parts)))
    rows = _staff_rows(outcome, say) if outcome.bot == "staff" else _resident_rows(outcome, say)
    toast = say(outcome.said).striptags() if outcome.said else ""
    return Screen(text="\n\n".join(parts), rows=tuple(rows), toast=toast)


def _room(parts: list[str]) -> int:
    """The UTF-16 units that a screen still has."""
    return TEXT_LIMIT - units_of("\n\n".join(parts)) - _SPARE


def _head(outcome: MeetingView, say: Translator) -> str:
    lines = [
        say(
            "meeting.head",
            title=outcome.title,
            starts_at=outcome.starts_at,
            place=outcome.place,
            state=say("meeting.missed" if outcome.missed else f"state.meeting.{outcome.state}"),
        )
    ]
    if outcome.state == "announced" or outcome.yes or outcome.no:
        lines.append(say("meeting.coming", yes=outcome.yes, no=outcome.no))
    if outcome.attended or outcome.state == "in_session":
        lines.append(say("meeting.attended", n=outcome.attended))
    if outcome.bot == "resident":
        if outcome.checked_in:
            lines.append(say("meeting.you_are_in"))
        elif outcome.substitute:
            lines.append(say("meeting.sent", name=outcome.substitute))
        elif outcome.rsvp and not outcome.waits:
            lines.append(say(f"meeting.you_said_{outcome.rsvp}"))
    return "\n".join(lines)


def _agenda(outcome: MeetingView, say: Translator) -> str:
    if not outcome.items:
        return str(say("meeting.agenda_empty"))
    before = [
        str(say("meeting.minutes_waiting", title=each.title, starts_at=each.starts_at))
        for each in outcome.minutes_waiting
    ]
    open_ = outcome.state == "planned" and not outcome.missed
    lines = [
        say("meeting.agenda_open" if open_ else "meeting.agenda", n=len(outcome.items)),
        *before,
    ]
    for place, item in enumerate(outcome.items, start=1):
        line = say(
            "meeting.item",
            place=place,
            number=item.number,
            title=clip(item.title, _TITLE),
            state=say(f"state.motion.{item.state}"),
            legal_class=say(f"motion.track_short.{item.track}"),
        )
        lines.append(line + say("meeting.item_overdue") if item.overdue else line)
        if item.opinions is not None:
            lines += agenda_lines(item.opinions, say)
        if item.vote is not None:
            lines.append(short_line(item.vote, say))
    return "\n".join(lines)


def _resident_rows(outcome: MeetingView, say: Translator) -> list[tuple[Button, ...]]:
    rows = move_rows(opened(outcome.may, "check_in", "check_in_code", "leave"), say, "meeting")
    answers = opened(outcome.may, "come", "stay")
    if answers:
        rows.append(
            tuple(
                Button(label=label(say, _rsvp_key(outcome, each.name)), press=each.press)
                for each in answers
            )
        )
        rows += hand_rows(say, f"/meetings/{outcome.number}", "hand.open.meeting")
    if outcome.minutes:
        rows.append((_button(say, "meeting.button.minutes", "minutes.page", outcome.number, 1),))
    rows += move_rows(opened(outcome.may, "substitute"), say, "meeting")
    rows += _floor_row(outcome, say)
    rows += [(_item_button(item, say),) for item in outcome.items]
    if outcome.items:
        rows.append((_button(say, "meeting.sheet", "agenda.sheet", outcome.number),))
    rows.append((_button(say, "meeting.others", "meetings"), *home_row(say)))
    return rows


def _rsvp_key(outcome: MeetingView, name: str) -> str:
    chosen = {"yes": "come", "no": "stay"}.get(outcome.rsvp)
    if name != chosen or (name == "come" and outcome.substitute):
        return f"meeting.{name}"
    return "meeting.waits_chosen" if name == "come" and outcome.waits else f"meeting.{name}_chosen"


#: What stands elsewhere on the screen than among the verbs.
_APART = ("cancel", "plan")


def _staff_rows(outcome: MeetingView, say: Translator) -> list[tuple[Button, ...]]:
    verbs = list(
        move_buttons(
            (each for each in outcome.may if each.name not in _APART), say, "meeting.button"
        )
    )
    if outcome.minutes:
        verbs.append(_button(say, "meeting.button.minutes", "minutes", outcome.number))
    verbs += [
        _button(say, "meeting.button.last_minutes", "minutes", each.number)
        for each in outcome.minutes_waiting
    ]
    rows = _floor_row(outcome, say)
    rows += [tuple(verbs[i : i + 2]) for i in range(0, len(verbs), 2)]
    for item in outcome.items:
        moves = move_buttons(item.may, say, "meeting")
        rows.append((_item_button(item, say), *_picture(item, say), *moves))
    rows.append(
        (
            _button(say, "meeting.sheet", "agenda.sheet", outcome.number),
            _button(say, "meeting.arrivals", "arrivals", outcome.number),
        )
    )
    for item in outcome.unlisted:
        rows += move_rows(item.may, say, "meeting", number=item.number, title=item.title)
    # What nothing takes back stands below everything else.
    rows += move_rows(opened(outcome.may, "cancel"), say, "meeting.button")
    plan = move_buttons(opened(outcome.may, "plan"), say, "meeting")
    others = _button(say, "meeting.others", "meetings")
    return [*rows, (others, *plan), foot("staff", say)]


def _floor_row(outcome: MeetingView, say: Translator) -> list[tuple[Button, ...]]:
    """Lead to the floor while the meeting is held."""
    if outcome.state != "in_session":
        return []
    return [(_button(say, "floor.button.screen", "floor", outcome.number),)]


def _item_button(item: AgendaLine, say: Translator) -> Button:
    said = label(say, "motion.button.open", number=item.number, title=item.title)
    return Button(label=said, press=press("motion", item.number))


def _picture(item: AgendaLine, say: Translator) -> tuple[Button, ...]:
    if item.opinions is None or not item.opinions.shown:
        return ()
    return (_button(say, "meeting.opinions", "statements.picture", item.number),)


def _button(say: Translator, key: str, verb: str, *arguments: str | int) -> Button:
    return Button(label=label(say, key), press=press(verb, *arguments))


@render.register
def no_meeting(outcome: NoMeeting, say: Translator) -> Screen:
    """Nothing planned: staff are shown how to plan."""
    if outcome.may_plan:
        return choose_plan(say)
    return Screen(text=str(say("meeting.none")), rows=(home_row(say),))


def choose_plan(say: Translator) -> Screen:
    """A monthly series, or one meeting."""
    rows = tuple(
        (_button(say, f"meeting.plan_{form}", "form.start", form, "new"),)
        for form in ("series", "single")
    )
    return Screen(text=str(say("meeting.plan_which")), rows=(*rows, foot("staff", say)))


@render.register
def meeting_list(outcome: MeetingList, say: Translator) -> Screen:
    """The newest meetings, one button each."""
    lines = [str(say("meeting.list" if outcome.meetings else "meeting.none"))]
    rows: list[tuple[Button, ...]] = []
    for line in outcome.meetings:
        lines.append(
            str(
                say(
                    "meeting.line",
                    title=line.title,
                    starts_at=line.starts_at,
                    state=say(f"state.meeting.{line.state}"),
                )
            )
        )
        day = say.local(line.starts_at)
        said = label(say, "meeting.open_one", day=f"{day.month}-{day.day:02d}", title=line.title)
        rows.append((Button(label=said, press=press("meeting", line.number)),))
    rows.append((_button(say, "meeting.ahead", "meetings.ahead"),))
    rows.append((_button(say, "meeting.motions", "motions"),))
    if outcome.may_plan:
        rows.append((_button(say, "meeting.plan", "meeting.plan"),))
    return Screen(text="\n".join(lines), rows=(*rows, foot(outcome.bot, say)))


@render.register
def reminded(outcome: Reminded, say: Translator) -> Screen:
    """The clock reads its own answers in the log only; kept in words all the same."""
    return Screen(text=str(say("meeting.reminded", n=outcome.told)))
