"""Proposals 提案: what bots show of them."""

from typing import Any

from sqlalchemy import Row, func, or_, select

from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.files import attachments_of
from council.kernel.refusals import Refusal, refuse
from council.kernel.todos import Todo
from council.kernel.values import Person, value
from council.proposals.commands import ProposalView
from council.proposals.due import needs
from council.proposals.reads_desk import due
from council.proposals.rules import (
    OPEN,
    PUBLIC,
    check_own,
    check_second,
    is_visible,
    masked_name,
    seconds_asked,
)
from council.proposals.similarity import Text, most_similar
from council.proposals.tables import follows, merge_requests, proposals, seconds
from council.rules.records import rules_of

__all__ = ["Todo", "due", "needs"]

#: Proposals on one page of the list; how many open ones a new one is compared with.
PER_PAGE = 6
COMPARED = 500


@value
class ProposalLine:
    """One line of the list."""

    number: int
    title: str
    state: str
    seconds: int
    needed: int
    mine: bool


@value
class ProposalList:
    """A page of the proposals, newest first; ``page`` counts from 1."""

    lines: tuple[ProposalLine, ...]
    page: int
    pages: int
    total: int


@value
class Similar:
    """An open proposal that resembles the draft; ``per_mille`` is how much."""

    number: int
    title: str
    state: str
    seconds: int
    needed: int
    per_mille: int
    may_second: bool


@value
class WithdrawAsked:
    """Withdrawing is confirmed once."""

    number: int
    title: str


def proposal_by_number(tx: Transaction, community_id: str, number: int) -> Row[Any] | None:
    """Read a proposal's row (id, number, author_id, title, body, state …) by its number."""
    t = proposals.c
    query = select(proposals).where(t.community_id == community_id, t.number == number)
    return tx.connection.execute(query).one_or_none()


def second_count(tx: Transaction, community_id: str, proposal_id: str) -> int:
    """Count the seconds of a proposal."""
    t = seconds.c
    query = select(func.count()).where(
        t.community_id == community_id, t.proposal_id == proposal_id
    )
    return tx.connection.scalar(query) or 0


def needed_of(tx: Transaction, row: Row[Any], count: int) -> int:
    """Tell how many seconds are asked of a proposal with so many, by the rules of today."""
    needed = rules_of(tx, row.community_id).floor.seconds
    return seconds_asked(row.state, seconds=count, needed=needed)


def _has(tx: Transaction, table: Any, row: Row[Any], who: Person) -> bool:
    query = select(func.count()).where(
        table.c.community_id == row.community_id,
        table.c.proposal_id == row.id,
        table.c.resident_id == who.id,
    )
    return bool(tx.connection.scalar(query))


def may_read(tx: Transaction, who: Person, row: Row[Any]) -> bool:
    """Whether a resident may read this proposal."""
    return is_visible(
        row.state,
        is_author=row.author_id == who.id,
        is_follower=_has(tx, follows, row, who),
    )


def show_proposal(tx: Transaction, who: Person, number: int) -> ProposalView | Refusal:
    """One proposal, if this resident may read it."""
    row = proposal_by_number(tx, who.community_id, number)
    if row is None or not may_read(tx, who, row):
        return refuse("proposal.unknown", number=number)
    return proposal_view(tx, who, row)


def proposal_view(tx: Transaction, who: Person, row: Row[Any], note: str = "") -> ProposalView:
    """A proposal's row as this resident sees it."""
    mine = row.author_id == who.id
    seconded = _has(tx, seconds, row, who)
    attached = attachments_of(tx, row.community_id, "proposal", row.id)
    asked = _merge_asked(tx, row) if mine else None
    count = second_count(tx, row.community_id, row.id)
    return ProposalView(
        number=row.number,
        title=row.title,
        body=row.body,
        state=row.state,
        author=author_name(tx, row) if mine else masked_name(author_name(tx, row)),
        submitted_at=row.submitted_at,
        seconds=count,
        needed=needed_of(tx, row, count),
        followers=follower_count(tx, row),
        photos=sum(part.kind == "photo" for part in attached),
        voices=sum(part.kind == "voice" for part in attached),
        mine=mine,
        seconded=seconded,
        following=_has(tx, follows, row, who),
        reason=(row.return_reason or "") if row.state == "returned" else "",
        merged_into=merged_number(tx, row),
        merge_into=asked.number if asked else 0,
        merge_into_title=asked.title if asked else "",
        moves=_moves(tx, who, row, seconded=seconded, asked=asked),
        note=note,
    )


