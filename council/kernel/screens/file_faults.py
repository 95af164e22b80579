"""What is wrong with a file, line by line: where, what, what to do; and what its reader did."""

from collections.abc import Sequence

from council.kernel.screens.file_faults_result import FileFault
from council.kernel.screens.parts import clip
from council.kernel.screens.translator import Translator

#: How many of anything a screen lists; the rest is counted.
LISTED = 10
#: UTF-16 units of a list of columns or lines.
LIST = 160


def fault_lines(
    faults: Sequence[FileFault], say: Translator, *, columns: str, placed: bool = True
) -> list[str]:
    """Say the first faults; ``columns`` is where the catalogs name the columns of such a file.

    Not ``placed``: they are about an answer, not about cells.
    """
    lines = [_line(each, say, columns, placed=placed) for each in faults[:LISTED]]
    if len(faults) > LISTED:
        lines.append(str(say("roll.more", n=len(faults) - LISTED)))
    return lines


def note_lines(
    unread: Sequence[str], notes: Sequence[tuple[str, str]], say: Translator
) -> list[str]:
    """Say what the reader of a file did by itself: ``unread`` columns, and its notes."""
    lines = []
    if unread:
        columns = clip(str(say("list.and")).join(unread), LIST)
        lines.append(str(say("roll.unread", columns=columns)))
    lines += [str(say(f"roll.note.{key}", text=clip(text, LIST))) for key, text in notes[:LISTED]]
    return lines


def _line(fault: FileFault, say: Translator, columns: str, *, placed: bool) -> str:
    params = dict(fault.params)
    column = f"{columns}.{params.get('name')}"
    if say.has(column):
        params["name"] = str(say(column))
    where = ""
    if placed and fault.line and fault.column:
        where = str(say("roll.fault.cell", line=fault.line, column=fault.column))
    elif placed and fault.line:
        where = str(say("roll.fault.line", line=fault.line))
    return str(say("roll.fault", where=where, said=say(f"fault.{fault.key}", **params)))
