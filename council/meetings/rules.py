"""What a meeting 会议 may become, who may be there, and what its agenda may hold."""

import re
import unicodedata
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from council.kernel.dates import counted
from council.kernel.deadlines import local_date, notice_check
from council.kernel.lifecycle import Lifecycle, move
from council.kernel.refusals import Refusal, refuse, refused
from council.meetings.facts import Heard, LineFacts, MeetingFacts
from council.meetings.meeting import Attendance
from council.motions.rules import FINAL, MOTION
from council.rules.legal_classes import track_of
from council.rules.profile import RuleProfile

TITLE_LIMIT = 60
PLACE_LIMIT = 60
REASON_LIMIT = 300
HOUR = 3600
#: How long (minutes) a meeting may be.
SHORTEST, LONGEST = 15, 600
#: A length as people write it: hours (a half as well), minutes, or both; a bare number is minutes.
_LENGTH = re.compile(
    r"(?:(?P<hours>\d{1,4}(?:\.\d)?)\s*个?(?P<half>半)?\s*(?:h|hours?|小时|钟头)(?P<more>半)?"
    r"|(?P<only>半)个?(?:小时|钟头))?\s*(?:and\s+|零)?"
    r"(?:(?P<minutes>\d{1,4})\s*(?:m|mins?|minutes?|分钟?)?)?",
    re.ASCII,
)
#: A meeting may be opened at most so long before its announced time.
EARLY_START = HOUR
#: A meeting that nobody opened, or closed, is over so long after its announced start.
GRACE = 12 * HOUR
#: The reminder goes out so long before the start.
REMIND_BEFORE = 24 * HOUR
#: What notes that it went out.
REMINDER = "meeting_reminder"
#: States in which a motion may still stand on a coming agenda.
WAITING = ("drafted", "announced", "adjourned")
#: States of its meeting in which a heard motion may be put off: while it is held, and afterwards.
ADJOURNABLE_AT = ("in_session", "adjourned", "minuted", "approved")
#: What a meeting is called when nobody names it, by the community's language.
MONTHLY_TITLE = {"zh_CN": "月度议事会", "en": "Monthly meeting"}
SINGLE_TITLE = {"zh_CN": "议事会", "en": "Deliberation meeting"}

MEETING = Lifecycle(
    "meeting",
    move("announce", before="planned", after="announced"),
    move("start", before="announced", after="in_session"),
    move("adjourn", before="in_session", after="adjourned"),
    move("minute", before="adjourned minuted", after="minuted"),
    move("approve", before="minuted", after="approved"),
    move("cancel", before="planned announced", after="cancelled"),
)


def notice_days(legal_classes: Iterable[str], *, rules: RuleProfile) -> int:
    """Tell the clear days of notice that an agenda asks for; 0 where any time will do.

    One owners' matter makes the meeting an owners' assembly with its notice; a row of the
    residents' track may have a notice of its own (the villagers' meeting).
    """
    return max(
        (
            rules.timing.notice if track_of(each) == "owners" else rules.rows[each].notice_days
            for each in legal_classes
        ),
        default=0,
    )


def judge_notice(meeting: MeetingFacts) -> bool | Refusal:
    """Judge an announcement: of something, in time.

    True: days enough before the meeting; False: exactly so many, allowed with a warning.
    """
    refusal = MEETING.refusal("announce", meeting.state)
    if refusal is not None:
        return refusal
    if meeting.starts_at <= meeting.now:
        return refuse("meeting.past", starts_at=meeting.starts_at)
    if not meeting.items:
        return refuse("meeting.empty_agenda")
    if not meeting.notice_days:
        return True
    zone = ZoneInfo(meeting.timezone)
    return notice_check(
        noun="meeting",
        noticed=local_date(meeting.now, zone),
        meets=local_date(meeting.starts_at, zone),
        clear_days=meeting.notice_days,
    )


def check_announcing(meeting: MeetingFacts) -> Refusal | None:
    """Refuse an announcement of nothing, or too late."""
    return refused(judge_notice(meeting))


def check_starting(meeting: MeetingFacts) -> Refusal | None:
    """A meeting is opened once it was announced, and not long before its time."""
    refusal = MEETING.refusal("start", meeting.state)
    if refusal is None and meeting.now < meeting.starts_at - EARLY_START:
        return refuse("meeting.too_early", starts_at=meeting.starts_at)
    return refusal


def read_refs(text: str) -> tuple[str, ...]:
    """Read refs of the list as people type them: full width, parted by blanks or any mark."""
    words = re.split(r"[\s,、;/。|]+", unicodedata.normalize("NFKC", text))
    return tuple(dict.fromkeys(word for word in words if word))


