"""What minutes are made of and others know: the floor, the parties, what is to be done."""

from council.kernel.database.transaction import Transaction
from council.kernel.hooks import Hook
from council.meetings.meeting import Meeting
from council.meetings.minutes.minutes import PartyThere, Proceedings, Task

#: What happened on each motion, in the order of the evening.
PROCEEDINGS: Hook[[Transaction, Meeting], tuple[Proceedings, ...]] = Hook()
#: Who was there, by party. Where nobody knows parties, the residents who checked in are one.
PARTIES: Hook[[Transaction, Meeting], tuple[PartyThere, ...]] = Hook()
#: Who presided, by name.
PRESIDED: Hook[[Transaction, Meeting], tuple[str, ...]] = Hook()
#: What follows from the decisions of a meeting.
TASKS: Hook[[Transaction, Meeting], tuple[Task, ...]] = Hook()
