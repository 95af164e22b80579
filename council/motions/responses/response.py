"""A response 答复 of the addressed party as it is kept."""

from council.kernel.values import value


@value
class Response:
    """A response as kept. Times are 0 until they happen, empty strings stand for what is not given.

    ``addressee`` is who owes it now: whom the motion was addressed to, until somebody else took it
    on. ``cost_fen`` is None where no cost was named; ``done_by`` is an ISO date. ``remind``,
    ``climb`` and ``bodies`` are the ladder as the rules had it when the clock started.
    ``stopped_at``: a question back stops the clock since then. ``plan_by``: a plan is owed, or was.
    """

    community_id: str
    id: str
    motion_id: str
    addressee: str
    state: str
    asked_at: int
    acknowledge_by: int
    answer_by: int
    extended_at: int
    extension_reason: str
    acknowledged_at: int
    acknowledged_by: str
    answered_at: int
    answered_by: str
    decision: str
    reason: str
    cost_fen: int | None
    responsible: str
    done_by: str
    remind: int
    climb: int
    bodies: str
    stopped_at: int
    plan_by: int
    planned_at: int
    completed_at: int
    completed_by: str
