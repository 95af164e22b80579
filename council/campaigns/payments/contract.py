"""A contract 合同 and a payment 付款 as they are kept."""

from council.kernel.values import value


@value
class Contract:
    """A contract as kept, with where its task stands and what was paid on it.

    ``resolution`` and ``position`` name the task. ``last_fen`` is paid after its acceptance 验收,
    ``retention_fen`` 质保金 from ``retention_until`` on. ``paid_fen`` counts what was paid and not
    reversed, ``proposed_fen`` what waits for a second person.
    """

    community_id: str
    id: str
    campaign_id: str
    number: int
    resolution_id: str
    task_id: str
    payee: str
    account_last4: str
    reference: str
    file: str
    amount_fen: int
    last_fen: int
    retention_fen: int
    retention_until: int | None
    recorded_by: str
    recorded_at: int
    ended_at: int | None
    resolution: str
    in_force: bool
    position: int
    task: str
    accepted: bool
    paid_fen: int
    proposed_fen: int


@value
class Payment:
    """A payment or a reversal as kept, with the contract that it is made on.

    ``reversal``: of a payment, the state of what reverses it, empty where nothing does.
    """

    community_id: str
    id: str
    campaign_id: str
    number: int
    contract_id: str
    kind: str
    reverses: str | None
    amount_fen: int
    invoice: str
    file: str
    reason: str
    state: str
    proposed_by: str
    proposed_at: int
    second_signer: str | None
    signed_at: int | None
    transfer_id: str | None
    contract: int
    payee: str
    account_last4: str
    reference: str
    resolution: str
    in_force: bool
    position: int
    task: str
    reversal: str

    @property
    def is_reversed(self) -> bool:
        """Whether it was paid and brought back."""
        return self.reversal == "paid"
