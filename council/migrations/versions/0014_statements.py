"""Statements before a meeting: collections on motions, statements, answers until they are closed"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "statement_collections",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("motion_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column(
            "opened_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "closes_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "of_one_person", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "characters", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "smallest_group", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "shown_from", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "closed_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "took_part", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("matrix", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("picture", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL AND took_part IS NOT NULL AND matrix IS NOT NULL AND digest IS NOT NULL AND picture IS NOT NULL)",
            name=op.f("ck_statement_collections_closed_with_picture"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'closed')", name=op.f("ck_statement_collections_state")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "motion_id"],
            ["motions.community_id", "motions.id"],
            name=op.f("fk_statement_collections_community_id_motion_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_statement_collections_community_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_statement_collections")),
        sa.UniqueConstraint(
            "community_id",
            "motion_id",
            name=op.f("uq_statement_collections_community_id_motion_id"),
        ),
        info={"scope": "community"},
        sqlite_strict=True,
    )
    op.create_table(
        "statement_answers",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("collection_id", sa.Text(), nullable=False),
        sa.Column("resident_id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("turn", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("changes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "answer IN ('agree', 'disagree', 'unsure', 'later')",
            name=op.f("ck_statement_answers_answer"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "collection_id"],
            ["statement_collections.community_id", "statement_collections.id"],
            name=op.f("fk_statement_answers_community_id_collection_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "resident_id"],
            ["residents.community_id", "residents.id"],
            name=op.f("fk_statement_answers_community_id_resident_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_statement_answers_community_id")
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "collection_id",
            "resident_id",
            "number",
            name=op.f("pk_statement_answers"),
        ),
        info={"scope": "community"},
        sqlite_strict=True,
    )
    op.create_table(
        "statements",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("collection_id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=True),
        sa.Column(
            "written_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "judged_at", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("judged_by", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'rejected') = (reason IS NOT NULL)",
            name=op.f("ck_statements_rejected_with_reason"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'accepted', 'rejected')", name=op.f("ck_statements_state")
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_statements_number_positive")),
        sa.ForeignKeyConstraint(
            ["community_id", "author_id"],
            ["residents.community_id", "residents.id"],
            name=op.f("fk_statements_community_id_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "collection_id"],
            ["statement_collections.community_id", "statement_collections.id"],
            name=op.f("fk_statements_community_id_collection_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_statements_community_id")
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "collection_id", "number", name=op.f("pk_statements")
        ),
        info={"scope": "community"},
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("statement_answers")
    op.drop_table("statements")
    op.drop_table("statement_collections")
