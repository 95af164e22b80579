"""Rules of the keepers 三人管钱: who keeps what, when money is published. Pure: docs/rules.md#money."""

from collections.abc import Mapping
from types import MappingProxyType

from council.campaigns.facts import CampaignFacts
from council.campaigns.rules import check_office
from council.kernel.lifecycle import Lifecycle, move
from council.kernel.policy import STAFF
from council.kernel.refusals import Refusal, refuse

PUBLICATION = Lifecycle(
    "publication",
    move("sign", before="published", after="signed", through="campaign.audit"),
    move("object", before="published", after="objected", through="campaign.object"),
)
#: The three offices, and whoever may hold them by the roles they have.
OFFICES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "cashier": frozenset({"treasurer"}),
        "bookkeeper": frozenset({"second_signer"}),
        "auditor": STAFF,
    }
)
#: How often a campaign's money is published, in seconds.
RHYTHMS: Mapping[str, int] = MappingProxyType({"weekly": 7 * 86_400, "monthly": 31 * 86_400})
#: Where keepers are named, and where money is published.
KEPT = (
    "draft",
    "approved",
    "open",
    "target_met",
    "disbursing",
    "refunding",
    "settled",
    "refunded",
)
TOLD = ("open", "target_met", "disbursing", "refunding", "settled", "refunded")
#: Where all money is dealt with, so that what is published is the final statement.
ENDED = ("settled", "refunded")


def publish_by(state: str, rhythm: str, *, last: int) -> int:
    """Tell when money that was published at ``last`` is due again; 0: no more, or never agreed."""
    return last + RHYTHMS[rhythm] if state in TOLD and rhythm and last else 0


def check_appointing(campaign: CampaignFacts) -> Refusal | None:
    """Keepers are named, and changed, until the books are closed."""
    if campaign.state in KEPT:
        return None
    return refuse("campaign.not_now", verb="appoint", state=campaign.state)


def check_keepers(held: Mapping[str, tuple[str, frozenset[str]]]) -> Refusal | None:
    """Judge three keepers (office → person and their roles): three people, fit for their offices."""
    for office, (_, roles) in held.items():
        if not roles & OFFICES[office]:
            return refuse("campaign.unfit_keeper", office_key=f"office.{office}")
    if len({person for person, _ in held.values()}) < len(held):
        return refuse("campaign.two_offices")
    return None


def check_publishing(campaign: CampaignFacts) -> Refusal | None:
    """The bookkeeper publishes, or who stands in; the final statement once nothing waits."""
    if campaign.state not in TOLD:
        return refuse("campaign.not_now", verb="publish", state=campaign.state)
    refusal = check_office(campaign, "cashier", "auditor")
    if refusal is not None or campaign.state not in ENDED:
        return refusal
    if campaign.unsigned:
        return refuse("campaign.cash_unsigned", n=campaign.unsigned)
    if campaign.asked or campaign.proposed:
        return refuse("campaign.refunds_pending", n=campaign.asked + campaign.proposed)
    return refuse("publication.waits") if campaign.final == "published" else None


def check_auditing(campaign: CampaignFacts) -> Refusal | None:
    """The auditor signs a final statement that still holds; with that the books are closed."""
    if campaign.state not in ENDED:
        return refuse("campaign.not_now", verb="archive", state=campaign.state)
    return _check_auditor(campaign) or PUBLICATION.refusal("sign", campaign.final or "none")


def check_objecting(campaign: CampaignFacts) -> Refusal | None:
    """The auditor objects to what was published last."""
    return _check_auditor(campaign) or PUBLICATION.refusal("object", campaign.told or "none")


def _check_auditor(campaign: CampaignFacts) -> Refusal | None:
    if campaign.auditor and campaign.person == campaign.auditor:
        return None
    return refuse("campaign.not_auditor", number=campaign.number)
