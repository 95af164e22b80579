"""Writing minutes 会议纪要: one section after the other; what stood there before is kept."""

from council.kernel import files
from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.files import Attachment, attachments_of
from council.kernel.outbox.enqueueing import holders, notify, these
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.meetings.meeting import Meeting
from council.meetings.minutes.acts import MINUTES_MOVES, SECTION_MOVES
from council.meetings.minutes.assembly import position_of
from council.meetings.minutes.commands import MinutesView, WriteMinutes
from council.meetings.minutes.minutes import Section, Source
from council.meetings.minutes.reads import SUBJECT, facts_of, minutes_view, section_facts
from council.meetings.minutes.records import locked, names_of, readers_of, sections_of, write
from council.meetings.minutes.rules import (
    SECTIONS,
    check_section,
    read_text,
)


def write_section(tx: Transaction, who: Person, command: WriteMinutes) -> MinutesView | Refusal:
    """Write a section anew, unless somebody else has written it meanwhile."""
    meeting = locked(tx, who, command.number)
    if isinstance(meeting, Refusal):
        return meeting
    refusal = SECTION_MOVES.refusal("write", section_facts(meeting, command.section))
    if refusal is not None:
        return refusal
    if meeting.state == "approved" and not command.reason:
        return refuse("minutes.reason_needed")
    text = read_text(command.text)
    if isinstance(text, Refusal):
        return text
    sections = sections_of(tx, meeting)
    now = next((each for each in sections if each.section == command.section), None)
    if now is None and (command.section not in SECTIONS or command.section == "motions"):
        return refuse("minutes.no_section")
    others = sum(len(each.text) for each in sections if each is not now)
    refusal = check_base(tx, now, command.base) or check_section(text, others=others)
    if refusal is not None:
        return refusal
    if now is not None and now.text == text:
        return refuse("minutes.same")
    written = (
        (command.section, position_of(command.section), "", text)
        if now is None
        else (now.section, now.position, now.heading, text)
    )
    keep(tx, who, meeting, (written,), verb=command.verb, source="person", reason=command.reason)
    said = "corrected" if meeting.state == "approved" else "written"
    return minutes_view(tx, who, meeting.number, said=f"minutes.said.{said}")


def check_base(tx: Transaction, now: Section | None, base: int) -> Refusal | None:
    """Refuse what was written on a text that somebody else has changed since."""
    if not base or now is None or now.revision == base:
        return None
    names = names_of(tx, now.community_id, {now.written_by})
    return refuse(
        "minutes.changed_meanwhile",
        name=names.get(now.written_by, ""),
        written_at=now.written_at,
    )


def keep(
    tx: Transaction,
    who: Person,
    meeting: Meeting,
    texts: tuple[tuple[str, int, str, str], ...],
    *,
    verb: str,
    source: Source,
    reason: str = "",
) -> int:
    """Keep texts as a new revision; who had read the one before to its end is told."""
    revision = write(tx, who, meeting, texts, source=source, reason=reason)
    record(tx, who, verb, "minutes", meeting.id, revision=revision)
    corrected = meeting.state == "approved"
    to = holders(meeting.community_id, "chair") if corrected else None
    if to is None:
        readers = readers_of(tx, meeting, revision - 1) - {who.id}
        to = these(meeting.community_id, readers) if readers else None
    if to is not None:
        notify(
            tx,
            meeting.community_id,
            to,
            notice="minutes_corrected" if corrected else "minutes_changed",
            subject=f"{meeting.id}/{revision}",
            params={"title": meeting.title, "starts_at": meeting.starts_at, "reason": reason},
            buttons=(("minutes.open", "minutes", (meeting.number,)),),
            bot="staff",
        )
    return revision


def attach(
    tx: Transaction, who: Person, meeting: Meeting, photos: tuple[str, ...], verb: str
) -> MinutesView | Refusal:
    """Attach photos of a signed sheet, by their hashes, behind those that are there."""
    facts = facts_of(tx, who, meeting)
    refusal = MINUTES_MOVES.refusal("attach", facts)
    if refusal is not None:
        return refusal
    there = attachments_of(tx, meeting.community_id, SUBJECT, meeting.id)
    known = {each.sha256 for each in there}
    new = [Attachment(kind="photo", sha256=each) for each in photos if each not in known]
    files.attach(tx, meeting.community_id, SUBJECT, meeting.id, (*there, *new))
    record(tx, who, verb, "minutes", meeting.id, photos=len(there) + len(new))
    return minutes_view(tx, who, meeting.number, said="minutes.said.attached")
