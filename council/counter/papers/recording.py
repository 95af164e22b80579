"""Signed paper ballots, recorded by the clerk: the latest act of a person stands, on any channel."""

from sqlalchemy import insert, select

from council.counter.ballot_box import Laid, lay, stands
from council.counter.papers.rules import check_serial, check_signed, read_choice
from council.counter.papers.tables import papers
from council.counter.telling import LaidFor, tell_laid
from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.dates import plain
from council.kernel.directory import residents
from council.kernel.files import kept_file
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.polls.ballots.commands import PaperRecorded, RecordPaper
from council.polls.ballots.rules import check_open, receipt_code
from council.polls.ballots.typing import typed_content
from council.polls.electorate.reads import frozen_unit, known_heads
from council.polls.poll import Poll, named
from council.polls.ranking import order_of
from council.polls.ratification import choice_content, choice_of
from council.polls.records import poll_by
from council.polls.tables import ballots, electorate
from council.rules.poll_kinds import RATIFICATION

CHANNEL = "paper"


@value
class Signer:
    """Who signed: the slot on the frozen roll; ``name`` is shown to the clerk."""

    slot: str
    name: str
    units: tuple[str, ...] = ()
    area_x100: int = 0


def record_paper(tx: Transaction, who: Person, command: RecordPaper) -> PaperRecorded | Refusal:
    """Record one signed paper. It replaces what its signer cast before; the clerk is told."""
    poll = open_poll_for_paper(tx, who, command.poll, lock=True)
    if isinstance(poll, Refusal):
        return poll
    signers = signers_of(tx, poll, command.voter)
    if isinstance(signers, Refusal):
        return signers
    signer = chosen(signers, command.owner)
    if isinstance(signer, Refusal):
        return signer
    content = paper_content(tx, poll, command.said)
    if isinstance(content, Refusal):
        return content
    serial = check_serial(command.serial)
    if isinstance(serial, Refusal):
        return serial
    scan = check_scan(tx, who, command.scan)
    if isinstance(scan, Refusal):
        return scan
    used = check_unused(tx, poll, serial)
    if used is not None:
        return used
    before = stands(tx, poll, signer.slot)
    signed_at = tx.now if command.signed_at is None else command.signed_at
    untimely = check_signed(
        signed_at,
        opens_at=poll.opens_at,
        now=tx.now,
        number=poll.number,
        before=before.channel,
        since=before.cast_at,
    )
    if untimely is not None:
        return untimely
    laid = lay(
        tx, who, poll, signer.slot, content, channel=CHANNEL, serial=serial, cast_at=signed_at
    )
    if isinstance(laid, Refusal):
        return laid
    keep_paper(tx, who, poll, serial, slot=signer.slot, revision=laid.revision, scan=scan)
    record(tx, who, "ballot.paper", "poll", poll.id, number=poll.number, serial=serial)
    replaced = bool(before.channel)
    tell_laid(
        tx,
        poll,
        [LaidFor(slot=signer.slot, revision=laid.revision, how=CHANNEL, replaced=replaced)],
    )
    return recorded(
        poll, signer, laid, before=before, voter=command.voter.strip(), serial=serial, scan=scan
    )


def open_poll_for_paper(
    tx: Transaction, who: Person, number: int, *, lock: bool = False
) -> Poll | Refusal:
    poll = poll_by(tx, who.community_id, lock=lock, number=number)
    if poll is None:
        return refuse("poll.unknown", number=number)
    refusal = check_open(poll, now=tx.now)
    if refusal is not None and refusal.key == "ballot.closed":
        return refuse("ballot.paper_closed", **refusal.params)
    return poll if refusal is None else refusal


def check_scan(tx: Transaction, who: Person, scan: str) -> str | Refusal:
    """Read the hash of a scan: of a file that is kept, or empty."""
    if scan and kept_file(tx, who.community_id, scan) is None:
        return refuse("ballot.scan_unknown")
    return scan


