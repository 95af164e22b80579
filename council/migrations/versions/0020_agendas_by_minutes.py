"""What stands on an agenda has a kind, its minutes, a presenter, and may be voted on with others"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("agenda_items", schema=None) as table:
        table.add_column(sa.Column("kind", sa.Text(), nullable=True))
        table.add_column(sa.Column("lasts_minutes", _INT, nullable=True))
        table.add_column(sa.Column("presenter", sa.Text(), nullable=True))
        table.add_column(sa.Column("consent", _INT, nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("agenda_items", schema=None) as table:
        for name in ("consent", "presenter", "lasts_minutes", "kind"):
            table.drop_column(name)
