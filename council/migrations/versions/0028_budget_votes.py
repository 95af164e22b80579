"""Budget votes: a poll may have a pot and a kind of ballot, its options costs and where they came from"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0026"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_KINDS = "kind IN ('ranking', 'ratification')"
_MORE_KINDS = "kind IN ('ranking', 'budget', 'ratification')"
_BALLOTS = "ballot IN ('approval', 'knapsack', 'ranking')"
_POT = (
    "(kind = 'budget' AND pot_fen IS NOT NULL AND pot_fen > 0 AND ballot IS NOT NULL)"
    " OR (kind <> 'budget' AND pot_fen IS NULL AND ballot IS NULL)"
)


def upgrade() -> None:
    with op.batch_alter_table("polls", schema=None) as table:
        table.add_column(sa.Column("pot_fen", _INT, nullable=True))
        table.add_column(sa.Column("ballot", sa.Text(), nullable=True))
        table.drop_constraint(op.f("ck_polls_kind"), type_="check")
        table.create_check_constraint(op.f("ck_polls_kind"), _MORE_KINDS)
        table.create_check_constraint(op.f("ck_polls_ballot"), _BALLOTS)
        table.create_check_constraint(op.f("ck_polls_budget_has_its_pot"), _POT)
    with op.batch_alter_table("poll_options", schema=None) as table:
        table.add_column(sa.Column("cost_fen", _INT, nullable=True))
        table.add_column(sa.Column("source", sa.Text(), nullable=True))
        # Copied by SQLite, an empty default would come back in brackets.
        table.alter_column("body", server_default="")
        table.create_check_constraint(op.f("ck_poll_options_cost_positive"), "cost_fen > 0")


def downgrade() -> None:
    """Go back; refused by the database itself while there is a budget vote."""
    with op.batch_alter_table("poll_options", schema=None) as table:
        table.drop_constraint(op.f("ck_poll_options_cost_positive"), type_="check")
        table.drop_column("source")
        table.drop_column("cost_fen")
    with op.batch_alter_table("polls", schema=None) as table:
        for name in ("budget_has_its_pot", "ballot", "kind"):
            table.drop_constraint(op.f(f"ck_polls_{name}"), type_="check")
        table.create_check_constraint(op.f("ck_polls_kind"), _KINDS)
        table.drop_column("ballot")
        table.drop_column("pot_fen")
