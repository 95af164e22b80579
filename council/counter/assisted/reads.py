"""Assisted acts 线下代办: as the desk sees them, and how many count."""

from sqlalchemy import ColumnElement, and_, exists, func, select

from council.counter.assisted.assist import Assist
from council.counter.assisted.commands import AssistedAct
from council.counter.assisted.records import assist_by, is_involved
from council.counter.assisted.rules import ASSISTED
from council.counter.assisted.tables import assisted_acts
from council.counter.papers.commands import WaitingAct
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.files import KeptFile, kept_file
from council.kernel.policy import check, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.polls.hooks import ASSISTED_ACTS
from council.polls.ranking import order_of
from council.polls.ratification import choice_of
from council.polls.records import known_poll, rules_of_poll
from council.polls.tables import ballots
from council.rules.poll_kinds import RATIFICATION

#: The files of a record that may be shown.
PARTS = ("evidence", "paper")


def show_act(tx: Transaction, who: Person, number: int) -> AssistedAct | Refusal:
    """One assisted act, for those who work at the desk."""
    refusal = check(who, "assist.confirm")
    if refusal is not None:
        return refusal
    act = assist_by(tx, who.community_id, number)
    return refuse("assist.unknown", number=number) if act is None else act_view(tx, who, act)


def act_file(tx: Transaction, who: Person, number: int, part: str) -> KeptFile | Refusal:
    """Read the evidence of consent or the scan of the paper, to be looked at before confirming."""
    refusal = check(who, "assist.confirm")
    if refusal is not None:
        return refusal
    act = assist_by(tx, who.community_id, number)
    if act is None or part not in PARTS:
        return refuse("assist.unknown", number=number)
    found = kept_file(tx, who.community_id, act.evidence if part == "evidence" else act.scan)
    assert found is not None, "a record names kept files"
    return found


def act_view(tx: Transaction, who: Person, act: Assist, just: str = "") -> AssistedAct:
    """Draw an assisted act with what this person may do about it now."""
    poll = known_poll(tx, act.community_id, act.poll_id)
    r = residents.c
    wanted = [each for each in (act.recorded_by, act.confirmed_by) if each]
    names = {
        found.id: found.name
        for found in tx.connection.execute(
            select(r.id, r.name).where(r.community_id == act.community_id, r.id.in_(wanted))
        )
    }
    binding = poll.kind == RATIFICATION
    verbs = ASSISTED.verbs(act.state) if tx.now < poll.closes_at else ()
    own = is_involved(who, act)
    return AssistedAct(
        number=act.number,
        poll=poll.number,
        title=poll.title,
        kind=poll.kind,
        state=act.state,
        person=act.person,
        voter=act.voter,
        helper=act.helper,
        helper_role=act.helper_role,
        desk=act.desk,
        reason=act.reason,
        consent=act.consent,
        evidence=act.evidence,
        witness=act.witness or "",
        choice=choice_of(act.content) if binding else "",
        order=() if binding else order_of(act.content),
        serial=act.serial,
        scan=act.scan,
        contact=act.contact,
        review=bool(act.review),
        most=rules_of_poll(tx, poll).acts_of_one_helper,
        stands=tx.connection.scalar(select(_stands(act.community_id, act.id))) or False,
        recorded_by=names.get(act.recorded_by, ""),
        recorded_at=act.recorded_at,
        confirmed_by=names.get(act.confirmed_by, ""),
        end_reason=act.end_reason or "",
        moves=tuple(
            verb
            for verb in ("confirm", "revoke")
            if verb in verbs and may(who, f"assist.{verb}") and not (own and verb == "confirm")
        ),
        just=just,
    )


def _stands(community_id: str, act_id: str) -> ColumnElement[bool]:
    a = assisted_acts.c
    return exists().where(a.community_id == community_id, a.id == act_id, is_standing())


def is_standing() -> ColumnElement[bool]:
    """Whether the ballot of an assisted act is the last of its slot."""
    a, b = assisted_acts.c, ballots.c
    later = exists().where(
        b.community_id == a.community_id,
        b.poll_id == a.poll_id,
        b.slot == a.slot,
        b.revision > a.revision,
    )
    return and_(a.state == "counted", ~later.correlate(assisted_acts))


@ASSISTED_ACTS.fill
def assisted_figures(tx: Transaction, community_id: str, poll_id: str) -> tuple[int, int]:
    """Count the assisted acts whose ballot stands, and those that wait for a second person."""
    a = assisted_acts.c
    many = select(func.count()).select_from(assisted_acts)
    mine = (a.community_id == community_id, a.poll_id == poll_id)
    standing = tx.connection.scalar(many.where(*mine, is_standing()))
    waiting = tx.connection.scalar(many.where(*mine, a.state == "recorded"))
    return standing or 0, waiting or 0


def waiting_acts(tx: Transaction, community_id: str, poll_id: str) -> tuple[WaitingAct, ...]:
    """List the acts that wait for a second person, the oldest first. Nothing tells a choice."""
    a = assisted_acts.c
    rows = tx.connection.execute(
        select(a.number, a.person, a.voter)
        .where(a.community_id == community_id, a.poll_id == poll_id, a.state == "recorded")
        .order_by(a.number)
    )
    return tuple(WaitingAct(number=row.number, person=row.person, voter=row.voter) for row in rows)
