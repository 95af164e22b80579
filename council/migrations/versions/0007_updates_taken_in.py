"""Updates taken in before their turn; an update is known by its content, not by its number alone

Rows of before have the digest 0, which no update has: their numbers alone no longer make a repeat.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KNOWN_BY_NUMBER = ("processed_updates", "poison_updates")


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("bot", sa.Text(), nullable=False),
        sa.Column("update_id", _INT, nullable=False),
        sa.Column("digest", _INT, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("taken_at", _INT, nullable=False),
        sa.CheckConstraint("bot IN ('resident', 'staff')", name=op.f("ck_inbox_bot")),
        sa.PrimaryKeyConstraint("bot", "update_id", "digest", name=op.f("pk_inbox")),
        info={"scope": "local"},
        sqlite_strict=True,
    )
    with op.batch_alter_table("inbox") as batch_op:
        batch_op.create_index("ix_inbox_taken_at", ["bot", "taken_at"], unique=False)
    for table in _KNOWN_BY_NUMBER:
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("digest", _INT, server_default="0", nullable=False))
            batch_op.drop_constraint(batch_op.f(f"pk_{table}"), type_="primary")
            batch_op.create_primary_key(batch_op.f(f"pk_{table}"), ["bot", "update_id", "digest"])


def downgrade() -> None:
    for table in _KNOWN_BY_NUMBER:
        # The number alone is the key again: of several with one number the newest digest stays.
        op.execute(
            f"DELETE FROM {table} WHERE EXISTS (SELECT 1 FROM {table} AS other"  # noqa: S608 - our own names
            f" WHERE other.bot = {table}.bot AND other.update_id = {table}.update_id"
            f" AND other.digest > {table}.digest)"
        )
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"pk_{table}"), type_="primary")
            batch_op.create_primary_key(batch_op.f(f"pk_{table}"), ["bot", "update_id"])
            batch_op.drop_column("digest")
    with op.batch_alter_table("inbox") as batch_op:
        batch_op.drop_index("ix_inbox_taken_at")
    op.drop_table("inbox")