def check_unused(tx: Transaction, poll: Poll, serial: str) -> Refusal | None:
    """Refuse a serial number that a paper of this poll has already."""
    b, p = ballots.c, papers.c
    cast = select(b.slot).where(
        b.community_id == poll.community_id, b.poll_id == poll.id, b.paper_serial == serial
    )
    kept = select(p.slot).where(
        p.community_id == poll.community_id, p.poll_id == poll.id, p.serial == serial
    )
    if tx.connection.scalar(kept.union_all(cast).limit(1)) is None:
        return None
    return refuse("ballot.paper_serial_used", serial=serial, **named(poll))


def keep_paper(
    tx: Transaction,
    who: Person,
    poll: Poll,
    serial: str,
    *,
    slot: str,
    revision: int | None,
    scan: str,
) -> None:
    """Keep a paper by its serial number, with its scan."""
    kept = {
        "community_id": poll.community_id,
        "poll_id": poll.id,
        "serial": serial,
        "slot": slot,
        "revision": revision,
        "scan": scan or None,
        "recorded_by": who.id,
        "recorded_at": tx.now,
    }
    tx.connection.execute(insert(papers), [kept])


def signers_of(tx: Transaction, poll: Poll, voter: str) -> tuple[Signer, ...] | Refusal:
    """Find who may have signed: by the unit's code in a ratification, else by ref."""
    typed = plain(voter)
    e = electorate.c
    mine = (e.community_id == poll.community_id, e.poll_id == poll.id)
    if poll.kind != RATIFICATION:
        r = residents.c
        found = tx.connection.execute(
            select(e.slot, r.name)
            .select_from(electorate)
            .join(residents, (r.community_id == e.community_id) & (r.id == e.resident_id))
            .where(*mine, e.slot == typed)
        ).one_or_none()
        if found is None:
            return refuse("ballot.paper_unknown_ref", given=typed[:30])
        return (Signer(slot=found.slot, name=found.name),)
    unit = frozen_unit(tx, poll.community_id, poll.id, typed)
    if unit is None:
        return refuse("ballot.paper_unknown_unit", given=typed[:30])
    name = ";".join(unit.voters)
    head = known_heads(tx, poll.community_id, poll.id, fingerprint=poll.roll_fingerprint).get(name)
    if head is None:
        return refuse("ballot.paper_no_head", given=typed[:30])
    slots = tx.connection.execute(
        select(e.slot, e.owner_key).where(*mine, e.head == name).order_by(e.slot)
    )
    return tuple(
        Signer(
            slot=slot,
            name=str(owner),
            units=tuple(head.units),
            area_x100=head.area_x100,
        )
        for slot, owner in slots
    )


def resident_of(tx: Transaction, poll: Poll, slot: str) -> str | None:
    """Tell whose slot it is on the residents' list; None for an owner who is not there."""
    e = electorate.c
    return tx.connection.scalar(
        select(e.resident_id).where(
            e.community_id == poll.community_id, e.poll_id == poll.id, e.slot == slot
        )
    )


def chosen(signers: tuple[Signer, ...], owner: str) -> Signer | Refusal:
    if owner:
        found = next((each for each in signers if each.name == owner), None)
    else:
        found = signers[0] if len(signers) == 1 else None
    if found is None:
        names = "、".join(each.name for each in signers)
        return refuse("ballot.paper_which_owner", owners=names)
    return found


def paper_content(tx: Transaction, poll: Poll, said: str) -> str | Refusal:
    if poll.kind != RATIFICATION:
        return typed_content(tx, poll, said)
    choice = read_choice(said)
    return choice if isinstance(choice, Refusal) else choice_content(choice)


def recorded(
    poll: Poll,
    signer: Signer,
    laid: Laid,
    *,
    before: Laid,
    voter: str,
    serial: str,
    scan: str,
) -> PaperRecorded:
    """Tell what was recorded, and what it replaced."""
    binding = poll.kind == RATIFICATION
    return PaperRecorded(
        number=poll.number,
        kind=poll.kind,
        title=poll.title,
        voter=voter,
        owner=signer.name,
        units=signer.units,
        area_x100=signer.area_x100,
        choice=choice_of(laid.content) if binding else "",
        order=() if binding else order_of(laid.content),
        serial=serial,
        scan=scan,
        revision=laid.revision,
        replaced=before.channel,
        receipt=receipt_code(
            poll_id=poll.id,
            slot=signer.slot,
            revision=laid.revision,
            content=laid.content,
            cast_at=laid.cast_at,
        ),
    )
