"""Campaigns 众筹, pledges 认筹, receipts 实收, refunds 退款 and the double-entry ledger 台账."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from council.kernel.database.append_only import append_only
from council.kernel.database.columns import community_table, flag, integer, one_of, refers, text
from council.kernel.seals import sealed

#: Kinds of transfers that tell what somebody gave, and all others.
GIFTS = ("receipt", "refund")
NO_GIFTS = ("reserve", "payment", "reversal", "suspense", "release", "returned")

campaigns = community_table(
    "campaigns",
    integer("number"),
    text("title"),
    text("body"),
    text("motion_id"),
    text("state"),
    integer("target_fen"),
    integer("minimum_fen"),
    text("mode"),
    integer("deadline"),
    text("account_holder"),
    text("account_last4"),
    text("surplus_rule"),
    text("created_by"),
    integer("created_at"),
    text("approved_by", null=True),
    integer("opened_at", null=True),
    integer("closed_at", null=True),
    integer("needed_fen", null=True),
    text("other_funds", null=True),
    text("cashier", null=True),
    text("bookkeeper", null=True),
    text("auditor", null=True),
    text("rhythm", null=True),
    UniqueConstraint("community_id", "number"),
    refers("motion_id", "motions"),
    CheckConstraint("target_fen > 0", name="target_positive"),
    CheckConstraint("minimum_fen > 0", name="minimum_positive"),
    one_of("mode", "all_or_nothing", "flexible"),
    one_of("surplus_rule", "refund_pro_rata", "maintenance_reserve"),
    CheckConstraint("needed_fen > 0 AND needed_fen <= target_fen", name="needed_within_target"),
    CheckConstraint(
        "cashier <> bookkeeper AND cashier <> auditor AND bookkeeper <> auditor",
        name="three_keepers",
    ),
    one_of("rhythm", "weekly", "monthly"),
    one_of(
        "state",
        "draft",
        "approved",
        "open",
        "target_met",
        "failed",
        "cancelled",
        "disbursing",
        "settled",
        "archived",
        "refunding",
        "refunded",
    ),
)

pledges = community_table(
    "pledges",
    text("campaign_id"),
    integer("number"),
    text("resident_id"),
    integer("amount_fen"),
    integer("anonymous"),
    text("channel"),
    text("state"),
    integer("made_at"),
    integer("changed_at"),
    integer("told_fen", default=0),
    integer("before_fen", null=True),
    integer("undo_until", null=True),
    UniqueConstraint("community_id", "campaign_id", "number"),
    refers("campaign_id", "campaigns"),
    refers("resident_id", "residents"),
    CheckConstraint("amount_fen > 0 AND amount_fen <= 100000000", name="amount_in_bounds"),
    flag("anonymous"),
    one_of("channel", "chat", "web", "desk"),
    one_of("state", "pledged", "received", "refunded", "withdrawn", "lapsed"),
)
Index("ix_pledges_resident", pledges.c.community_id, pledges.c.resident_id)
#: One pledge at a time per person and campaign; a new amount changes it.
Index(
    "uq_pledges_active",
    pledges.c.community_id,
    pledges.c.campaign_id,
    pledges.c.resident_id,
    unique=True,
    sqlite_where=pledges.c.state.in_(("pledged", "received")),
    postgresql_where=pledges.c.state.in_(("pledged", "received")),
)

receipts = community_table(
    "receipts",
    text("campaign_id"),
    integer("serial"),
    text("pledge_id"),
    integer("amount_fen"),
    text("method"),
    text("external_ref"),
    text("state"),
    integer("received_at"),
    text("cashier"),
    text("second_signer", null=True),
    integer("signed_at", null=True),
    text("transfer_id", null=True),
    text("ref_key", default=""),
    # 1: recorded after the deadline or the close; it counts for nothing and goes back.
    integer("late", null=True),
    UniqueConstraint("community_id", "campaign_id", "serial"),
    refers("campaign_id", "campaigns"),
    refers("pledge_id", "pledges"),
    CheckConstraint("amount_fen > 0", name="amount_positive"),
    CheckConstraint("second_signer IS NULL OR second_signer <> cashier", name="two_people"),
    one_of("method", "cash", "transfer", "wechat", "alipay", "other"),
    one_of("state", "awaiting_second", "posted", "void"),
)
Index("ix_receipts_pledge", receipts.c.community_id, receipts.c.pledge_id)
#: The same payment is recorded once in a community (invariant I10), however its reference is
#: written: ``ref_key`` is the reference without case, width and blanks. Only cash may have none.
Index(
    "uq_receipts_ref_key",
    receipts.c.community_id,
    receipts.c.ref_key,
    unique=True,
    sqlite_where=receipts.c.ref_key != "",
    postgresql_where=receipts.c.ref_key != "",
)

refunds = community_table(
    "refunds",
    text("campaign_id"),
    text("receipt_id"),
    integer("amount_fen"),
    text("reason"),
    text("method"),
    integer("refunded_at"),
    text("operator"),
    text("second_signer"),
    text("transfer_id"),
    refers("campaign_id", "campaigns"),
    refers("receipt_id", "receipts"),
    CheckConstraint("amount_fen > 0", name="amount_positive"),
    CheckConstraint("second_signer <> operator", name="two_people"),
    one_of(
        "reason", "withdrawn", "failed", "cancelled", "surplus", "correction", "late", "excess"
    ),
)
Index("ix_refunds_receipt", refunds.c.community_id, refunds.c.receipt_id)

#: Money that one person has asked to pay back and a second has yet to confirm. Without a receipt
#: it asks to keep a surplus as the maintenance reserve. A confirmed request and its refund share
#: one id, so that no request is paid twice. What could not be paid waits as ``unreached`` (待领款),
#: still set aside, until its payee claims it; ``method`` is the route that the payee named then.
refund_requests = community_table(
    "refund_requests",
    text("campaign_id"),
    integer("number"),
    text("receipt_id", null=True),
    text("reason"),
    integer("amount_fen"),
    text("asked_by"),
    integer("asked_at"),
    text("state"),
    text("method", null=True),
    integer("unreached_at", null=True),
    UniqueConstraint("community_id", "campaign_id", "number"),
    refers("campaign_id", "campaigns"),
    refers("receipt_id", "receipts"),
    CheckConstraint("amount_fen > 0", name="amount_positive"),
    one_of(
        "reason",
        "withdrawn",
        "failed",
        "cancelled",
        "surplus",
        "correction",
        "reserve",
        "late",
        "excess",
    ),
    one_of("state", "asked", "confirmed", "declined", "unreached"),
    one_of("method", "cash", "transfer", "wechat", "alipay", "other"),
    CheckConstraint("state <> 'unreached' OR unreached_at IS NOT NULL", name="unreached_since"),
)
Index("ix_refund_requests_receipt", refund_requests.c.community_id, refund_requests.c.receipt_id)

ledger_transfers = community_table(
    "ledger_transfers",
    integer("number"),
    text("campaign_id", null=True),
    text("kind"),
    text("subject_id"),
    integer("posted_at"),
    text("posted_by"),
    text("second_by", null=True),
    UniqueConstraint("community_id", "number"),
    UniqueConstraint("community_id", "kind", "subject_id"),
    refers("campaign_id", "campaigns"),
    one_of("kind", *GIFTS, *NO_GIFTS),
)
Index(
    "ix_ledger_transfers_campaign",
    ledger_transfers.c.community_id,
    ledger_transfers.c.campaign_id,
    ledger_transfers.c.kind,
    ledger_transfers.c.posted_at,
)

ledger_entries = community_table(
    "ledger_entries",
    text("transfer_id"),
    integer("line"),
    text("account"),
    integer("amount_fen"),
    refers("transfer_id", "ledger_transfers"),
    CheckConstraint("amount_fen <> 0", name="amount_not_zero"),
    key=("transfer_id", "line"),
)
#: What an account holds is read from the index alone.
Index(
    "ix_ledger_entries_account",
    ledger_entries.c.community_id,
    ledger_entries.c.account,
    ledger_entries.c.amount_fen,
)

#: What is set aside 在途 and not posted yet: between which accounts, how much, for which cause.
ledger_holds = community_table(
    "ledger_holds",
    text("kind"),
    text("subject_id"),
    text("campaign_id"),
    text("source"),
    text("destination"),
    integer("amount_fen"),
    refers("campaign_id", "campaigns"),
    CheckConstraint("amount_fen > 0", name="amount_positive"),
    one_of("kind", "receipt", "refund", "reserve", "payment", "reversal"),
    key=("kind", "subject_id"),
)

Index(
    "ix_ledger_holds_source",
    ledger_holds.c.community_id,
    ledger_holds.c.source,
    ledger_holds.c.amount_fen,
)

#: The chain: each thing that was set aside, posted or voided, in order, hashed with all before it.
#: ``ends`` is 0 for what is set aside and 1 for what became of it: each cause has one of either.
ledger_lines = community_table(
    "ledger_lines",
    integer("line"),
    text("phase"),
    text("kind"),
    text("subject_id"),
    integer("ends"),
    integer("noted_at"),
    text("noted_by"),
    text("hash"),
    UniqueConstraint("community_id", "kind", "subject_id", "ends"),
    one_of("phase", "pending", "posted", "voided"),
    flag("ends"),
    CheckConstraint("(phase = 'pending') = (ends = 0)", name="ends_or_not"),
    key=("line",),
)
for _table in (ledger_transfers, ledger_entries, ledger_holds, ledger_lines):
    append_only(_table)

#: What was told of a campaign's money at a time 公布: sums of its transfers up to number ``upto``.
campaign_statements = community_table(
    "campaign_statements",
    text("campaign_id"),
    integer("number"),
    text("kind"),
    integer("upto"),
    integer("received_fen"),
    integer("refunded_fen"),
    integer("reserve_fen"),
    integer("paid_fen"),
    integer("held_fen"),
    text("state"),
    text("published_by"),
    integer("published_at"),
    text("answered_by", null=True),
    integer("answered_at", null=True),
    text("reason"),
    UniqueConstraint("community_id", "campaign_id", "number"),
    refers("campaign_id", "campaigns"),
    CheckConstraint(
        "received_fen = refunded_fen + reserve_fen + paid_fen + held_fen", name="adds_up"
    ),
    CheckConstraint("answered_by IS NULL OR answered_by <> published_by", name="two_people"),
    one_of("kind", "running", "final"),
    one_of("state", "published", "signed", "objected"),
)

sealed(
    "campaign",
    campaigns,
    later=("needed_fen", "other_funds", "cashier", "bookkeeper", "auditor", "rhythm"),
)
sealed("publication", campaign_statements)
sealed(
    "pledge",
    pledges,
    but=("anonymous", "state", "changed_at", "told_fen"),
    later=("before_fen", "undo_until"),
)
sealed(
    "receipt",
    receipts,
    but=("state", "second_signer", "signed_at", "transfer_id"),
    later=("late",),
)
sealed("refund", refund_requests, but=("state",), later=("method", "unreached_at"))
