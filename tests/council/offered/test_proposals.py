"""Every button of a proposal that is offered is accepted, and whatever would be accepted is offered.

Each state of a proposal, with and without a text, a voice message, a motion, a question to merge it
and a proposal that it went into: for its author, who seconds or follows it, neighbours and staff.
"""

import pytest
from sqlalchemy import delete, insert, select, update

from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.refusals import Refusal
from council.kernel.tables import attachments
from council.motions.commands import DraftMotion
from council.proposals import commands
from council.proposals.acts import DESK_MOVES, READER_MOVES
from council.proposals.commands import ProposalView
from council.proposals.facts import DeskFacts, ReaderFacts
from council.proposals.reads import show_proposal
from council.proposals.reads_desk import desk_proposal, merge_targets
from council.proposals.rules import MERGE_TARGETS, PROPOSAL, SOURCES
from council.proposals.tables import merge_requests, proposals, seconds
from tests.council.conftest import Town
from tests.council.evening import seconded
from tests.council.moves import drawn, names
from tests.council.offered.people import PEOPLE, council
from tests.council.offered.trial import Acts, acts_of, drifts

#: What a resident's screen and the desk's lead to, about proposal 1, and 2 that it may go into: to
#: withdraw is asked first, and to merge is chosen into which.
WITHDRAW: Acts = {"withdraw": lambda actor: commands.WithdrawProposal(actor=actor, number=1)}
MERGE: Acts = {"merge_pick": lambda actor: commands.AskMerge(actor=actor, number=1, into=2)}
FACTS = ReaderFacts(
    number=1,
    state="",
    mine=False,
    adult=True,
    readable=True,
    seconded=False,
    following=False,
    into=2,
    other=2,
)
AT_DESK = DeskFacts(number=1, state="", body="", voices=0, asked=False, moved=False)
OWN = {**acts_of(READER_MOVES, FACTS, bot="resident", without="open_other"), **WITHDRAW}
CLASSIFY: Acts = {
    "classify": lambda actor: commands.ClassifyProposal(actor=actor, number=1, code="R-XS")
}
DESK = {**acts_of(DESK_MOVES, AT_DESK, without="another_motion"), **MERGE, **CLASSIFY}


#: What does not change anything once more: to second and to follow again, to follow one's own.
IDLE = [("李", "second"), ("李", "follow"), ("王", "follow")] + [
    (person, "unfollow") for person in PEOPLE if person != "李"
]
STATES = PROPOSAL.states


def begin(town: Town) -> None:
    """Proposals 1 and 2 of 王; 李 follows both and seconds the first."""
    council(town)
    for _ in range(2):
        seconded(town)

    def write(tx: Transaction) -> None:
        do = tx.connection.execute
        key = {"community_id": town.id, "proposal_id": ids(tx)[0]}
        second = {**key, "resident_id": id_of(tx, "李"), "seconded_at": 0}
        do(insert(seconds).values(**second))

    town.app.bus.submit_run(write).result()


def ids(tx: Transaction) -> list[str]:
    return list(tx.connection.scalars(select(proposals.c.id).order_by(proposals.c.number)))


def id_of(tx: Transaction, name: str) -> str:
    found: str = tx.connection.scalars(select(residents.c.id).where(residents.c.ref == name)).one()
    return found


def stand(
    town: Town,
    state: str,
    *,
    body: str = "车位不够。",
    voice: bool = False,
    asked: bool = False,
    other: str = "admitted",
) -> None:
    """Let proposal 1 stand so, by table, and proposal 2 that it may go into, or went into."""

    def write(tx: Transaction) -> None:
        do, p = tx.connection.execute, proposals.c
        first, second = ids(tx)
        merged = {"merged_into": second if state == "merged" else None}
        do(update(proposals).where(p.id == first).values(state=state, body=body, **merged))
        do(update(proposals).where(p.id == second).values(state=other))
        do(delete(merge_requests))
        do(delete(attachments))
        if asked:
            into = {"proposal_id": first, "into_id": second, "asked_by": id_of(tx, "何")}
            row = {"community_id": town.id, "id": "ask", **into, "asked_at": 0, "state": "asked"}
            do(insert(merge_requests).values(**row))
        if voice:
            row = {"community_id": town.id, "subject_kind": "proposal", "subject_id": first}
            do(insert(attachments).values(**row, position=1, sha256="a" * 64, kind="voice"))

    town.app.bus.submit_run(write).result()


