"""Campaigns 众筹: what they look like, and the acts that lead them."""

from typing import ClassVar

from council.campaigns.rules import told_state
from council.kernel.acts.moves import OpenMove
from council.kernel.bus.command import Command, result
from council.kernel.values import value


@value
class MethodSum:
    """What came in by one method of payment."""

    method: str
    receipts: int
    amount_fen: int


@value
class OtherFund:
    """Other money that the works count on: its name and how much is expected, in fen."""

    name: str
    expected_fen: int


@value
class Keeper:
    """Who keeps a campaign's money in one office: 张*."""

    office: str
    name: str


@value
class StatementLine:
    """What was published of a campaign's money: received = refunded + reserve + paid + held.

    ``upto`` is the number of the last transfer it counts; ``reason``: why the auditor objects.
    """

    number: int
    kind: str
    upto: int
    received_fen: int
    refunded_fen: int
    reserve_fen: int
    paid_fen: int
    held_fen: int
    state: str
    published_at: int
    answered_at: int
    reason: str


@value
class Unclaimed:
    """A refund that could not be paid 待领款, as everybody may see it: no name, no flat.

    ``building`` is empty where the payee's unit names none.
    """

    building: str
    amount_fen: int
    since_at: int


@value
class CampaignView:
    """A campaign as everybody may see it: its keepers are masked, no other person is named here.

    Late money counts nowhere: ``late_fen`` of it is here and goes back, ``late_back_fen`` has gone.
    ``unreached`` refunds could not be paid and wait for their payees: ``unreached_fen`` of what is
    held, ``late_unreached_fen`` of late money; ``unclaimed`` lists the newer ones, masked.
    ``pledged_fen`` counts every pledge that was not withdrawn, ``received_fen`` every posted
    receipt in time less what was given back before the close (withdrawals, corrections, what is
    above a pledge), ``asked_back_fen`` what of that is asked back for such a reason and not confirmed
    yet; ``held_fen`` is what the ledger holds now, ``paid_fen`` what was paid for the works.
    ``grouped``: for everybody's eyes; what neighbours gave is told in groups, and the newest not yet.
    ``resolution`` is empty until there is one. Times are UTC seconds, 0 = not yet. ``needed_fen`` is
    what must come in by the deadline (0: a flexible campaign goes on with whatever came).
    ``published_at``: when its money was last published, ``publish_by`` when it is due again.
    """

    number: int
    title: str
    body: str
    state: str
    mode: str
    target_fen: int
    minimum_fen: int
    deadline_at: int
    account_holder: str
    account_last4: str
    surplus_rule: str
    motion: int
    motion_title: str
    resolution: str
    in_force: bool
    opened_at: int
    closed_at: int
    days_left: int
    pledged_fen: int
    pledges: int
    households: int
    received_fen: int
    asked_back_fen: int
    receipts: int
    methods: tuple[MethodSum, ...]
    awaiting_fen: int
    awaiting: int
    refunded_fen: int
    reserve_fen: int
    held_fen: int
    surplus_fen: int
    motion_state: str = ""
    paid_fen: int = 0
    grouped: bool = False
    needed_fen: int = 0
    other_funds: tuple[OtherFund, ...] = ()
    keepers: tuple[Keeper, ...] = ()
    rhythm: str = ""
    published_at: int = 0
    statements: tuple[StatementLine, ...] = ()
    publish_by: int = 0
    publish_late: bool = False
    late_fen: int = 0
    late_back_fen: int = 0
    unreached_fen: int = 0
    late_unreached_fen: int = 0
    unreached: int = 0
    unclaimed: tuple[Unclaimed, ...] = ()

    @property
    def counted_fen(self) -> int:
        """What the target is measured by: what is asked back no longer counts."""
        return self.received_fen - self.asked_back_fen

    @property
    def told_state(self) -> str:
        """The state as it is said (``rules.told_state``)."""
        waits = bool(self.unreached or self.late_fen or self.held_fen)
        return told_state(self.state, waits=waits)

    @property
    def to_spend_fen(self) -> int:
        """What is held and does not wait for somebody who could not be paid."""
        return self.held_fen - self.unreached_fen


