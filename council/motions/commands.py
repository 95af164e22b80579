"""Motions 议案: commands and their results."""

from typing import ClassVar

from council.kernel.acts.moves import OpenMove
from council.kernel.bus.command import Command, result
from council.kernel.values import value
from council.motions.consultations.rules import Consultation
from council.motions.opinions.told import OpinionsTold
from council.motions.origins import Origin
from council.motions.votes.recorded import RecordedVote
from council.rules.power_list.matter import Ruled


@value
class StepTold:
    """A step of a response as everybody may see it: by party, never by name."""

    step: str
    party: str
    at: int
    note: str
    meeting: int

    @property
    def key(self) -> str:
        """Tell the catalogs' words for it; what may go without a note has two."""
        noted = self.note and self.step in ("completed", "confirmed")
        return f"response.step.{self.step}{'.noted' if noted else ''}"


@value
class ResponseView:
    """The addressed party's response 答复 as it stands. ``overdue`` is computed, never stored.

    ``n_hours`` is what remains until ``due_at`` (rounded up; of what has passed when overdue), both 0
    once no answer is owed. ``extends_days``: how many working days an extension is long, by the
    community's rules. ``acknowledge_within`` and ``answer_within`` are the hours from being asked
    until each is due. ``holder`` owes it now; ``offered`` were asked to take it on, and said nothing
    yet; ``steps`` is what happened, the earliest first. ``rating``: how content the reader said
    that they are.
    """

    state: str
    asked_at: int
    due_at: int
    overdue: bool
    n_hours: int
    acknowledged_at: int = 0
    extended_at: int = 0
    extension_reason: str = ""
    answered_at: int = 0
    decision: str = ""
    reason: str = ""
    cost_fen: int = -1
    responsible: str = ""
    done_by: str = ""
    calendar_known: bool = True
    extends_days: int = 0
    acknowledge_within: int = 0
    answer_within: int = 0
    holder: str = "manager"
    offered: tuple[str, ...] = ()
    steps: tuple[StepTold, ...] = ()
    rating: str = ""


@result
@value
class MotionView:
    """A motion's screen. ``may`` are the moves that the reader can make now, in this ``bot``.

    ``said`` is a catalog key of what has just happened to it ("" when it is only shown);
    ``origin`` who moved it, where it comes from no proposal; ``opinions``: the statements on it.
    ``track`` is ``residents``, ``owners`` or, where only a meeting decides, ``meeting``;
    ``votes`` are those at meetings, the earliest first; ``consultation`` is what came of one.
    ``ruled``: whose matter it is by the power-and-duty list; ``hours`` to answer as the rules have them.
    """

    bot: str
    number: int
    title: str
    body: str
    state: str
    legal_class: str
    track: str
    addressee: str
    proposal_number: int
    proposal_title: str
    meeting_number: int
    meeting_starts_at: int
    response: ResponseView | None
    votes: tuple[RecordedVote, ...] = ()
    consultation: Consultation | None = None
    may: tuple[OpenMove, ...] = ()
    said: str = ""
    origin: Origin | None = None
    ruled: Ruled | None = None
    hours: int = 0
    opinions: OpinionsTold | None = None


@value
class DraftMotion(Command[MotionView]):
    """Draft a motion at once: from a seconded proposal, or (0) as its ``mover`` wrote it.

    Title and body default to the proposal's. A petition needs the heads and the area (hundredths
    of m²) that signed it. ``matter`` is a kind of matter of the power-and-duty list, of that class.
    """

    legal_class: str
    proposal_number: int = 0
    mover: str = ""
    signed_heads: int = 0
    signed_area_x100: int = 0
    addressee: str = ""
    title: str = ""
    body: str = ""
    matter: str = ""


@value
class EditMotion(Command[MotionView]):
    """Put another title or text into a drafted motion."""

    public: ClassVar[tuple[str, ...]] = ("text",)
    number: int
    field: str
    text: str


@value
class AnnounceMotion(Command[MotionView]):
    """Announce a motion for written consultation, without a meeting."""

    number: int


@value
class ReferMotion(Command[MotionView]):
    """Hand a motion over to another body; it is not decided here."""

    number: int


@value
class WithdrawMotion(Command[MotionView]):
    """Take a motion back before it is put."""

    number: int


@value
class AskParty(Command[MotionView]):
    """Address a motion to a party: its clock starts now."""

    number: int
    party: str = "manager"


@value
class MotionLine:
    """One motion in a list."""

    number: int
    title: str
    state: str
    legal_class: str
    overdue: bool = False


@result
@value
class MotionList:
    """The newest motions; ``may_draft``: the reader may move a new one."""

    bot: str
    motions: tuple[MotionLine, ...]
    total: int
    may_draft: bool = False
