"""Motions without a proposal"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "motion_origins",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("motion_id", sa.Text(), nullable=False),
        sa.Column("mover", sa.Text(), nullable=False),
        sa.Column("heads", number, nullable=True),
        sa.Column("area_x100", number, nullable=True),
        sa.Column("of_heads", number, nullable=True),
        sa.Column("of_area_x100", number, nullable=True),
        sa.CheckConstraint(
            "mover <> 'petition' OR (heads > 0 AND area_x100 > 0 AND heads <= of_heads"
            " AND area_x100 <= of_area_x100)",
            name=op.f("ck_motion_origins_petition_is_signed"),
        ),
        sa.CheckConstraint(
            "mover IN ('owners_committee', 'petition', 'residents_committee')",
            name=op.f("ck_motion_origins_mover"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "motion_id"],
            ["motions.community_id", "motions.id"],
            name=op.f("fk_motion_origins_community_id_motion_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_motion_origins_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "motion_id", name=op.f("pk_motion_origins")),
        info={"scope": "community"},
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("motion_origins")
