"""An authorisation 委托 as it is kept."""

from council.kernel.values import value


@value
class Proxy:
    """An authorisation as kept; empty strings stand for what is not given, 0 for what has not happened."""

    community_id: str
    id: str
    number: int
    poll_id: str
    slot: str
    head: str
    owner: str
    voter: str
    proxy: str
    evidence: str
    serial: str
    state: str
    revision: int
    recorded_by: str
    recorded_at: int
    revoked_by: str
    revoked_at: int
    revoke_reason: str
    proxy_id: str
    instructed: bool
