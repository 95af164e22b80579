"""A receipt 实收 as it is kept."""

from council.kernel.values import value


@value
class Receipt:
    """A receipt as kept, with its pledge's number and its payer.

    ``left_fen`` is what was neither given back nor asked back of it yet. ``late``: it came after the
    deadline or the close, counts for nothing and goes back.
    """

    community_id: str
    id: str
    campaign_id: str
    serial: int
    pledge_id: str
    amount_fen: int
    method: str
    external_ref: str
    state: str
    received_at: int
    cashier: str
    second_signer: str | None
    signed_at: int | None
    transfer_id: str | None
    pledge_number: int
    resident_id: str
    name: str
    unit: str
    left_fen: int
    late: bool = False
