"""The ladder of an answer that does not come: the clock takes its steps, and tells each."""

from zoneinfo import ZoneInfo

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.calendar_cn import calendar_cn
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Person
from council.motions.hooks import TO_NEXT_AGENDA
from council.motions.motion import Motion
from council.motions.records import motion_by, response_of
from council.motions.responses.commands import ClimbLadder, LadderClimbed
from council.motions.responses.ladder import (
    ABOVE,
    AGENDA,
    END,
    REMINDER,
    Leg,
    Rung,
    fallen_due,
    ladder,
    leg_of,
)
from council.motions.responses.records import keep_step, sitting, steps_of
from council.motions.responses.response import Response
from council.motions.responses.telling import tell, tell_public


def climb(tx: Transaction, who: Person, command: ClimbLadder) -> LadderClimbed | Refusal:
    """Take every step whose time has come, in order; each is kept and told once."""
    motion = motion_by(tx, who.community_id, number=command.number, lock=True)
    row = None if motion is None else response_of(tx, who.community_id, motion.id, lock=True)
    if motion is None or row is None:
        return refuse("motion.unknown")
    leg = leg_of(row, motion_state=motion.state)
    if leg is None:
        return refuse("response.nothing_owed")
    due = owed(tx, row, leg, zone=ZoneInfo(who.timezone))
    steps, meeting = [], 0
    for rung in due:
        if rung.step == AGENDA:
            meeting = TO_NEXT_AGENDA(tx, who, motion)
            if not meeting:
                continue
        heard = meeting if rung.step == AGENDA else 0
        keep_step(tx, row, rung.step, party=rung.party, rung=rung, meeting=heard)
        _tell(tx, motion, leg, rung, meeting=meeting)
        steps.append(rung.step)
    if AGENDA not in {rung.step for rung in due} and leg.due_at <= tx.now:
        meeting = TO_NEXT_AGENDA(tx, who, motion)  # the meeting that heard of it brought nothing
    if steps:
        record(tx, who, command.verb, "response", row.id, steps=" ".join(steps))
    return LadderClimbed(number=motion.number, steps=tuple(steps), meeting_number=meeting)


def owed(tx: Transaction, row: Response, leg: Leg, *, zone: ZoneInfo) -> tuple[Rung, ...]:
    """Tell the steps that the clock owes for a response now."""
    rungs = ladder(leg, row, sits=sitting(tx, row.community_id), calendar=calendar_cn(), zone=zone)
    taken = {(each.step, each.party, each.about) for each in steps_of(tx, row) if each.about}
    return fallen_due(rungs, taken=taken, now=tx.now)


def _tell(tx: Transaction, motion: Motion, leg: Leg, rung: Rung, *, meeting: int) -> None:
    """Tell the party, the facilitators and those who asked; a reminder that is past is not told."""
    if rung.step == REMINDER and leg.due_at <= tx.now:
        return
    told: dict[str, Param] = {"party_key": f"role.{leg.party}", "due_at": leg.due_at}
    notice = f"response_{rung.step}"
    if rung.step in (ABOVE, END):
        told["due_at"] = leg.climbs_from
        told["above_key"] = f"role.{rung.party}"
    elif rung.step == AGENDA:
        told["meeting"] = meeting
    else:
        notice += f"_{leg.owes}"
    roles = dict.fromkeys((leg.party, rung.party, "facilitator"))
    tell(tx, motion, notice, tuple(roles), **told)
    tell_public(tx, motion, notice, **told)


CLIMBING: UseCases = {ClimbLadder: climb}
