"""What can be done with proposals 提案: by whom, how."""

from council.kernel.acts.act import Button, act
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
