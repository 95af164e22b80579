"""Roll files that wait for a second person"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    whole = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "roll_imports",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("units", sa.Text(), nullable=False),
        sa.Column("removed", whole, nullable=False),
        sa.Column("against", sa.Text(), nullable=False),
        sa.Column("offered_by", sa.Text(), nullable=False),
        sa.Column("offered_at", whole, nullable=False),
        sa.CheckConstraint("removed > 0", name=op.f("ck_roll_imports_removes_some")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_roll_imports_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_roll_imports")),
        sa.UniqueConstraint("community_id", name=op.f("uq_roll_imports_community_id")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("roll_imports")
