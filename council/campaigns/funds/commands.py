"""Fund lines 资金来源: what can be asked of them, and the answer."""

from typing import ClassVar

from council.campaigns.funds.line import FundLine, MaintenanceNote
from council.kernel.bus.command import Command, result
from council.kernel.values import value


@value
class WaitingMove:
    """What waits for a second person; ``own``: this person proposed it."""

    line: int
    title: str
    number: int
    kind: str
    amount_fen: int
    voucher: str
    own: bool


@result
@value
class FundDesk:
    """All fund lines, what waits, and the note of the maintenance fund.

    ``may_write`` and ``may_confirm`` are this person's; ``did`` names what was just done.
    """

    lines: tuple[FundLine, ...]
    waiting: tuple[WaitingMove, ...]
    maintenance: MaintenanceNote | None
    may_write: bool
    may_confirm: bool
    did: str = ""


@value
class RecordFundLine(Command[FundDesk]):
    """Record where money for a resolution comes from; ``terms`` is the giver's condition."""

    public: ClassVar[tuple[str, ...]] = ("title", "source", "terms")
    kind: str
    title: str
    source: str
    terms: str
    resolution: str


@value
class ProposeFundMove(Command[FundDesk]):
    """Propose a budget, an income or an expense; ``voucher`` names the paper it rests on."""

    public: ClassVar[tuple[str, ...]] = ("voucher",)
    line: int
    kind: str
    amount_fen: int
    voucher: str


@value
class ConfirmFundMove(Command[FundDesk]):
    """Confirm what somebody else proposed, after a look at its paper."""

    line: int
    number: int


@value
class DeclineFundMove(Command[FundDesk]):
    """Not confirm it: it counts for nothing."""

    line: int
    number: int


@value
class NoteMaintenanceFund(Command[FundDesk]):
    """Note what the authority's account says on a day (``as_of``, UTC seconds)."""

    public: ClassVar[tuple[str, ...]] = ("source",)
    balance_fen: int
    source: str
    as_of: int
