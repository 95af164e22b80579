"""A pledge 认筹 as it is kept."""

from council.kernel.values import value


@value
class Pledge:
    """A pledge as kept; ``anonymous`` is 0 where its maker agreed to be named.

    ``told_fen`` is what of it the public total tells. ``undo_until`` (UTC seconds, 0: no more) it can be undone: back to ``before_fen``, 0: to none.
    """

    community_id: str
    id: str
    campaign_id: str
    number: int
    resident_id: str
    amount_fen: int
    anonymous: int
    channel: str
    state: str
    made_at: int
    changed_at: int
    told_fen: int
    before_fen: int
    undo_until: int
