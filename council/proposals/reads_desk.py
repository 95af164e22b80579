"""Proposals at the staff desk: screening, merging, writing down."""

from dataclasses import replace
from typing import Any

from sqlalchemy import func, select

from council.kernel.acts.facts import later
from council.kernel.acts.moves import OpenMove, opened
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.files import KeptFile, attachments_of, kept_file
from council.kernel.policy import check
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.proposals.acts import DESK_MOVES
from council.proposals.facts import DeskFacts
from council.proposals.hooks import IS_MOVED
from council.proposals.matters import choices, guesses_for, ruled_of
from council.proposals.proposal import Proposal
from council.proposals.records import merge_request_of, proposal_by
from council.proposals.rules import MERGE_TARGETS, seconds_asked
from council.proposals.similarity import Text, score
from council.proposals.tables import follows, merge_requests, proposals, seconds
from council.rules.power_list.matching import Guess
from council.rules.power_list.matter import Matter, Ruled
from council.rules.power_list.rules import by_decider
from council.rules.records import rules_of

PER_PAGE = 6
#: How many open proposals are looked at when merge targets are offered, most similar first.
COMPARED = 500
#: The list of what is due shows no more than a screenful anyway.
DUE_AT_MOST = 20
#: Kinds of matter on a page.
MATTERS = 10


@value
class DeskView:
    """A proposal as staff sees it. ``moves`` are what this person may do to it now.

    ``ruled``: how it was classified; ``guesses``: what it seems to be about, by its words; ``hours``:
    within how many an answer is due where the list says nothing.
    """

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
    moves: tuple[OpenMove, ...]
    ruled: Ruled | None = None
    guesses: tuple[Guess, ...] = ()
    hours: int = 0


@value
class MatterGroups:
    """Who may decide a proposal, each with how many kinds of matter."""

    number: int
    title: str
    groups: tuple[tuple[str, int], ...]


@value
class MattersToPick:
    """The kinds of matter that one body decides, to classify a proposal by; a page of them."""

    number: int
    title: str
    decides: str
    matters: tuple[Matter, ...]
    page: int
    pages: int


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


def _proposal(tx: Transaction, who: Person, number: int) -> Proposal | Refusal:
    refusal = check(who, "proposal.write_down")
    if refusal is not None:
        return refusal
    proposal = proposal_by(tx, who.community_id, number=number)
    return proposal or refuse("proposal.unknown", number=number)


def desk_files(tx: Transaction, who: Person, number: int) -> DeskFiles | Refusal:
    """The photos and voice messages of a proposal, screened or not, for staff only."""
    proposal = _proposal(tx, who, number)
    if isinstance(proposal, Refusal):
        return proposal
    found = []
    for part in attachments_of(tx, proposal.community_id, "proposal", proposal.id):
        kept = kept_file(tx, proposal.community_id, part.sha256)
        assert kept is not None, "an attachment names a kept file"
        found.append(replace(kept, kind=part.kind))
    return DeskFiles(number=proposal.number, title=proposal.title, files=tuple(found))


def desk_proposal(tx: Transaction, who: Person, number: int) -> DeskView | Refusal:
    """One proposal for staff."""
    proposal = _proposal(tx, who, number)
    if isinstance(proposal, Refusal):
        return proposal
    of_this = {"community_id": proposal.community_id, "proposal_id": proposal.id}
    author = tx.connection.execute(
        select(residents.c.name, residents.c.unit).where(
            residents.c.community_id == proposal.community_id, residents.c.id == proposal.author_id
        )
    ).one()
    attached = attachments_of(tx, proposal.community_id, "proposal", proposal.id)
    facts = desk_facts(tx, proposal)
    count = _count(tx, seconds, of_this)
    rules = rules_of(tx, proposal.community_id)
    needed = rules.floor.seconds
    moves = DESK_MOVES.open_to(who, facts)
    ruled = ruled_of(tx, proposal)
    said = f"{proposal.title}\n{proposal.body}"
    guessed = bool(opened(moves, "classify")) and ruled is None
    return DeskView(
        number=proposal.number,
        title=proposal.title,
        body=proposal.body,
        state=proposal.state,
        author=author.name,
        unit=author.unit,
        submitted_at=proposal.submitted_at,
        seconds=count,
        needed=seconds_asked(proposal.state, seconds=count, needed=needed),
        followers=_count(tx, follows, of_this),
        photos=sum(part.kind == "photo" for part in attached),
        voices=facts.voices,
        reason=(proposal.return_reason or "") if proposal.state == "returned" else "",
        merge_asked=_asked_number(tx, proposal),
        moves=moves,
        ruled=ruled,
        guesses=guesses_for(tx, proposal.community_id, said) if guessed else (),
        hours=rules.answer_hours.answer,
    )


