"""Merging one proposal into another, with its author's consent."""

from typing import Any

from sqlalchemy import Row, insert, literal, select, update

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.messages import NoticeButton, holders, notify, these
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.proposals.commands import AnswerMerge, AskMerge, ProposalActed, ProposalView
from council.proposals.moving import advance, locked, tell_author, tell_followers
from council.proposals.reads import proposal_view
from council.proposals.rules import MERGE_TARGETS, check_asking_to_merge
from council.proposals.screening import reach
from council.proposals.tables import follows, merge_requests, seconds

OPEN_OTHER = "proposal.button.open_other"


def _both(
    tx: Transaction, who: Person, number: int, into: int
) -> tuple[Row[Any], Row[Any]] | Refusal:
    """Lock both proposals, the smaller number first, whichever is merged into which."""
    rows = {}
    for wanted in sorted({number, into}):
        row = locked(tx, who, wanted)
        if isinstance(row, Refusal):
            return row
        rows[wanted] = row
    if number == into:
        return refuse("proposal.merge_itself")
    return rows[number], rows[into]


def ask(tx: Transaction, who: Person, command: AskMerge) -> ProposalActed | Refusal:
    """Ask the author; one question at a time."""
    both = _both(tx, who, command.number, command.into)
    if isinstance(both, Refusal):
        return both
    row, into = both
    refusal = check_asking_to_merge(
        number=row.number, state=row.state, asked=_request(tx, row) is not None
    )
    if refusal is not None:
        return refusal
    if into.state not in MERGE_TARGETS:
        return refuse("proposal.merge_target", number=into.number, state=into.state)
    request = {
        "community_id": who.community_id,
        "id": tx.new_id(),
        "proposal_id": row.id,
        "into_id": into.id,
        "asked_by": who.id,
        "asked_at": tx.now,
        "state": "asked",
    }
    tx.connection.execute(insert(merge_requests), [request])
    record(tx, who, command.verb, "proposal", row.id, number=row.number, into=into.number)
    answers: tuple[NoticeButton, ...] = (
        ("proposal.button.agree", "proposal.merge", (row.number, into.number, 1)),
        ("proposal.button.decline", "proposal.merge", (row.number, into.number, 0)),
        (OPEN_OTHER, "proposal.show", (into.number,)),
    )
    notify(
        tx,
        who.community_id,
        these(who.community_id, [row.author_id]),
        notice="proposal_merge_asked",
        subject=str(request["id"]),
        params=_pair(row, into),
        buttons=answers[:2] if into.state == "submitted" else answers,
    )
    return ProposalActed(
        what="merge_asked",
        number=row.number,
        title=row.title,
        state=row.state,
        into=into.number,
        into_title=into.title,
    )


def _pair(row: Row[Any], into: Row[Any]) -> dict[str, str | int]:
    return {
        "number": row.number,
        "title": row.title,
        "into": into.number,
        "into_title": into.title,
    }


def _request(tx: Transaction, row: Row[Any]) -> Row[Any] | None:
    t = merge_requests.c
    return tx.connection.execute(
        select(merge_requests).where(
            t.community_id == row.community_id, t.proposal_id == row.id, t.state == "asked"
        )
    ).one_or_none()


def answer(tx: Transaction, who: Person, command: AnswerMerge) -> ProposalView | Refusal:
    """The author's answer to the very question that their button belongs to."""
    both = _both(tx, who, command.number, command.into)
    if isinstance(both, Refusal):
        return both
    row, into = both
    if row.author_id != who.id:
        return refuse("proposal.not_author")
    request = _request(tx, row)
    if request is None or request.into_id != into.id:
        return refuse("proposal.merge_settled", number=row.number)
    t = merge_requests.c
    tx.connection.execute(
        update(merge_requests)
        .where(t.community_id == row.community_id, t.id == request.id)
        .values(state="agreed" if command.agree else "declined", answered_at=tx.now)
    )
    note = "merge_agreed" if command.agree else "merge_declined"
    if command.agree:
        refusal = _merge(tx, who, row, into)
        if refusal is not None:
            return refusal
    else:
        record(tx, who, command.verb, "proposal", row.id, number=row.number, into=into.number)
    notify(
        tx,
        who.community_id,
        holders(who.community_id, "facilitator"),
        notice=f"proposal_{note}",
        subject=request.id,
        params=_pair(row, into),
        buttons=((OPEN_OTHER, "proposal.desk", (into.number,)),),
        bot="staff",
    )
    fresh = locked(tx, who, row.number)
    assert not isinstance(fresh, Refusal), "read above"
    return proposal_view(tx, who, fresh, note)


def _merge(tx: Transaction, who: Person, row: Row[Any], into: Row[Any]) -> Refusal | None:
    state = advance(tx, who, row, "merge", verb="proposal.answer_merge", merged_into=into.id)
    if isinstance(state, Refusal):
        return state
    merged = _pair(row, into)
    news = {"into": merged["into"], "into_title": merged["into_title"]}
    tell_followers(tx, row, "proposal_merged_news", **news)
    other = {"other": row.number, "other_title": row.title}
    tell_author(tx, into, "proposal_joined", **other)
    _carry_over(tx, seconds, "seconded_at", row, into)
    _carry_over(tx, follows, "followed_at", row, into)
    if row.author_id != into.author_id:
        _follow(tx, into, row.author_id)
    reach(tx, who, into.id)
    return None


def _carry_over(tx: Transaction, table: Any, at: str, row: Row[Any], into: Row[Any]) -> None:
    """Copy seconds or followers to the other proposal: each person once, never its author."""
    t, there = table.c, table.alias()
    known = select(there.c.resident_id).where(
        there.c.community_id == into.community_id, there.c.proposal_id == into.id
    )
    carried = select(t.community_id, literal(into.id), t.resident_id, t[at]).where(
        t.community_id == row.community_id,
        t.proposal_id == row.id,
        t.resident_id != into.author_id,
        t.resident_id.not_in(known),
    )
    tx.connection.execute(
        insert(table).from_select(["community_id", "proposal_id", "resident_id", at], carried)
    )


def _follow(tx: Transaction, into: Row[Any], resident_id: str) -> None:
    t = follows.c
    known = tx.connection.execute(
        select(t.resident_id).where(
            t.community_id == into.community_id,
            t.proposal_id == into.id,
            t.resident_id == resident_id,
        )
    ).one_or_none()
    if known is None:
        row = {
            "community_id": into.community_id,
            "proposal_id": into.id,
            "resident_id": resident_id,
            "followed_at": tx.now,
        }
        tx.connection.execute(insert(follows), [row])


MERGING: UseCases = {AskMerge: ask, AnswerMerge: answer}
