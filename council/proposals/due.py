"""What a resident's proposals wait for."""

from sqlalchemy import select

from council.kernel import drafts
from council.kernel.database.transaction import Transaction
from council.kernel.policy import may
from council.kernel.todos import Todo
from council.kernel.values import Person
from council.proposals.reads_desk import DUE_AT_MOST
from council.proposals.tables import merge_requests, proposals


def needs(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """A merge to answer, a returned proposal to correct, a half-written one to finish."""
    return (*_merges(tx, who), *_returned(tx, who), *_half_written(tx, who))


def _merges(tx: Transaction, who: Person) -> list[Todo]:
    p, m = proposals.c, merge_requests.c
    rows = tx.connection.execute(
        select(p.number, p.title)
        .join(merge_requests, (m.community_id == p.community_id) & (m.proposal_id == p.id))
        .where(p.community_id == who.community_id, p.author_id == who.id, m.state == "asked")
        .order_by(p.number)
    )
    return [_need("proposal_merge", "proposal.show", row.number, row.title) for row in rows]


def _returned(tx: Transaction, who: Person) -> list[Todo]:
    p = proposals.c
    rows = tx.connection.execute(
        select(p.number, p.title)
        .where(
            p.community_id == who.community_id,
            p.author_id == who.id,
            p.state == "returned",
        )
        .order_by(p.number)
    )
    return [_need("proposal_returned", "proposal.show", row.number, row.title) for row in rows]


def _half_written(tx: Transaction, who: Person) -> list[Todo]:
    draft = drafts.load(tx, who, "resident", "form.proposal", "new")
    answers = {} if draft is None else draft.content.get("answers", {})
    if not any(answers.values()):
        return []
    return [_need("proposal_draft", "propose", 0, str(answers.get("title", "")))]


def _need(key: str, verb: str, number: int, title: str) -> Todo:
    return Todo(
        key=key,
        verb=verb,
        params={"number": number, "title": title},
        arguments=(number,) if number else (),
    )


def due(tx: Transaction, who: Person) -> tuple[Todo, ...]:
    """Submitted proposals to screen; for a clerk, voice messages to write down."""
    t = proposals.c
    waiting = (t.community_id == who.community_id) & (t.state == "submitted")
    if may(who, "proposal.admit"):
        key = "proposal_screen"
    elif may(who, "proposal.write_down"):
        key, waiting = "proposal_write_down", waiting & (t.body == "")
    else:
        return ()
    rows = tx.connection.execute(
        select(t.number, t.title).where(waiting).order_by(t.number).limit(DUE_AT_MOST)
    )
    return tuple(
        Todo(
            key=key,
            verb="proposal.desk",
            params={"number": row.number, "title": row.title},
            arguments=(row.number,),
        )
        for row in rows
    )
