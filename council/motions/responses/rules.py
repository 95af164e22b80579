"""The clock of a motion's addressee, and what an answer must say.

All of it is our decision (docs/rules.md#answers-of-the-parties).

A community's rules say within how many hours to acknowledge and to answer, and how many working
days the one extension has, which needs a reason of substance. The times are stored when the clock
starts: it keeps them under whatever rules come later. Overdue is computed, never stored.
"""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from council.kernel.dates import read_date
from council.kernel.lifecycle import Lifecycle, move
from council.kernel.money import parse_amount
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value
from council.kernel.working_days import WorkCalendar, later_by_working_days
from council.motions.facts import MotionFacts
from council.motions.responses.ladder import HOUR, leg_of
from council.motions.responses.response import Response
from council.rules.profile import AnswerHours

#: What a reason for more time must have at least: letters (a Chinese one counts twice), and
#: different ones. A date or “later” is none.
REASON_WEIGHT, REASON_DIFFERENT = 12, 5
#: So many days before the promised day the party is reminded of it; and so many after it the
#: reminder of the day itself still makes sense, if the clock stood still.
PROMISE_AHEAD, PROMISE_LATE = 3, 7
REASON_LIMIT = 1000
WHO_LIMIT = 60
#: 1,000,000,000.00 yuan: what works in a neighbourhood can cost at most.
COST_LIMIT_FEN = 100_000_000_000

_DATE_PARTS = re.compile(r"\d+\s*[年月日号天]")
_LATIN_ENDS = "\u024f"

RESPONSE = Lifecycle(
    "response",
    move("acknowledge", before="asked", after="acknowledged"),
    move("answer", before="asked acknowledged", after="answered"),
)

#: States of a motion in which it may still be addressed to a party.
ASKABLE = frozenset({"drafted", "announced", "deliberated", "adjourned"})
#: What is asked for each decision, in order. A step ending in ``!`` cannot be skipped.
STEPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "accept": ("reason", "cost", "responsible", "date"),
        "part": ("reason!", "cost", "responsible", "date"),
        "decline": ("reason!",),
        "needs_owners": ("reason!", "cost", "responsible", "date"),
        "passed_on": ("responsible!", "reason"),
    }
)
DECISIONS = tuple(STEPS)
#: Decisions that promise something to be done.
ACCEPTED = ("accept", "part")
#: For so many seconds after the completion those who asked say how content they are.
RATED_FOR = 14 * 24 * HOUR


