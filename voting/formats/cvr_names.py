"""What stands in a cell of a rank: nobody, too many, or names, and the numbers they get.

Full-width forms are the same name. Words that machines print for a rank without a name are nobody's
name.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from voting.ballots import CandidateId
from voting.formats.around import is_total
from voting.formats.faults import BadInput, Fault, bad
from voting.formats.ranked import MOST_CANDIDATES, WHOLE
from voting.profile import Candidate

#: A rank that names nobody, and one that names several whom the source did not keep.
NOBODY, OVERVOTED = 0, -1
_NOBODY = re.compile(
    r"|[-‐-―−/\\]+|(?:under ?votes?|skip(?:ped)?(?: rank(?:ing)?)?|blank|not ranked|unranked"
    r"|no ?(?:vote|selection|choice|rank)|n/?a|null|nan|nil|none|exhausted|abstain(?:ed|s)?"
    r"|abstention|空白?|空票|未填|未选|未投|跳过|无|没有|弃权|棄權|弃票)"
)
#: What a clerk writes of a whole ballot where a name should stand.
_SPOILED = re.compile(
    r"(?:spoil(?:ed|t)|invalid|void|rejected)(?: (?:ballot|vote))?|废票|廢票|作废|作廢|无效票?|無效票?"
)
_OVERVOTED = re.compile(r"over ?votes?(?:d)?|重选|多选|选多了")
_WRITE_IN = re.compile(r"(?:undeclared[ -])?write[ -]?ins?(?:[ -]?[0-9]+)?|uwi")
WRITE_IN = "Write-in"
_JOINED = re.compile("[、,/|+&]")


def tidy(cell: str) -> str:
    """Write a cell in its one form: full width made narrow, blanks made one."""
    if cell.isascii() and "  " not in cell and "\t" not in cell and "\n" not in cell:
        return cell.strip()
    return " ".join(unicodedata.normalize("NFKC", cell).replace("\ufeff", "").split())


def is_nobody(cell: str) -> bool:
    """Whether a tidy cell says that a rank names nobody."""
    return bool(_NOBODY.fullmatch(cell.casefold().replace("_", " ")))


def _is_seen(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) not in {"Cc", "Cf"}


@dataclass(slots=True, kw_only=True)
class Names:
    """Collects the names of a file; ``codes`` maps every cell that was met to what it says.

    A code is a name's place in ``found``, from 1, ``NOBODY``, ``OVERVOTED``, or below that the
    place of several names in ``several``.
    """

    file: str
    line: int = 0
    found: dict[str, int] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    several: list[tuple[int, ...]] = field(default_factory=list)
    codes: dict[str, int] = field(default_factory=dict)

    def code(self, cell: str) -> int:
        """Read a cell of a rank; a text that was met before is not read again."""
        known = self.codes.get(cell)
        if known is None:
            known = self.codes[cell] = self._read(cell)
        return known

    def _read(self, cell: str) -> int:
        text = tidy(cell)
        if is_nobody(text):
            return NOBODY
        if _OVERVOTED.fullmatch(text.casefold().replace("_", " ")):
            return OVERVOTED
        parts = [part for part in map(str.strip, text.split(";")) if part]
        marked = tuple(self._place(part) for part in parts)
        if len(marked) == 1:
            return marked[0]
        if not marked:
            return NOBODY
        self.several.append(marked)
        return OVERVOTED - len(self.several)

    def _place(self, name: str) -> int:
        if is_total(name):
            raise bad("cvr.total", file=self.file, line=self.line or None, text=name)
        if _SPOILED.fullmatch(name.casefold()):
            raise bad("cvr.spoiled", file=self.file, line=self.line or None, text=name)
        if _WRITE_IN.fullmatch(name.casefold()):
            name = WRITE_IN
        if name not in self.found:
            if len(self.found) >= MOST_CANDIDATES:
                raise bad(
                    "ranked.too_many_candidates",
                    file=self.file,
                    line=self.line or None,
                    count=len(self.found) + 1,
                    limit=MOST_CANDIDATES,
                )
            self.found[name] = len(self.found) + 1
            self.lines.append(self.line)
        return self.found[name]

    def check(self) -> None:
        """Refuse names that are several joined into one, or one written in two ways."""
        alike: dict[str, str] = {}
        faults = []
        for (name, _), line in zip(self.found.items(), self.lines, strict=True):
            parts = [part.strip() for part in _JOINED.split(name)]
            if len(parts) > 1 and all(part in self.found for part in parts):
                faults.append(self._fault("cvr.joined", line, text=name))
            form = "".join(each for each in name.casefold() if _is_seen(each))
            other = alike.setdefault(form, name)
            if other != name:
                faults.append(self._fault("cvr.alike", line, text=name, other=other))
        if faults:
            raise BadInput(faults)

    def _fault(self, key: str, line: int, **params: str) -> Fault:
        return Fault(key=key, file=self.file, line=line or None, params=params)


def numbered(names: Iterable[str], *, file: str) -> dict[str, CandidateId]:
    """Give names their numbers: their own where all are numbers, else those of their order."""
    named = frozenset(names)
    if not named:
        raise bad("ranked.no_candidates", file=file)
    if len(named) > MOST_CANDIDATES:
        limit = MOST_CANDIDATES
        raise bad("ranked.too_many_candidates", file=file, count=len(named), limit=limit)
    if all(WHOLE.fullmatch(name) for name in named) and len(set(map(int, named))) == len(named):
        return {name: int(name) for name in sorted(named, key=int)}
    return {name: number for number, name in enumerate(sorted(named), start=1)}


def candidates_of(numbers: Mapping[str, CandidateId]) -> tuple[Candidate, ...]:
    """Make the candidates of names and their numbers."""
    return tuple(Candidate(id=number, name=name) for name, number in numbers.items())
