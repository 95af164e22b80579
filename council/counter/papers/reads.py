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
from council.polls.view import poll_row
from council.rules.poll_kinds import RATIFICATION


def poll_desk(tx: Transaction, who: Person, number: int) -> PollDesk | Refusal:
    """Show the desk of one poll to those who work there."""
    refusal = check(who, "desk.fill")
    if refusal is not None:
        return refusal
    row = poll_row(tx, who.community_id, number=number)
    if row is None or row.state == "draft":
        return refuse("poll.unknown", number=number)

    def count(table: Table, *wanted: ColumnElement[bool]) -> int:
        mine = (table.c.community_id == row.community_id, table.c.poll_id == row.id, *wanted)
        return tx.connection.scalar(select(func.count()).select_from(table).where(*mine)) or 0

    p = papers.c
    held = tx.connection.execute(
        select(p.serial, p.scan)
        .where(p.community_id == row.community_id, p.poll_id == row.id)
        .order_by(p.serial)
    ).all()
    by_file = ("file",) if row.kind == RATIFICATION else ()
    is_open = row.state == "open" and row.opens_at <= tx.now < row.closes_at
    return PollDesk(
        number=row.number,
        kind=row.kind,
        title=row.title,
        papers=len(held),
        corrections=count(paper_corrections),
        assisted=assisted_figures(tx, row.community_id, row.id)[0],
        waiting=waiting_acts(tx, row.community_id, row.id),
        proxies=count(proxies, proxies.c.state == "counted"),
        forms=(DESK_FORMS[0], *by_file, *DESK_FORMS[1:]) if is_open else (),
        delivers=row.kind == RATIFICATION,
        serials=tuple(each.serial for each in held),
        unscanned=tuple(each.serial for each in held if each.scan is None),
        disowned=disowned(tx, row.community_id, row.id),
    )
