"""The ledger 台账 as files: beancount, and a table with a line for each side of each transfer."""

from collections.abc import Iterator, Sequence

from council.campaigns.ledger.beancount import beancount, yuan
from council.campaigns.ledger.journal import JournalLine
from council.kernel.screens.translator import Translator
from voting.formats.table import BOM, write_table, write_workbook

#: The columns of the table, as promised in docs/interfaces.md.
COLUMNS = (
    *("number", "transfers", "posted_at", "kind", "campaign", "cause"),
    *("payee", "voucher", "account", "amount_yuan"),
)
#: How the names of the files end.
ENDINGS = (".beancount", ".csv", ".xlsx")


def cells(lines: Sequence[JournalLine], say: Translator) -> Iterator[tuple[str, ...]]:
    """Write a journal as cells: a line for each side, so that the last column adds up to zero."""
    for line in lines:
        for side in line.sides:
            yield (
                *(str(line.number), str(line.many)),
                say.local(line.posted_at).isoformat(),
                *(line.kind, str(line.campaign or ""), line.cause, line.payee, line.voucher),
                *(side.account, yuan(side.amount_fen)),
            )


def ledger_file(
    ending: str, lines: Sequence[JournalLine], say: Translator, *, name: str, now: int
) -> bytes:
    """Write a journal as one of the ENDINGS; no cell of a table is a formula."""
    if ending == ".beancount":
        return beancount(lines, say, name=name, now=now).encode()
    if ending == ".csv":
        return (BOM + write_table(COLUMNS, cells(lines, say))).encode()
    return write_workbook(COLUMNS, cells(lines, say))
