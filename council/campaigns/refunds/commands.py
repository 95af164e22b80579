"""Refunds 退款: the treasurer asks, a second signer confirms."""

from council.kernel.bus.command import Command, result
from council.kernel.values import value


@result
@value
class RefundAsked:
    """A request that waits for the second signer."""

    campaign: int
    title: str
    number: int
    serial: int
    name: str
    unit: str
    amount_fen: int
    reason: str


@value
class AskRefund(Command[RefundAsked]):
    """Ask to give back part or all of a receipt."""

    campaign: int
    serial: int
    amount_fen: int
    reason: str


@value
class RequestLine:
    """A request in the second signer's list. ``serial`` 0 = keep as the maintenance reserve.

    ``away``: the payer has no account here any more, so that no notice reaches them. ``route`` is how
    the money goes back, ``came_by`` how it came: another only where the payee named it.
    """

    number: int
    serial: int
    name: str
    unit: str
    amount_fen: int
    reason: str
    asked_by: str
    own: bool
    away: bool = False
    route: str = ""
    came_by: str = ""


@value
class UnclaimedLine:
    """A refund that could not be paid, for the staff; ``since_at``: UTC seconds."""

    number: int
    serial: int
    name: str
    unit: str
    amount_fen: int
    since_at: int


@result
@value
class ConfirmingList:
    """Refund requests that wait for a second signer; the first ``shown`` of ``total``.

    ``may_confirm``: this person is a second signer here; others only see the list, and, if they
    ``may_mark``, say who could not be paid. ``unclaimed`` waits for its payees, the first of ``unclaimed_total``.
    ``confirmable`` counts all that this person may confirm, shown or not, ``confirmable_fen``
    their sum and ``last_number`` the highest number among them. ``confirmed`` and ``declined``
    tell what was just done; ``state`` is the campaign's.
    """

    campaign: int
    title: str
    state: str
    shown: tuple[RequestLine, ...]
    total: int
    confirmable: int
    confirmable_fen: int
    last_number: int
    confirmed: int = 0
    confirmed_fen: int = 0
    declined: int = 0
    unreached: int = 0
    claimed: int = 0
    may_confirm: bool = True
    may_claim: bool = False
    may_mark: bool = True
    unclaimed: tuple[UnclaimedLine, ...] = ()
    unclaimed_total: int = 0
    unclaimed_fen: int = 0


@value
class ConfirmRefund(Command[ConfirmingList]):
    """Confirm one request, which posts it."""

    campaign: int
    number: int


@value
class ConfirmRefunds(Command[ConfirmingList]):
    """Confirm every request up to ``last_number``, together ``total_fen``."""

    campaign: int
    last_number: int
    total_fen: int


@value
class DeclineRefund(Command[ConfirmingList]):
    """Not confirm: nothing is paid, the treasurer may ask anew."""

    campaign: int
    number: int


@value
class MarkUnreached(Command[ConfirmingList]):
    """Say that a refund could not be paid: it waits for its payee, set aside."""

    campaign: int
    number: int
