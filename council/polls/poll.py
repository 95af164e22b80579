"""A poll 表决 as it is kept."""

from council.kernel.refusals import Param
from council.kernel.values import value
from council.rules.poll_kinds import poll_named


@value
class Poll:
    """A poll as kept: the columns of its row. None stands for what has not happened, or is not given.

    ``ruleset`` is the fingerprint of the rules that it was announced under, ``result`` and
    ``first_close`` are JSON (``council.polls.records`` reads them). ``pot_fen`` and ``ballot`` are those
    of a budget vote alone (``council.polls.budgets``).
    """

    community_id: str
    id: str
    number: int
    kind: str
    motion_id: str
    title: str
    method: str
    legal_class: str
    state: str
    opens_at: int
    closes_at: int
    first_closes_at: int
    lot_seed: str
    roll_size: int
    roll_fingerprint: str | None
    announced_at: int | None
    opened_at: int | None
    extended_at: int | None
    extension_reason: str | None
    closed_at: int | None
    counted_at: int | None
    counted_by: str | None
    certified_at: int | None
    certified_by: str | None
    annul_reason: str | None
    result: str | None
    first_close: str | None
    created_by: str
    created_at: int
    ruleset: str | None
    extraordinary: int
    pot_fen: int | None
    ballot: str | None


def named(poll: Poll) -> dict[str, Param]:
    """Name a poll for a sentence."""
    return poll_named(poll.kind, poll.number, poll.title)
