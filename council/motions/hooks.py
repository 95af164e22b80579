"""What motions offer to the houses below: polls and resolutions."""

from collections.abc import Collection, Mapping

from council.kernel.database.transaction import Transaction
from council.kernel.hooks import Slot
from council.kernel.values import value
from council.motions.motion import Motion


@value
class PollRef:
    """A poll on a motion, named."""

    number: int
    title: str
    kind: str
    state: str


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
#: Whether a resolution, published or not, rests on a vote at a meeting (by id).
IS_RESOLVED: Slot[[Transaction, str, str], bool] = Slot()
