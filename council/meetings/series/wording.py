"""A rule in words: every month on the last Friday, every second week on Friday."""

from council.kernel.forms.commands import Phrase
from council.kernel.refusals import Param
from council.meetings.recurrence import Recurrence


def rule_in_words(recurrence: Recurrence) -> Phrase:
    """Say a rule; its numbers are parameters, its words keys."""
    unit = "weeks" if recurrence.weekly else "months"
    which = "weekly" if recurrence.weekly else "day" if recurrence.day else "week"
    params: dict[str, Param] = {
        "count": recurrence.every,
        "unit_key": f"series.every_{unit}" if recurrence.every > 1 else f"series.each_{unit}",
        "time": f"{recurrence.hour:02d}:{recurrence.minute:02d}",
    }
    if recurrence.day:
        params["day"] = recurrence.day
    else:
        params["weekday_key"] = f"weekday.{recurrence.weekday}"
    if recurrence.week:
        params["week_key"] = f"week.{recurrence.week}"
    last = "last_day" if recurrence.day > 28 else which  # noqa: PLR2004 - the shortest month
    return Phrase(key=f"series.rule.{last}", params=params)
