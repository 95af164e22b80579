"""A fund line 资金来源 and what is written on it, as they are kept."""

from council.kernel.values import value


@value
class FundLine:
    """A line, with its sums in fen.

    ``budget_fen`` is the last that was confirmed, ``in_fen`` and ``out_fen`` what was confirmed;
    ``waiting_fen`` is to go out and waits for a second person.
    """

    community_id: str
    id: str
    number: int
    kind: str
    title: str
    source: str
    terms: str
    resolution_id: str
    resolution: str
    budget_fen: int
    in_fen: int
    out_fen: int
    waiting_fen: int

    @property
    def free_fen(self) -> int:
        """What is there and promised to nobody."""
        return self.in_fen - self.spent_fen

    @property
    def spent_fen(self) -> int:
        """What went out, or is about to."""
        return self.out_fen + self.waiting_fen


@value
class FundMove:
    """A budget, an income or an expense on a line."""

    id: str
    line_id: str
    number: int
    kind: str
    amount_fen: int
    voucher: str
    state: str
    proposed_by: str
    proposed_at: int
    second_signer: str | None
    signed_at: int | None


@value
class MaintenanceNote:
    """What the authority's account of the maintenance fund 维修资金 said: never in these books."""

    balance_fen: int
    source: str
    as_of: int
    noted_at: int
