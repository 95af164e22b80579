"""Proposals at the staff desk: screening, merging, writing down."""

from typing import Any

from sqlalchemy import Row, func, select

from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.files import KeptFile, attachments_of, kept_file
from council.kernel.policy import check, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.todos import Todo
from council.kernel.values import Person, value
from council.proposals.hooks import IS_MOVED
from council.proposals.rules import (
    MERGE_TARGETS,
    check_admitting,
    check_asking_to_merge,
    check_screening,
    check_source,
    check_writing_down,
    seconds_asked,
)
from council.proposals.similarity import Text, score
from council.proposals.tables import follows, merge_requests, proposals, seconds
from council.rules.records import rules_of

PER_PAGE = 6
#: How many open proposals are looked at when merge targets are offered, most similar first.
COMPARED = 500
#: The list of what is due shows no more than a screenful anyway.
DUE_AT_MOST = 20


@value
class DeskView:
    """A proposal as staff sees it. ``moves`` are what this person may do to it now."""

    number: int
    title: str
    body: str
    state: str
    author: str
    unit: str
    submitted_at: int
    seconds: int
    needed: int
    followers: int
    photos: int
    voices: int
    reason: str
    merge_asked: int
    moves: tuple[str, ...]


@value
class DeskFiles:
    """Everything that a proposal's author attached."""

    number: int
    title: str
    files: tuple[KeptFile, ...]


@value
class DeskLine:
    """One line of the staff list, or one merge target."""

    number: int
    title: str
    state: str


@value
class DeskList:
    """A page of all proposals, those to screen first; ``page`` counts from 1."""

    lines: tuple[DeskLine, ...]
    page: int
    pages: int
    total: int


@value
class MergeTargets:
    """Open proposals that ``number`` might be merged into, most similar first."""

    number: int
    title: str
    lines: tuple[DeskLine, ...]
    page: int
    pages: int


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


def _row(tx: Transaction, who: Person, number: int) -> Row[Any] | Refusal:
    refusal = check(who, "proposal.write_down")
    if refusal is not None:
        return refusal
    t = proposals.c
    row = tx.connection.execute(
        select(proposals).where(t.community_id == who.community_id, t.number == number)
    ).one_or_none()
    return row if row is not None else refuse("proposal.unknown", number=number)


def desk_files(tx: Transaction, who: Person, number: int) -> DeskFiles | Refusal:
    """The photos and voice messages of a proposal, screened or not, for staff only."""
    row = _row(tx, who, number)
    if isinstance(row, Refusal):
        return row
    found = []
    for part in attachments_of(tx, row.community_id, "proposal", row.id):
        kept = kept_file(tx, row.community_id, part.sha256)
        assert kept is not None, "an attachment names a kept file"
        found.append(KeptFile(kind=part.kind, media_type=kept.media_type, content=kept.content))
    return DeskFiles(number=row.number, title=row.title, files=tuple(found))


def desk_proposal(tx: Transaction, who: Person, number: int) -> DeskView | Refusal:
    """One proposal for staff."""
    row = _row(tx, who, number)
    if isinstance(row, Refusal):
        return row
    of_this = {"community_id": row.community_id, "proposal_id": row.id}
    author = tx.connection.execute(
        select(residents.c.name, residents.c.unit).where(
            residents.c.community_id == row.community_id, residents.c.id == row.author_id
        )
    ).one()
    attached = attachments_of(tx, row.community_id, "proposal", row.id)
    voices = voice_count(tx, row)
    asked = _asked_number(tx, row)
    count = _count(tx, seconds, of_this)
    needed = rules_of(tx, row.community_id).floor.seconds
    return DeskView(
        number=row.number,
        title=row.title,
        body=row.body,
        state=row.state,
        author=author.name,
        unit=author.unit,
        submitted_at=row.submitted_at,
        seconds=count,
        needed=seconds_asked(row.state, seconds=count, needed=needed),
        followers=_count(tx, follows, of_this),
        photos=sum(part.kind == "photo" for part in attached),
        voices=voices,
        reason=(row.return_reason or "") if row.state == "returned" else "",
        merge_asked=asked,
        moves=_moves(tx, who, row, voices=voices, asked=asked),
    )


