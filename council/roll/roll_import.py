"""A file of the roll that waits for a second person, as it is kept."""

from council.kernel.values import value


@value
class RollImport:
    """A file that waits. ``units`` is JSON, ``against`` the fingerprint of the roll it was held to."""

    community_id: str
    id: str
    file: str
    sha256: str
    units: str
    removed: int
    against: str
    offered_by: str
    offered_at: int
