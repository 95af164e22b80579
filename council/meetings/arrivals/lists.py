"""The list of who was there, as files for the authorities; no cell of them is a formula."""

from sqlalchemy import and_, select

from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.policy import check
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.translator import Translator
from council.kernel.screens.uploads import Upload
from council.kernel.values import Person, value
from council.meetings.arrivals.records import invited_to
from council.meetings.meeting import Meeting
from council.meetings.records import meeting_by
from council.meetings.tables import attendance
from voting.formats.table import write_table, write_workbook

_BOM = "\ufeff"
_COLUMNS = ("place", "party", "name", "unit", "instead", "arrived", "left", "how")


@value
class Present:
    """Somebody who was there. ``how``: by the code, a button, or noted by the clerk."""

    party: str
    name: str
    unit: str
    substitute: str
    arrived_at: int
    left_at: int
    how: str


@value
class PresentList:
    """Who was at a meeting, the parties first, then the residents by their units."""

    number: int
    title: str
    starts_at: int
    lines: tuple[Present, ...]


def present_list(tx: Transaction, who: Person, number: int) -> PresentList | Refusal:
    """Tell who was there, for those who may take the list."""
    refusal = check(who, "meeting.take_list")
    if refusal is not None:
        return refusal
    meeting = meeting_by(tx, who.community_id, number=number)
    if meeting is None:
        return refuse("meeting.unknown")
    return PresentList(
        number=meeting.number,
        title=meeting.title,
        starts_at=meeting.starts_at,
        lines=(*_parties(tx, meeting), *_residents(tx, meeting)),
    )


def files_of(found: PresentList, say: Translator) -> tuple[Upload, ...]:
    """Write the list as CSV and as a workbook."""
    header = [str(say(f"arrival.column.{name}")) for name in _COLUMNS]
    rows = [_cells(place, line, say) for place, line in enumerate(found.lines, start=1)]
    name = f"meeting-{found.number}-attendance"
    return (
        Upload(name=f"{name}.csv", content=(_BOM + write_table(header, rows)).encode()),
        Upload(name=f"{name}.xlsx", content=write_workbook(header, rows)),
    )


def _cells(place: int, line: Present, say: Translator) -> list[str]:
    return [
        str(place),
        str(say(f"party.{line.party}")),
        line.name,
        line.unit,
        line.substitute,
        _time(line.arrived_at, say),
        _time(line.left_at, say),
        str(say(f"arrival.how.{line.how}")) if line.how else "",
    ]


def _time(at: int, say: Translator) -> str:
    return f"{say.local(at):%Y-%m-%d %H:%M}" if at else ""


def _parties(tx: Transaction, meeting: Meeting) -> tuple[Present, ...]:
    return tuple(
        Present(
            party=each.party,
            name=each.name,
            unit="",
            substitute=each.substitute,
            arrived_at=each.arrived_at,
            left_at=each.left_at,
            how="",
        )
        for each in invited_to(tx, meeting)
    )


def _residents(tx: Transaction, meeting: Meeting) -> tuple[Present, ...]:
    """Tell the residents who came, those left out who stand there for a party."""
    of_party = {each.resident_id for each in invited_to(tx, meeting)} - {""}
    a, r = attendance.c, residents.c
    rows = tx.connection.execute(
        select(r.id, r.name, r.unit, a.substitute, a.arrived_at, a.left_at, a.how)
        .select_from(attendance)
        .join(residents, and_(r.community_id == a.community_id, r.id == a.resident_id))
        .where(a.community_id == meeting.community_id, a.meeting_id == meeting.id)
        .order_by(r.unit, r.ref)
    )
    return tuple(
        Present(
            party="residents",
            name=row.name,
            unit=row.unit,
            substitute=row.substitute or "",
            arrived_at=row.arrived_at,
            left_at=row.left_at or 0,
            how=row.how or "",
        )
        for row in rows
        if row.id not in of_party
    )
