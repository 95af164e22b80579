"""Rules of bank statements 对账单: what may become of a line. Pure: docs/rules.md#money."""

from council.kernel.lifecycle import Lifecycle, move
from council.kernel.refusals import Refusal, refuse
from council.roll.rules import FILE_BYTES

BANK_LINE = Lifecycle(
    "bank_line",
    move("receipt", before="waiting suspense", after="receipt", through="bank.book"),
    move("tick", before="waiting suspense", after="ticked", through="bank.book"),
    move("suspend", before="waiting", after="suspense", through="bank.book"),
    move("leave", before="waiting", after="left", through="bank.book"),
    # Nothing was posted for it, so it may be looked at once more.
    move("reopen", before="left ticked", after="waiting", through="bank.book"),
    move("ask_back", before="suspense", after="returning", through="bank.ask_back"),
    move("give_back", before="returning", after="returned", through="bank.give_back"),
    move("hold_on", before="returning", after="suspense", through="bank.give_back"),
)
#: So many lines are ticked or left by one press: others write in between.
AT_ONCE = 300
#: Characters of what is kept of a name and of the words beside a movement.
PARTY_MOST, MEMO_MOST = 40, 80
#: Signs of a name that is kept masked: its first and a star for each other.
STAR = "*"


def party_shown(name: str) -> str:
    """Mask whom a bank names: the first sign, and a star for each of the others."""
    plain = name.split("(", maxsplit=1)[0].strip()[:PARTY_MOST]
    return plain[:1] + STAR * (len(plain) - 1)


def statement_too_large(size: int) -> Refusal:
    """Refuse an export of so many bytes, in whole MB (rounded up)."""
    megabyte = 1024 * 1024
    return refuse("bank.file_large", size_mb=-(-size // megabyte), limit_mb=FILE_BYTES // megabyte)
