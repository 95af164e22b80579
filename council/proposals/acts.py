"""What can be done with proposals 提案: by whom, how."""

from functools import partial

from council.kernel.acts.act import Button, act
from council.kernel.acts.moves import Move, Moves
from council.kernel.refusals import Refusal
from council.proposals.commands import (
    AdmitProposal,
    AnswerMerge,
    AskMerge,
    ClassifyProposal,
    FollowProposal,
    ReturnProposal,
    SecondProposal,
    UnfollowProposal,
    WithdrawProposal,
    WriteDown,
)
from council.proposals.facts import DeskFacts, ReaderFacts
from council.proposals.rules import (
    check_admitting,
    check_answering,
    check_asking_to_merge,
    check_classifying,
    check_own,
    check_reading,
    check_screening,
    check_seconding,
    check_source,
    check_writing_down,
)

PROPOSALS = (
    act("proposal.submit", "resident"),
    act("proposal.second", "resident", Button(SecondProposal, "number", bots="resident")),
    act("proposal.follow", "resident", Button(FollowProposal, "number", bots="resident")),
    act("proposal.unfollow", "resident", Button(UnfollowProposal, "number", bots="resident")),
    act(
        "proposal.withdraw",
        "resident",
        Button(WithdrawProposal, "number", press="proposal.withdrawn", bots="resident"),
    ),
    act("proposal.admit", "facilitator", Button(AdmitProposal, "number")),
    act("proposal.classify", "facilitator", Button(ClassifyProposal, "number code")),
    act("proposal.return", "facilitator", ReturnProposal),
    act(
        "proposal.ask_merge",
        "facilitator",
        Button(AskMerge, "number into", press="proposal.merge"),
    ),
    act(
        "proposal.answer_merge",
        "resident",
        Button(AnswerMerge, "number into agree", press="proposal.merge", bots="resident"),
    ),
    act("proposal.write_down", "facilitator clerk", WriteDown),
    act("proposal.put_on_agenda", "facilitator clock"),
    act("proposal.decide", "facilitator chair clock"),
    act("proposal.close", "facilitator chair clock"),
)


def _source(proposal: DeskFacts) -> Refusal | None:
    return check_source(number=proposal.number, state=proposal.state)


DESK_MOVES: Moves[DeskFacts] = Moves(
    Move("proposal.classify", check_classifying, "proposal.matters"),
    Move("proposal.write_down", check_writing_down, "form.start proposal_write_down"),
    Move("proposal.admit", check_admitting),
    Move("proposal.return", partial(check_screening, verb="return"), "form.start proposal_return"),
    Move("proposal.ask_merge", check_asking_to_merge, "proposal.merge_pick", "merge_pick"),
    # What goes on an agenda is a motion.
    Move("motion.draft", _source, "form.start motion", "motion", only=lambda it: not it.moved),
    Move("motion.draft", _source, "form.start motion", "another_motion", only=lambda it: it.moved),
)
READER_MOVES: Moves[ReaderFacts] = Moves(
    Move(
        "proposal.answer_merge",
        check_answering,
        "proposal.merge",
        "agree",
        carries=lambda it: (it.number, it.into, 1),
    ),
    Move(
        "proposal.answer_merge",
        check_answering,
        "proposal.merge",
        "decline",
        carries=lambda it: (it.number, it.into, 0),
    ),
    Move(
        "proposal.follow",
        lambda _: None,
        "proposal.show",
        "open_other",
        carries=lambda it: (it.other,),
        only=lambda it: it.other > 0,
    ),
    Move("proposal.second", check_seconding, only=lambda it: not it.seconded),
    Move(
        "proposal.submit",
        partial(check_own, move="resubmit"),
        "form.start proposal",
        name="correct",
    ),
    Move("proposal.follow", check_reading, only=lambda it: not it.mine and not it.following),
    Move("proposal.unfollow", check_reading, only=lambda it: not it.mine and it.following),
    Move("proposal.withdraw", partial(check_own, move="withdraw")),
)
