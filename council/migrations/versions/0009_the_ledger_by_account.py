"""The ledger's entries by account, so that what a campaign holds is summed without all others"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_ledger_entries_account",
        "ledger_entries",
        ["community_id", "account", "amount_fen"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_ledger_entries_account", table_name="ledger_entries")
