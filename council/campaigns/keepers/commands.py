"""What the keepers of a campaign's money do: named, publishing, signing, objecting."""

from typing import ClassVar

from council.campaigns.commands import CampaignFile
from council.kernel.bus.command import Command, result
from council.kernel.values import value


@value
class AppointKeepers(Command[CampaignFile]):
    """Name the three keepers by register number, and how often the money is published."""

    campaign: int
    cashier: str
    bookkeeper: str
    auditor: str
    rhythm: str


@value
class PublishStatement(Command[CampaignFile]):
    """Publish the sums of a campaign's money as they stand."""

    campaign: int


@value
class SignStatement(Command[CampaignFile]):
    """Sign the final statement as the auditor: the books are closed."""

    campaign: int


@value
class ObjectToStatement(Command[CampaignFile]):
    """Object to what was published last, with a public reason."""

    public: ClassVar[tuple[str, ...]] = ("reason",)
    campaign: int
    reason: str


@result
@value
class PublishersReminded:
    """How many keepers were told that a campaign's money is to be published."""

    campaign: int
    reminded: int


@value
class RemindPublishers(Command[PublishersReminded]):
    """Tell the keepers that publishing is late; once for each time that it is due."""

    campaign: int
