"""Taking in a bank statement 对账单: the file by its hash, each line once in a community."""

import hashlib
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from council.campaigns.bank_statements.bank_statement import BankLine, BankStatement
from council.campaigns.bank_statements.commands import (
    BankAwaited,
    BankTaken,
    ImportStatement,
    StartBank,
)
from council.campaigns.bank_statements.reads import taken
from council.campaigns.bank_statements.records import payers, sent_before
from council.campaigns.bank_statements.rules import MEMO_MOST, party_shown
from council.campaigns.bank_statements.statement import StatementLine
from council.campaigns.bank_statements.tables import bank_lines, bank_statements
from council.campaigns.receipts.rules import REF_MOST, ref_key
from council.kernel import drafts
from council.kernel.acts_log import record
from council.kernel.database.batch import insert_batch
from council.kernel.database.counters import next_number
from council.kernel.database.in_array import in_array, members
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.files import keep_table
from council.kernel.private_text import masked
from council.kernel.refusals import Refusal, refuse
from council.kernel.shortening import shortened
from council.kernel.values import Person

#: The kind of the draft that waits for an export.
KIND = "bank"


def start(tx: Transaction, who: Person, command: StartBank) -> BankAwaited:
    """Wait for the file."""
    drafts.save(tx, who, bot="staff", kind=KIND, content={}, awaits="file")
    return BankAwaited()


def take(tx: Transaction, who: Person, command: ImportStatement) -> BankTaken | Refusal:
    """Keep the file and those of its lines that no earlier one had; the same file changes nothing."""
    sha256 = hashlib.sha256(command.content).hexdigest()
    before = sent_before(tx, who.community_id, sha256)
    if before is not None:
        drafts.stop_awaiting(tx, who, "staff")
        return taken(tx, before, again=True)
    # Whoever comes after waits for this number, and then sees every line that was kept here.
    number = next_number(tx, who.community_id, "bank_statements")
    if sent_before(tx, who.community_id, sha256) is not None:
        return refuse("bank.sent_just_now")
    lines = command.statement.lines
    there = _there(tx, who.community_id, lines)
    zone = ZoneInfo(who.timezone)

    def told(line: BankLine | StatementLine) -> tuple[int, date]:
        """One export may tell the moment of a movement, another only its day."""
        return line.amount_fen, datetime.fromtimestamp(line.booked_at, zone).date()

    new = []
    for line in lines:
        known = there.get(ref_key(line.reference))
        if known is None:
            new.append(line)
        elif told(known) != told(line):
            return refuse(
                "bank.line_differs",
                line=line.line,
                ref=line.reference[-12:],
                there_fen=known.amount_fen,
                amount_fen=line.amount_fen,
                there_on=known.booked_at,
            )
    kept = BankStatement(
        community_id=who.community_id,
        id=tx.new_id(),
        number=number,
        source=command.statement.source,
        file=shortened(masked(command.file), MEMO_MOST),
        sha256=keep_table(tx, who.community_id, command.content),
        new_lines=len(new),
        known_lines=len(lines) - len(new),
        left_out=len(command.statement.left_out),
        sent_by=who.id,
        sent_at=tx.now,
    )
    _write(tx, kept, new)
    record(tx, who, command.verb, "bank_statement", kept.id, number=number, lines=len(new))
    drafts.stop_awaiting(tx, who, "staff")
    return taken(tx, kept)


def _write(tx: Transaction, kept: BankStatement, new: list[StatementLine]) -> None:
    columns = bank_statements.c.keys()
    insert_batch(tx.connection, bank_statements, [{name: getattr(kept, name) for name in columns}])
    by_name = payers(tx, kept.community_id)
    insert_batch(
        tx.connection,
        bank_lines,
        [
            {
                "community_id": kept.community_id,
                "id": tx.new_id(),
                "statement_id": kept.id,
                "line": line.line,
                "booked_at": line.booked_at,
                "amount_fen": line.amount_fen,
                "reference": line.reference[:REF_MOST],
                "ref_key": ref_key(line.reference),
                "party": party_shown(line.counterparty),
                "memo": shortened(masked(line.memo), MEMO_MOST),
                "payer_id": by_name.get(line.counterparty.split("(", maxsplit=1)[0].strip()),
                "state": "waiting",
            }
            for line in new
        ],
    )


def _there(
    tx: Transaction, community_id: str, lines: tuple[StatementLine, ...]
) -> dict[str, BankLine]:
    """Tell the lines that stand there already with one of these references, by its key."""
    b, dialect = bank_lines.c, tx.connection.dialect.name
    keys = members(dialect, (ref_key(each.reference) for each in lines))
    query = select(bank_lines).where(
        b.community_id == community_id, in_array(dialect, b.ref_key, "keys")
    )
    rows = tx.connection.execute(query, {"keys": keys})
    return {row.ref_key: value_from(BankLine, row) for row in rows}
