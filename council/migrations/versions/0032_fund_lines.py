"""What the public total tells of each pledge"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0030"
branch_labels = None
depends_on = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("pledges", schema=None) as table:
        table.add_column(sa.Column("told_fen", _WHOLE, nullable=False, server_default="0"))
    # They were told one by one until now.
    op.execute("UPDATE pledges SET told_fen = amount_fen WHERE state <> 'withdrawn'")


def downgrade() -> None:
    with op.batch_alter_table("pledges", schema=None) as table:
        table.drop_column("told_fen")
