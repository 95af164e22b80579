"""What polls offer to the houses below: the counter in the street, resolutions."""

from collections.abc import Collection

from council.kernel.acts.moves import Place
from council.kernel.database.transaction import Transaction
from council.kernel.hooks import Hook, Slot
from council.kernel.values import Person
from council.polls.commands import CounterFigures
from council.polls.facts import PollFacts
from council.polls.poll import Poll
from council.rules.profile import Silence
from voting.roll import UnitCode

#: A poll ends: it closes, or is annulled.
ENDS: Hook[[Transaction, Person, Poll], int] = Hook()
#: A poll was counted.
COUNTED: Hook[[Transaction, Poll], None] = Hook()
#: The units of a poll whose ballot is proven to have reached the owner.
DELIVERED: Slot[[Transaction, Poll, Silence], Collection[UnitCode]] = Slot()
#: How the standing ballots of a poll (community, id) came over the counter.
AT_THE_COUNTER: Slot[[Transaction, str, str], CounterFigures] = Slot()
#: The assisted acts of a poll whose ballot stands, and those that wait for a second person.
ASSISTED_ACTS: Slot[[Transaction, str, str], tuple[int, int]] = Slot()
#: The serials of ballots that their voters said are not theirs.
DISOWNED: Slot[[Transaction, str, str], tuple[str, ...]] = Slot()
#: Where the counter puts its moves among those of a poll.
AT_COUNTER: Place[PollFacts] = Place()
#: The number of the published resolution that rests on a poll; empty for none.
RESOLUTION: Slot[[Transaction, str, str], str] = Slot()
