"""Minutes have sections, readers and approvals; the one text of before becomes a section"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "minutes_sections",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("revision", _INT, nullable=False),
        sa.Column("position", _INT, nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("written_at", _INT, nullable=False),
        sa.CheckConstraint("source IN ('log', 'person', 'before')", name="source"),
        sa.CheckConstraint("revision >= 1", name="revision_positive"),
        *_keys("minutes_sections", "meeting_id", "section", "revision"),
        _refers("minutes_sections", "meeting_id", "meetings"),
        sqlite_strict=True,
    )
    op.create_table(
        "minutes_readings",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("resident_id", sa.Text(), nullable=False),
        sa.Column("revision", _INT, nullable=False),
        sa.Column("page", _INT, nullable=False),
        sa.Column("read_at", _INT, nullable=False),
        sa.Column("done_at", _INT, nullable=True),
        *_keys("minutes_readings", "meeting_id", "resident_id"),
        _refers("minutes_readings", "meeting_id", "meetings"),
        _refers("minutes_readings", "resident_id", "residents"),
        sqlite_strict=True,
    )
    op.create_table(
        "minutes_approvals",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("number", _INT, nullable=False),
        sa.Column("revision", _INT, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("at_meeting_id", sa.Text(), nullable=True),
        sa.Column("yes", _INT, nullable=True),
        sa.Column("no", _INT, nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _INT, nullable=False),
        sa.CheckConstraint("outcome IN ('approved', 'corrected', 'refused')", name="outcome"),
        sa.CheckConstraint("(at_meeting_id IS NULL) = (yes IS NULL)", name="hands_at_a_meeting"),
        sa.CheckConstraint("(yes IS NULL) = (no IS NULL)", name="both_hands"),
        sa.CheckConstraint(
            "outcome = 'approved' OR at_meeting_id IS NOT NULL", name="chair_approves"
        ),
        *_keys("minutes_approvals", "meeting_id", "number"),
        _refers("minutes_approvals", "meeting_id", "meetings"),
        _refers("minutes_approvals", "at_meeting_id", "meetings"),
        sqlite_strict=True,
    )
    # The column keeps the text of before too: it is sealed with the acts of its time.
    op.execute(
        sa.text(
            "INSERT INTO minutes_sections (community_id, meeting_id, section, revision, position,"
            " heading, text, source, reason, written_by, written_at)"
            " SELECT community_id, id, 'text', 1, 1, '', minutes, 'before', NULL, '',"
            " COALESCE(adjourned_at, starts_at) FROM meetings WHERE minutes <> ''"
        )
    )


def downgrade() -> None:
    """Go back to one text: that of before; what was written since has no place there."""
    op.drop_table("minutes_approvals")
    op.drop_table("minutes_readings")
    op.drop_table("minutes_sections")


def _keys(table: str, *key: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.PrimaryKeyConstraint("community_id", *key, name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=f"fk_{table}_community_id"
        ),
    )


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", column],
        [f"{other}.community_id", f"{other}.id"],
        name=f"fk_{table}_community_id_{column}",
    )
