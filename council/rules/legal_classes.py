"""Legal classes of motions (docs/rules.md#thresholds): one subject, one class, one track.

Two tracks that are never mixed: the residents' track is advisory (one adult, one vote), the
owners' track binds (heads and floor area). What a class asks for is a row of the community's
rule profile (council.rules.profile); its name is the catalog key ``legal_class.<id>``.
"""

from typing import Literal

Track = Literal["residents", "owners"]


def track_of(legal_class: str) -> Track:
    """Tell the track of a class: it is part of its name, in every profile."""
    return "owners" if legal_class.startswith("O-") else "residents"
