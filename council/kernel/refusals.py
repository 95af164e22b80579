"""A refusal is an answer for a person, not an error: a key, parameters, and what to do next.

The sentence is worded at the edge (``refusal.<key>`` in the catalogs). A use case *returns* it;
the command bus then undoes whatever the use case had written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Param = str | int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not, as a key with parameters."""

    key: str
    params: Mapping[str, Param] = field(default_factory=dict)


def refused(judged: object) -> Refusal | None:
    """Tell the refusal that a judgement is, if it is one."""
    return judged if isinstance(judged, Refusal) else None


def refuse(key: str, **params: Param) -> Refusal:
    """Say no with a key and its parameters."""
    return Refusal(key, params)
