"""What proposals offer to the houses below: motions."""

from council.kernel.database.transaction import Transaction
from council.kernel.hooks import Slot
from council.kernel.values import value


@value
class MotionRef:
    """A motion made from a proposal, named."""

    number: int
    title: str
    state: str


#: The announced motions made from a proposal (by id), in the order of their numbers.
MOTIONS_OF: Slot[[Transaction, str, str], tuple[MotionRef, ...]] = Slot()
#: Whether a motion, withdrawn ones left out, stands on a proposal (by id).
IS_MOVED: Slot[[Transaction, str, str], bool] = Slot()