def _moves(
    tx: Transaction, who: Person, row: Row[Any], *, seconded: bool, asked: Row[Any] | None
) -> tuple[str, ...]:
    """What a resident may do with a proposal now, most wanted first."""
    own = {"state": row.state, "author_id": row.author_id}
    following = _has(tx, follows, row, who)
    others = row.author_id != who.id and may_read(tx, who, row)
    other = asked or _merged(tx, row)
    possible = {
        "agree": asked is not None,
        "decline": asked is not None,
        "second": not seconded and check_second(who, **own) is None,
        "correct": check_own(who.id, "resubmit", **own) is None,
        "open_other": other is not None and may_read(tx, who, other),
        "follow": others and not following,
        "unfollow": others and following,
        "withdraw": check_own(who.id, "withdraw", **own) is None,
    }
    return tuple(move for move, now in possible.items() if now)


def author_name(tx: Transaction, row: Row[Any]) -> str:
    """Tell the name of a proposal's author."""
    t = residents.c
    query = select(t.name).where(t.community_id == row.community_id, t.id == row.author_id)
    name: str = tx.connection.scalars(query).one()
    return name


def follower_count(tx: Transaction, row: Row[Any]) -> int:
    """Count those who follow a proposal."""
    t = follows.c
    query = select(func.count()).where(t.community_id == row.community_id, t.proposal_id == row.id)
    return tx.connection.scalar(query) or 0


def merged_number(tx: Transaction, row: Row[Any]) -> int:
    """Tell the number of the proposal that this one was merged into; 0 for none."""
    into = _merged(tx, row)
    return 0 if into is None else into.number


def _merged(tx: Transaction, row: Row[Any]) -> Row[Any] | None:
    t = proposals.c
    query = select(proposals).where(t.community_id == row.community_id, t.id == row.merged_into)
    return tx.connection.execute(query).one_or_none()


def _merge_asked(tx: Transaction, row: Row[Any]) -> Row[Any] | None:
    t, into = merge_requests.c, proposals.c
    query = (
        select(proposals)
        .join(merge_requests, (into.community_id == t.community_id) & (into.id == t.into_id))
        .where(t.community_id == row.community_id, t.proposal_id == row.id, t.state == "asked")
    )
    return tx.connection.execute(query).one_or_none()


def ask_withdraw(tx: Transaction, who: Person, number: int) -> WithdrawAsked | Refusal:
    """The question before an author takes a proposal back."""
    row = proposal_by_number(tx, who.community_id, number)
    if row is None or row.author_id != who.id:
        return refuse("proposal.unknown", number=number)
    refusal = check_own(who.id, "withdraw", state=row.state, author_id=row.author_id)
    return refusal or WithdrawAsked(number=row.number, title=row.title)


def list_proposals(tx: Transaction, who: Person, page: int = 1) -> ProposalList:
    """A page of what this resident may read, newest first; a page beyond the end is the last."""
    t, s = proposals.c, seconds.c
    mine = (t.community_id == who.community_id) & or_(
        t.state.in_(sorted(PUBLIC)), t.author_id == who.id
    )
    total = tx.connection.scalar(select(func.count()).select_from(proposals).where(mine)) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(page, 1), pages)
    counted = (
        select(func.count())
        .where(s.community_id == t.community_id, s.proposal_id == t.id)
        .scalar_subquery()
    )
    rows = tx.connection.execute(
        select(t.number, t.title, t.state, t.author_id, counted.label("seconds"))
        .where(mine)
        .order_by(t.number.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    needed = rules_of(tx, who.community_id).floor.seconds
    lines = tuple(
        ProposalLine(
            number=row.number,
            title=row.title,
            state=row.state,
            seconds=row.seconds,
            needed=seconds_asked(row.state, seconds=row.seconds, needed=needed),
            mine=row.author_id == who.id,
        )
        for row in rows
    )
    return ProposalList(lines=lines, page=page, pages=pages, total=total)


def similar_proposals(tx: Transaction, who: Person, title: str, body: str) -> tuple[Similar, ...]:
    """The open proposals that resemble a text most, best first."""
    t = proposals.c
    rows = {
        row.number: row
        for row in tx.connection.execute(
            select(proposals)
            .where(t.community_id == who.community_id, t.state.in_(sorted(OPEN)))
            .order_by(t.number.desc())
            .limit(COMPARED)
        )
    }
    mine = Text(key=0, title=title, body=body)
    texts = (Text(key=row.number, title=row.title, body=row.body) for row in rows.values())
    found = []
    for number, per_mille in most_similar(mine, texts):
        row = rows[number]
        refused = check_second(who, state=row.state, author_id=row.author_id)
        count = second_count(tx, row.community_id, row.id)
        found.append(
            Similar(
                number=number,
                title=row.title,
                state=row.state,
                seconds=count,
                needed=needed_of(tx, row, count),
                per_mille=per_mille,
                may_second=refused is None and not _has(tx, seconds, row, who),
            )
        )
    return tuple(found)
