"""A resolution 决议 as it is kept."""

from council.kernel.values import value


@value
class Resolution:
    """A resolution as kept; it rests on a poll or on a meeting's vote.

    ``repealed_by`` is the id of a later one. ``approved_fen`` is how much may be spent on it.
    """

    community_id: str
    id: str
    number: str
    motion_id: str
    poll_id: str | None
    title: str
    body: str
    state: str
    drafted_at: int
    drafted_by: str
    published_at: int | None
    published_by: str | None
    posted_until: int | None
    challenge_until: int | None
    fulfilled_at: int | None
    repealed_at: int | None
    repealed_by: str | None
    meeting_vote_id: str | None
    approved_fen: int | None
