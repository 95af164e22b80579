"""What is wrong with a file that somebody sent, as a result carries it to its wording."""

from collections.abc import Iterable, Mapping

from council.kernel.refusals import Param
from council.kernel.values import value
from voting.formats.faults import Fault


@value
class FileFault:
    """One thing wrong with a file or an answer; worded as ``fault.<key>``."""

    key: str
    line: int | None
    column: int | None
    params: Mapping[str, Param]


def told(faults: Iterable[Fault]) -> tuple[FileFault, ...]:
    """Tell what a file's reader or its judge found wrong."""
    return tuple(
        FileFault(key=each.key, line=each.line, column=each.column, params=dict(each.params))
        for each in faults
    )
