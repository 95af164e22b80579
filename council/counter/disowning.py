"""“Not me”: a person objects to what was laid in their name, and the desk must look.

Where votes are cast in chat, what stood before stands again at once, as it would if the person voted
anew. Where a binding vote is taken on paper only, a chat cannot undo a signed paper: the objection is
kept, and the desk corrects the paper.
"""

from sqlalchemy import select, update

from council.counter.ballot_box import retract, stands
from council.counter.proxies.tables import proxies
from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import holders, notify
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.polls.ballots.commands import BallotDisowned, DisownBallot
from council.polls.ballots.reads import papers_of
from council.polls.ballots.rules import check_open
from council.polls.poll import Poll, named
from council.polls.records import poll_by, takes_chat
from council.polls.tables import ballots

#: Ways by which a ballot comes from its voter's own hand.
_OWN = ("chat", "web")


def disown(tx: Transaction, who: Person, command: DisownBallot) -> BallotDisowned | Refusal:
    """Say that the ballot which stands is not one's own; the desk is told with its serial."""
    poll = poll_by(tx, who.community_id, lock=True, number=command.poll)
    if poll is None:
        return refuse("poll.unknown", number=command.poll)
    papers = papers_of(tx, who, poll.id)
    if command.place >= len(papers):
        return refuse("ballot.not_yours", **named(poll))
    slot = papers[command.place].slot
    standing = stands(tx, poll, slot)
    if standing.revision != command.revision or standing.channel in _OWN:
        return refuse("ballot.disown_gone", **named(poll))
    serial = _serial(tx, poll, slot, standing.revision)
    is_open = check_open(poll, now=tx.now) is None
    undone = is_open and takes_chat(tx, poll)
    if undone:
        back = retract(tx, who, poll, slot, standing.revision)
        if isinstance(back, Refusal):
            return back
        _end_proxy(tx, who, poll, slot, standing.revision)
    record(tx, who, command.verb, "poll", poll.id, number=poll.number, serial=serial)
    _tell_desk(
        tx, who, poll, serial, undone=undone, subject=f"{poll.id}/{slot}/{command.revision}"
    )
    return BallotDisowned(
        poll=poll.number,
        kind=poll.kind,
        title=poll.title,
        undone=undone,
        restored=undone and bool(stands(tx, poll, slot).channel),
        closes_at=poll.closes_at,
        open=is_open,
    )


def _serial(tx: Transaction, poll: Poll, slot: str, revision: int) -> str:
    b = ballots.c
    serial = tx.connection.scalar(
        select(b.paper_serial).where(
            b.community_id == poll.community_id,
            b.poll_id == poll.id,
            b.slot == slot,
            b.revision == revision,
        )
    )
    return serial or ""


def _end_proxy(tx: Transaction, who: Person, poll: Poll, slot: str, revision: int) -> None:
    """An authorisation that its owner does not know stands for nothing more."""
    p = proxies.c
    tx.connection.execute(
        update(proxies)
        .where(
            p.community_id == poll.community_id,
            p.poll_id == poll.id,
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
    tx: Transaction, who: Person, poll: Poll, serial: str, *, undone: bool, subject: str
) -> None:
    """Whoever keeps the papers compares the signature."""
    notify(
        tx,
        poll.community_id,
        holders(poll.community_id, "facilitator", "clerk"),
        notice="ballot_disowned_undone" if undone else "ballot_disowned",
        subject=subject,
        params={
            **named(poll),
            "name": who.name,
            "serial": serial or "—",
        },
        buttons=[("button.poll_view", "poll.view", (poll.number,))],
        bot="staff",
        urgent=True,
    )
