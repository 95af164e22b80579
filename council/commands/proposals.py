"""Proposals 提案: commands and their results."""

from typing import ClassVar

from council.commands.message import Command, result
from council.domain.values import value


@result
@value
class ProposalDraft:
    """The half-written proposal as it stands.

    ``number`` is 0 for a new one, else the returned proposal that is being corrected. ``awaits``
    is what the next message fills: ``title``, ``body`` or ``more`` (the sheet is complete).
    ``note`` tells what the last step did.
    """

    number: int
    revision: int
    title: str
    body: str
    photos: int
    voices: int
    awaits: str
    note: str = ""
    length: int = 0


@value
class Similar:
    """An open proposal that resembles the draft; ``per_mille`` is how much."""

    number: int
    title: str
    state: str
    seconds: int
    per_mille: int
    may_second: bool


@result
@value
class ProposalReview:
    """The last look before filing: the text, and open proposals that resemble it (or none)."""

    draft: ProposalDraft
    similar: tuple[Similar, ...]
    needed: int


@result
@value
class ProposalFiled:
    """The proposal is filed; ``again`` when it was a second tap."""

    number: int
    title: str
    needed: int
    resubmitted: bool
    again: bool = False


@result
@value
class ProposalView:
    """A proposal as one resident sees it. ``merge_into`` asks its author to agree to a merge.

    ``moves`` are what the reader may do now; ``open_other``: to open the one that it went, or is to
    go into.
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
    moves: tuple[str, ...] = ()
    note: str = ""


@value
class StartProposal(Command[ProposalDraft]):
    """Begin, go on with, or (``fresh``) restart a proposal; ``number`` > 0 corrects a returned one."""

    verb: ClassVar[str] = "draft.save"
    number: int = 0
    fresh: bool = False


@value
class WriteProposal(Command[ProposalDraft]):
    """A text message for the proposal that waits for one."""

    verb: ClassVar[str] = "draft.save"
    public: ClassVar[tuple[str, ...]] = ("text",)
    text: str


@value
class AttachEvidence(Command[ProposalDraft]):
    """A photo or voice message (its bytes) for the proposal that waits; ``text`` is its caption."""

    verb: ClassVar[str] = "draft.save"
    public: ClassVar[tuple[str, ...]] = ("text",)
    content: bytes
    text: str = ""


@value
class EditProposal(Command[ProposalDraft]):
    """Ask again for a ``field`` of the draft: ``title``, ``body``, ``more``; ``files`` removes them."""

    verb: ClassVar[str] = "draft.save"
    number: int
    revision: int
    field: str


@value
class ReviewProposal(Command["ProposalReview | ProposalDraft"]):
    """The draft is complete: show similar ones, then (``anyway``) the last look."""

    verb: ClassVar[str] = "draft.save"
    number: int
    revision: int
    anyway: bool = False


@value
class SubmitProposal(Command["ProposalFiled | ProposalDraft"]):
    """File the draft of this revision."""

    verb: ClassVar[str] = "proposal.submit"
    number: int
    revision: int


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
