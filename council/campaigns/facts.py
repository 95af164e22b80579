"""What the moves of a campaign 众筹 are judged by."""

from council.kernel.acts.facts import facts
from council.kernel.values import value


@value
class RaisedFor:
    """The motion that a campaign raises money for; ``decided``: by a resolution in force."""

    number: int
    state: str
    decided: bool


@facts
class CampaignFacts:
    """A campaign at ``now``, for somebody (by id), and ``drafted_by`` somebody.

    ``motion`` is its motion's number, ``decided``: a resolution on that is in force. ``unsigned``
    counts the cash that waits for a signature, ``asked`` the refunds that wait for an answer;
    ``left_fen`` is what could still be asked back; ``late_left_fen`` the same of late money, and ``asked_late`` of those refunds are of it;
    ``unreached`` were confirmed by nobody since the payee could not be paid. ``opened``: it was open
    once. ``tasks`` counts those of its resolutions in
    force, ``contracts`` those that can be paid on, ``proposed`` the payments that wait for a second
    person, ``reversible`` those that can be brought back.
    """

    number: int
    state: str
    deadline: int
    now: int
    person: str
    drafted_by: str
    motion: int
    motion_state: str
    decided: bool
    unsigned: int
    asked: int
    left_fen: int
    opened: bool = True
    late_left_fen: int = 0
    asked_late: int = 0
    unreached: int = 0
    tasks: int = 0
    contracts: int = 0
    proposed: int = 0
    reversible: int = 0


@facts
class PledgeFacts:
    """A campaign at ``now`` for a resident, ``adult`` or not, with a ``pledge`` in such a state.

    Empty: they have none. ``paid``: a receipt was made out for it; ``excess_fen`` above it came in and
    waits to go back, ``unreached_fen`` could not be paid back to them.
    """

    number: int
    state: str
    deadline: int
    now: int
    adult: bool
    pledge: str
    paid: bool
    anonymous: bool
    excess_fen: int = 0
    unreached_fen: int = 0