def desk_facts(tx: Transaction, proposal: Proposal) -> DeskFacts:
    """Gather what the moves of the desk are judged by."""
    return DeskFacts(
        number=proposal.number,
        state=proposal.state,
        body=proposal.body,
        voices=later(lambda: voice_count(tx, proposal)),
        asked=later(lambda: merge_request_of(tx, proposal) is not None),
        moved=later(lambda: IS_MOVED(tx, proposal.community_id, proposal.id)),
    )


def voice_count(tx: Transaction, proposal: Proposal) -> int:
    """Count the voice messages of a proposal."""
    attached = attachments_of(tx, proposal.community_id, "proposal", proposal.id)
    return sum(part.kind == "voice" for part in attached)


def _count(tx: Transaction, table: Any, wanted: dict[str, str]) -> int:
    query = select(func.count()).where(*(table.c[name] == it for name, it in wanted.items()))
    return tx.connection.scalar(query) or 0


def _asked_number(tx: Transaction, proposal: Proposal) -> int:
    t, into = merge_requests.c, proposals.c
    query = (
        select(into.number)
        .join(merge_requests, (into.community_id == t.community_id) & (into.id == t.into_id))
        .where(
            t.community_id == proposal.community_id,
            t.proposal_id == proposal.id,
            t.state == "asked",
        )
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
    proposal = refusal or _proposal(tx, who, number)
    if isinstance(proposal, Refusal):
        return proposal
    refusal = DESK_MOVES.refusal("merge_pick", desk_facts(tx, proposal))
    if refusal is not None:
        return refusal
    t = proposals.c
    others = tx.connection.execute(
        select(proposals)
        .where(
            t.community_id == who.community_id,
            t.state.in_(sorted(MERGE_TARGETS)),
            t.id != proposal.id,
        )
        .order_by(t.number.desc())
        .limit(COMPARED)
    ).all()
    mine = Text(key=proposal.number, title=proposal.title, body=proposal.body)
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
        number=proposal.number, title=proposal.title, lines=_lines(shown), page=page, pages=pages
    )


def _to_classify(tx: Transaction, who: Person, number: int) -> Proposal | Refusal:
    refusal = check(who, "proposal.classify")
    proposal = refusal or _proposal(tx, who, number)
    if isinstance(proposal, Refusal):
        return proposal
    return DESK_MOVES.refusal("classify", desk_facts(tx, proposal)) or proposal


def matter_groups(tx: Transaction, who: Person, number: int) -> MatterGroups | Refusal:
    """Who might decide a proposal."""
    proposal = _to_classify(tx, who, number)
    if isinstance(proposal, Refusal):
        return proposal
    groups = by_decider(choices(tx, who.community_id))
    return MatterGroups(
        number=number,
        title=proposal.title,
        groups=tuple((each, len(theirs)) for each, theirs in groups.items()),
    )


def matters_to_pick(
    tx: Transaction, who: Person, number: int, decides: str, page: int = 1
) -> MattersToPick | Refusal:
    """What a body decides, to classify a proposal by."""
    proposal = _to_classify(tx, who, number)
    if isinstance(proposal, Refusal):
        return proposal
    theirs = by_decider(choices(tx, who.community_id)).get(decides, ())
    if not theirs:
        return refuse("press.unknown")
    pages = -(-len(theirs) // MATTERS)
    page = min(max(page, 1), pages)
    return MattersToPick(
        number=number,
        title=proposal.title,
        decides=decides,
        matters=theirs[(page - 1) * MATTERS : page * MATTERS],
        page=page,
        pages=pages,
    )
