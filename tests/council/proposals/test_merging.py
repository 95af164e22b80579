"""Merging with consent: followers and seconds move along, each person once."""

from sqlalchemy import select

from council.kernel.refusals import Refusal
from council.overview.todos import mine
from council.proposals.commands import (
    AdmitProposal,
    AnswerMerge,
    AskMerge,
    FollowProposal,
    ProposalActed,
    SecondProposal,
    WithdrawProposal,
)
from council.proposals.reads import show_proposal
from council.proposals.reads_desk import merge_targets
from council.proposals.tables import follows, merge_requests, seconds
from tests.council.conftest import Town
from tests.council.proposals.test_seconding import BODY, neighbours, propose, state


def two(town: Town) -> tuple[int, int]:
    """王芳's proposal and 赵强's, both admitted."""
    town.person("王芳")
    town.person("赵强")
    town.person("李敏", "facilitator")
    numbers = (propose(town, "王芳"), propose(town, "赵强", f"空地建一个停车场\n{BODY}"))
    for number in numbers:
        town.act("李敏", AdmitProposal, number=number)
    return numbers


def people(town: Town, table: object, number: int) -> int:
    view = town.read("李敏", show_proposal, number)
    found: int = view.seconds if table is seconds else view.followers
    return found


def test_on_agreement_seconds_and_followers_move_along_each_person_once(town: Town):
    one, other = two(town)
    names = neighbours(town, 7)
    for name in names[:5]:
        town.act(name, SecondProposal, number=one)
    for name in names[3:]:
        town.act(name, SecondProposal, number=other)
    town.act("赵强", SecondProposal, number=one)
    town.act("李敏", FollowProposal, number=one)

    asked = town.act("李敏", AskMerge, number=one, into=other)
    waiting = [need.key for need in town.read("王芳", mine).needs]
    answered = town.act("王芳", AnswerMerge, number=one, into=other, agree=True)

    assert asked == ProposalActed(
        what="merge_asked",
        number=one,
        title="利用空地建立体停车场",
        state="admitted",
        into=other,
        into_title="空地建一个停车场",
    )
    assert waiting == ["proposal_merge"]
    assert (answered.state, answered.merged_into, answered.note) == (
        "merged",
        other,
        "merge_agreed",
    )
    assert people(town, seconds, other) == 7
    assert people(town, follows, other) == 9
    assert state(town, other) == "admitted"
    notices = [notice for notice, _ in town.told("邻居1")]
    assert notices == ["proposal_merged_news"]
    assert [notice for notice, _ in town.told("赵强")][-1] == "proposal_joined"
    assert [notice for notice, _ in town.told("李敏", "staff")][-1] == "proposal_merge_agreed"


def test_enough_distinct_seconds_of_both_move_the_other_on(town: Town):
    one, other = two(town)
    names = neighbours(town, 10)
    for name in names[:6]:
        town.act(name, SecondProposal, number=one)
    for name in names[6:]:
        town.act(name, SecondProposal, number=other)
    town.act("李敏", AskMerge, number=one, into=other)

    town.act("王芳", AnswerMerge, number=one, into=other, agree=True)

    assert state(town, other) == "seconded"


def test_seconds_carried_to_a_submitted_one_count_when_it_is_admitted(town: Town):
    one, _ = two(town)
    town.person("孙丽")
    third = propose(town, "孙丽", f"停车场建在空地上\n{BODY}")
    for name in neighbours(town, 10):
        town.act(name, SecondProposal, number=one)
    town.act("李敏", AskMerge, number=one, into=third)
    town.act("王芳", AnswerMerge, number=one, into=third, agree=True)

    acted = town.act("李敏", AdmitProposal, number=third)

    assert acted.state == "seconded"


def test_an_author_who_declines_keeps_the_proposal_as_it_is(town: Town):
    one, other = two(town)
    town.act("李敏", AskMerge, number=one, into=other)

    answered = town.act("王芳", AnswerMerge, number=one, into=other, agree=False)
    changed_mind = town.act("王芳", AnswerMerge, number=one, into=other, agree=True)

    assert (answered.state, answered.note) == ("admitted", "merge_declined")
    assert changed_mind == Refusal("proposal.merge_settled", {"number": one})
    assert [notice for notice, _ in town.told("李敏", "staff")][-1] == "proposal_merge_declined"


def test_only_the_author_answers_and_only_the_question_that_was_asked(town: Town):
    one, other = two(town)
    town.person("孙丽")
    third = propose(town, "孙丽", f"停车场建在空地上\n{BODY}")
    town.act("李敏", AskMerge, number=one, into=other)

    foreign = town.act("赵强", AnswerMerge, number=one, into=other, agree=True)
    other_question = town.act("王芳", AnswerMerge, number=one, into=third, agree=True)
    again = town.act("李敏", AskMerge, number=one, into=third)

    assert foreign == Refusal("proposal.not_author", {})
    assert other_question == Refusal("proposal.merge_settled", {"number": one})
    assert again == Refusal("proposal.merge_asked", {"number": one})


def test_a_merge_needs_two_different_proposals_that_exist_and_are_open(town: Town):
    one, other = two(town)
    town.act("赵强", WithdrawProposal, number=other)

    outcomes = [
        town.act("李敏", AskMerge, number=number, into=into)
        for number, into in ((one, one), (one, 99), (one, other), (other, one))
    ]

    assert outcomes == [
        Refusal("proposal.merge_itself", {}),
        Refusal("proposal.unknown", {"number": 99}),
        Refusal("proposal.merge_target", {"number": other, "state": "withdrawn"}),
        Refusal("proposal.not_now", {"verb": "merge", "state": "withdrawn"}),
    ]


def test_a_question_lapses_when_its_target_is_withdrawn(town: Town):
    one, other = two(town)
    town.act("李敏", AskMerge, number=one, into=other)
    town.act("赵强", WithdrawProposal, number=other)

    answered = town.act("王芳", AnswerMerge, number=one, into=other, agree=True)

    assert answered == Refusal("proposal.merge_settled", {"number": one})
    assert town.rows(select(merge_requests.c.state)) == [("lapsed",)]
    assert town.read("王芳", mine).needs == ()


def test_merge_targets_come_most_similar_first(town: Town):
    one, other = two(town)
    town.person("孙丽")
    lift = propose(town, "孙丽", "给3号楼加装电梯\n3号楼老人多，上下楼不方便，建议加装电梯。")

    offered = town.read("李敏", merge_targets, one, 1)

    assert [line.number for line in offered.lines] == [other, lift]
