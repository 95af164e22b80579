"""A request to give money back 退款 as it is kept."""

from council.kernel.values import value


@value
class RefundRequest:
    """A request as kept, with its receipt and payer; these are empty, and ``serial`` 0, without one.

    Without a receipt it asks to keep a surplus as the maintenance reserve. ``joined``: the payer
    has an account here. ``came_by`` is the receipt's route, and ``method`` that of the refund: the
    same, unless the payee named another when they claimed what could not be paid.
    """

    community_id: str
    id: str
    campaign_id: str
    number: int
    receipt_id: str | None
    reason: str
    amount_fen: int
    asked_by: str
    asked_at: int
    state: str
    unreached_at: int
    serial: int
    method: str
    came_by: str
    late: bool
    pledge_id: str
    resident_id: str
    name: str
    unit: str
    joined: bool
