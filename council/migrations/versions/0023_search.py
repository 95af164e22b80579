"""An index of public texts; it fills itself when somebody first searches"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WORDS = {
    "sqlite": (
        "CREATE VIRTUAL TABLE searched_words"
        " USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 0')"
    ),
    "postgresql": "CREATE INDEX searched_words ON searched USING gin (words)",
}


def upgrade() -> None:
    op.create_table(
        "searched",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("published_at", _INT, nullable=False),
        sa.Column("doc", _INT, nullable=True),
        sa.Column("words", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "noun", "subject_id", name=op.f("pk_searched")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_searched_community_id")
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_searched_doc", "searched", ["community_id", "doc"])
    op.execute(_WORDS[op.get_bind().dialect.name])
    op.create_table(
        "searched_until",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("act", _INT, nullable=False),
        sa.Column("noun", sa.Text(), nullable=True),
        sa.Column("after_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_searched_until")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_searched_until_community_id")
        ),
        sqlite_strict=True,
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE searched_words")
    op.drop_table("searched_until")
    op.drop_table("searched")
