"""Who may do what: the permission matrix, drawn from the tables of acts (``acts.py`` of each house).

Every command has a verb; its act's row names the roles that may use it. ``anyone`` has no account
yet, ``resident`` is everybody on the list, ``operator`` sits at the command line and ``clock`` is
the schedule. Who may act on *whose* object (an author, a second person) is a rule of the use case.
"""

from collections.abc import Mapping
from types import MappingProxyType

from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person

ROLES = (
    "facilitator",
    "chair",
    "manager",
    "treasurer",
    "second_signer",
    "clerk",
    "auditor",
    "owners_committee",
    "residents_committee",
    "subdistrict",
)
STAFF = frozenset(ROLES)

_GRANTED: dict[str, frozenset[str]] = {}

#: The permission matrix: which roles may use a verb.
MATRIX: Mapping[str, frozenset[str]] = MappingProxyType(_GRANTED)


def grant(verb: str, roles: frozenset[str]) -> None:
    """Let these roles use a verb; each verb is granted once, by the row of its act."""
    assert verb not in _GRANTED, verb
    _GRANTED[verb] = roles


def may(person: Person, verb: str) -> bool:
    """Whether one of the person's roles may use the verb."""
    return any(person.holds(role) for role in MATRIX[verb])


def check(person: Person, verb: str) -> Refusal | None:
    """Refuse with ``policy.not_your_role``, naming the roles that may; nobody can ask the clock."""
    if may(person, verb):
        return None
    people = MATRIX[verb] - {"clock"} or MATRIX[verb]
    return refuse("policy.not_your_role", verb=verb, roles=" ".join(sorted(people)))
