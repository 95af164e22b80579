"""Signed paper ballots, recorded by the clerk: the latest act of a person stands, on any channel."""

from typing import Any

from sqlalchemy import Row, insert, select

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
from council.polls.electorate.reads import frozen_roll, known_heads
from council.polls.ranking import order_of, ranking_content, typed_order
from council.polls.ratification import choice_content, choice_of
from council.polls.tables import ballots, electorate
from council.polls.view import named, options_of, poll_row
from council.rules.poll_kinds import RANKING

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
    row = open_poll_for_paper(tx, who, command.poll, lock=True)
    if isinstance(row, Refusal):
        return row
    signers = signers_of(tx, row, command.voter)
    if isinstance(signers, Refusal):
        return signers
    signer = chosen(signers, command.owner)
    if isinstance(signer, Refusal):
        return signer
    content = paper_content(tx, row, command.said)
    if isinstance(content, Refusal):
        return content
    serial = check_serial(command.serial)
    if isinstance(serial, Refusal):
        return serial
    scan = check_scan(tx, who, command.scan)
    if isinstance(scan, Refusal):
        return scan
    used = check_unused(tx, row, serial)
    if used is not None:
        return used
    before = stands(tx, row, signer.slot)
    signed_at = tx.now if command.signed_at is None else command.signed_at
    untimely = check_signed(
        signed_at,
        opens_at=row.opens_at,
        now=tx.now,
        number=row.number,
        before=before.channel,
        since=before.cast_at,
    )
    if untimely is not None:
        return untimely
    laid = lay(
        tx, who, row, signer.slot, content, channel=CHANNEL, serial=serial, cast_at=signed_at
    )
    if isinstance(laid, Refusal):
        return laid
    keep_paper(tx, who, row, serial, slot=signer.slot, revision=laid.revision, scan=scan)
    record(tx, who, "ballot.paper", "poll", row.id, number=row.number, serial=serial)
    replaced = bool(before.channel)
    tell_laid(
        tx,
        row,
        [LaidFor(slot=signer.slot, revision=laid.revision, how=CHANNEL, replaced=replaced)],
    )
    return recorded(
        row, signer, laid, before=before, voter=command.voter.strip(), serial=serial, scan=scan
    )


def open_poll_for_paper(
    tx: Transaction, who: Person, number: int, *, lock: bool = False
) -> Row[Any] | Refusal:
    row = poll_row(tx, who.community_id, lock=lock, number=number)
    if row is None:
        return refuse("poll.unknown", number=number)
    refusal = check_open(
        named(row),
        state=row.state,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        now=tx.now,
    )
    if refusal is not None and refusal.key == "ballot.closed":
        return refuse("ballot.paper_closed", **refusal.params)
    return row if refusal is None else refusal


def check_scan(tx: Transaction, who: Person, scan: str) -> str | Refusal:
    """Read the hash of a scan: of a file that is kept, or empty."""
    if scan and kept_file(tx, who.community_id, scan) is None:
        return refuse("ballot.scan_unknown")
    return scan


def check_unused(tx: Transaction, row: Row[Any], serial: str) -> Refusal | None:
    """Refuse a serial number that a paper of this poll has already."""
    b, p = ballots.c, papers.c
    cast = select(b.slot).where(
        b.community_id == row.community_id, b.poll_id == row.id, b.paper_serial == serial
    )
    kept = select(p.slot).where(
        p.community_id == row.community_id, p.poll_id == row.id, p.serial == serial
    )
    if tx.connection.scalar(kept.union_all(cast).limit(1)) is None:
        return None
    return refuse("ballot.paper_serial_used", serial=serial, **named(row))


def keep_paper(
    tx: Transaction,
    who: Person,
    row: Row[Any],
    serial: str,
    *,
    slot: str,
    revision: int | None,
    scan: str,
) -> None:
    """Keep a paper by its serial number, with its scan."""
    kept = {
        "community_id": row.community_id,
        "poll_id": row.id,
        "serial": serial,
        "slot": slot,
        "revision": revision,
        "scan": scan or None,
        "recorded_by": who.id,
        "recorded_at": tx.now,
    }
    tx.connection.execute(insert(papers), [kept])


def signers_of(tx: Transaction, row: Row[Any], voter: str) -> tuple[Signer, ...] | Refusal:
    """Find who may have signed: by ref in a ranking, by the unit's code in a ratification."""
    typed = plain(voter)
    e = electorate.c
    mine = (e.community_id == row.community_id, e.poll_id == row.id)
    if row.kind == RANKING:
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
    units = {unit.code: unit for unit in frozen_roll(tx, row.community_id, row.id)}
    unit = next((each for code, each in units.items() if code == typed), None)
    if unit is None:
        return refuse("ballot.paper_unknown_unit", given=typed[:30])
    name = ";".join(unit.voters)
    head = known_heads(tx, row.community_id, row.id, fingerprint=row.roll_fingerprint).get(name)
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


def resident_of(tx: Transaction, row: Row[Any], slot: str) -> str | None:
    """Tell whose slot it is on the residents' list; None for an owner who is not there."""
    e = electorate.c
    return tx.connection.scalar(
        select(e.resident_id).where(
            e.community_id == row.community_id, e.poll_id == row.id, e.slot == slot
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


def paper_content(tx: Transaction, row: Row[Any], said: str) -> str | Refusal:
    if row.kind != RANKING:
        choice = read_choice(said)
        return choice if isinstance(choice, Refusal) else choice_content(choice)
    letters = [option.letter for option in options_of(tx, row.community_id, row.id)]
    order = typed_order(said, letters)
    if isinstance(order, str):
        return refuse(f"ballot.typed_{order}", known=" ".join(letters))
    return ranking_content(order)


def recorded(
    row: Row[Any],
    signer: Signer,
    laid: Laid,
    *,
    before: Laid,
    voter: str,
    serial: str,
    scan: str,
) -> PaperRecorded:
    """Tell what was recorded, and what it replaced."""
    ranking = row.kind == RANKING
    return PaperRecorded(
        number=row.number,
        kind=row.kind,
        title=row.title,
        voter=voter,
        owner=signer.name,
        units=signer.units,
        area_x100=signer.area_x100,
        choice="" if ranking else choice_of(laid.content),
        order=order_of(laid.content) if ranking else (),
        serial=serial,
        scan=scan,
        revision=laid.revision,
        replaced=before.channel,
        receipt=receipt_code(
            poll_id=row.id,
            slot=signer.slot,
            revision=laid.revision,
            content=laid.content,
            cast_at=laid.cast_at,
        ),
    )
