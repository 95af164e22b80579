"""Moving a proposal along its lifecycle, and telling those whom it concerns."""

from typing import Any

from sqlalchemy import Select, select, update

from council.kernel.acts_log import newest_act, record
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.outbox.enqueueing import NoticeButton, notify, these
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Person
from council.proposals.acts import DESK_MOVES, READER_MOVES
from council.proposals.proposal import Proposal
from council.proposals.reads import reader_facts
from council.proposals.reads_desk import desk_facts
from council.proposals.records import proposal_by
from council.proposals.rules import PROPOSAL
from council.proposals.tables import follows, merge_requests, proposals

#: States in which a request to merge this proposal into another has lost its sense.
_NO_LONGER_MERGED = frozenset(
    {"returned", "on_agenda", "decided", "closed", "merged", "withdrawn"}
)
#: States in which nothing can be merged into this proposal any more.
_NO_LONGER_TARGET = _NO_LONGER_MERGED - {"on_agenda"}

OPEN_BUTTON = "proposal.button.open"


def locked(tx: Transaction, who: Person, number: int) -> Proposal | Refusal:
    """Read a proposal of the person's community by number, to be changed; or refuse."""
    proposal = proposal_by(tx, who.community_id, lock=True, number=number)
    return proposal or refuse("proposal.unknown", number=number)


def screened(tx: Transaction, who: Person, number: int, move: str) -> Proposal | Refusal:
    """Lock a proposal, and ask the guard of a move of the desk; the proposal, if it is open."""
    proposal = locked(tx, who, number)
    if isinstance(proposal, Refusal):
        return proposal
    return DESK_MOVES.refusal(move, desk_facts(tx, proposal)) or proposal


def movable(tx: Transaction, who: Person, number: int, move: str) -> Proposal | Refusal:
    """The same of a resident's move."""
    proposal = locked(tx, who, number)
    if isinstance(proposal, Refusal):
        return proposal
    return READER_MOVES.refusal(move, reader_facts(tx, who, proposal)) or proposal


def locked_by_id(tx: Transaction, who: Person, proposal_id: str) -> Proposal:
    """Read a proposal by id, to be changed; an id that is not there is a bug of the caller."""
    proposal = proposal_by(tx, who.community_id, lock=True, id=proposal_id)
    assert proposal is not None, "its id was read from another row"
    return proposal


def advance(
    tx: Transaction,
    who: Person,
    proposal: Proposal,
    move: str,
    *,
    verb: str,
    **columns: Param | None,
) -> str | Refusal:
    """Take one move of the lifecycle: write the new state, the act, and tell the state.

    ``verb`` is the act's verb in the permission matrix; ``columns`` are written with the state.
    """
    state = PROPOSAL.after(move, proposal.state)
    if isinstance(state, Refusal):
        return state
    t = proposals.c
    tx.connection.execute(
        update(proposals)
        .where(t.community_id == proposal.community_id, t.id == proposal.id)
        .values(state=state, changed_at=tx.now, **columns)
    )
    _lapse_requests(tx, proposal, state)
    record(tx, who, verb, "proposal", proposal.id, number=proposal.number, state=state)
    return state


def _lapse_requests(tx: Transaction, proposal: Proposal, state: str) -> None:
    t = merge_requests.c
    senseless = []
    if state in _NO_LONGER_MERGED:
        senseless.append(t.proposal_id == proposal.id)
    if state in _NO_LONGER_TARGET:
        senseless.append(t.into_id == proposal.id)
    for concerned in senseless:
        tx.connection.execute(
            update(merge_requests)
            .where(t.community_id == proposal.community_id, t.state == "asked", concerned)
            .values(state="lapsed", answered_at=tx.now)
        )


def tell_author(tx: Transaction, proposal: Proposal, notice: str, **params: Param) -> None:
    """Tell a proposal's author; the same news of the same moment reaches them once."""
    _tell(tx, proposal, these(proposal.community_id, [proposal.author_id]), notice, params)


def tell_followers(tx: Transaction, proposal: Proposal, notice: str, **params: Param) -> None:
    """Tell those who follow a proposal, except its author."""
    _tell(tx, proposal, _followers(proposal), notice, params)


def _followers(proposal: Proposal) -> Select[Any]:
    t = follows.c
    return select(t.resident_id).where(
        t.community_id == proposal.community_id,
        t.proposal_id == proposal.id,
        t.resident_id != proposal.author_id,
    )


def tell_state(tx: Transaction, proposal: Proposal, state: str, **params: Param) -> None:
    """Tell author and followers of a new state: ``proposal_<state>`` and ``…_news``."""
    tell_author(tx, proposal, f"proposal_{state}", **params)
    tell_followers(tx, proposal, f"proposal_{state}_news", **params)


def _tell(
    tx: Transaction, proposal: Proposal, to: Any, notice: str, params: dict[str, Param]
) -> None:
    button: NoticeButton = (OPEN_BUTTON, "proposal.show", (proposal.number,))
    notify(
        tx,
        proposal.community_id,
        to,
        notice=notice,
        subject=f"{proposal.id}/{newest_act(tx, proposal.community_id)}",
        params={"number": proposal.number, "title": proposal.title, **params},
        buttons=(button,),
        needs_by=0 if notice == "proposal_returned" else None,
    )


def put_on_agenda(tx: Transaction, who: Person, proposal_id: str) -> Refusal | None:
    """A motion made from the proposal goes on an agenda: seconded → on_agenda.

    Several motions may come from one proposal: when it is on an agenda already nothing changes.
    Refuses ``proposal.not_now`` in any other state.
    """
    return _carry(tx, who, proposal_id, "put_on_agenda", settled="on_agenda")


def decide(
    tx: Transaction, who: Person, proposal_id: str, *, told: Select[Any] | None = None
) -> Refusal | None:
    """Its motions are carried, lost or referred: → decided. Twice changes nothing.

    What the owners decide without a meeting was never on an agenda.

    ``told`` are the residents who hear of the result itself: they get no second notice.
    """
    return _carry(tx, who, proposal_id, "decide", settled="decided", told=told)


def close(
    tx: Transaction, who: Person, proposal_id: str, *, told: Select[Any] | None = None
) -> Refusal | None:
    """What was decided is done: decided → closed. Twice changes nothing.

    ``told`` are the residents who hear that it is done anyway.
    """
    return _carry(tx, who, proposal_id, "close", settled="closed", told=told)


def _carry(
    tx: Transaction,
    who: Person,
    proposal_id: str,
    move: str,
    *,
    settled: str,
    told: Select[Any] | None = None,
) -> Refusal | None:
    proposal = locked_by_id(tx, who, proposal_id)
    if proposal.state == settled:
        return None
    state = advance(tx, who, proposal, move, verb=f"proposal.{move}")
    if isinstance(state, Refusal):
        return state
    if told is None:
        tell_state(tx, proposal, state)
        return None
    author = these(proposal.community_id, [proposal.author_id]).where(residents.c.id.not_in(told))
    others = _followers(proposal).where(follows.c.resident_id.not_in(told))
    _tell(tx, proposal, author, f"proposal_{state}", {})
    _tell(tx, proposal, others, f"proposal_{state}_news", {})
    return None
