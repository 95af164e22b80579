"""The floor of a meeting: what happens there, event by event"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KINDS = (
    "open",
    "move",
    "second",
    "amend",
    "state",
    "raise",
    "lower",
    "pass",
    "speak",
    "end",
    "warn",
    "statement",
    "rule",
    "violation",
    "put",
    "against",
    "vote",
    "count",
    "decide",
    "conclude",
    "postpone",
    "fall",
    "hand_over",
    "take_back",
    "limits",
    "body",
    "remove",
)


def upgrade() -> None:
    kinds = ", ".join(f"'{kind}'" for kind in _KINDS)
    op.create_table(
        "floor_events",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("position", _INT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("motion_id", sa.Text(), nullable=True),
        sa.Column("resident_id", sa.Text(), nullable=True),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.Column("happened_at", _INT, nullable=False),
        sa.Column("recorded_at", _INT, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False, server_default=""),
        sa.Column("seconds", _INT, nullable=False, server_default="0"),
        sa.Column("amount", _INT, nullable=False, server_default="0"),
        sa.Column("yes", _INT, nullable=False, server_default="0"),
        sa.Column("no", _INT, nullable=False, server_default="0"),
        sa.Column("text", sa.Text(), nullable=False, server_default=""),
        sa.Column("sha256", sa.Text(), nullable=False, server_default=""),
        sa.CheckConstraint(f"kind IN ({kinds})", name=op.f("ck_floor_events_kind")),
        sa.CheckConstraint(
            "origin IN ('chat', 'room', 'afterwards')", name=op.f("ck_floor_events_origin")
        ),
        sa.CheckConstraint("position >= 1", name=op.f("ck_floor_events_position_positive")),
        sa.CheckConstraint(
            "happened_at <= recorded_at", name=op.f("ck_floor_events_recorded_afterwards")
        ),
        sa.CheckConstraint(
            "side IN ('', 'backed', 'for', 'against', 'ask', 'order')",
            name=op.f("ck_floor_events_side"),
        ),
        sa.CheckConstraint(
            "origin = 'afterwards' OR happened_at = recorded_at",
            name=op.f("ck_floor_events_told_when_it_happened"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_floor_events_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "meeting_id"],
            ["meetings.community_id", "meetings.id"],
            name=op.f("fk_floor_events_community_id_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "motion_id"],
            ["motions.community_id", "motions.id"],
            name=op.f("fk_floor_events_community_id_motion_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "resident_id"],
            ["residents.community_id", "residents.id"],
            name=op.f("fk_floor_events_community_id_resident_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_floor_events")),
        sa.UniqueConstraint(
            "community_id",
            "meeting_id",
            "position",
            name=op.f("uq_floor_events_community_id_meeting_id_position"),
        ),
        info={"scope": "community"},
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("floor_events")