def check_rsvp(meeting: MeetingFacts) -> Refusal | None:
    """People say whether they come between the announcement and the start."""
    if meeting.state == "announced":
        return None
    return refuse("meeting.not_now", verb="rsvp", state=meeting.state)


def check_attendance(meeting: MeetingFacts) -> Refusal | None:
    """Attendance is noted only while the meeting is in session."""
    if meeting.state == "in_session":
        return None
    return refuse("meeting.not_now", verb="check_in", state=meeting.state)


def check_checking_in(meeting: MeetingFacts) -> Refusal | None:
    """Adults note their own arrival, by a button where the rules ask for no code."""
    refusal = check_arriving(meeting)
    if refusal is None and meeting.by_code:
        return refuse("arrival.code_wanted")
    return refusal


def check_arriving(meeting: MeetingFacts) -> Refusal | None:
    """Adults note their own arrival, by the code on the wall in any case."""
    return check_attendance(meeting) if meeting.adult else refuse("meeting.adults_only")


def is_there(came: Attendance | None) -> bool:
    """Whether somebody came and has not left."""
    return came is not None and not came.left_at


def is_missed(state: str, *, starts_at: int, now: int) -> bool:
    """Whether a meeting's time came and nobody had announced it: it will not take place."""
    return state == "planned" and starts_at <= now


def check_agenda_open(state: str, *, starts_at: int, now: int) -> Refusal | None:
    """The agenda is locked by the announcement: nothing is added, moved or taken off."""
    if is_missed(state, starts_at=starts_at, now=now):
        return refuse("meeting.missed")
    if state == "planned":
        return None
    return refuse("meeting.agenda_locked", state=state)


def check_room(count: int, *, late: bool, limit: int) -> Refusal | None:
    """An agenda is short, as the rules say; a motion whose answer is late goes on it all the same."""
    if count >= limit and not late:
        return refuse("meeting.agenda_full", limit=limit)
    return None


def read_line(text: str, *, field: str, limit: int) -> str | Refusal:
    """One line of text; refuses ``meeting.no_<field>`` or ``meeting.<field>_too_long``."""
    line = " ".join(text.split())
    if not line:
        return refuse(f"meeting.no_{field}")
    if len(line) > limit:
        return refuse(f"meeting.{field}_too_long", length=len(line), limit=limit)
    return line


def read_length(text: str) -> int | Refusal:
    """Read how long a meeting is, in minutes: ``90``, ``90 分钟``, ``2h``, ``1.5 小时``, ``两个半小时``."""
    words = unicodedata.normalize("NFKC", text).strip().lower()
    found = _LENGTH.fullmatch(counted(words, before="个小钟分"))
    if found is None or not any(found.group("hours", "only", "minutes")):
        return refuse("meeting.no_length", given=words[:20])
    tenths = round(float(found["hours"] or 0) * 10)
    halves = sum(part is not None for part in found.group("half", "more", "only"))
    minutes = (tenths + 5 * halves) * (HOUR // 60) // 10 + int(found["minutes"] or 0)
    if not SHORTEST <= minutes <= LONGEST:
        return refuse("meeting.length_out_of_range", least=SHORTEST, most=LONGEST)
    return minutes


def check_at_meeting(motion: Heard, *, verb: str) -> Refusal | None:
    """Judge what a running meeting does with a motion.

    One that was heard may be put off afterwards too: there was no quorum for it.
    """
    afterwards = verb == "adjourn" and motion.state == "deliberated"
    if motion.hearing.state not in (ADJOURNABLE_AT if afterwards else ("in_session",)):
        return refuse("motion.not_in_session")
    return MOTION.refusal(verb, motion.state)


def check_listable(*, state: str, late: bool, listed: bool) -> Refusal | None:
    """A motion that waits may go on an agenda, once; a late answer brings back any live one."""
    if state not in WAITING and (state in FINAL or not late):
        return refuse("motion.not_now", verb="put_on_agenda", state=state)
    return refuse("motion.listed_already") if listed else None


def check_listing(line: LineFacts) -> Refusal | None:
    """Judge whether a motion may be put on an agenda now."""
    return (
        check_agenda_open(line.meeting_state, starts_at=line.starts_at, now=line.now)
        or check_listable(state=line.state, late=line.late, listed=line.listed)
        or check_room(line.length, late=line.late or line.carried_over, limit=line.limit)
    )


def check_ordering(line: LineFacts) -> Refusal | None:
    """What stands on an open agenda may change its place."""
    refusal = check_agenda_open(line.meeting_state, starts_at=line.starts_at, now=line.now)
    if refusal is None and line.place < 0:
        return refuse("motion.not_listed")
    return refusal


def check_unlisting(line: LineFacts) -> Refusal | None:
    """What may be taken off an open agenda; a motion whose answer is late stays."""
    refusal = check_ordering(line)
    return refuse("motion.late_stays") if refusal is None and line.late else refusal