def _moves(
    tx: Transaction, who: Person, row: Row[Any], *, voices: int, asked: int
) -> tuple[str, ...]:
    named = {"number": row.number, "state": row.state}
    judged = {
        "write_down": check_writing_down(**named, voices=voices),
        "admit": check_admitting(**named, body=row.body),
        "return": check_screening("return", state=row.state),
        "merge_pick": check_asking_to_merge(**named, asked=bool(asked)),
        "motion": check_source(**named),
    }
    rights = {"merge_pick": "proposal.ask_merge", "motion": "motion.draft"}
    moves = [
        move
        for move, refusal in judged.items()
        if refusal is None and may(who, rights.get(move, f"proposal.{move}"))
    ]
    free = "motion" not in moves or _is_free(tx, row)
    return tuple(moves if free else [*moves[:-1], "another_motion"])


def voice_count(tx: Transaction, row: Row[Any]) -> int:
    """Count the voice messages of a proposal."""
    attached = attachments_of(tx, row.community_id, "proposal", row.id)
    return sum(part.kind == "voice" for part in attached)


def _is_free(tx: Transaction, row: Row[Any]) -> bool:
    """Whether no motion stands on a proposal."""
    return not IS_MOVED(tx, row.community_id, row.id)


def _count(tx: Transaction, table: Any, wanted: dict[str, str]) -> int:
    query = select(func.count()).where(*(table.c[name] == it for name, it in wanted.items()))
    return tx.connection.scalar(query) or 0


def _asked_number(tx: Transaction, row: Row[Any]) -> int:
    t, into = merge_requests.c, proposals.c
    query = (
        select(into.number)
        .join(merge_requests, (into.community_id == t.community_id) & (into.id == t.into_id))
        .where(t.community_id == row.community_id, t.proposal_id == row.id, t.state == "asked")
    )
    return tx.connection.scalar(query) or 0


def desk_list(tx: Transaction, who: Person, page: int = 1) -> DeskList | Refusal:
    """A page of every proposal, submitted ones first, then the newest."""
    refusal = check(who, "proposal.write_down")
    if refusal is not None:
        return refusal
    t = proposals.c
    ours = t.community_id == who.community_id
    total = tx.connection.scalar(select(func.count()).select_from(proposals).where(ours)) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(page, 1), pages)
    rows = tx.connection.execute(
        select(t.number, t.title, t.state)
        .where(ours)
        .order_by((t.state == "submitted").desc(), t.number.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return DeskList(lines=_lines(rows), page=page, pages=pages, total=total)


def _lines(rows: Any) -> tuple[DeskLine, ...]:
    return tuple(DeskLine(number=row.number, title=row.title, state=row.state) for row in rows)


def merge_targets(
    tx: Transaction, who: Person, number: int, page: int = 1
) -> MergeTargets | Refusal:
    """What a proposal might be merged into, most similar first."""
    refusal = check(who, "proposal.ask_merge")
    row = refusal or _row(tx, who, number)
    if isinstance(row, Refusal):
        return row
    refusal = check_asking_to_merge(
        number=row.number, state=row.state, asked=bool(_asked_number(tx, row))
    )
    if refusal is not None:
        return refusal
    t = proposals.c
    others = tx.connection.execute(
        select(proposals)
        .where(
            t.community_id == who.community_id,
            t.state.in_(sorted(MERGE_TARGETS)),
            t.id != row.id,
        )
        .order_by(t.number.desc())
        .limit(COMPARED)
    ).all()
    mine = Text(key=row.number, title=row.title, body=row.body)
    ordered = sorted(
        others,
        key=lambda other: (
            -score(mine, Text(key=other.number, title=other.title, body=other.body)),
            -other.number,
        ),
    )
    pages = max(1, -(-len(ordered) // PER_PAGE))
    page = min(max(page, 1), pages)
    shown = ordered[(page - 1) * PER_PAGE : page * PER_PAGE]
    return MergeTargets(
        number=row.number, title=row.title, lines=_lines(shown), page=page, pages=pages
    )
