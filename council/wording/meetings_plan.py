"""The sheet on which a meeting or a monthly series is planned."""

from council.commands.meetings import PlanSheet
from council.domain.recurrence import WEEKDAYS, WEEKS
from council.wording.motions import foot
from council.wording.presses import press
from council.wording.proposal_texts import label
from council.wording.say import Say
from council.wording.screen import Button, Screen
from council.wording.word import stop_button, word

#: Clock times offered as buttons; any other can be typed.
TIMES = ("14:00", "19:00", "19:30", "20:00")
#: Steps that wait for no message.
_CHOSEN = frozenset({"confirm"})


@word.register
def plan_sheet(outcome: PlanSheet, say: Say) -> Screen:
    """What is chosen so far, and the next question."""
    parts = [str(say("plan.stale"))] if outcome.stale else []
    parts.append("\n".join(_lines(outcome, say)))
    if outcome.twice:
        parts.append(str(say("plan.twice")))
    step = outcome.step
    parts.append(
        str(say(f"plan.step.{step}_{outcome.mode}" if step == "when" else f"plan.step.{step}"))
    )
    rows = _rows(outcome, say)
    if step not in _CHOSEN:
        rows.append((stop_button(say),))
    return Screen(text="\n\n".join(parts), rows=(*rows, foot("staff", say)))


def _lines(outcome: PlanSheet, say: Say) -> list[str]:
    lines = [say(f"plan.{outcome.mode}", title=outcome.title)]
    if outcome.mode == "series":
        rule = rule_text(outcome, say)
        if rule:
            lines.append(say("plan.rule", rule=rule))
    if outcome.starts_at:
        key = "plan.first" if outcome.mode == "series" else "plan.at"
        lines.append(say(key, starts_at=outcome.starts_at))
    if outcome.place:
        lines.append(say("plan.place", place=outcome.place))
    return [str(line) for line in lines]


def rule_text(outcome: PlanSheet, say: Say) -> str:
    """The monthly rule in words, as far as it is chosen."""
    at = outcome.at or str(say("plan.open"))
    if outcome.day:
        return str(say("plan.on_day", day=outcome.day, at=at))
    if not outcome.week:
        return ""
    weekday = say(f"weekday.{outcome.weekday}") if outcome.weekday else say("plan.open")
    return str(say("plan.on_weekday", week=say(f"week.{outcome.week}"), weekday=weekday, at=at))


def _rows(outcome: PlanSheet, say: Say) -> list[tuple[Button, ...]]:
    here = (outcome.mode, outcome.revision)

    def fill(said: str, *arguments: str) -> Button:
        return Button(label=said, press=press("plan.fill", *here, *arguments))

    match outcome.step:
        case "week":
            weeks = [
                fill(label(say, f"week.{week}"), "week", "last" if week < 0 else str(week))
                for week in WEEKS
            ]
            return [tuple(weeks[:2]), tuple(weeks[2:4]), tuple(weeks[4:])]
        case "weekday":
            days = [fill(label(say, f"weekday.{day}"), "weekday", day) for day in WEEKDAYS]
            return [tuple(days[:4]), tuple(days[4:])]
        case "time":
            times = [fill(at, "time", at.replace(":", ".")) for at in TIMES]
            return [tuple(times)]
        case "confirm":
            confirm = Button(label=label(say, "plan.confirm"), press=press("plan.file", *here))
            changes = tuple(
                fill(label(say, f"plan.change.{field}"), "ask", field)
                for field in ("when", "place", "title")
            )
            return [(confirm,), changes]
        case _:
            return []
