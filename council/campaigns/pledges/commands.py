"""Pledges 认筹: a resident's word to give, until a receipt is made out."""

from council.campaigns.commands import CampaignScreen
from council.kernel.bus.command import Command
from council.kernel.values import value


@value
class MakePledge(Command[CampaignScreen]):
    """Pledge an amount: a first pledge, or a new amount for the standing one."""

    campaign: int
    amount_fen: int


@value
class AddExcess(Command[CampaignScreen]):
    """Add what came in above one's pledge to the pledge, instead of having it back."""

    campaign: int


@value
class WithdrawPledge(Command[CampaignScreen]):
    """Take a pledge back, as long as no receipt was made out for it."""

    campaign: int


@value
class UndoPledge(Command[CampaignScreen]):
    """Undo what was pledged or changed last: within ten minutes, but for what was received."""

    campaign: int


@value
class NamePledge(Command[CampaignScreen]):
    """Show the pledge under a masked name in the public ledger, or as 匿名."""

    campaign: int
    anonymous: bool
