"""An answer to a meeting keeps its turn: of two in one second the first has the seat"""

import sqlalchemy as sa
from alembic import op

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rsvps", schema=None) as table:
        table.add_column(sa.Column("turn", _WHOLE, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("rsvps", schema=None) as table:
        table.drop_column("turn")
