"""What motions ask of the staff: to draft, list and put them, to answer, to see them through."""

from zoneinfo import ZoneInfo

from sqlalchemy import and_, select

from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.deadlines import local_date
from council.kernel.policy import may
from council.kernel.todos import Todo
from council.kernel.values import Person
from council.motions.consultations.rules import ENDED, steps_from
from council.motions.consultations.tables import consultations
from council.motions.hooks import ON_COMING_AGENDAS
from council.motions.records import motion_of_proposal, waited_for
from council.motions.responses.ladder import leg_of
from council.motions.responses.records import steps_of
from council.motions.responses.response import Response
from council.motions.responses.rules import ACCEPTED, clock_of
from council.motions.responses.steps import offers
from council.motions.tables import motions, responses
from council.proposals.tables import proposals
from council.rules.power_list.matter import PARTIES
from council.rules.profile import RuleRow
from council.rules.records import rules_of


def due(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """Answers that one's party owes; for the facilitator what must be drafted, listed or put."""
    found: list[Todo] = []
    if who.roles & {*PARTIES, "facilitator", "chair"}:
        found += _answers_due(tx, who)
    if may(who, "response.complete"):
        found += _promises_due(tx, who)
    if may(who, "motion.draft"):
        found += _motions_due(tx, who)
    if may(who, "consultation.fill"):
        found += _consultations_due(tx, who)
    return tuple(found)


def _answers_due(tx: Transaction, who: Person) -> list[Todo]:
    t = responses.c
    rows = tx.connection.execute(
        select(responses, motions.c.number, motions.c.title, motions.c.state.label("motion_state"))
        .join(motions, and_(motions.c.community_id == t.community_id, motions.c.id == t.motion_id))
        .where(
            t.community_id == who.community_id,
            waited_for(),
        )
        .order_by(t.answer_by, motions.c.number)
    ).all()
    found = []
    for row in rows:
        response = value_from(Response, row)
        leg = leg_of(response, motion_state=row.motion_state)
        clock = clock_of(response, motion_state=row.motion_state, now=tx.now)
        if leg is None:
            continue
        if not who.holds(leg.party):
            if (
                who.roles
                & set(PARTIES)
                & offers(steps_of(tx, response), state=response.state).keys()
            ):
                key = "response_offered"
            elif clock.overdue and who.roles & {"facilitator", "chair"}:
                key = "motion_overdue"
            else:
                continue
        else:
            key = f"response_{leg.owes}_late" if clock.overdue else f"response_{leg.owes}"
        found.append(
            Todo(
                key=key,
                verb="motion",
                by=clock.due_at,
                params={
                    "number": row.number,
                    "title": row.title,
                    "due_at": clock.due_at,
                    "left_hours": clock.hours,
                    "party_key": f"role.{leg.party}",
                },
                arguments=(row.number,),
            )
        )
    return found


def _promises_due(tx: Transaction, who: Person) -> list[Todo]:
    """What was promised for a day that has come, and is not completed: for the party, to say so.

    The facilitators are asked once the day is past.
    """
    r, t = responses.c, motions.c
    today = local_date(tx.now, ZoneInfo(who.timezone)).isoformat()
    rows = tx.connection.execute(
        select(t.number, t.title, r.addressee, r.done_by)
        .join(motions, and_(t.community_id == r.community_id, t.id == r.motion_id))
        .where(
            r.community_id == who.community_id,
            r.decision.in_(ACCEPTED),
            r.done_by <= today,
            r.completed_at.is_(None),
            t.state != "withdrawn",
        )
        .order_by(r.done_by, t.number)
    )
    return [
        Todo(
            key="response_promise",
            verb="motion",
            params={
                "number": row.number,
                "title": row.title,
                "day": row.done_by,
                "party_key": f"role.{row.addressee}",
            },
            arguments=(row.number,),
        )
        for row in rows
        if who.holds(row.addressee) or (who.holds("facilitator") and row.done_by < today)
    ]


def _next_step(state: str, row: RuleRow) -> str:
    """Name what a motion waits for; the owners may also be asked in writing, without a meeting."""
    if state != "deliberated":
        return "motion_owners" if row.track == "owners" else "motion_agenda"
    if row.counting == "consensus":
        return "motion_outcome"
    return "motion_undecided" if row.only_at_meetings else "motion_put"


def _motions_due(tx: Transaction, who: Person) -> list[Todo]:
    p, t = proposals.c, motions.c
    undrafted = tx.connection.execute(
        select(p.number, p.title)
        .where(
            p.community_id == who.community_id,
            p.state == "seconded",
            ~motion_of_proposal(p.community_id, p.id).exists(),
        )
        .order_by(p.number)
    )
    found = [
        Todo(
            key="motion_draft",
            verb="form.start",
            params={"number": row.number, "title": row.title},
            arguments=("motion", row.number),
        )
        for row in undrafted
    ]
    c = consultations.c
    unlisted = tx.connection.execute(
        select(t.number, t.title, t.state, t.legal_class)
        .where(
            t.community_id == who.community_id,
            t.state.in_(("drafted", "adjourned", "deliberated")),
            t.id.not_in(ON_COMING_AGENDAS(tx, who.community_id)) | (t.state == "deliberated"),
            (t.state != "deliberated")
            | ~select(c.id).where(c.community_id == t.community_id, c.motion_id == t.id).exists(),
        )
        .order_by(t.number)
    )
    rows = rules_of(tx, who.community_id).rows
    return found + [
        Todo(
            key=_next_step(row.state, rows[row.legal_class]),
            verb="motion",
            params={"number": row.number, "title": row.title},
            arguments=(row.number,),
        )
        for row in unlisted
    ]


def _consultations_due(tx: Transaction, who: Person) -> list[Todo]:
    c, t = consultations.c, motions.c
    rows = tx.connection.execute(
        select(t.number, t.title, t.legal_class, t.state.label("motion_state"), c.state)
        .join(motions, and_(t.community_id == c.community_id, t.id == c.motion_id))
        .where(c.community_id == who.community_id, c.state.not_in(ENDED))
        .order_by(c.changed_at, t.number)
    )
    rules = rules_of(tx, who.community_id).rows
    return [
        Todo(
            key=f"consultation_{row.state}",
            verb="motion",
            params={"number": row.number, "title": row.title},
            arguments=(row.number,),
        )
        for row in rows
        if steps_from(
            state=row.state,
            motion_state=row.motion_state,
            consensus=rules[row.legal_class].counting == "consensus",
        )
    ]
