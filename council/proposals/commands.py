"""Proposals 提案: commands and their results."""

from typing import ClassVar

from council.kernel.acts.moves import OpenMove
from council.kernel.bus.command import Command, result
from council.kernel.values import value
from council.rules.power_list.matter import Ruled


@result
@value
class ProposalFiled:
    """The proposal is filed; ``resubmitted``: a returned one, corrected."""

    number: int
    title: str
    needed: int
    resubmitted: bool


@result
@value
class ProposalView:
    """A proposal as one resident sees it. ``merge_into`` asks its author to agree to a merge.

    ``moves`` are what the reader may do now; ``open_other``: to open the one that it went, or is to
    go into. ``ruled``: whose matter it is, as a facilitator confirmed; ``hours`` as the rules have them.
    """

    number: int
    title: str
    body: str
    state: str
    author: str
    submitted_at: int
    seconds: int
    needed: int
    followers: int
    photos: int
    voices: int
    mine: bool
    seconded: bool
    following: bool
    reason: str
    merged_into: int
    merge_into: int
    merge_into_title: str
    moves: tuple[OpenMove, ...] = ()
    note: str = ""
    ruled: Ruled | None = None
    hours: int = 0


@value
class SecondProposal(Command[ProposalView]):
    """Second 附议 a neighbour's proposal; the one who seconds also follows it."""

    verb: ClassVar[str] = "proposal.second"
    number: int


@value
class FollowProposal(Command[ProposalView]):
    """Be told of what becomes of a proposal."""

    verb: ClassVar[str] = "proposal.follow"
    number: int


@value
class UnfollowProposal(Command[ProposalView]):
    """Be told no more."""

    verb: ClassVar[str] = "proposal.unfollow"
    number: int


@value
class WithdrawProposal(Command[ProposalView]):
    """The author takes a proposal back before it is on an agenda."""

    verb: ClassVar[str] = "proposal.withdraw"
    number: int


@value
class AnswerMerge(Command[ProposalView]):
    """The author agrees (or not) that proposal ``number`` is merged into proposal ``into``."""

    verb: ClassVar[str] = "proposal.answer_merge"
    number: int
    into: int
    agree: bool


@result
@value
class ProposalActed:
    """What a facilitator did to a proposal: ``what`` is admitted, returned, merge_asked …"""

    what: str
    number: int
    title: str
    state: str
    into: int = 0
    into_title: str = ""


@value
class AdmitProposal(Command[ProposalActed]):
    """Let a proposal be read and seconded by all."""

    verb: ClassVar[str] = "proposal.admit"
    number: int


@value
class ClassifyProposal(Command[ProposalActed]):
    """Say whose matter a proposal is: a kind of matter on the power-and-duty list, by its ``code``.

    The code may also be a legal class, for what is on no list.
    """

    verb: ClassVar[str] = "proposal.classify"
    number: int
    code: str


@value
class ReturnProposal(Command[ProposalActed]):
    """Send a proposal back to its author, with the reason."""

    verb: ClassVar[str] = "proposal.return"
    public: ClassVar[tuple[str, ...]] = ("reason",)
    number: int
    reason: str


@value
class WriteDown(Command[ProposalActed]):
    """Keep the written words of a voice message as the proposal's text."""

    verb: ClassVar[str] = "proposal.write_down"
    public: ClassVar[tuple[str, ...]] = ("text",)
    number: int
    text: str


@value
class AskMerge(Command[ProposalActed]):
    """Ask the author of ``number`` to agree that it is merged into ``into``."""

    verb: ClassVar[str] = "proposal.ask_merge"
    number: int
    into: int
