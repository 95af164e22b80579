"""Motions 议案 and the addressed party's responses 答复: what bots show of them."""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, and_, func, select

from council.kernel.calendar_cn import calendar_cn
from council.kernel.database.transaction import Transaction
from council.kernel.deadlines import local_date
from council.kernel.policy import STAFF, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.commands import MotionLine, MotionList, MotionView, ResponseView
from council.motions.consultations.records import consultation_of, consultation_row
from council.motions.consultations.rules import CONSULTATION, steps_from
from council.motions.hooks import (
    AT_MEETINGS,
    IS_UNRESOLVED,
    KINDS_OF_POLL,
    MOVES_AT_MEETINGS,
    ON_COMING_AGENDAS,
)
from council.motions.motion import Motion
from council.motions.records import (
    clock_at,
    motion_by,
    origin_of,
    overdue_now,
    response_of,
    ruled_of,
)
from council.motions.responses.rules import HOUR, check_askable, may_extend
from council.motions.rules import MOTION, check_announcing, check_editable
from council.motions.tables import motions, responses
from council.proposals.tables import proposals
from council.rules.profile import RuleRow
from council.rules.records import rules_of

#: How many motions a list shows.
SHOWN = 8


def motion_view(
    tx: Transaction, who: Person, number: int, bot: str, *, said: str = ""
) -> MotionView | Refusal:
    """A motion's screen; in the staff bot with what the reader may do now."""
    motion = motion_by(tx, who.community_id, number=number)
    if motion is None:
        return refuse("motion.unknown")
    if bot == "staff" and not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    proposal = tx.connection.execute(
        select(proposals.c.number, proposals.c.title).where(
            proposals.c.community_id == who.community_id, proposals.c.id == motion.proposal_id
        )
    ).one_or_none()
    at = AT_MEETINGS(tx, motion)
    rules = rules_of(tx, who.community_id)
    response = response_of(tx, who.community_id, motion.id)
    return MotionView(
        bot=bot,
        number=motion.number,
        title=motion.title,
        body=motion.body,
        state=motion.state,
        legal_class=motion.legal_class,
        track=rules.rows[motion.legal_class].decided_by,
        addressee=motion.addressee,
        proposal_number=0 if proposal is None else proposal.number,
        proposal_title="" if proposal is None else proposal.title,
        meeting_number=at.number,
        meeting_starts_at=at.starts_at,
        response=None
        if response is None
        else response_view(tx, who, response, motion_state=motion.state),
        votes=at.votes,
        consultation=consultation_of(tx, who.community_id, motion.id, names=bot == "staff"),
        may=_may(tx, who, motion, response) if bot == "staff" else (),
        said=said,
        origin=origin_of(tx, who.community_id, motion.id),
        ruled=ruled_of(tx, motion),
        hours=rules.answer_hours.answer if motion.matter else 0,
    )


def response_view(
    tx: Transaction, who: Person, row: Row[Any], *, motion_state: str
) -> ResponseView:
    """A response as it stands at ``tx.now``."""
    clock = clock_at(row, motion_state=motion_state, now=tx.now)
    zone = ZoneInfo(who.timezone)
    days = (local_date(row.asked_at, zone), local_date(row.answer_by, zone))
    return ResponseView(
        state=row.state,
        asked_at=row.asked_at,
        due_at=clock.due_at,
        overdue=clock.overdue,
        n_hours=clock.hours,
        acknowledged_at=row.acknowledged_at or 0,
        extended_at=row.extended_at or 0,
        extension_reason=row.extension_reason or "",
        answered_at=row.answered_at or 0,
        decision=row.decision or "",
        reason=row.reason or "",
        cost_fen=-1 if row.cost_fen is None else row.cost_fen,
        responsible=row.responsible or "",
        done_by=row.done_by or "",
        calendar_known=row.extended_at is None or calendar_cn().knows(*days),
        extends_days=rules_of(tx, row.community_id).timing.answer_extension,
        acknowledge_within=(row.acknowledge_by - row.asked_at) // HOUR,
        answer_within=(row.answer_by - row.asked_at) // HOUR,
    )


