"""The floor 议事现场: commands and their results.

A command of the chair carries the ``turn`` that its button was drawn at, one of a member the
``question`` (or the vote) that it belongs to: a press that comes too late changes nothing.
"""

from dataclasses import field

from council.kernel.bus.command import Command, result
from council.kernel.refusals import Param, Refusal
from council.kernel.values import value


@value
class OpenMove:
    """A move that the reader may make now: its name, its press, and what its label names."""

    name: str
    press: str
    params: dict[str, Param] = field(default_factory=dict)


@value
class QuestionView:
    """A motion or an amendment as a screen shows it. People are told by their names.

    ``text``: an amendment's words, or those that a motion got by an amendment (else empty);
    ``drafted``: the motion's own.
    """

    kind: str
    number: int
    title: str
    text: str
    drafted: str
    stage: str
    mover: str
    seconder: str
    backed: bool
    spoke_for: int
    spoke_against: int


@value
class SpeakerView:
    """Who has the floor, and until when."""

    name: str
    side: str
    began_at: int
    ends_at: int
    warned: bool
    own: bool


@value
class WaitingView:
    """Somebody who waits for the floor; ``spoke``: how often they have spoken on this question."""

    name: str
    side: str
    spoke: int
    own: bool
    in_room: bool


@value
class VoteView:
    """A vote that runs. ``own``: what the reader voted; ``entitled`` 0: those who are here."""

    side: str
    voted: int
    came: int
    entitled: int
    own: str


@value
class OverLine:
    """A question that was disposed of this evening."""

    kind: str
    number: int
    title: str
    outcome: str
    yes: int
    no: int


@result
@value
class FloorView:
    """The floor of a meeting as one person sees it now.

    ``presiding`` is who presided last, ``place`` the reader's own in the queue (0: none), ``turns``
    how often the reader may still speak. ``needed``: how many make the quorum (0: not known).
    ``point``: who raised the point of order that waits. ``afterwards``: the last entry was told
    afterwards. ``hindered``: why the chair cannot put the question or close the vote, where something
    is to be mended first (told at the desk). ``open_moves`` are the buttons; ``said`` is a catalog key
    of what has just happened.
    """

    bot: str
    meeting: int
    title: str
    in_session: bool
    now: int
    here: bool
    attended: int
    needed: int
    presiding: str
    motion: QuestionView | None
    amendment: QuestionView | None
    speaker: SpeakerView | None
    queue: tuple[WaitingView, ...]
    place: int
    turns: int
    speech_seconds: int
    point: str
    vote: VoteView | None
    over: tuple[OverLine, ...]
    afterwards: bool
    open_moves: tuple[OpenMove, ...]
    hindered: Refusal | None = None
    said: str = ""


@value
class OnFloor(Command[FloorView]):
    """Something done on the floor of a meeting, by its number."""

    meeting: int


@value
class OfChair(OnFloor):
    """Something that the chair does, by a button of a turn."""

    turn: int


@value
class OpenMotion(OfChair):
    """Take up a motion of the agenda."""

    motion: int


@value
class StateQuestion(OfChair):
    """State the question: it is debated from now on."""


@value
class LetFall(OfChair):
    """Let fall what nobody moves or seconds."""


@value
class GiveFloor(OfChair):
    """Give the floor to whoever is next; ``hand`` is theirs."""

    hand: int


@value
class PassOver(OfChair):
    """Pass over whoever is next and does not come."""

    hand: int


@value
class EndSpeech(OfChair):
    """End the speech that is given: the chair, or the speaker."""


@value
class PutQuestion(OfChair):
    """Put the question: 赞成 is called."""


@value
class CallAgainst(OfChair):
    """Call 反对."""


@value
class CloseVote(OfChair):
    """Close the vote, and tell what it came to."""


@value
class ConcludeDebate(OfChair):
    """End the debate on a motion that is not decided by hands."""


@value
class PostponeMotion(OfChair):
    """Put the motion on the floor off to a later meeting."""


@value
class RulePoint(OfChair):
    """Rule on a point of order: ``taken`` or ``refused``."""

    point: int
    ruling: str


@value
class HandOver(OfChair):
    """Hand the chair over to another who may preside, by the id of their line on the list."""

    to: str


@value
class TakeBack(OfChair):
    """Take the chair back."""


@value
class MoveMotion(OnFloor):
    """Move the motion that the chair has opened."""

    question: int


@value
class SecondQuestion(OnFloor):
    """Second a motion or an amendment."""

    question: int


@value
class RaiseHand(OnFloor):
    """Raise a hand: ``for``, ``against``, ``ask`` or ``order``."""

    question: int
    side: str


@value
class LowerHand(OnFloor):
    """Lower one's hand."""

    question: int


@value
class VoteOnFloor(OnFloor):
    """Vote on the side that is called."""

    vote: int
    side: str


@value
class WarnSpeaker(Command[FloorView]):
    """Tell whoever speaks that the time is nearly up."""

    meeting: int
    speech: int
