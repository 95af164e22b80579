"""Motions 议案 and the addressed party's responses 答复: what bots show of them."""

from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select

from council.kernel.acts.facts import later
from council.kernel.calendar_cn import calendar_cn
from council.kernel.database.records import read_all
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.deadlines import local_date
from council.kernel.policy import STAFF, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.acts import MOTION_MOVES, OWN_MOTION_MOVES
from council.motions.commands import (
    MotionLine,
    MotionList,
    MotionView,
    ResponseView,
    StepTold,
)
from council.motions.consultations.records import consultation_of, consultation_state
from council.motions.facts import AnswerFacts, MotionFacts
from council.motions.hooks import (
    AGENDA_FACTS,
    AT_MEETINGS,
    COLLECTED,
    IS_RESOLVED,
    OPINIONS_ON,
    UNPOLLED,
)
from council.motions.motion import Motion
from council.motions.records import (
    author_of,
    motion_by,
    origin_of,
    overdue_now,
    response_of,
    ruled_of,
)
from council.motions.responses.ladder import HOUR
from council.motions.responses.records import movers_of, rating_of, sitting, steps_of
from council.motions.responses.response import Response
from council.motions.responses.rules import ACCEPTED, clock_of
from council.motions.responses.steps import TAKEN_ON, had, offers, question_waits
from council.motions.tables import motions, responses
from council.proposals.tables import proposals
from council.rules.power_list.matter import PARTIES
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
        may=(MOTION_MOVES if bot == "staff" else OWN_MOTION_MOVES).open_to(
            who, facts_of(tx, motion, who)
        ),
        said=said,
        origin=origin_of(tx, who.community_id, motion.id),
        ruled=ruled_of(tx, motion),
        hours=rules.answer_hours.answer if motion.matter else 0,
        opinions=OPINIONS_ON(tx, who.community_id, [motion.id]).get(motion.id),
    )


def response_view(
    tx: Transaction, who: Person, row: Response, *, motion_state: str
) -> ResponseView:
    """A response as it stands at ``tx.now``."""
    clock = clock_of(row, motion_state=motion_state, now=tx.now)
    steps = steps_of(tx, row)
    zone = ZoneInfo(who.timezone)
    days = (local_date(row.asked_at, zone), local_date(row.answer_by, zone))
    return value_from(
        ResponseView,
        row,
        due_at=clock.due_at,
        overdue=clock.overdue,
        n_hours=clock.hours,
        cost_fen=-1 if row.cost_fen is None else row.cost_fen,
        calendar_known=not row.extended_at or calendar_cn().knows(*days),
        extends_days=rules_of(tx, row.community_id).timing.answer_extension,
        acknowledge_within=(row.acknowledge_by - row.asked_at) // HOUR,
        answer_within=(row.answer_by - row.asked_at) // HOUR,
        holder=row.addressee,
        offered=tuple(offers(steps, state=row.state)),
        steps=tuple(value_from(StepTold, each) for each in steps),
        rating=rating_of(tx, row, who.id),
    )


def facts_of(tx: Transaction, motion: Motion, who: Person | None = None) -> MotionFacts:
    """Gather what the moves of a motion are judged by; ``who`` reads it, or acts."""
    community_id = motion.community_id
    rules = rules_of(tx, community_id)
    response = response_of(tx, community_id, motion.id)
    return MotionFacts(
        number=motion.number,
        state=motion.state,
        legal_class=motion.legal_class,
        rule=rules.rows[motion.legal_class],
        now=tx.now,
        response="" if response is None else response.state,
        answer_by=0 if response is None else response.answer_by,
        extended_at=0 if response is None else response.extended_at,
        extends_days=rules.timing.answer_extension,
        answer=later(lambda: _answer_facts(tx, motion, response, who)),
        talked=later(lambda: consultation_state(tx, community_id, motion.id)),
        collected=later(lambda: COLLECTED(tx, motion)),
        agendas=later(lambda: AGENDA_FACTS(tx, motion)),
        unpolled=later(lambda: UNPOLLED(tx, motion)),
        resolved=later(lambda: IS_RESOLVED(tx, motion)),
    )


def _answer_facts(
    tx: Transaction, motion: Motion, row: Response | None, who: Person | None
) -> AnswerFacts:
    if row is None:
        return AnswerFacts()
    steps = steps_of(tx, row)
    asked = offers(steps, state=row.state)
    sits = sitting(tx, motion.community_id)
    bodies = tuple(row.bodies.split())
    done = {*asked, *had(steps, addressee=motion.addressee, bodies=bodies)}
    author = author_of(tx, motion)
    return AnswerFacts(
        holder=row.addressee,
        offers=asked,
        others=tuple(each for each in PARTIES if each in sits and each not in done),
        asked_back=question_waits(steps),
        accepted=row.decision in ACCEPTED,
        plan_owed=bool(row.plan_by and not row.planned_at),
        completed_at=row.completed_at,
        taken=any((each.step, each.party) == (TAKEN_ON, row.addressee) for each in steps),
        passed=bool(row.done_by) and row.done_by < _today(tx, who),
        author=bool(motion.proposal_id),
        proposed=who is not None and author == who.id,
        mover=who is not None and who.id in movers_of(tx, motion),
        mine=frozenset() if who is None else who.roles & frozenset(PARTIES),
        steward=who is not None and who.holds("facilitator"),
    )


def _today(tx: Transaction, who: Person | None) -> str:
    """Tell the reader's day, as ISO text."""
    zone = ZoneInfo("UTC" if who is None else who.timezone)
    return local_date(tx.now, zone).isoformat()


def motion_list(tx: Transaction, who: Person, bot: str) -> MotionList | Refusal:
    """The newest motions, with an overdue mark."""
    if bot == "staff" and not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    t = motions.c
    mine = t.community_id == who.community_id
    query = (
        select(
            t.number, t.title, t.state, t.legal_class, responses.c.id.is_not(None).label("overdue")
        )
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
    lines = read_all(tx, MotionLine, query)
    total = tx.connection.scalar(select(func.count()).select_from(motions).where(mine)) or 0
    may_draft = bot == "staff" and may(who, "motion.draft")
    return MotionList(bot=bot, motions=lines, total=total, may_draft=may_draft)
