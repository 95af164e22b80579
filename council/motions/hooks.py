"""What motions offer to the houses below: meetings, polls and resolutions."""

from collections.abc import Collection, Mapping

from council.kernel.database.transaction import Transaction
from council.kernel.hooks import Hook, Slot
from council.kernel.values import Person, value
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
#: What a meeting can do with a motion now: ``put_on_agenda`` or ``plan_meeting``, ``deliberate``,
#: ``vote`` or ``correct_vote``, ``adjourn``.
MOVES_AT_MEETINGS: Slot[[Transaction, Motion], Collection[str]] = Slot()
#: What is told of the statements collected on motions (by id) of a community.
OPINIONS_ON: Slot[[Transaction, str, Collection[str]], Mapping[str, OpinionsTold]] = Slot()
#: Whether statements can be collected on a motion now.
MAY_COLLECT: Slot[[Transaction, Motion], bool] = Slot()
#: The motions (by id) of a community that stand on the agenda of a meeting to come.
ON_COMING_AGENDAS: Slot[[Transaction, str], Collection[str]] = Slot()
#: Put a motion whose answer is late on the next open agenda; the meeting's number, 0 for none.
TO_NEXT_AGENDA: Slot[[Transaction, Person, Motion], int] = Slot()
#: Who (residents by id) hears of what was done about a motion, besides those who follow it.
CONCERNED: Hook[[Transaction, Motion], Collection[str]] = Hook()
#: The polls on motions (by id) of a community, drafts left out, in the order of their numbers.
POLLS_ON: Slot[[Transaction, str, Collection[str]], Mapping[str, tuple[PollRef, ...]]] = Slot()
#: The number of a poll by its id; 0 for none.
POLL_NUMBER: Slot[[Transaction, str, str], int] = Slot()
#: Whether a poll that was not annulled stands on a motion (by id); an owners' one, or any.
IS_POLLED: Slot[[Transaction, str, str, bool], bool] = Slot()
#: The kinds of poll that a motion can be put to now.
KINDS_OF_POLL: Slot[[Transaction, Motion], tuple[str, ...]] = Slot()
#: The numbers of the published resolutions about a motion (by id), the earliest first.
RESOLUTIONS_ON: Slot[[Transaction, str, str], tuple[str, ...]] = Slot()
#: Whether a meeting carried a motion and no resolution, published or not, rests on its vote yet.
IS_UNRESOLVED: Slot[[Transaction, Motion], bool] = Slot()
