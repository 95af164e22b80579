"""A campaign 众筹 as it is kept."""

from council.kernel.values import value


@value
class Campaign:
    """A campaign as kept, whatever its state.

    ``needed_fen``: of all or nothing, what must come in by the deadline (0: the target).
    ``cashier``, ``bookkeeper`` and ``auditor`` are the ids of its keepers, empty until they are
    named; ``rhythm``: how often its money is published.
    """

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
    needed_fen: int
    other_funds: str
    cashier: str
    bookkeeper: str
    auditor: str
    rhythm: str

    @property
    def enough_fen(self) -> int:
        """What must have come in by the deadline, or all of it goes back."""
        return enough_fen(self.mode, self.target_fen, self.needed_fen)


def enough_fen(mode: str, target_fen: int, needed_fen: int) -> int:
    """Tell what a campaign must bring: a flexible one anything, all or nothing its minimum."""
    return 1 if mode == "flexible" else needed_fen or target_fen