@value
class Clock:
    """How a response stands at one moment. ``due_at`` is the next due time; 0: nothing is owed."""

    due_at: int
    overdue: bool
    seconds: int

    @property
    def hours(self) -> int:
        """Hours that remain, or that have passed since when overdue; rounded up."""
        return -(-self.seconds // HOUR)


def check_asking(motion: MotionFacts) -> Refusal | None:
    """Refuse to address a motion to a party twice, or once it is decided."""
    if motion.response:
        return refuse("response.asked_already")
    if motion.state not in ASKABLE:
        return refuse("motion.not_now", verb="ask", state=motion.state)
    return None


def check_wanted(motion: MotionFacts) -> Refusal | None:
    """Refuse to acknowledge, extend or answer what nobody asks any more: the motion is withdrawn."""
    return refuse("response.motion_withdrawn") if motion.state == "withdrawn" else None


def check_yours(motion: MotionFacts) -> Refusal | None:
    """Only those who sit in the party that owes an answer speak for it."""
    if motion.answer.is_mine:
        return None
    return refuse("response.not_yours", party_key=f"role.{motion.answer.holder}")


def check_acknowledging(motion: MotionFacts) -> Refusal | None:
    """What was asked is acknowledged until it is answered; done again, it changes nothing."""
    if motion.response == "acknowledged":
        return check_wanted(motion) or check_yours(motion)
    refusal = check_wanted(motion) or RESPONSE.refusal("acknowledge", motion.response)
    return refusal or check_yours(motion)


def check_answering(motion: MotionFacts) -> Refusal | None:
    """What was asked is answered, once; late answers are taken too."""
    refusal = check_wanted(motion) or RESPONSE.refusal("answer", motion.response)
    return refusal or check_yours(motion)


def first_due(asked_at: int, hours: AnswerHours) -> tuple[int, int]:
    """Tell by when to acknowledge and to answer."""
    return asked_at + hours.acknowledge * HOUR, asked_at + hours.answer * HOUR


def plan_due(
    answered_at: int,
    *,
    decision: str,
    responsible: str,
    done_by: str,
    days: int,
    calendar: WorkCalendar,
    zone: ZoneInfo,
) -> int:
    """Tell by when an answer that accepts needs its plan; 0: none, or it names person and day."""
    if decision not in ACCEPTED or (responsible and done_by):
        return 0
    return later_by_working_days(answered_at, days=days, calendar=calendar, zone=zone)


def extended_due(answer_by: int, *, days: int, calendar: WorkCalendar, zone: ZoneInfo) -> int:
    """Tell the due time after the one extension of so many working days."""
    return later_by_working_days(answer_by, days=days, calendar=calendar, zone=zone)


def is_waited_for(it: Any, *, motion_state: Any) -> Any:
    """Whether an answer, or the plan of one, is still owed; a withdrawn motion waits for none.

    ``it`` is a response, or its columns. Written with ``&`` so that the one rule judges the
    columns of a query just as it judges values.
    """
    plan = (it.plan_by > 0) & (it.planned_at == 0) & (it.completed_at == 0)
    return ((it.state != "answered") | plan) & (motion_state != "withdrawn")


def is_overdue(it: Any, *, motion_state: Any, now: int) -> Any:
    """Whether what is owed is late now: not acknowledged, not answered or not planned in time.

    Judges columns and values, as ``is_waited_for`` does. A clock that a question stopped is not late.
    """
    unseen = (it.state == "asked") & (it.acknowledge_by <= now)
    unanswered = (it.state != "answered") & (it.answer_by <= now)
    unplanned = (it.state == "answered") & (it.plan_by <= now)
    late = (unseen | unanswered | unplanned) & (it.stopped_at == 0)
    return is_waited_for(it, motion_state=motion_state) & late


def clock_of(response: Response, *, motion_state: str, now: int) -> Clock:
    """Read the clock: while only asked, the acknowledgement is due first."""
    leg = leg_of(response, motion_state=motion_state)
    if leg is None:
        return Clock(due_at=0, overdue=False, seconds=0)
    late = is_overdue(response, motion_state=motion_state, now=now)
    return Clock(due_at=leg.due_at, overdue=bool(late), seconds=abs(leg.due_at - now))


def check_extending(motion: MotionFacts) -> Refusal | None:
    """One extension, asked for before the answer is late, where the rules know one."""
    unwanted = check_wanted(motion)
    if unwanted is not None:
        return unwanted
    if motion.response in ("", "answered"):
        return refuse("response.not_now", verb="extend", state=motion.response)
    if not motion.answer.is_mine:
        return check_yours(motion)
    if motion.extends_days == 0:
        return refuse("response.no_extension")
    if motion.extended_at:
        return refuse("response.extended_already")
    if motion.answer_by <= motion.now:
        return refuse("response.extension_late")
    return None


def read_decision(text: str) -> str | Refusal:
    """One of the five decisions."""
    return text if text in STEPS else refuse("response.unknown_decision", given=text[:20])


def read_reason(text: str) -> str | Refusal:
    """Reason or measures: not empty, at most 1,000 characters."""
    reason = text.strip()
    if not reason:
        return refuse("response.no_reason")
    if len(reason) > REASON_LIMIT:
        return refuse("response.reason_too_long", length=len(reason), limit=REASON_LIMIT)
    return reason


def read_extension_reason(text: str, *, today: date) -> str | Refusal:
    """Why more time is needed: words of substance, not a date alone."""
    reason = read_reason(text)
    if isinstance(reason, Refusal):
        return reason
    if isinstance(read_date(reason, today=today), date):
        return refuse("response.reason_is_date", given=reason[:30])
    words = _DATE_PARTS.sub("", reason)
    letters = [letter for letter in words.lower() if letter.isalpha()]
    weight = sum(1 + (letter > _LATIN_ENDS) for letter in letters)
    if weight < REASON_WEIGHT or len(set(letters)) < REASON_DIFFERENT:
        return refuse("response.reason_thin", given=reason[:30])
    return reason


def promise_stage(done_by: str, *, today: date) -> str:
    """Tell which reminder of a promised day is due: ``before``, ``day`` or none."""
    if not done_by:
        return ""
    left = (date.fromisoformat(done_by) - today).days
    if 0 < left <= PROMISE_AHEAD:
        return "before"
    return "day" if -PROMISE_LATE <= left <= 0 else ""


def read_responsible(text: str) -> str | Refusal:
    """The name of a person or body, in one line."""
    name = " ".join(text.split())
    if not name:
        return refuse("response.no_responsible")
    if len(name) > WHO_LIMIT:
        return refuse("response.name_too_long", length=len(name), limit=WHO_LIMIT)
    return name


def read_cost(text: str) -> int | Refusal:
    """A cost in yuan, as fen; nothing (0) is a cost too."""
    return parse_amount(text, least=0, most=COST_LIMIT_FEN)


def read_done_by(text: str, *, today: date) -> str | Refusal:
    """The day by which it is to be done, as ISO text."""
    day = read_date(text, today=today)
    return day if isinstance(day, Refusal) else day.isoformat()


def check_answer(
    *, decision: str, reason: str, responsible: str, cost_fen: int | None, done_by: str | None
) -> Refusal | None:
    """Judge a whole answer: a decision with what it cannot do without, and nothing foreign."""
    if decision not in STEPS:
        return refuse("response.unknown_decision", given=decision[:20])
    if "reason!" in STEPS[decision] and not reason:
        return refuse("response.no_reason")
    if "responsible!" in STEPS[decision] and not responsible:
        return refuse("response.no_responsible")
    if cost_fen is not None and not 0 <= cost_fen <= COST_LIMIT_FEN:
        return refuse("amount.too_large", most_fen=COST_LIMIT_FEN)
    if done_by:
        try:
            date.fromisoformat(done_by)
        except ValueError:
            return refuse("date.unreadable", given=done_by[:30])
    return None
