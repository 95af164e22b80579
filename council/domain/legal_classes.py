"""Legal classes of motions, as data (domain.md §1.3 and §1.4): one subject, one class.

Two tracks that are never mixed: the residents' track is advisory (one adult, one vote), the
owners' track binds (heads and floor area). Names and citations are catalog keys:
``legal_class.<id>`` and ``legal_basis.<id>``.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from council.domain.values import value

Track = Literal["residents", "owners"]
Approval = Literal["consensus", "more_yes_than_no", "half", "three_quarters"]


@value
class LegalClass:
    """One row of the rule table.

    ``participation`` is the part of heads and of area that must take part (None: no such rule);
    ``approval`` names the test among those who take part.
    """

    id: str
    track: Track
    participation: tuple[int, int] | None
    approval: Approval
    citation: str

    @property
    def matter_key(self) -> str:
        """The catalog key of its name."""
        return f"legal_class.{self.id}"


def _owners(number: int, approval: Approval) -> LegalClass:
    return LegalClass(
        id=f"O-{number}",
        track="owners",
        participation=(2, 3),
        approval=approval,
        citation=f"民法典 278(1)({number})",
    )


_ROWS = (
    LegalClass(
        id="R-XS",
        track="residents",
        participation=None,
        approval="consensus",
        citation="《关于加强城乡社区协商的意见》(2015)",
    ),
    LegalClass(
        id="R-MO",
        track="residents",
        participation=None,
        approval="more_yes_than_no",
        citation="萝卜规则 / 南塘十三条",
    ),
    _owners(1, "half"),
    _owners(2, "half"),
    _owners(3, "half"),
    _owners(4, "half"),
    _owners(5, "half"),
    _owners(6, "three_quarters"),
    _owners(7, "three_quarters"),
    _owners(8, "three_quarters"),
    _owners(9, "half"),
)

LEGAL_CLASSES: Mapping[str, LegalClass] = MappingProxyType({row.id: row for row in _ROWS})
