"""Rules of one's own, kept with each poll"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "rulesets",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("kept_at", number, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_rulesets_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "fingerprint", name=op.f("pk_rulesets")),
        sqlite_strict=True,
    )
    op.add_column("communities", sa.Column("own_rules", sa.Text(), nullable=True))
    op.add_column("polls", sa.Column("ruleset", sa.Text(), nullable=True))
    op.add_column("polls", sa.Column("extraordinary", number, server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("polls", "extraordinary")
    op.drop_column("polls", "ruleset")
    op.drop_column("communities", "own_rules")
    op.drop_table("rulesets")
