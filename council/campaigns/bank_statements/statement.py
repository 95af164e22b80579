"""What a statement says, whatever it was exported from."""

from typing import Literal

from council.kernel.values import value

Source = Literal["bank", "wechat", "alipay"]
#: Where a receipt of such a line comes from (``council.campaigns.receipts.rules.METHODS``).
METHOD_OF: dict[Source, str] = {"bank": "transfer", "wechat": "wechat", "alipay": "alipay"}


@value
class StatementLine:
    """One movement. ``line``: where it stands in the file, from 1.

    ``booked_at`` in UTC seconds. ``amount_fen`` came in, or went out where it is negative.
    ``reference`` is the one that its bank gave it, ``counterparty`` as the bank names them, ``memo``
    what was written to it. ``balance_fen``: what the account held afterwards; None: not told.
    ``payer`` is the resident (by id) of whom it is known that they are meant.
    """

    line: int
    booked_at: int
    amount_fen: int
    reference: str
    counterparty: str
    memo: str
    balance_fen: int | None = None
    payer: str = ""


@value
class Statement:
    """A statement as it was read. ``left_out``: lines that moved nothing (closed, failed, neutral)."""

    source: Source
    lines: tuple[StatementLine, ...]
    left_out: tuple[int, ...]

    @property
    def came_in_fen(self) -> int:
        """The sum of all that came in."""
        return sum(each.amount_fen for each in self.lines if each.amount_fen > 0)

    @property
    def went_out_fen(self) -> int:
        """The sum of all that went out."""
        return -sum(each.amount_fen for each in self.lines if each.amount_fen < 0)
