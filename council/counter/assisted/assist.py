"""An assisted act 线下代办 as it is kept."""

from council.kernel.values import value


@value
class Assist:
    """An assisted act as kept: the columns of its row (``council.counter.assisted.tables``)."""

    community_id: str
    id: str
    number: int
    act: str
    poll_id: str
    slot: str
    state: str
    person: str
    voter: str
    resident_id: str | None
    helper: str
    helper_role: str
    desk: str
    reason: str
    consent: str
    evidence: str
    witness: str | None
    statement_read: int
    content: str
    read_back: int
    serial: str
    scan: str
    slip_given: int
    contact: str
    review: int
    stood: int
    revision: int | None
    recorded_by: str
    recorded_at: int
    confirmed_by: str | None
    confirmed_at: int | None
    ended_by: str | None
    ended_at: int | None
    end_reason: str | None
    helper_id: str | None
