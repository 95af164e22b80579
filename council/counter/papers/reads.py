"""The desk's view of a poll: what came on paper, and what may be begun. Nothing tells a choice."""

from sqlalchemy import ColumnElement, Table, func, select

from council.counter.assisted.reads import assisted_figures, waiting_acts
from council.counter.disowned import disowned
from council.counter.papers.commands import PollDesk
from council.counter.papers.tables import paper_corrections, papers
from council.counter.proxies.tables import proxies
from council.counter.rules import DESK_FORMS
from council.kernel.database.transaction import Transaction
from council.kernel.policy import check
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.polls.records import poll_by
from council.rules.poll_kinds import RATIFICATION


def poll_desk(tx: Transaction, who: Person, number: int) -> PollDesk | Refusal:
    """Show the desk of one poll to those who work there."""
    refusal = check(who, "desk.fill")
    if refusal is not None:
        return refusal
    poll = poll_by(tx, who.community_id, number=number)
    if poll is None or poll.state == "draft":
        return refuse("poll.unknown", number=number)

    def count(table: Table, *wanted: ColumnElement[bool]) -> int:
        mine = (table.c.community_id == poll.community_id, table.c.poll_id == poll.id, *wanted)
        return tx.connection.scalar(select(func.count()).select_from(table).where(*mine)) or 0

    p = papers.c
    held = tx.connection.execute(
        select(p.serial, p.scan)
        .where(p.community_id == poll.community_id, p.poll_id == poll.id)
        .order_by(p.serial)
    ).all()
    standing, _ = assisted_figures(tx, poll.community_id, poll.id)
    waiting = waiting_acts(tx, poll.community_id, poll.id)
    authorised = count(proxies, proxies.c.state == "counted")
    owners = poll.kind == RATIFICATION
    # What there is nothing of is neither corrected nor taken back, and only owners send a proxy.
    there = {
        "file": owners,
        "correction": bool(held),
        "proxy": owners,
        "unproxy": bool(authorised),
        "revoke": bool(standing or waiting),
    }
    is_open = poll.state == "open" and poll.opens_at <= tx.now < poll.closes_at
    return PollDesk(
        number=poll.number,
        kind=poll.kind,
        title=poll.title,
        papers=len(held),
        corrections=count(paper_corrections),
        assisted=standing,
        waiting=waiting,
        proxies=authorised,
        forms=tuple(form for form in DESK_FORMS if is_open and there.get(form, True)),
        delivers=owners,
        serials=tuple(each.serial for each in held),
        unscanned=tuple(each.serial for each in held if each.scan is None),
        disowned=disowned(tx, poll.community_id, poll.id),
    )
