"""Signs of life, the operator's word on the clock, acts by subject, letters that a token ended"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
#: Letters of the last week that ended because the bot's token was refused, not their chat. An
#: older one is no news any more.
_NOT_FINAL = """
    UPDATE outbox SET state = 'queued', tries = 0, not_before = 0, error = NULL
    WHERE state = 'dead'
    AND (error LIKE 'BadToken(%' OR error LIKE '%Unauthorized%' OR error LIKE 'Not Found%'
         OR error LIKE '%Conflict:%')
    AND created_at >= (SELECT max(created_at) FROM outbox) - 604800
"""


def upgrade() -> None:
    op.create_table(
        "beats",
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("beat_at", _INT, nullable=False),
        sa.Column("trouble", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("part", name=op.f("pk_beats")),
        info={"scope": "local"},
        sqlite_strict=True,
    )
    op.create_table(
        "clock_acceptance",
        sa.Column("id", _INT, nullable=False),
        sa.Column("number", _INT, nullable=False),
        sa.Column("accepted_at", _INT, nullable=False),
        sa.Column("newest", _INT, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_clock_acceptance_only_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_acceptance")),
        info={"scope": "local"},
        sqlite_strict=True,
    )
    op.create_index("ix_acts_subject_id", "acts", ["community_id", "subject_id"])
    op.execute(_NOT_FINAL)


def downgrade() -> None:
    op.drop_index("ix_acts_subject_id", table_name="acts")
    op.drop_table("clock_acceptance")
    op.drop_table("beats")
