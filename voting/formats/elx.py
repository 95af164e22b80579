"""``ranked-1`` files (``.elx``): ranked ballots of real elections, grouped.

Blank ranks (``-``), overvotes without marks (``x``) and candidates named twice stay on the paper:
the rules of the count say what they do (voting.raw_ballots).
"""

from voting.formats.ranked import Dialect, RankedFile, read_ranked

DIALECT = Dialect(
    kind="elx",
    candidates="CANDIDATES",
    candidate="CANDIDATE",
    ballots="BALLOTS",
    distinct="DISTINCT",
    marks=True,
)


def read_elx(text: str, *, file: str) -> RankedFile:
    """Read a ``ranked-1`` file; raises ``BadInput``."""
    return read_ranked(text, file=file, dialect=DIALECT)
