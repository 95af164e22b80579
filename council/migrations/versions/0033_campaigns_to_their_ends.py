"""Campaigns to their ends: what must come in, other money, three keepers, statements, undone pledges"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TERMS = ("other_funds", "cashier", "bookkeeper", "auditor", "rhythm")


def upgrade() -> None:
    with op.batch_alter_table("campaigns", schema=None) as table:
        table.add_column(sa.Column("needed_fen", _INT, nullable=True))
        for name in _TERMS:
            table.add_column(sa.Column(name, sa.Text(), nullable=True))
        table.create_check_constraint(
            op.f("ck_campaigns_needed_within_target"),
            "needed_fen > 0 AND needed_fen <= target_fen",
        )
        table.create_check_constraint(
            op.f("ck_campaigns_three_keepers"),
            "cashier <> bookkeeper AND cashier <> auditor AND bookkeeper <> auditor",
        )
        table.create_check_constraint(
            op.f("ck_campaigns_rhythm"), "rhythm IN ('weekly', 'monthly')"
        )
    with op.batch_alter_table("pledges", schema=None) as table:
        table.add_column(sa.Column("before_fen", _INT, nullable=True))
        table.add_column(sa.Column("undo_until", _INT, nullable=True))
    op.create_table(
        "campaign_statements",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Text(), nullable=False),
        sa.Column("number", _INT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("upto", _INT, nullable=False),
        *(
            sa.Column(f"{name}_fen", _INT, nullable=False)
            for name in ("received", "refunded", "reserve", "paid", "held")
        ),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.Column("published_at", _INT, nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("answered_at", _INT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_campaign_statements")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_campaign_statements_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "campaign_id"],
            ["campaigns.community_id", "campaigns.id"],
            name=op.f("fk_campaign_statements_community_id_campaign_id"),
        ),
        sa.UniqueConstraint(
            "community_id",
            "campaign_id",
            "number",
            name=op.f("uq_campaign_statements_community_id_campaign_id_number"),
        ),
        sa.CheckConstraint(
            "received_fen = refunded_fen + reserve_fen + paid_fen + held_fen",
            name=op.f("ck_campaign_statements_adds_up"),
        ),
        sa.CheckConstraint(
            "answered_by IS NULL OR answered_by <> published_by",
            name=op.f("ck_campaign_statements_two_people"),
        ),
        sa.CheckConstraint(
            "kind IN ('running', 'final')", name=op.f("ck_campaign_statements_kind")
        ),
        sa.CheckConstraint(
            "state IN ('published', 'signed', 'objected')",
            name=op.f("ck_campaign_statements_state"),
        ),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("campaign_statements")
    with op.batch_alter_table("pledges", schema=None) as table:
        table.drop_column("undo_until")
        table.drop_column("before_fen")
    with op.batch_alter_table("campaigns", schema=None) as table:
        for name in ("needed_within_target", "three_keepers", "rhythm"):
            table.drop_constraint(op.f(f"ck_campaigns_{name}"), type_="check")
        for name in (*reversed(_TERMS), "needed_fen"):
            table.drop_column(name)
    op.execute("DELETE FROM counters WHERE name LIKE 'publications:%'")
