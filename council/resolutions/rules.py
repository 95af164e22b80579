"""Resolutions 决议: lifecycle, periods, and what may be said about one. Pure rules.

An owners' decision binds with its publication; it is posted for 15 days, in which objections are
taken, and may be challenged in court for a year (Civil Code 280; docs/rules.md#timing).
Times are UTC seconds.
"""

import hashlib
import re
from calendar import isleap
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from council.kernel.lifecycle import Lifecycle, move
from council.kernel.refusals import Param, Refusal, refuse
from council.motions.facts import MotionFacts
from council.polls.poll import named
from council.polls.rules import check_certifying
from council.resolutions.facts import ResolutionFacts

DAY = 86_400
#: How long before a counted decision must be published the staff are reminded.
REMIND_BEFORE = DAY

TITLE_LIMIT = 60
BODY_LIMIT = 3000
OBJECTION_LEAST = 5
OBJECTION_LIMIT = 1000
TASK_LIMIT = 60
TASKS_AT_MOST = 20

RESOLUTION = Lifecycle(
    "resolution",
    move("publish", before="provisional", after="in_force"),
    move("implement", before="in_force", after="implementing", through="resolution.do_task"),
    move("fulfil", before="in_force implementing", after="fulfilled"),
    move("repeal", before="in_force implementing fulfilled", after="repealed"),
)

#: States of a poll whose result may be published.
STANDING_POLLS = ("counted", "certified")
#: States that everybody reads.
PUBLISHED = ("in_force", "implementing", "fulfilled", "repealed")
#: States in which tasks may be added and done.
_PLANNED = frozenset({"provisional", "in_force", "implementing"})
_HOLDS = frozenset({"in_force", "implementing", "fulfilled"})

