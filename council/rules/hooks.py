"""What rules offer to the houses below."""

from council.kernel.database.transaction import Transaction
from council.kernel.hooks import Hook, Slot
from council.kernel.refusals import Refusal
from council.kernel.values import Person
from council.rules.profile import RuleProfile

#: Whether rules that somebody wants to adopt lack what is still needed.
LACKING: Hook[[Transaction, Person, RuleProfile], Refusal | None] = Hook()
#: The numbers of the polls that run in a community, which keep the rules of their announcement.
RUNNING: Slot[[Transaction, str], tuple[int, ...]] = Slot()
#: Other rules come: what was announced under the old ones, kept by their fingerprint, keeps them.
CHANGING: Hook[[Transaction, Person, str, str], None] = Hook()
#: Other rules hold now, by the act of this verb.
ADOPTED: Hook[[Transaction, Person, str], None] = Hook()
