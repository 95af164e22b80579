"""A proposal 提案 and a request to merge it, as they are kept."""

from council.kernel.values import value


@value
class Proposal:
    """A proposal as kept. ``merged_into`` is another's id; ``return_reason`` is the last one's.

    ``matter``, ``matter_class`` and ``power_list`` (a version) say how it was classified, if it was.
    """

    community_id: str
    id: str
    number: int
    author_id: str
    title: str
    body: str
    state: str
    submitted_at: int
    changed_at: int
    return_reason: str | None
    merged_into: str | None
    matter: str | None = None
    matter_class: str | None = None
    power_list: int | None = None


@value
class MergeRequest:
    """The question whether a proposal may be merged into another, put to its author."""

    community_id: str
    id: str
    proposal_id: str
    into_id: str
    asked_by: str
    asked_at: int
    state: str
    answered_at: int | None