_NUMBER = re.compile(r"([1-9][0-9]{3})-([1-9][0-9]{0,5})", re.ASCII)
_FULL_WIDTH = str.maketrans(
    {0xFF10 + digit: str(digit) for digit in range(10)}
    | {"\uff0d": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-"}
)


def year_of(at: int, timezone: str) -> int:
    """Tell the year of a moment where the community is."""
    return datetime.fromtimestamp(at, ZoneInfo(timezone)).year


def read_number(text: str) -> str | Refusal:
    """Read a typed number such as ``2026-3`` (full-width digits too)."""
    plain = "".join(text.translate(_FULL_WIDTH).split())
    return plain if _NUMBER.fullmatch(plain) else refuse("resolution.number_unreadable")


def posted_until(published_at: int, timezone: str, *, days: int) -> int:
    """The last second of the posting; the day of publication is not counted (Art. 201)."""
    day = _day(published_at, timezone) + timedelta(days=days)
    return _last_second(day, timezone)


def challenge_until(published_at: int, timezone: str, *, years: int) -> int:
    """The last second for a challenge: the same day so many years on, else the 28th."""
    day = _day(published_at, timezone)
    last_year = day.year + years
    missing = (day.month, day.day) == (2, 29) and not isleap(last_year)
    return _last_second(day.replace(year=last_year, day=28 if missing else day.day), timezone)


def _day(at: int, timezone: str) -> date:
    return datetime.fromtimestamp(at, ZoneInfo(timezone)).date()


def _last_second(day: date, timezone: str) -> int:
    return int(datetime.combine(day, time(23, 59, 59), ZoneInfo(timezone)).timestamp())


def publish_by(counted_at: int, *, days: int) -> int:
    """By when a counted decision must be published: within so many days, by the community's rules."""
    return counted_at + days * DAY


def seal_of(title: str, body: str, approved_fen: int | None = None) -> str:
    """A short mark of a text and its amount: a press with another mark meant something else."""
    amount = "" if approved_fen is None else f"\n{approved_fen}"
    return hashlib.sha256(f"{title}\n{body}{amount}".encode()).hexdigest()[:8]


def check_passed(passed: str, named: Mapping[str, Param]) -> Refusal | None:
    """Refuse a resolution on what was not decided, or hangs on unclear heads; ``named``: the poll."""
    if passed == "yes":
        return None
    return refuse("resolution.needs_review" if passed != "no" else "resolution.lost", **named)


def check_drafting(motion: MotionFacts) -> Refusal | None:
    """A resolution is drafted of what a meeting has carried."""
    if motion.agendas.carried:
        return None
    return refuse("resolution.not_carried", motion=motion.number)


def check_minutes(*, certain: bool, meeting: int) -> Refusal | None:
    """A meeting's vote is published once the chair has approved the minutes."""
    return None if certain else refuse("resolution.minutes_unapproved", meeting=meeting)


def check_publisher(person_id: str, *, drafted_by: str) -> Refusal | None:
    """Refuse to let anybody publish what they drafted themselves."""
    return refuse("resolution.same_person") if person_id == drafted_by else None


def check_publishing(facts: ResolutionFacts) -> Refusal | None:
    """A resolution is published once, by a second person.

    With a count that still waits for its certificate they give that too; a meeting's vote is made
    certain by its approved minutes.
    """
    refusal = RESOLUTION.refusal("publish", facts.state)
    refusal = refusal or check_publisher(facts.person, drafted_by=facts.resolution.drafted_by)
    if refusal is not None:
        return refusal
    poll = facts.poll
    if poll is None:
        return check_minutes(certain=facts.vote.certain, meeting=facts.vote.meeting)
    if poll.state not in STANDING_POLLS:
        return refuse("resolution.not_counted", **named(poll))
    if poll.state == "certified":
        return None
    involved = (poll.created_by, poll.counted_by)
    return check_certifying(facts.person, state=poll.state, involved=involved)


def read_title(text: str) -> str | Refusal:
    """One line of 1 to 60 characters."""
    title = " ".join(text.split())
    if not title:
        return refuse("resolution.no_text")
    if len(title) > TITLE_LIMIT:
        return refuse("resolution.title_long", length=len(title), limit=TITLE_LIMIT)
    return title


def read_body(text: str) -> str | Refusal:
    """1 to 3,000 characters."""
    body = text.strip()
    if not body:
        return refuse("resolution.no_text")
    if len(body) > BODY_LIMIT:
        return refuse("resolution.body_long", length=len(body), limit=BODY_LIMIT)
    return body


def read_objection(text: str) -> str | Refusal:
    """5 to 1,000 characters: an objection, or its answer."""
    said = text.strip()
    if len(said) < OBJECTION_LEAST:
        return refuse("resolution.objection_short", least=OBJECTION_LEAST)
    if len(said) > OBJECTION_LIMIT:
        return refuse("resolution.objection_long", length=len(said), limit=OBJECTION_LIMIT)
    return said


def read_tasks(text: str, *, known: tuple[str, ...]) -> tuple[str, ...] | Refusal:
    """One task a line; empty lines and bullets go; at most 20 tasks in all, each once."""
    lines = [" ".join(line.split()).lstrip("-•·* ") for line in text.splitlines()]
    wanted = tuple(line for line in lines if line)
    if not wanted:
        return refuse("resolution.no_text")
    for line in wanted:
        if len(line) > TASK_LIMIT:
            return refuse("resolution.task_long", task=line[:20], limit=TASK_LIMIT)
    everything = (*known, *wanted)
    for place, line in enumerate(everything):
        if line in everything[:place]:
            return refuse("resolution.task_twice", task=line)
    if len(everything) > TASKS_AT_MOST:
        return refuse("resolution.tasks_many", limit=TASKS_AT_MOST, known=len(known))
    return wanted


def check_revising(state: str) -> Refusal | None:
    """Only an unpublished text may still change."""
    if state == "provisional":
        return None
    return refuse("resolution.not_now", verb="revise", state=state)


def check_planning(state: str, *, known: int) -> Refusal | None:
    """Tasks may be added, up to a number, until a resolution is fulfilled or repealed."""
    if state not in _PLANNED:
        return refuse("resolution.not_now", verb="plan_tasks", state=state)
    if known >= TASKS_AT_MOST:
        return refuse("resolution.tasks_many", limit=TASKS_AT_MOST, known=known)
    return None


def check_objecting(
    state: str, *, number: str, posted_until_at: int | None, now: int, waiting: bool
) -> Refusal | None:
    """Residents object while a resolution is in force and posted, one objection at a time.

    ``waiting``: an earlier one of theirs has no answer yet.
    """
    if state not in _HOLDS or posted_until_at is None:
        return refuse("resolution.not_now", verb="object", state=state)
    if now > posted_until_at:
        return refuse("resolution.posting_over", until_on=posted_until_at)
    return refuse("resolution.objection_waiting", number=number) if waiting else None


def check_fulfilling(state: str, *, tasks: int, done: int) -> Refusal | None:
    """Everything planned must be done first."""
    refusal = RESOLUTION.refusal("fulfil", state)
    if refusal is None and done < tasks:
        return refuse("resolution.tasks_open", open=tasks - done)
    return refusal


def check_repeal(
    *,
    published: int,
    later_number: str,
    later_state: str,
    later_published: int,
) -> Refusal | None:
    """Only a resolution that was published later, and still holds, repeals another.

    ``published`` and ``later_published``: by which act each was, 0 where it was not yet.
    """
    if later_state not in _HOLDS or not later_published:
        return refuse("resolution.repeal_not_published", later=later_number)
    if not published or later_published <= published:
        return refuse("resolution.repeal_not_later", later=later_number)
    return None


# -- afterwards: looking back, and correcting by a later act

REVIEW_LEAST, REVIEW_LIMIT = 5, 2_000
SCORES = (1, 2, 3, 4, 5)


def check_planning_review(facts: ResolutionFacts) -> Refusal | None:
    """A look back is planned once it is published, one at a time."""
    if facts.state not in _HOLDS:
        return refuse("resolution.not_now", verb="plan_review", state=facts.state)
    return refuse("resolution.review_planned") if facts.open_review else None


def check_reviewing(facts: ResolutionFacts) -> Refusal | None:
    """What was planned is held, also after a repeal: something was learnt all the same."""
    if facts.state not in PUBLISHED:
        return refuse("resolution.not_now", verb="review", state=facts.state)
    return None if facts.open_review else refuse("resolution.no_review")


def check_correcting(facts: ResolutionFacts) -> Refusal | None:
    """Only what holds is corrected."""
    if facts.state in _HOLDS:
        return None
    return refuse("resolution.not_now", verb="correct", state=facts.state)


def read_review(text: str) -> str | Refusal:
    """5 to 2,000 characters: what was learnt, or why something is corrected."""
    said = text.strip()
    if len(said) < REVIEW_LEAST:
        return refuse("resolution.review_short", limit=REVIEW_LEAST)
    if len(said) > REVIEW_LIMIT:
        return refuse("resolution.review_long", length=len(said), limit=REVIEW_LIMIT)
    return said


def read_score(text: str) -> int | Refusal:
    """1 to 5."""
    plain = text.strip()
    known = {str(each): each for each in SCORES}
    return known.get(plain) or refuse("resolution.score", given=plain[:10])
