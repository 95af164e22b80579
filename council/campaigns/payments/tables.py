"""Contracts 合同 for a task, and the payments 付款 and reversals 冲正 made on them."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from council.kernel.database.columns import community_table, integer, one_of, refers, text
from council.kernel.seals import sealed

contracts = community_table(
    "contracts",
    text("campaign_id"),
    integer("number"),
    text("resolution_id"),
    text("task_id"),
    text("payee"),
    text("account_last4"),
    text("reference"),
    text("file"),
    integer("amount_fen"),
    integer("last_fen"),
    integer("retention_fen"),
    integer("retention_until", null=True),
    text("recorded_by"),
    integer("recorded_at"),
    integer("ended_at", null=True),
    UniqueConstraint("community_id", "campaign_id", "number"),
    refers("campaign_id", "campaigns"),
    refers("resolution_id", "resolutions"),
    refers("task_id", "tasks"),
    CheckConstraint(
        "last_fen > 0 AND retention_fen >= 0 AND last_fen + retention_fen <= amount_fen",
        name="parts_of_the_sum",
    ),
    CheckConstraint("(retention_fen > 0) = (retention_until IS NOT NULL)", name="retention_until"),
)
Index("ix_contracts_resolution", contracts.c.community_id, contracts.c.resolution_id)

payments = community_table(
    "payments",
    text("campaign_id"),
    integer("number"),
    text("contract_id"),
    text("kind"),
    text("reverses", null=True),
    integer("amount_fen"),
    text("invoice"),
    text("file"),
    text("reason"),
    text("state"),
    text("proposed_by"),
    integer("proposed_at"),
    text("second_signer", null=True),
    integer("signed_at", null=True),
    text("transfer_id", null=True),
    UniqueConstraint("community_id", "campaign_id", "number"),
    refers("campaign_id", "campaigns"),
    refers("contract_id", "contracts"),
    refers("reverses", "payments"),
    CheckConstraint("amount_fen > 0", name="amount_positive"),
    CheckConstraint("second_signer IS NULL OR second_signer <> proposed_by", name="two_people"),
    CheckConstraint("(kind = 'reversal') = (reverses IS NOT NULL)", name="reverses_or_not"),
    one_of("kind", "payment", "reversal"),
    one_of("state", "proposed", "paid", "declined"),
)
#: A payment is reversed once; a reversal that was declined may be proposed again.
Index(
    "uq_payments_reverses",
    payments.c.community_id,
    payments.c.reverses,
    unique=True,
    sqlite_where=payments.c.state != "declined",
    postgresql_where=payments.c.state != "declined",
)
Index("ix_payments_contract", payments.c.community_id, payments.c.contract_id)

sealed("contract", contracts)
sealed("payment", payments, but=("state", "second_signer", "signed_at", "transfer_id"))
