"""Late receipts, excess, refunds that nobody could be paid, and the route of a claim"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_REASONS = "'withdrawn', 'failed', 'cancelled', 'surplus', 'correction'"
_METHODS = "method IN ('cash', 'transfer', 'wechat', 'alipay', 'other')"


def upgrade() -> None:
    op.add_column("receipts", sa.Column("late", _WHOLE, nullable=True))
    _allow("refunds", "reason", f"reason IN ({_REASONS}, 'late', 'excess')")
    _allow("refund_requests", "reason", f"reason IN ({_REASONS}, 'reserve', 'late', 'excess')")
    _allow("refund_requests", "state", "state IN ('asked', 'confirmed', 'declined', 'unreached')")
    with op.batch_alter_table("refund_requests", schema=None) as table:
        table.add_column(sa.Column("method", sa.Text(), nullable=True))
        table.add_column(sa.Column("unreached_at", _WHOLE, nullable=True))
        table.create_check_constraint(op.f("ck_refund_requests_method"), _METHODS)
        table.create_check_constraint(
            op.f("ck_refund_requests_unreached_since"),
            "state <> 'unreached' OR unreached_at IS NOT NULL",
        )


def downgrade() -> None:
    # What only the newer program knows, in the words of the older one.
    op.execute("UPDATE refund_requests SET state = 'asked' WHERE state = 'unreached'")
    op.execute(
        "UPDATE refund_requests SET reason = 'withdrawn' WHERE reason IN ('late', 'excess')"
    )
    op.execute("UPDATE refunds SET reason = 'withdrawn' WHERE reason IN ('late', 'excess')")
    with op.batch_alter_table("refund_requests", schema=None) as table:
        table.drop_constraint(op.f("ck_refund_requests_unreached_since"), type_="check")
        table.drop_constraint(op.f("ck_refund_requests_method"), type_="check")
        table.drop_column("unreached_at")
        table.drop_column("method")
    _allow("refund_requests", "state", "state IN ('asked', 'confirmed', 'declined')")
    _allow("refund_requests", "reason", f"reason IN ({_REASONS}, 'reserve')")
    _allow("refunds", "reason", f"reason IN ({_REASONS})")
    op.drop_column("receipts", "late")


def _allow(name: str, column: str, check: str) -> None:
    with op.batch_alter_table(name, schema=None) as table:
        table.drop_constraint(op.f(f"ck_{name}_{column}"), type_="check")
        table.create_check_constraint(op.f(f"ck_{name}_{column}"), check)
