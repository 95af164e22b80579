"""Proposals 提案: what bots show of them."""

from typing import Any

from sqlalchemy import func, or_, select

from council.kernel.acts.facts import later
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.files import KeptFile, attachments_of, kept_file
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.proposals.acts import READER_MOVES
from council.proposals.commands import ProposalView
from council.proposals.facts import ReaderFacts
from council.proposals.matters import ruled_of
from council.proposals.proposal import Proposal
from council.proposals.records import proposal_by
from council.proposals.rules import (
    OPEN,
    PUBLIC,
    check_second,
    is_visible,
    masked_name,
    seconds_asked,
)
from council.proposals.similarity import Text, most_similar
from council.proposals.tables import follows, merge_requests, proposals, seconds
from council.rules.records import rules_of

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
class Photos:
    """The photos that an author attached."""

    files: tuple[KeptFile, ...]


@value
class WithdrawAsked:
    """Withdrawing is confirmed once."""

    number: int
    title: str


def second_count(tx: Transaction, community_id: str, proposal_id: str) -> int:
    """Count the seconds of a proposal."""
    t = seconds.c
    query = select(func.count()).where(
        t.community_id == community_id, t.proposal_id == proposal_id
    )
    return tx.connection.scalar(query) or 0


def needed_of(tx: Transaction, proposal: Proposal, count: int) -> int:
    """Tell how many seconds are asked of a proposal with so many, by the rules of today."""
    needed = rules_of(tx, proposal.community_id).floor.seconds
    return seconds_asked(proposal.state, seconds=count, needed=needed)


def _has(tx: Transaction, table: Any, proposal: Proposal, who: Person) -> bool:
    query = select(func.count()).where(
        table.c.community_id == proposal.community_id,
        table.c.proposal_id == proposal.id,
        table.c.resident_id == who.id,
    )
    return bool(tx.connection.scalar(query))


def may_read(tx: Transaction, who: Person, proposal: Proposal) -> bool:
    """Whether a resident may read this proposal."""
    return is_visible(
        proposal.state,
        is_author=proposal.author_id == who.id,
        is_follower=_has(tx, follows, proposal, who),
    )


def show_proposal(tx: Transaction, who: Person, number: int) -> ProposalView | Refusal:
    """One proposal, if this resident may read it."""
    proposal = proposal_by(tx, who.community_id, number=number)
    if proposal is None or not may_read(tx, who, proposal):
        return refuse("proposal.unknown", number=number)
    return proposal_view(tx, who, proposal)


def photos_of(tx: Transaction, who: Person, number: int) -> Photos | Refusal:
    """The photos of a proposal, if this resident may read it."""
    proposal = proposal_by(tx, who.community_id, number=number)
    if proposal is None or not may_read(tx, who, proposal):
        return refuse("proposal.unknown", number=number)
    attached = attachments_of(tx, proposal.community_id, "proposal", proposal.id)
    kept = (
        kept_file(tx, proposal.community_id, part.sha256)
        for part in attached
        if part.kind == "photo"
    )
    files = tuple(file for file in kept if file is not None)
    return Photos(files=files) if files else refuse("proposal.no_photos", number=number)


def proposal_view(
    tx: Transaction, who: Person, proposal: Proposal, note: str = ""
) -> ProposalView:
    """A proposal as this resident sees it."""
    facts = reader_facts(tx, who, proposal)
    mine = facts.mine
    count = second_count(tx, proposal.community_id, proposal.id)
    attached = attachments_of(tx, proposal.community_id, "proposal", proposal.id)
    asked = _merge_asked(tx, proposal) if mine else None
    return ProposalView(
        number=proposal.number,
        title=proposal.title,
        body=proposal.body,
        state=proposal.state,
        author=author_name(tx, proposal) if mine else masked_name(author_name(tx, proposal)),
        submitted_at=proposal.submitted_at,
        seconds=count,
        needed=needed_of(tx, proposal, count),
        followers=follower_count(tx, proposal),
        photos=sum(part.kind == "photo" for part in attached),
        voices=sum(part.kind == "voice" for part in attached),
        mine=mine,
        seconded=facts.seconded,
        following=facts.following,
        reason=(proposal.return_reason or "") if proposal.state == "returned" else "",
        merged_into=merged_number(tx, proposal),
        merge_into=asked.number if asked else 0,
        merge_into_title=asked.title if asked else "",
        moves=READER_MOVES.open_to(who, facts),
        note=note,
        ruled=ruled_of(tx, proposal),
        hours=rules_of(tx, proposal.community_id).answer_hours.answer,
    )


