"""Made answers with known groups, drawn from fixed seeds."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from council.statements.opinion_groups.matrix import AGREE, DISAGREE, Matrix, matrix_of

#: Chances of agreement: what all share, and how two camps part over the rest.
SHARED = (97, 97, 97)
ONE_CAMP = (95, 95, 95, 5, 5, 5, 50, 50, 50)
OTHER_CAMP = (5, 5, 5, 95, 95, 95, 50, 50, 50)
#: Three camps, each with three statements of its own.
THREE = (
    (95, 95, 95, 5, 5, 5, 5, 5, 5),
    (5, 5, 5, 95, 95, 95, 5, 5, 5),
    (5, 5, 5, 5, 5, 5, 95, 95, 95),
)
TWELVE = tuple(range(1, 13))


def lots(seed: str) -> Iterator[int]:
    """Draw numbers from 0 to 99, the same for the same seed."""
    turn = 0
    while True:
        yield int(hashlib.sha256(f"{seed}/{turn}".encode()).hexdigest()[:8], 16) % 100
        turn += 1


def people(
    many: int, chances: Sequence[int], *, seed: str, answered: int = 85
) -> list[dict[int, int]]:
    """Make the answers of some people who agree with such chances, and answer some of them all."""
    drawn = lots(seed)
    return [
        {
            number: AGREE if next(drawn) < chance else DISAGREE
            for number, chance in enumerate(chances, 1)
            if next(drawn) < answered
        }
        for _ in range(many)
    ]


def two_camps() -> list[dict[int, int]]:
    """Forty and thirty people who share three statements and part over six."""
    return [
        *people(40, (*SHARED, *ONE_CAMP), seed="one"),
        *people(30, (*SHARED, *OTHER_CAMP), seed="other"),
    ]


def three_camps() -> list[dict[int, int]]:
    """Forty, thirty and twenty people who share three statements."""
    return [
        each
        for many, camp in zip((40, 30, 20), THREE, strict=True)
        for each in people(many, (*SHARED, *camp), seed=f"three {many}", answered=100)
    ]


def matrix(answers: Sequence[Mapping[int, int]]) -> Matrix:
    """The matrix of twelve statements."""
    return matrix_of(TWELVE, answers)
