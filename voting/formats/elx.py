"""``ranked-1`` files (``.elx``): ranked ballots of real elections, grouped."""

from voting.formats.ranked import Dialect, RankedFile, read_ranked

DIALECT = Dialect(
    kind="elx",
    candidates="CANDIDATES",
    candidate="CANDIDATE",
    ballots="BALLOTS",
    distinct="DISTINCT",
)


def read_elx(text: str, *, file: str) -> RankedFile:
    """Read a ``ranked-1`` file; raises ``BadInput``.

    Blank ranks (``-``), overvotes without marks (``x``) and candidates named twice are refused:
    they need cleaning rules that whole rankings do not have.
    """
    return read_ranked(text, file=file, dialect=DIALECT)