def _may(
    tx: Transaction, who: Person, motion: Motion, response: Row[Any] | None
) -> tuple[str, ...]:
    """The verbs that the reader can use now, most wanted first."""
    state, states = motion.state, MOTION.verbs(motion.state)
    row = rules_of(tx, who.community_id).rows[motion.legal_class]
    at_meetings = MOVES_AT_MEETINGS(tx, motion)
    listed = motion.id in ON_COMING_AGENDAS(tx, who.community_id)
    steps = _consultation_steps(tx, motion, row)
    answered = response is not None and response.state == "answered"
    editable = check_editable(state=state, answered=answered) is None
    found = {
        "acknowledge": response is not None and response.state == "asked",
        "answer": response is not None and response.state != "answered",
        "extend": response is not None and _extendable(tx, response),
        "edit_title": editable,
        "edit_body": editable,
        "put_on_agenda": "put_on_agenda" in at_meetings,
        "plan_meeting": "plan_meeting" in at_meetings,
        "announce": check_announcing(state=state, legal_class=motion.legal_class, listed=listed)
        is None,
        "deliberate": "deliberate" in at_meetings,
        "vote": "vote" in at_meetings,
        "correct_vote": "correct_vote" in at_meetings,
        **{f"consult_{step}": step in steps for step in CONSULTATION.moves},
        "poll": bool(KINDS_OF_POLL(tx, motion)),
        "adjourn": "adjourn" in at_meetings,
        "resolution": IS_UNRESOLVED(tx, motion),
        "ask": check_askable(state=state, asked=response is not None) is None,
        "refer": "refer" in states and "refer" not in steps,
        "withdraw": "withdraw" in states,
    }
    verbs = {
        "acknowledge": "response.acknowledge",
        "answer": "response.answer",
        "extend": "response.extend",
        "correct_vote": "motion.vote",
        "plan_meeting": "meeting.plan",
        "poll": "poll.draft",
        "ask": "response.ask",
        "edit_title": "motion.edit",
        "edit_body": "motion.edit",
        "resolution": "resolution.draft",
        **{f"consult_{step}": f"consultation.{step}" for step in CONSULTATION.moves},
    }
    return tuple(
        verb
        for verb, possible in found.items()
        if possible and may(who, verbs.get(verb, f"motion.{verb}"))
    )


def _consultation_steps(tx: Transaction, motion: Motion, row: RuleRow) -> tuple[str, ...]:
    consultation = consultation_row(tx, motion.community_id, motion.id)
    return steps_from(
        state="" if consultation is None else consultation.state,
        motion_state=motion.state,
        consensus=row.counting == "consensus",
    )


def _extendable(tx: Transaction, row: Row[Any]) -> bool:
    refusal = may_extend(
        state=row.state,
        extended_at=row.extended_at,
        answer_by=row.answer_by,
        days=rules_of(tx, row.community_id).timing.answer_extension,
        now=tx.now,
    )
    return refusal is None


def motion_list(tx: Transaction, who: Person, bot: str) -> MotionList | Refusal:
    """The newest motions, with an overdue mark."""
    if bot == "staff" and not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    t = motions.c
    mine = t.community_id == who.community_id
    rows = tx.connection.execute(
        select(motions, responses.c.id.label("late"))
        .outerjoin(
            responses,
            and_(
                responses.c.community_id == t.community_id,
                responses.c.motion_id == t.id,
                overdue_now(tx.now),
            ),
        )
        .where(mine)
        .order_by(t.number.desc())
        .limit(SHOWN)
    )
    lines = tuple(
        MotionLine(
            number=row.number,
            title=row.title,
            state=row.state,
            legal_class=row.legal_class,
            overdue=row.late is not None,
        )
        for row in rows
    )
    total = tx.connection.scalar(select(func.count()).select_from(motions).where(mine)) or 0
    may_draft = bot == "staff" and may(who, "motion.draft")
    return MotionList(bot=bot, motions=lines, total=total, may_draft=may_draft)
