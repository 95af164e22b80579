"""What the log says of an evening, gathered for its minutes."""

from sqlalchemy import select

from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities, residents
from council.kernel.screens.translator import Translator
from council.kernel.tables import acts
from council.meetings.meeting import Meeting
from council.meetings.minutes.assembly import Assembled, Evening, Item, assembled
from council.meetings.minutes.hooks import PARTIES, PRESIDED, PROCEEDINGS, TASKS
from council.meetings.minutes.minutes import PartyThere, Proceedings
from council.meetings.minutes.wording import written
from council.meetings.records import meeting_by, motions_on
from council.meetings.tables import attendance, meetings
from council.meetings.votes.records import votes_at


def texts_of(tx: Transaction, meeting: Meeting) -> tuple[tuple[str, int, str, str], ...]:
    """The sections of a meeting's minutes as the log gives them, in the community's language."""
    return written(gathered(tx, meeting), voice_of(tx, meeting.community_id))


def gathered(tx: Transaction, meeting: Meeting) -> tuple[Assembled, ...]:
    """The sections of a meeting's minutes as the log gives them, not worded yet."""
    return assembled(_evening(tx, meeting))


def voice_of(tx: Transaction, community_id: str) -> Translator:
    """The language and the time zone in which a community keeps its record."""
    c = communities.c
    row = tx.connection.execute(select(c.locale, c.timezone).where(c.id == community_id)).one()
    return Translator(row.locale, row.timezone)


def _evening(tx: Transaction, meeting: Meeting) -> Evening:
    following = _following(tx, meeting)
    return Evening(
        number=meeting.number,
        title=meeting.title,
        place=meeting.place,
        starts_at=meeting.starts_at,
        opened_at=meeting.opened_at,
        adjourned_at=meeting.adjourned_at,
        chair=_chair(tx, meeting),
        clerk=_who(tx, meeting, ("meeting.note_attendance", "meeting.announce")),
        parties=_parties(tx, meeting),
        items=_items(tx, meeting),
        tasks=tuple(task for several in TASKS(tx, meeting) for task in several),
        next_title="" if following is None else following.title,
        next_at=0 if following is None else following.starts_at,
        next_place="" if following is None else following.place,
    )


def _items(tx: Transaction, meeting: Meeting) -> tuple[Item, ...]:
    votes = votes_at(tx, meeting.community_id, meeting.id)
    happened: dict[int, Proceedings] = {
        each.motion: each for several in PROCEEDINGS(tx, meeting) for each in several
    }
    return tuple(
        Item(
            number=motion.number,
            title=motion.title,
            body=motion.body,
            state=motion.state,
            legal_class=motion.legal_class,
            vote=votes.get(motion.id),
            proceedings=happened.get(motion.number),
        )
        for motion in motions_on(tx, meeting.community_id, meeting.id)
    )


def _parties(tx: Transaction, meeting: Meeting) -> tuple[PartyThere, ...]:
    """The parties that others tell, else those who checked in as one."""
    told = tuple(party for several in PARTIES(tx, meeting) for party in several)
    if told:
        return told
    r, a = residents.c, attendance.c
    names = tx.connection.scalars(
        select(r.name)
        .join(attendance, (a.community_id == r.community_id) & (a.resident_id == r.id))
        .where(a.community_id == meeting.community_id, a.meeting_id == meeting.id)
        .order_by(a.arrived_at, r.ref)
    ).all()
    say = voice_of(tx, meeting.community_id)
    party = say("minutes.party.residents").unescape()
    return (PartyThere(party=party, count=len(names), names=tuple(names)),)


def _chair(tx: Transaction, meeting: Meeting) -> tuple[str, ...]:
    """Who presided: as the floor tells, else who opened or closed the session as chair."""
    told = tuple(dict.fromkeys(name for several in PRESIDED(tx, meeting) for name in several))
    return told or _who(tx, meeting, ("meeting.start", "meeting.adjourn"))


def _who(tx: Transaction, meeting: Meeting, verbs: tuple[str, ...]) -> tuple[str, ...]:
    """Who did the first of some acts about the meeting that anybody did, by name."""
    a, r = acts.c, residents.c
    for verb in verbs:
        names = tx.connection.scalars(
            select(r.name)
            .join(acts, (a.community_id == r.community_id) & (a.actor_id == r.id))
            .where(
                a.community_id == meeting.community_id,
                a.subject_kind == "meeting",
                a.subject_id == meeting.id,
                a.verb == verb,
            )
            .order_by(a.number)
        ).all()
        if names:
            return tuple(dict.fromkeys(names))
    return ()


def _following(tx: Transaction, meeting: Meeting) -> Meeting | None:
    """The next meeting that is planned or announced after this one."""
    t = meetings.c
    number = tx.connection.scalar(
        select(t.number)
        .where(
            t.community_id == meeting.community_id,
            t.state.in_(("planned", "announced")),
            t.starts_at > max(meeting.starts_at, tx.now),
        )
        .order_by(t.starts_at, t.number)
        .limit(1)
    )
    if number is None:
        return None
    return meeting_by(tx, meeting.community_id, number=number)
