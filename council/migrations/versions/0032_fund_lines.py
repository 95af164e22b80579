"""Fund lines, notes of the maintenance fund, and what the public total tells of each pledge"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("pledges", schema=None) as table:
        table.add_column(sa.Column("told_fen", _WHOLE, nullable=False, server_default="0"))
    # They were told one by one until now.
    op.execute("UPDATE pledges SET told_fen = amount_fen WHERE state <> 'withdrawn'")
    _fund_lines()
    _fund_moves()
    _maintenance_notes()


def _fund_lines() -> None:
    op.create_table(
        "fund_lines",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", _WHOLE, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("resolution_id", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _WHOLE, nullable=False),
        sa.CheckConstraint(
            "kind IN ('common_income', 'matching_award', 'ppp', 'other')",
            name=op.f("ck_fund_lines_kind"),
        ),
        sa.CheckConstraint(
            "kind NOT IN ('matching_award', 'ppp') OR terms <> ''",
            name=op.f("ck_fund_lines_has_terms"),
        ),
        sa.ForeignKeyConstraint(
            ("community_id",),
            ["communities.id"],
            name=op.f("fk_fund_lines_community_id"),
        ),
        sa.ForeignKeyConstraint(
            ("community_id", "resolution_id"),
            ["resolutions.community_id", "resolutions.id"],
            name=op.f("fk_fund_lines_community_id_resolution_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_fund_lines")),
        sa.UniqueConstraint(
            "community_id", "number", name=op.f("uq_fund_lines_community_id_number")
        ),
        sqlite_strict=True,
    )


def _fund_moves() -> None:
    op.create_table(
        "fund_moves",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("line_id", sa.Text(), nullable=False),
        sa.Column("number", _WHOLE, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount_fen", _WHOLE, nullable=False),
        sa.Column("voucher", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", _WHOLE, nullable=False),
        sa.Column("second_signer", sa.Text(), nullable=True),
        sa.Column("signed_at", _WHOLE, nullable=True),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_fund_moves_amount_positive")),
        sa.CheckConstraint(
            "second_signer IS NULL OR second_signer <> proposed_by",
            name=op.f("ck_fund_moves_two_people"),
        ),
        sa.CheckConstraint(
            "(state = 'proposed') = (second_signer IS NULL)",
            name=op.f("ck_fund_moves_answered_or_not"),
        ),
        sa.CheckConstraint(
            "kind IN ('budget', 'income', 'expense')", name=op.f("ck_fund_moves_kind")
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'confirmed', 'declined')", name=op.f("ck_fund_moves_state")
        ),
        sa.ForeignKeyConstraint(
            ("community_id",),
            ["communities.id"],
            name=op.f("fk_fund_moves_community_id"),
        ),
        sa.ForeignKeyConstraint(
            ("community_id", "line_id"),
            ["fund_lines.community_id", "fund_lines.id"],
            name=op.f("fk_fund_moves_community_id_line_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_fund_moves")),
        sa.UniqueConstraint(
            "community_id",
            "line_id",
            "number",
            name=op.f("uq_fund_moves_community_id_line_id_number"),
        ),
        sqlite_strict=True,
    )


def _maintenance_notes() -> None:
    op.create_table(
        "maintenance_notes",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("balance_fen", _WHOLE, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("as_of", _WHOLE, nullable=False),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.Column("noted_at", _WHOLE, nullable=False),
        sa.CheckConstraint(
            "balance_fen >= 0", name=op.f("ck_maintenance_notes_balance_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ("community_id",),
            ["communities.id"],
            name=op.f("fk_maintenance_notes_community_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_maintenance_notes")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("maintenance_notes")
    op.drop_table("fund_moves")
    op.drop_table("fund_lines")
    with op.batch_alter_table("pledges", schema=None) as table:
        table.drop_column("told_fen")
