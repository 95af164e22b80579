"""The power-and-duty list, version by version; proposals and motions say whose matter they are"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "power_lists",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", _WHOLE, nullable=False),
        sa.Column("matters", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("earlier", _WHOLE, nullable=True),
        sa.Column("adopted_by", sa.Text(), nullable=False),
        sa.Column("adopted_at", _WHOLE, nullable=False),
        sa.CheckConstraint(
            "origin IN ('shipped', 'file', 'earlier')", name=op.f("ck_power_lists_origin")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_power_lists_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_power_lists")),
        sa.UniqueConstraint(
            "community_id", "number", name=op.f("uq_power_lists_community_id_number")
        ),
        sqlite_strict=True,
    )
    op.add_column("proposals", sa.Column("matter", sa.Text(), nullable=True))
    op.add_column("proposals", sa.Column("matter_class", sa.Text(), nullable=True))
    op.add_column("proposals", sa.Column("power_list", _WHOLE, nullable=True))
    op.add_column("motions", sa.Column("matter", sa.Text(), nullable=True))
    op.add_column("motions", sa.Column("power_list", _WHOLE, nullable=True))


def downgrade() -> None:
    op.drop_column("motions", "power_list")
    op.drop_column("motions", "matter")
    op.drop_column("proposals", "power_list")
    op.drop_column("proposals", "matter_class")
    op.drop_column("proposals", "matter")
    op.drop_table("power_lists")
