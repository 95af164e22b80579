"""A bank statement 对账单 that was sent, and one of its lines, as kept."""

from council.campaigns.bank_statements.statement import Source, StatementLine
from council.kernel.values import value


@value
class BankStatement:
    """A file that was sent. ``new_lines`` it brought, ``known_lines`` stood in an earlier one."""

    community_id: str
    id: str
    number: int
    source: Source
    file: str
    sha256: str
    new_lines: int
    known_lines: int
    left_out: int
    sent_by: str
    sent_at: int


@value
class BankLine:
    """One movement. ``amount_fen`` is negative where it went out; ``party`` is masked.

    ``target_kind`` and ``target_id`` say what of the books it is; ``suspended_at`` (0: never) when
    it came into suspense, by whom; ``asked_by`` and ``settled_by`` who sent it back, two people.
    """

    community_id: str
    id: str
    statement_id: str
    line: int
    booked_at: int
    amount_fen: int
    reference: str
    party: str
    memo: str
    payer_id: str
    state: str
    target_kind: str
    target_id: str
    suspended_at: int
    suspended_by: str
    asked_by: str
    settled_by: str
    settled_at: int

    @property
    def told(self) -> StatementLine:
        """The line as a statement tells it."""
        return StatementLine(
            line=self.line,
            booked_at=self.booked_at,
            amount_fen=self.amount_fen,
            reference=self.reference,
            counterparty=self.party,
            memo=self.memo,
            payer=self.payer_id,
        )
