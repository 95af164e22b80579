"""What the roll offers to the houses below."""

from council.kernel.database.transaction import Transaction
from council.kernel.hooks import Slot
from council.roll.commands import RunningVote

#: The owners' votes of a community that run on a frozen roll.
RUNNING: Slot[[Transaction, str], tuple[RunningVote, ...]] = Slot()