def screen(town: Town, person: str) -> ProposalView | None:
    """Proposal 1 as somebody sees it, if they do."""
    view = town.read(person, show_proposal, 1)
    return None if isinstance(view, Refusal) else view


def found(town: Town, situation: str, *, people: tuple[str, ...] = PEOPLE) -> list[str]:
    """Where offers and desk disagree, at both bots."""
    views = {person: screen(town, person) for person in people}
    own = {person: drawn(view, view.moves) if view else () for person, view in views.items()}
    desk = {}
    for person in people:
        seen = town.read(person, desk_proposal, 1)
        moves = () if isinstance(seen, Refusal) else drawn(seen, seen.moves)
        desk[person] = [move.removeprefix("another_") for move in moves]
    return [
        *drifts(town, situation, own, OWN, idle=IDLE),
        *drifts(town, f"{situation}, desk", desk, DESK),
        *(f"{situation}: {person}: other" for person in people if not opens(town, person)),
    ]


def opens(town: Town, person: str) -> bool:
    """Whether the other proposal is offered to be opened exactly where it is open to somebody."""
    view = screen(town, person)
    if view is None or not (view.merge_into or view.merged_into):
        return True
    shown = town.read(person, show_proposal, 2)
    return ("open_other" in names(view.moves)) is not isinstance(shown, Refusal)


@pytest.mark.parametrize(
    ("body", "voice"), [("车位不够。", False), ("", True), ("写下来了。", True)]
)
def test_a_move_of_a_proposal_is_offered_exactly_where_it_is_accepted(
    town: Town, body: str, voice: bool
):
    begin(town)
    wrong = []

    for state in STATES:
        stand(town, state, body=body, voice=voice)
        wrong += found(town, state)

    assert wrong == []


def test_a_merge_is_asked_once_and_answered_by_the_author(town: Town):
    begin(town)
    wrong = []

    for state in ("submitted", "admitted", "seconded"):
        for other in sorted(MERGE_TARGETS):
            stand(town, state, asked=True, other=other)
            wrong += found(town, f"{state}, asked into one {other}")
            again = town.read("何", merge_targets, 1, 1)
            wrong += [] if isinstance(again, Refusal) else [f"{state}: targets though asked"]

    assert wrong == []


def test_where_a_proposal_went_is_opened_by_those_who_may_read_it(town: Town):
    begin(town)
    wrong = []

    for other in STATES:
        stand(town, "merged", other=other)
        wrong += found(town, f"merged into one {other}")

    assert wrong == []


def test_a_second_motion_of_a_proposal_is_offered_until_it_is_decided(town: Town):
    begin(town)
    town.act("何", DraftMotion, proposal_number=1, legal_class="R-XS")
    again, wrong = set(), []

    for state in STATES:
        stand(town, state)
        if "another_motion" in names(town.read("何", desk_proposal, 1).moves):
            again.add(state)
        wrong += found(town, state, people=("何", "代"))

    assert again == set(SOURCES)
    assert wrong == []


def test_who_follows_a_withdrawn_proposal_no_more_is_not_offered_to_follow_it(town: Town):
    begin(town)
    stand(town, "withdrawn")

    left = town.act("李", commands.UnfollowProposal, number=1)
    again = town.act("李", commands.FollowProposal, number=1)

    assert left.moves == ()
    assert again == Refusal("proposal.unknown", {"number": 1})


def test_nobody_rewrites_what_an_author_wrote(town: Town):
    begin(town)
    stand(town, "submitted")

    rewritten = town.act(
        "代", commands.WriteDown, number=1, text="完全不同的另一段话，不是他写的。"
    )

    assert rewritten == Refusal("proposal.nothing_spoken", {"number": 1})
