"""Motions to any party, the ladder of what is not answered, plans, completion and satisfaction"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_PARTIES = "'manager', 'residents_committee', 'owners_committee', 'subdistrict'"
_ROLES = "'facilitator', 'chair', 'manager', 'treasurer', 'second_signer', 'clerk', 'auditor'"
_MORE_ROLES = f"{_ROLES}, 'owners_committee', 'residents_committee', 'subdistrict'"
_COLUMNS = (
    ("remind", _WHOLE),
    ("climb", _WHOLE),
    ("bodies", sa.Text()),
    ("stopped_at", _WHOLE),
    ("plan_by", _WHOLE),
    ("planned_at", _WHOLE),
    ("completed_at", _WHOLE),
    ("completed_by", sa.Text()),
)


def upgrade() -> None:
    _one_of("motions", "addressee", _PARTIES)
    _one_of("roles", "role", _MORE_ROLES)
    for name, kind in _COLUMNS:
        op.add_column("responses", sa.Column(name, kind, nullable=True))
    op.create_table(
        "response_steps",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("response_id", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("at", _WHOLE, nullable=False),
        sa.Column("about", _WHOLE, nullable=True),
        sa.Column("noted_at", _WHOLE, nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("meeting", _WHOLE, nullable=True),
        sa.UniqueConstraint(
            "community_id",
            "response_id",
            "step",
            "party",
            "about",
            name=op.f("uq_response_steps_community_id_response_id_step_party_about"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "response_id"],
            ["responses.community_id", "responses.id"],
            name=op.f("fk_response_steps_community_id_response_id"),
        ),
        sa.CheckConstraint(
            "step IN ('empty', 'reminder', 'overdue', 'agenda', 'above', 'end', 'handed_on',"
            " 'taken_on', 'handed_back', 'question', 'reply', 'planned', 'completed', 'confirmed')",
            name=op.f("ck_response_steps_step"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_response_steps")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_response_steps_community_id")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "response_ratings",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("response_id", sa.Text(), nullable=False),
        sa.Column("resident_id", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("said_at", _WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "response_id"],
            ["responses.community_id", "responses.id"],
            name=op.f("fk_response_ratings_community_id_response_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "resident_id"],
            ["residents.community_id", "residents.id"],
            name=op.f("fk_response_ratings_community_id_resident_id"),
        ),
        sa.CheckConstraint(
            "level IN ('very_good', 'good', 'fair', 'bad', 'very_bad', 'unknown')",
            name=op.f("ck_response_ratings_level"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "response_id", "resident_id", name=op.f("pk_response_ratings")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_response_ratings_community_id")
        ),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("response_ratings")
    op.drop_table("response_steps")
    for name, _ in reversed(_COLUMNS):
        op.drop_column("responses", name)
    op.execute(
        "DELETE FROM roles"
        " WHERE role IN ('owners_committee', 'residents_committee', 'subdistrict')"
    )
    op.execute("UPDATE motions SET addressee = NULL WHERE addressee <> 'manager'")
    _one_of("roles", "role", _ROLES)
    _one_of("motions", "addressee", "'manager'")


def _one_of(table: str, column: str, values: str) -> None:
    """Let a column hold these values from now on."""
    name = op.f(f"ck_{table}_{column}")
    with op.batch_alter_table(table, schema=None) as altered:
        altered.drop_constraint(name, type_="check")
        altered.create_check_constraint(name, f"{column} IN ({values})")
