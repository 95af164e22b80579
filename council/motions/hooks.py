"""What motions offer to the houses below: statements, meetings, polls and resolutions."""

from collections.abc import Collection, Mapping

from council.kernel.acts.moves import Place
from council.kernel.database.transaction import Transaction
from council.kernel.hooks import Hook, Slot
from council.kernel.refusals import Refusal
from council.kernel.values import Person, value
from council.motions.facts import AgendaFacts, MotionFacts
from council.motions.motion import Motion
from council.motions.opinions.told import OpinionsTold
from council.motions.votes.recorded import RecordedVote


@value
class PollRef:
    """A poll on a motion, named."""

    number: int
    title: str
    kind: str
    state: str


@value
class AtMeetings:
    """What a motion tells of its meetings: the one that hears it (0 and empty where none); votes.

    ``votes`` are the counts that stand, the earliest meeting first.
    """

    number: int
    title: str
    starts_at: int
    votes: tuple[RecordedVote, ...]


#: What meetings know of a motion.
AT_MEETINGS: Slot[[Transaction, Motion], AtMeetings] = Slot()
#: What is told of the statements collected on motions (by id) of a community.
OPINIONS_ON: Slot[[Transaction, str, Collection[str]], Mapping[str, OpinionsTold]] = Slot()
#: Where the collection of statements on a motion stands; empty where there is none.
COLLECTED: Slot[[Transaction, Motion], str] = Slot()
#: What meetings judge a motion's moves by.
AGENDA_FACTS: Slot[[Transaction, Motion], AgendaFacts] = Slot()
#: Where other houses put their moves among those of a motion: to an agenda, to a collection of
#: statements, at the meeting that hears it, to a poll, off to a later meeting, to a resolution.
TO_AGENDA: Place[MotionFacts] = Place()
TO_STATEMENTS: Place[MotionFacts] = Place()
WHEN_HEARD: Place[MotionFacts] = Place()
TO_POLL: Place[MotionFacts] = Place()
PUT_OFF: Place[MotionFacts] = Place()
TO_RESOLUTION: Place[MotionFacts] = Place()
#: The motions (by id) of a community that stand on the agenda of a meeting to come.
ON_COMING_AGENDAS: Slot[[Transaction, str], Collection[str]] = Slot()
#: Put a motion whose answer is late on the next open agenda, unless it stands on one to come; the
#: meeting's number, 0 for none.
TO_NEXT_AGENDA: Slot[[Transaction, Person, Motion], int] = Slot()
#: Who (residents by id) hears of what was done about a motion, besides those who follow it.
CONCERNED: Hook[[Transaction, Motion], Collection[str]] = Hook()
#: The polls on motions (by id) of a community, drafts left out, in the order of their numbers.
POLLS_ON: Slot[[Transaction, str, Collection[str]], Mapping[str, tuple[PollRef, ...]]] = Slot()
#: The number of a poll by its id; 0 for none.
POLL_NUMBER: Slot[[Transaction, str, str], int] = Slot()
#: Whether a poll that was not annulled stands on a motion (by id); an owners' one, or any.
IS_POLLED: Slot[[Transaction, str, str, bool], bool] = Slot()
#: Why a motion can be put to no poll now.
UNPOLLED: Slot[[Transaction, Motion], Refusal | None] = Slot()
#: The numbers of the published resolutions about a motion (by id), the earliest first.
RESOLUTIONS_ON: Slot[[Transaction, str, str], tuple[str, ...]] = Slot()
#: Whether a resolution, published or not, rests on a meeting's vote on a motion.
IS_RESOLVED: Slot[[Transaction, Motion], bool] = Slot()
