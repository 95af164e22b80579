"""A campaign 众筹 as it is kept."""

from council.kernel.values import value


@value
class Campaign:
    """A campaign as kept, whatever its state."""

    community_id: str
    id: str
    number: int
    title: str
    body: str
    motion_id: str
    state: str
    target_fen: int
    minimum_fen: int
    mode: str
    deadline: int
    account_holder: str
    account_last4: str
    surplus_rule: str
    created_by: str
    created_at: int
    approved_by: str | None
    opened_at: int | None
    closed_at: int | None
