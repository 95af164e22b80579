"""Text of strangers in lines of ours: nothing in it may end a line, move the cursor or turn letters.

Names, titles and cells reach logs and terminals. A line feed forges a line of the log, an escape
sequence repaints the terminal, a bidirectional mark lets a line read as another.
"""

import logging
import re

from typing_extensions import override

#: C0, DEL and C1 controls, line and paragraph separators, bidirectional and byte order marks, halves
#: of surrogate pairs. A line feed is looked at apart.
_UNSAFE = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028\\u2029"
    "\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ud800-\\udfff]"
)


def _written(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"  # also what JSON writes inside a string


def lines(text: str) -> str:
    """Write whatever is no plain character by its number, as JSON does; lines stay lines."""
    return _UNSAFE.sub(_written, text)


def one_line(text: str) -> str:
    """The same for a text that must stay one line."""
    return lines(text).replace("\n", "\\n")


class OneLine(logging.Formatter):
    """Every record is one line; a traceback follows it with a mark at each of its lines."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        record.message = one_line(record.getMessage())
        record.asctime = self.formatTime(record, self.datefmt)
        told = [self.formatMessage(record)]
        if record.exc_info:
            told += self.formatException(record.exc_info).splitlines()
        if record.stack_info:
            told += record.stack_info.splitlines()
        return "\n  | ".join(one_line(line) for line in told)
