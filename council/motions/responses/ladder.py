"""The ladder of an answer that does not come: which step the clock takes when, as pure rules.

A reminder before what is due; the public mark and the next agenda when it is late; some working
days later the body above is asked as well, after as many more the one above that, until there is
none. Each step is of one stretch of the clock (``Leg``) and is taken once; a clock that stood still
makes up for the steps in their order (docs/rules.md#answers-of-the-parties).
"""

from collections.abc import Collection
from zoneinfo import ZoneInfo

from council.kernel.values import value
from council.kernel.working_days import WorkCalendar, later_by_working_days
from council.motions.responses.response import Response

HOUR = 3600
#: The steps that the clock takes, in their order. ``agenda`` waits for a meeting that is planned.
REMINDER, OVERDUE, AGENDA, ABOVE, END = "reminder", "overdue", "agenda", "above", "end"
CLIMBED = (REMINDER, OVERDUE, AGENDA, ABOVE, END)


@value
class Leg:
    """What a party owes: to ``acknowledge``, to ``answer`` or a ``plan``, since when and by when.

    ``climbs_from`` is the due time from which the working days run until the body above is asked:
    whoever has not even acknowledged is given until the answer would be due.
    """

    owes: str
    party: str
    since: int
    due_at: int
    climbs_from: int


@value
class Rung:
    """One step of a ladder: what falls due ``at`` what time, about whom, by which due time."""

    step: str
    party: str
    at: int
    about: int

    @property
    def mark(self) -> tuple[str, str, int]:
        """Tell what makes it the same step."""
        return self.step, self.party, self.about


def leg_of(response: Response, *, motion_state: str) -> Leg | None:
    """Tell what is owed now; None: nothing, or the clock is stopped."""
    if motion_state == "withdrawn" or response.stopped_at:
        return None
    if response.state != "answered":
        asked = response.state == "asked"
        due = min(response.acknowledge_by, response.answer_by) if asked else response.answer_by
        return Leg(
            owes="acknowledge" if asked else "answer",
            party=response.addressee,
            since=response.asked_at if asked else max(response.asked_at, response.acknowledged_at),
            due_at=due,
            climbs_from=response.answer_by,
        )
    if response.plan_by and not response.planned_at and not response.completed_at:
        return Leg(
            owes="plan",
            party=response.addressee,
            since=response.answered_at,
            due_at=response.plan_by,
            climbs_from=response.plan_by,
        )
    return None


def above(party: str, bodies: tuple[str, ...], sits: Collection[str]) -> tuple[str, ...]:
    """Tell the bodies above a party where somebody sits, the lowest first."""
    if party not in bodies:
        return ()
    return tuple(each for each in bodies[bodies.index(party) + 1 :] if each in sits)


def received_by(
    party: str, bodies: tuple[str, ...], sits: Collection[str]
) -> tuple[str, tuple[str, ...]]:
    """Tell who receives what a party is asked, and who is passed over as nobody sits there.

    It is the party itself, else the first body above with somebody; empty where there is none.
    """
    if party in sits:
        return party, ()
    higher = bodies[bodies.index(party) + 1 :] if party in bodies else ()
    holder = next((each for each in higher if each in sits), "")
    passed = higher[: higher.index(holder)] if holder else higher
    return holder, (party, *passed)


def ladder(
    leg: Leg,
    response: Response,
    *,
    sits: Collection[str],
    calendar: WorkCalendar,
    zone: ZoneInfo,
) -> tuple[Rung, ...]:
    """Tell all steps of one stretch of the clock, in their order.

    ``sits``: the parties with anybody in them. What would remind before it was asked reminds of
    nothing; what was asked before there was a ladder (``climb`` 0) ends with the agenda.
    """
    rungs = []
    reminds_at = leg.due_at - response.remind * HOUR
    if leg.since < reminds_at < leg.due_at:
        rungs.append(Rung(step=REMINDER, party=leg.party, at=reminds_at, about=leg.due_at))
    rungs += [
        Rung(step=OVERDUE, party=leg.party, at=leg.due_at, about=leg.due_at),
        Rung(step=AGENDA, party=leg.party, at=leg.due_at, about=leg.climbs_from),
    ]
    if not response.climb:
        return tuple(rungs)
    bodies = above(leg.party, tuple(response.bodies.split()), sits)
    steps = [*((ABOVE, body) for body in bodies), (END, leg.party)]
    for count, (step, party) in enumerate(steps, start=1):
        at = later_by_working_days(
            leg.climbs_from, days=count * response.climb, calendar=calendar, zone=zone
        )
        rungs.append(Rung(step=step, party=party, at=at, about=leg.climbs_from))
    return tuple(rungs)


def fallen_due(
    rungs: tuple[Rung, ...], *, taken: Collection[tuple[str, str, int]], now: int
) -> tuple[Rung, ...]:
    """Tell the steps whose time has come and that were not taken yet, in their order."""
    return tuple(rung for rung in rungs if rung.at <= now and rung.mark not in taken)
