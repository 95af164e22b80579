"""What was processed says by which channel it came"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("processed_updates", schema=None) as table:
        table.add_column(
            sa.Column("channel", sa.Text(), nullable=False, server_default="telegram")
        )


def downgrade() -> None:
    with op.batch_alter_table("processed_updates", schema=None) as table:
        table.drop_column("channel")
