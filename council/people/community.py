"""A community as it is kept."""

from council.kernel.values import value


@value
class Community:
    """A community as kept. ``own_rules`` is empty where it follows its profile."""

    id: str
    slug: str
    name: str
    locale: str
    timezone: str
    profile: str
    demo: bool
    created_at: int
    own_rules: str
