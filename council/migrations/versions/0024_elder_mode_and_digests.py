"""A second step of elder mode, and notices that wait for the message of the morning"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_STATES = "'queued', 'sending', 'sent', 'dead'"


def upgrade() -> None:
    _check("residents", "large", "large IN (0, 1, 2)")
    op.add_column(
        "residents", sa.Column("digest", sa.Text(), nullable=False, server_default="at_once")
    )
    with op.batch_alter_table("residents", schema=None) as altered:
        altered.create_check_constraint(
            op.f("ck_residents_digest"), "digest IN ('at_once', 'daily', 'needed')"
        )
    _check("outbox", "state", f"state IN ({_STATES}, 'held')")


def downgrade() -> None:
    op.execute("UPDATE outbox SET state = 'queued', not_before = 0 WHERE state = 'held'")
    _check("outbox", "state", f"state IN ({_STATES})")
    with op.batch_alter_table("residents", schema=None) as altered:
        altered.drop_constraint(op.f("ck_residents_digest"), type_="check")
        altered.drop_column("digest")
    op.execute("UPDATE residents SET large = 1 WHERE large = 2")
    _check("residents", "large", "large IN (0, 1)")


def _check(table: str, column: str, condition: str) -> None:
    """Let another condition hold for a column from now on."""
    name = op.f(f"ck_{table}_{column}")
    with op.batch_alter_table(table, schema=None) as altered:
        altered.drop_constraint(name, type_="check")
        altered.create_check_constraint(name, condition)