def reader_facts(tx: Transaction, who: Person, proposal: Proposal) -> ReaderFacts:
    """Gather what a resident's moves are judged by."""
    mine = proposal.author_id == who.id
    asked = _merge_asked(tx, proposal) if mine else None

    def other() -> int:
        found = asked or _merged(tx, proposal)
        return found.number if found is not None and may_read(tx, who, found) else 0

    return ReaderFacts(
        number=proposal.number,
        state=proposal.state,
        mine=mine,
        adult=who.adult,
        readable=later(lambda: may_read(tx, who, proposal)),
        seconded=later(lambda: _has(tx, seconds, proposal, who)),
        following=later(lambda: _has(tx, follows, proposal, who)),
        into=asked.number if asked else 0,
        other=later(other),
    )


def author_name(tx: Transaction, proposal: Proposal) -> str:
    """Tell the name of a proposal's author."""
    t = residents.c
    query = select(t.name).where(
        t.community_id == proposal.community_id, t.id == proposal.author_id
    )
    name: str = tx.connection.scalars(query).one()
    return name


def follower_count(tx: Transaction, proposal: Proposal) -> int:
    """Count those who follow a proposal."""
    t = follows.c
    query = select(func.count()).where(
        t.community_id == proposal.community_id, t.proposal_id == proposal.id
    )
    return tx.connection.scalar(query) or 0


def merged_number(tx: Transaction, proposal: Proposal) -> int:
    """Tell the number of the proposal that this one was merged into; 0 for none."""
    into = _merged(tx, proposal)
    return 0 if into is None else into.number


def _merged(tx: Transaction, proposal: Proposal) -> Proposal | None:
    return proposal_by(tx, proposal.community_id, id=proposal.merged_into)


def _merge_asked(tx: Transaction, proposal: Proposal) -> Proposal | None:
    t, p = merge_requests.c, proposals.c
    query = (
        select(proposals)
        .join(merge_requests, (p.community_id == t.community_id) & (p.id == t.into_id))
        .where(
            t.community_id == proposal.community_id,
            t.proposal_id == proposal.id,
            t.state == "asked",
        )
    )
    into = tx.connection.execute(query).one_or_none()
    return None if into is None else value_from(Proposal, into)


def ask_withdraw(tx: Transaction, who: Person, number: int) -> WithdrawAsked | Refusal:
    """The question before an author takes a proposal back."""
    proposal = proposal_by(tx, who.community_id, number=number)
    if proposal is None or proposal.author_id != who.id:
        return refuse("proposal.unknown", number=number)
    refusal = READER_MOVES.refusal("withdraw", reader_facts(tx, who, proposal))
    return refusal or WithdrawAsked(number=proposal.number, title=proposal.title)


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
        row.number: value_from(Proposal, row)
        for row in tx.connection.execute(
            select(proposals)
            .where(t.community_id == who.community_id, t.state.in_(sorted(OPEN)))
            .order_by(t.number.desc())
            .limit(COMPARED)
        )
    }
    new = Text(key=0, title=title, body=body)
    texts = (Text(key=row.number, title=row.title, body=row.body) for row in rows.values())
    found = []
    for number, per_mille in most_similar(new, texts):
        proposal = rows[number]
        mine = proposal.author_id == who.id
        refused = check_second(state=proposal.state, mine=mine, adult=who.adult)
        count = second_count(tx, proposal.community_id, proposal.id)
        found.append(
            Similar(
                number=number,
                title=proposal.title,
                state=proposal.state,
                seconds=count,
                needed=needed_of(tx, proposal, count),
                per_mille=per_mille,
                may_second=refused is None and not _has(tx, seconds, proposal, who),
            )
        )
    return tuple(found)
