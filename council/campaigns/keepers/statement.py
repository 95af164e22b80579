"""A statement 公布 of a campaign's money as it is kept, and its sums."""

from council.kernel.values import value


@value
class Sums:
    """What a campaign's transfers come to, in fen: received = refunded + reserve + paid + held."""

    upto: int
    received_fen: int
    refunded_fen: int
    reserve_fen: int
    paid_fen: int
    held_fen: int


@value
class Statement:
    """A statement as kept; ``kind``: running or final. ``upto`` is its last transfer's number."""

    community_id: str
    id: str
    campaign_id: str
    number: int
    kind: str
    upto: int
    received_fen: int
    refunded_fen: int
    reserve_fen: int
    paid_fen: int
    held_fen: int
    state: str
    published_by: str
    published_at: int
    answered_by: str | None
    answered_at: int | None
    reason: str

    @property
    def sums(self) -> Sums:
        """Its figures."""
        return Sums(
            upto=self.upto,
            received_fen=self.received_fen,
            refunded_fen=self.refunded_fen,
            reserve_fen=self.reserve_fen,
            paid_fen=self.paid_fen,
            held_fen=self.held_fen,
        )
