"""“Not me”: a person objects to what was laid in their name, and the desk must look.

Where votes are cast in chat, what stood before stands again at once, as it would if the person voted
anew. Where a binding vote is taken on paper only, a chat cannot undo a signed paper: the objection is
kept, and the desk corrects the paper.
"""

from typing import Any

from sqlalchemy import Row, select, update

from council.counter.ballot_box import retract, stands
from council.counter.proxies.tables import proxies
from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.messages import holders, notify
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.polls.ballots.commands import BallotDisowned, DisownBallot
from council.polls.ballots.reads import papers_of
from council.polls.ballots.rules import check_open
from council.polls.tables import ballots
from council.polls.view import named, poll_row
from council.rules.records import takes_chat

#: Ways by which a ballot comes from its voter's own hand.
_OWN = ("chat", "web")


def disown(tx: Transaction, who: Person, command: DisownBallot) -> BallotDisowned | Refusal:
    """Say that the ballot which stands is not one's own; the desk is told with its serial."""
    row = poll_row(tx, who.community_id, lock=True, number=command.poll)
    if row is None:
        return refuse("poll.unknown", number=command.poll)
    papers = papers_of(tx, who, row.id)
    if command.place >= len(papers):
        return refuse("ballot.not_yours", **named(row))
    slot = papers[command.place].slot
    standing = stands(tx, row, slot)
    if standing.revision != command.revision or standing.channel in _OWN:
        return refuse("ballot.disown_gone", **named(row))
    serial = _serial(tx, row, slot, standing.revision)
    undone = takes_chat(tx, row) and _is_open(tx, row)
    if undone:
        back = retract(tx, who, row, slot, standing.revision)
        if isinstance(back, Refusal):
            return back
        _end_proxy(tx, who, row, slot, standing.revision)
    record(tx, who, command.verb, "poll", row.id, number=row.number, serial=serial)
    _tell_desk(tx, who, row, serial, undone=undone, subject=f"{row.id}/{slot}/{command.revision}")
    return BallotDisowned(
        poll=row.number,
        kind=row.kind,
        title=row.title,
        undone=undone,
        restored=undone and bool(stands(tx, row, slot).channel),
        closes_at=row.closes_at,
        open=_is_open(tx, row),
    )


def _is_open(tx: Transaction, row: Row[Any]) -> bool:
    shut = check_open(
        named(row),
        state=row.state,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        now=tx.now,
    )
    return shut is None


def _serial(tx: Transaction, row: Row[Any], slot: str, revision: int) -> str:
    b = ballots.c
    serial = tx.connection.scalar(
        select(b.paper_serial).where(
            b.community_id == row.community_id,
            b.poll_id == row.id,
            b.slot == slot,
            b.revision == revision,
        )
    )
    return serial or ""


def _end_proxy(tx: Transaction, who: Person, row: Row[Any], slot: str, revision: int) -> None:
    """An authorisation that its owner does not know stands for nothing more."""
    p = proxies.c
    tx.connection.execute(
        update(proxies)
        .where(
            p.community_id == row.community_id,
            p.poll_id == row.id,
            p.slot == slot,
            p.revision == revision,
            p.state == "counted",
        )
        .values(
            state="revoked",
            revoked_by=who.id,
            revoked_at=tx.now,
            revoke_reason=DisownBallot.verb,
        )
    )


def _tell_desk(
    tx: Transaction, who: Person, row: Row[Any], serial: str, *, undone: bool, subject: str
) -> None:
    """Whoever keeps the papers compares the signature."""
    notify(
        tx,
        row.community_id,
        holders(row.community_id, "facilitator", "clerk"),
        notice="ballot_disowned_undone" if undone else "ballot_disowned",
        subject=subject,
        params={
            "number": row.number,
            "title": row.title,
            "poll_key": f"poll.name.{row.kind}",
            "name": who.name,
            "serial": serial or "—",
        },
        buttons=[("button.poll_view", "poll.view", (row.number,))],
        bot="staff",
        urgent=True,
    )
