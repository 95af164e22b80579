"""What a table of ballots was recognised to be, to be told beside the result."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from voting.ballots import CandidateId
from voting.formats.faults import Fault

#: ``ranks``: a column for each rank, cells name candidates. The others: a column for each
#: candidate, cells are ranks (1 is best), points (more is better), or 1 and 0.
Kind: TypeAlias = Literal["ranks", "ranks_in_cells", "points", "approvals"]
#: What somebody may say the cells are where they do not tell.
Cells: TypeAlias = Literal["ranks", "points"]
CELLS: tuple[Cells, ...] = get_args(Cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A table's kind, the layout's maker if it has one, and which columns were read.

    ``columns`` counts those of ranks or candidates; ``count`` is the header of the one that says
    how many ballots a line stands for; ``unread`` are the headers of the rest. ``write_in`` is the
    candidate that stands for everybody written in. ``elsewhere`` counts lines of ballots on which
    this contest did not stand. ``hidden_sheet`` is the sheet's name where the workbook
    hides it, and ``hidden`` are lines that the sheet hides: both were read; ``other_sheets`` were
    not. ``not_approval``: the first cell that is neither 0 nor 1.
    """

    kind: Kind
    columns: int
    layout: str = ""
    count: str = ""
    unread: tuple[str, ...] = ()
    write_in: CandidateId | None = None
    elsewhere: int = 0
    hidden_sheet: str = ""
    hidden: tuple[int, ...] = ()
    other_sheets: tuple[str, ...] = ()
    not_approval: Fault | None = None
