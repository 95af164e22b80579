"""Statements of banks, their lines, and transfers to and from suspense"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_BEFORE = "kind IN ('receipt', 'refund', 'reserve', 'payment', 'reversal')"
_AFTER = (
    "kind IN ('receipt', 'refund', 'reserve', 'payment', 'reversal',"
    " 'suspense', 'release', 'returned')"
)
_MET = sa.text("target_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "bank_statements",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", _INT, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("new_lines", _INT, nullable=False),
        sa.Column("known_lines", _INT, nullable=False),
        sa.Column("left_out", _INT, nullable=False),
        sa.Column("sent_by", sa.Text(), nullable=False),
        sa.Column("sent_at", _INT, nullable=False),
        sa.UniqueConstraint(
            "community_id", "number", name=op.f("uq_bank_statements_community_id_number")
        ),
        sa.UniqueConstraint(
            "community_id", "sha256", name=op.f("uq_bank_statements_community_id_sha256")
        ),
        sa.CheckConstraint(
            "source IN ('bank', 'wechat', 'alipay')", name=op.f("ck_bank_statements_source")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_bank_statements")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_bank_statements_community_id")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "bank_lines",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("line", _INT, nullable=False),
        sa.Column("booked_at", _INT, nullable=False),
        sa.Column("amount_fen", _INT, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("ref_key", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("payer_id", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("target_kind", sa.Text(), nullable=True),
        sa.Column("target_id", sa.Text(), nullable=True),
        sa.Column("suspended_at", _INT, nullable=True),
        sa.Column("suspended_by", sa.Text(), nullable=True),
        sa.Column("asked_by", sa.Text(), nullable=True),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.Column("settled_at", _INT, nullable=True),
        sa.UniqueConstraint(
            "community_id",
            "statement_id",
            "line",
            name=op.f("uq_bank_lines_community_id_statement_id_line"),
        ),
        sa.UniqueConstraint(
            "community_id", "ref_key", name=op.f("uq_bank_lines_community_id_ref_key")
        ),
        _refers("statement_id", "bank_statements"),
        _refers("payer_id", "residents"),
        sa.CheckConstraint("amount_fen <> 0", name=op.f("ck_bank_lines_amount_not_zero")),
        sa.CheckConstraint(
            "settled_by IS NULL OR asked_by IS NULL OR settled_by <> asked_by",
            name=op.f("ck_bank_lines_two_people"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'receipt', 'ticked', 'suspense', 'returning', 'returned', 'left')",
            name=op.f("ck_bank_lines_state"),
        ),
        sa.CheckConstraint(
            "target_kind IN ('receipt', 'refund', 'payment')",
            name=op.f("ck_bank_lines_target_kind"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_bank_lines")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_bank_lines_community_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_bank_lines_target",
        "bank_lines",
        ["community_id", "target_id"],
        unique=True,
        sqlite_where=_MET,
        postgresql_where=_MET,
    )
    op.create_index("ix_bank_lines_state", "bank_lines", ["community_id", "state"])
    _kinds(_AFTER)


def downgrade() -> None:
    """Go back; where something was in suspense its transfers stay, for the ledger forgets nothing."""
    there = op.get_bind().scalar(
        sa.text(
            "SELECT count(*) FROM ledger_transfers"
            " WHERE kind IN ('suspense', 'release', 'returned')"
        )
    )
    if not there:
        _kinds(_BEFORE)
    op.drop_table("bank_lines")
    op.drop_table("bank_statements")


def _kinds(allowed: str) -> None:
    """Allow these kinds of transfers. SQLite copies the table, and its guards go with the old one."""
    guards: list[str] = []
    bind = op.get_bind()
    if bind.dialect.name == "sqlite":
        found = bind.execute(
            sa.text(
                "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
                " AND tbl_name = 'ledger_transfers' ORDER BY name"
            )
        )
        guards = [row.sql for row in found]
        # Dropping the old table is no deletion of rows to its triggers, but foreign keys would be.
        for name in ("no_update", "no_delete", "no_replace"):
            op.execute(f"DROP TRIGGER IF EXISTS ledger_transfers_{name}")
    with op.batch_alter_table("ledger_transfers") as table:
        table.drop_constraint(op.f("ck_ledger_transfers_kind"), type_="check")
        table.create_check_constraint(op.f("ck_ledger_transfers_kind"), allowed)
    for guard in guards:
        op.execute(guard)


def _refers(column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", column],
        [f"{parent}.community_id", f"{parent}.id"],
        name=op.f(f"fk_bank_lines_community_id_{column}"),
    )
