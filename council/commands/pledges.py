"""Pledges 认筹: a resident's word to give, until a receipt is made out."""

from typing import ClassVar

from council.commands.campaigns import CampaignScreen, CampaignView
from council.commands.message import Command, result
from council.domain.values import value


@result
@value
class PledgeSheet:
    """A pledge not yet confirmed. ``amount_fen`` 0 = the amount is asked for.

    ``before_fen`` is the active pledge that a new amount would replace (0 = none).
    """

    campaign: CampaignView
    revision: int
    amount_fen: int
    before_fen: int


@value
class AskPledge(Command[PledgeSheet]):
    """Ask for an amount: the next message is it."""

    verb: ClassVar[str] = "pledge.make"
    campaign: int


@value
class PreparePledge(Command[PledgeSheet]):
    """Read an amount as typed; ``campaign`` 0 = the one whose amount was asked for."""

    verb: ClassVar[str] = "pledge.make"
    text: str
    campaign: int = 0


@value
class MakePledge(Command[CampaignScreen]):
    """Confirm the prepared pledge. ``revision`` is the sheet's; a second tap changes nothing."""

    verb: ClassVar[str] = "pledge.make"
    campaign: int
    revision: int


@value
class WithdrawPledge(Command[CampaignScreen]):
    """Take a pledge back, as long as no receipt was made out for it."""

    verb: ClassVar[str] = "pledge.withdraw"
    campaign: int


@value
class NamePledge(Command[CampaignScreen]):
    """Show the pledge under a masked name in the public ledger, or as 匿名."""

    verb: ClassVar[str] = "pledge.make"
    campaign: int
    anonymous: bool
