"""Seats, substitutes, who leaves early, invited parties, and the secret behind a check-in code"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("meetings", schema=None) as table:
        table.add_column(sa.Column("capacity", _INT, nullable=True))
    with op.batch_alter_table("rsvps", schema=None) as table:
        table.add_column(sa.Column("substitute", sa.Text(), nullable=True))
    with op.batch_alter_table("attendance", schema=None) as table:
        table.add_column(sa.Column("left_at", _INT, nullable=True))
        table.add_column(sa.Column("substitute", sa.Text(), nullable=True))
        table.add_column(sa.Column("how", sa.Text(), nullable=True))
    op.create_table(
        "meeting_parties",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("resident_id", sa.Text(), nullable=True),
        sa.Column("invited_by", sa.Text(), nullable=False),
        sa.Column("invited_at", _INT, nullable=False),
        sa.Column("substitute", sa.Text(), nullable=True),
        sa.Column("arrived_at", _INT, nullable=True),
        sa.Column("left_at", _INT, nullable=True),
        sa.CheckConstraint(
            "party IN ('representatives', 'residents_committee', 'owners_committee', 'manager',"
            " 'subdistrict')",
            name=op.f("ck_meeting_parties_party"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "meeting_id"],
            ["meetings.community_id", "meetings.id"],
            name=op.f("fk_meeting_parties_community_id_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "resident_id"],
            ["residents.community_id", "residents.id"],
            name=op.f("fk_meeting_parties_community_id_resident_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_meeting_parties")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_meeting_parties_community_id")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "check_in_secrets",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("made_at", _INT, nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "meeting_id"],
            ["meetings.community_id", "meetings.id"],
            name=op.f("fk_check_in_secrets_community_id_meeting_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "meeting_id", name=op.f("pk_check_in_secrets")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_check_in_secrets_community_id")
        ),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("check_in_secrets")
    op.drop_table("meeting_parties")
    with op.batch_alter_table("attendance", schema=None) as table:
        for name in ("how", "substitute", "left_at"):
            table.drop_column(name)
    with op.batch_alter_table("rsvps", schema=None) as table:
        table.drop_column("substitute")
    with op.batch_alter_table("meetings", schema=None) as table:
        table.drop_column("capacity")
