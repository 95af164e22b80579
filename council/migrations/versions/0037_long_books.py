"""Refunds are found by their receipt, transfers by their campaign"""

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_BY_RECEIPT = ["community_id", "receipt_id"]
_INDEXES = (
    ("ix_refunds_receipt", "refunds", _BY_RECEIPT),
    ("ix_refund_requests_receipt", "refund_requests", _BY_RECEIPT),
    (
        "ix_ledger_transfers_campaign",
        "ledger_transfers",
        ["community_id", "campaign_id", "kind", "posted_at"],
    ),
)


def upgrade() -> None:
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns)


def downgrade() -> None:
    for name, table, _ in _INDEXES:
        op.drop_index(name, table)
