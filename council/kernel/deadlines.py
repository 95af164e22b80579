"""Days that count: clear days of notice, working days, and the local clock behind a UTC second.

Civil Code Art. 201: the day on which a period begins is not counted (docs/rules.md#timing).
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from council.kernel.refusals import Refusal, refuse


def local_date(at: int, zone: ZoneInfo) -> date:
    """Tell on which local day a UTC second lies."""
    return datetime.fromtimestamp(at, zone).date()


def earliest_safe_day(*, noticed: date, clear_days: int) -> date:
    """Tell the first day with so many clear days between the notice and it (Art. 201)."""
    return noticed + timedelta(days=clear_days + 1)


def notice_check(*, noun: str, noticed: date, meets: date, clear_days: int) -> bool | Refusal:
    """Judge the notice of an assembly or of a written vote (E16, docs/rules.md#boundary-examples).

    True: enough clear days. False: exactly so many days apart, allowed with a warning. Fewer are
    refused with the earliest safe day.
    """
    apart = (meets - noticed).days
    if apart < clear_days:
        earliest = earliest_safe_day(noticed=noticed, clear_days=clear_days)
        return refuse(
            f"{noun}.notice_too_short", days=apart, wanted=clear_days, earliest=str(earliest)
        )
    return apart > clear_days


def local_instants(local: datetime, zone: ZoneInfo) -> tuple[int, ...]:
    """Tell the UTC seconds that a local time names: none, one or (when clocks go back) two."""
    first = local.replace(tzinfo=zone, fold=0)
    second = local.replace(tzinfo=zone, fold=1)
    found = dict.fromkeys(
        int(moment.timestamp())
        for moment in (first, second)
        if datetime.fromtimestamp(moment.timestamp(), zone).replace(tzinfo=None) == local
    )
    return tuple(sorted(found))


def next_local(local: datetime, zone: ZoneInfo) -> datetime:
    """Suggest the first existing local time at or after one that the clocks skip."""
    skipped = local.replace(tzinfo=zone, fold=0).timestamp()
    return datetime.fromtimestamp(skipped, zone).replace(tzinfo=None)