@value
class MyPledge:
    """A person's own pledge to a campaign, with the receipts given for it.

    ``unsigned_fen`` is cash that waits for its second signature, ``asked_back_fen`` what a refund
    is asked for and not confirmed, ``excess_fen`` of that what is above the pledge; ``unreached_fen``
    could not be paid back and waits. ``late_fen`` came after the deadline: it is in no other sum,
    ``late_back_fen`` of it has gone back. ``serials`` are of all posted receipts. ``undo_until``: UTC
    seconds, 0 = it is not undone any more.
    """

    number: int
    amount_fen: int
    state: str
    anonymous: bool
    received_fen: int
    refunded_fen: int
    serials: tuple[int, ...]
    unsigned_fen: int = 0
    asked_back_fen: int = 0
    undo_until: int = 0
    excess_fen: int = 0
    unreached_fen: int = 0
    late_fen: int = 0
    late_back_fen: int = 0


@result
@value
class CampaignScreen:
    """A campaign with the reader's own pledge, if any. ``changed`` names what was just done.

    ``moves`` are what the reader may do now: make, change, withdraw, name.
    """

    campaign: CampaignView
    mine: MyPledge | None
    changed: str = ""
    moves: tuple[OpenMove, ...] = ()


@result
@value
class CampaignList:
    """Campaigns that residents may look at, open ones first."""

    campaigns: tuple[CampaignView, ...]


@result
@value
class CampaignDesk:
    """The staff's list: every campaign; whether this person may draft another, see statements of banks."""

    campaigns: tuple[CampaignView, ...]
    may_draft: bool
    may_bank: bool = False


@result
@value
class CampaignFile:
    """A campaign on the staff desk: what this person can do with it now.

    ``did`` names what was just done (a verb), ``count`` how many people or requests it touched.
    ``drafter`` is the name of who drafted it. ``signing``, ``confirming`` and ``paying`` count what
    waits for a second signer: cash, refunds, payments. ``papers`` counts the receipts that this
    person may print.
    """

    campaign: CampaignView
    drafter: str
    can: tuple[OpenMove, ...]
    signing: int
    confirming: int
    did: str = ""
    count: int = 0
    paying: int = 0
    papers: int = 0

    @property
    def on_a_page(self) -> bool:
        """Whether everybody may read of it: not before it was opened."""
        return self.campaign.opened_at > 0


@value
class DraftCampaign(Command[CampaignFile]):
    """Draft a campaign in one go. ``deadline`` is UTC seconds, ``motion`` the motion's number.

    ``needed_fen`` 0: all or nothing needs its target. ``other_funds``: a line each, name and amount.
    """

    title: str
    motion: int
    target_fen: int
    minimum_fen: int
    deadline: int
    account_holder: str
    account_last4: str
    body: str = ""
    mode: str = "all_or_nothing"
    surplus_rule: str = "refund_pro_rata"
    needed_fen: int = 0
    other_funds: str = ""


@value
class ApproveCampaign(Command[CampaignFile]):
    """Approve a draft as a second person."""

    campaign: int


@value
class OpenCampaign(Command[CampaignFile]):
    """Let pledges in."""

    campaign: int


@value
class CloseCampaign(Command[CampaignFile]):
    """Close after the deadline: met, or failed with everything asked back."""

    campaign: int


@value
class CancelCampaign(Command[CampaignFile]):
    """Cancel with a reason."""

    public: ClassVar[tuple[str, ...]] = ("reason",)
    campaign: int
    reason: str


@value
class SettleCampaign(Command[CampaignFile]):
    """Deal with the surplus, or what the works left, by the campaign's rule; a second confirms."""

    campaign: int


@result
@value
class PledgersReminded:
    """How many were reminded of the deadline."""

    campaign: int
    reminded: int


@value
class RemindPledgers(Command[PledgersReminded]):
    """Remind those who pledged and have not paid, once, before the deadline."""

    campaign: int
