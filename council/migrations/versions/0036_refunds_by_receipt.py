"""Refunds and what is asked back are found by their receipt"""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_INDEXES = (
    ("ix_refunds_receipt", "refunds"),
    ("ix_refund_requests_receipt", "refund_requests"),
)


def upgrade() -> None:
    for name, table in _INDEXES:
        op.create_index(name, table, ["community_id", "receipt_id"])


def downgrade() -> None:
    for name, table in _INDEXES:
        op.drop_index(name, table)
