"""What waits carries its channel; ways from a chat program into the web hall"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("inbox", schema=None) as table:
        table.add_column(
            sa.Column("channel", sa.Text(), nullable=False, server_default="telegram")
        )
    op.create_table(
        "hall_ways",
        sa.Column("state_hash", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("guest_hash", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("made_at", _WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_hall_ways")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("hall_ways")
    # Another channel's would be taken for Telegram's.
    op.execute("DELETE FROM inbox WHERE channel <> 'telegram'")
    with op.batch_alter_table("inbox", schema=None) as table:
        table.drop_column("channel")
