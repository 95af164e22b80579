r"""The names at the end of a BLT file: one a line, written as each program writes them.

    "Ann Lee"                        the rule; ``\\"`` and ``""`` are a quotation mark inside
    Ann Lee                          as it stands
    "Ann Lee" "Green Party"          a name and a party: Ann Lee (Green Party)
    \"\"\"Ann Lee\"\" \"\"Green Party\"\"\"  the same after a spreadsheet
    “Ann Lee”                        the quotation marks of a word processor
    # ALTERNATIVE NAME 1: Ann Lee    where the names are taken over from a PrefLib file

The names are as many as the first line says, and at most a title follows: a name more or fewer would
give every later candidate another's votes. Free text may follow a title in quotation marks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from voting.formats.faults import bad
from voting.formats.lines import name_in

QUOTED = re.compile(r'"((?:[^"\\]|\\.|"")*)"')
#: Quotation marks of word processors and of Chinese and French text.
MARKS = "“”„«»「」『』＂"
TO_PLAIN = str.maketrans(dict.fromkeys(MARKS, '"'))
NUMBERED = re.compile(r"#\s*ALTERNATIVE NAME ([0-9]+)\s*:\s*(.*)", re.IGNORECASE)
#: As many texts on one line may be a name with its party.
COUPLE = 2
REMARK = re.compile(r"^#.*|\s#(\s.*)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A line after the ballots: its number, whether it is in quotation marks, what it holds."""

    line: int
    quoted: bool
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The name, and behind it in parentheses what the line says of the party."""
        name, *rest = self.parts
        return f"{name} ({', '.join(rest)})" if rest else name


def names_in(
    lines: Iterable[tuple[int, str]], *, count: int, file: str
) -> tuple[tuple[str, ...], str]:
    """Read the names and the title ("" = none) after the ballots; raises ``BadInput``."""
    numbered: list[_Name] = []
    found: list[_Name] = []
    for number, raw in lines:
        line = name_in(raw).rstrip(", ")
        name = NUMBERED.fullmatch(line)
        if name:
            if int(name[1]) != len(numbered) + 1:
                raise bad("blt.name_number", file=file, line=number, text=name[1])
            numbered.append(_Name(line=number, quoted=False, parts=(name[2].strip(),)))
            continue
        read = _name(line, file=file, number=number)
        # Free text after the title has no marks where the title has them.
        if read is not None and not (
            len(found) > count and found[count].quoted and not read.quoted
        ):
            found.append(read)
    if len(numbered) == count and len(found) <= 1:
        found = [*numbered, *found]
    if len(found) == 1 and len(found[0].parts) == count + 1 > COUPLE:
        # All names and the title stand on one line.
        found = [replace(found[0], parts=(part,)) for part in found[0].parts]
    if len(found) < count:
        raise bad("blt.names_missing", file=file, found=len(found), said=count)
    if len(found) > count + 1:
        first, many = found[count + 1].line, len(found)
        raise bad("blt.names_too_many", file=file, line=first, found=many, said=count)
    names = [each.text for each in found]
    return tuple(names[:count]), names[count] if len(names) > count else ""


def _name(line: str, *, file: str, number: int) -> _Name | None:
    """Read one line; nothing where it is empty or a remark."""
    if line[:1] in MARKS and line:
        line = line.translate(TO_PLAIN)
    if not line.startswith('"'):
        bare = REMARK.sub("", line).strip()
        plain = bare.translate(TO_PLAIN)
        if plain.endswith('"') and plain.count('"') % 2:
            raise bad("blt.quote_open", file=file, line=number, text=bare)
        return _Name(line=number, quoted=False, parts=(bare,)) if bare else None
    parts = _quoted(line)
    if parts is None:
        raise bad("blt.quote_open", file=file, line=number, text=line)
    if len(parts) == 1 and parts[0].startswith('"'):
        # A spreadsheet has put the whole line, marks and all, into marks of its own.
        parts = _quoted(parts[0]) or parts
    return _Name(line=number, quoted=True, parts=tuple(parts))


def _quoted(line: str) -> list[str] | None:
    """Read a row of texts in quotation marks, a remark behind them allowed; None: it is none."""
    parts: list[str] = []
    rest = line
    while rest.startswith('"'):
        quoted = QUOTED.match(rest)
        if quoted is None:
            return None
        inside = quoted[1].replace('""', '\\"')
        parts.append(re.sub(r"\\(.)", r"\1", inside).strip())
        rest = rest[quoted.end() :].lstrip(" ,")
    return parts if not rest or rest.startswith("#") else None
