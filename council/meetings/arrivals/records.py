"""Reading who comes to a meeting: answers in their order, invited people, the secret of its codes."""

from sqlalchemy import and_, func, select

from council.kernel.database.records import read_all, record_by
from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.meetings.arrivals.rules import PARTIES, Presence
from council.meetings.arrivals.tables import check_in_secrets, meeting_parties
from council.meetings.meeting import Meeting
from council.meetings.tables import attendance, rsvps


@value
class Secret:
    """What a meeting's codes are made of."""

    meeting_id: str
    secret: str
    made_at: int


@value
class Invited:
    """Somebody invited for a party, as kept; whoever is on the residents' list checks in as such."""

    id: str
    party: str
    name: str
    resident_id: str
    substitute: str
    arrived_at: int
    left_at: int


def secret_of(tx: Transaction, meeting: Meeting) -> Secret | None:
    """Find the secret of a meeting's codes; None until it is held."""
    return record_by(tx, Secret, check_in_secrets, meeting.community_id, meeting_id=meeting.id)


def who_said_yes(tx: Transaction, meeting: Meeting) -> tuple[str, ...]:
    """Tell who said that they come, whoever said so first before the others."""
    r = rsvps.c
    query = (
        select(r.resident_id)
        .where(
            r.community_id == meeting.community_id,
            r.meeting_id == meeting.id,
            r.answer == "yes",
        )
        .order_by(r.answered_at, func.coalesce(r.turn, 0), r.resident_id)
    )
    return tuple(tx.connection.scalars(query))


def invited_to(tx: Transaction, meeting: Meeting) -> tuple[Invited, ...]:
    """Tell who is invited for a party, in the order of the invitations."""
    p, a = meeting_parties.c, attendance.c
    query = (
        select(
            p.id,
            p.party,
            p.name,
            p.resident_id,
            p.substitute,
            # Who is on the residents' list checks in by phone, or is noted by the desk here.
            func.coalesce(p.arrived_at, a.arrived_at).label("arrived_at"),
            func.coalesce(p.left_at, a.left_at).label("left_at"),
        )
        .outerjoin(
            attendance,
            and_(
                a.community_id == p.community_id,
                a.meeting_id == p.meeting_id,
                a.resident_id == p.resident_id,
            ),
        )
        .where(p.community_id == meeting.community_id, p.meeting_id == meeting.id)
        .order_by(p.invited_at, p.id)
    )
    return read_all(tx, Invited, query)


def presence_of(tx: Transaction, meeting: Meeting) -> tuple[Presence, ...]:
    """Tell of each invited party how many are there now."""
    several = invited_to(tx, meeting)
    return tuple(
        Presence(
            party=party,
            invited=len(of_it),
            present=sum(1 for each in of_it if each.arrived_at and not each.left_at),
        )
        for party in PARTIES
        if (of_it := [each for each in several if each.party == party])
    )
