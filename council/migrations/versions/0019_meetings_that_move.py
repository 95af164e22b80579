"""Series have a beginning, an end and exceptions; meetings have a length, and may move"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _series() -> list[sa.Column[Any]]:
    return [
        sa.Column("starts_at", _INT, nullable=False, server_default="0"),
        sa.Column("until_at", _INT, nullable=True),
        sa.Column("lasts_minutes", _INT, nullable=True),
        sa.Column("sequence", _INT, nullable=False, server_default="0"),
        sa.Column("changed_at", _INT, nullable=True),
        sa.Column("follows_id", sa.Text(), nullable=True),
    ]


def _meetings() -> list[sa.Column[Any]]:
    return [
        sa.Column("lasts_minutes", _INT, nullable=True),
        sa.Column("occurs_at", _INT, nullable=True),
        sa.Column("sequence", _INT, nullable=True),
        sa.Column("changed_at", _INT, nullable=True),
        sa.Column("moved_at", _INT, nullable=True),
        sa.Column("moved_from_at", _INT, nullable=True),
        sa.Column("move_reason", sa.Text(), nullable=True),
    ]


def upgrade() -> None:
    for name, columns in (("meeting_series", _series()), ("meetings", _meetings())):
        with op.batch_alter_table(name, schema=None) as table:
            for column in columns:
                table.add_column(column)
    # A series of before begins with its first meeting; none of those could be moved.
    op.execute(
        sa.text(
            "UPDATE meeting_series SET starts_at = COALESCE((SELECT MIN(m.starts_at) FROM meetings m"
            " WHERE m.community_id = meeting_series.community_id"
            " AND m.series_id = meeting_series.id), created_at)"
        )
    )
    op.create_table(
        "series_exceptions",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("series_id", sa.Text(), nullable=False),
        sa.Column("occurs_at", _INT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.Column("noted_at", _INT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "series_id"],
            ["meeting_series.community_id", "meeting_series.id"],
            name=op.f("fk_series_exceptions_community_id_series_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "series_id", "occurs_at", name=op.f("pk_series_exceptions")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["communities.id"],
            name=op.f("fk_series_exceptions_community_id"),
        ),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("series_exceptions")
    for name, columns in (("meetings", _meetings()), ("meeting_series", _series())):
        with op.batch_alter_table(name, schema=None) as table:
            for column in reversed(columns):
                table.drop_column(column.name)
