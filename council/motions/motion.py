"""A motion 议案 as it is kept."""

from council.kernel.values import value


@value
class Motion:
    """A motion as kept. Empty strings stand for what is not given.

    ``matter`` is a kind of matter of version ``power_list`` of the power-and-duty list.
    """

    community_id: str
    id: str
    number: int
    title: str
    body: str
    legal_class: str
    addressee: str
    proposal_id: str
    meeting_id: str
    from_poll_id: str
    state: str
    drafted_by: str
    drafted_at: int
    changed_at: int
    matter: str
    power_list: int
