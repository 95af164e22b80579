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
    ``left_fen`` is what could still be asked back; ``late_left_fen`` the same of late money, and
    ``asked_late`` of those refunds are of it; ``unreached`` were confirmed by nobody since the payee
    could not be paid. ``opened``: it was open once. ``tasks`` counts those of its resolutions in force,
    ``contracts`` those that can be paid on, ``proposed`` the payments that wait for a second
    person, ``reversible`` those that can be brought back. ``cashier``, ``bookkeeper``, ``auditor``
    are its keepers (by id, empty: none are named). ``works_over``: no resolution is carried out any
    more; ``unused_fen`` is what is free then and no contract still asks for. ``told`` is the state
    of what was published last, ``final`` that of a final statement that holds as things stand.
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
    cashier: str = ""
    bookkeeper: str = ""
    auditor: str = ""
    works_over: bool = False
    unused_fen: int = 0
    told: str = ""
    final: str = ""


@facts
class PledgeFacts:
    """A campaign at ``now`` for a resident, ``adult`` or not, with a ``pledge`` in such a state.

    Empty: they have none. ``paid``: a receipt was made out for it. ``amount_fen`` is pledged,
    ``paid_fen`` of it came in; ``undo_until``: it can be undone before that second. ``excess_fen``
    above it came in and waits to go back, ``unreached_fen`` could not be paid back to them.
    """

    number: int
    state: str
    deadline: int
    now: int
    adult: bool
    pledge: str
    paid: bool
    anonymous: bool
    amount_fen: int = 0
    paid_fen: int = 0
    undo_until: int = 0
    excess_fen: int = 0
    unreached_fen: int = 0
