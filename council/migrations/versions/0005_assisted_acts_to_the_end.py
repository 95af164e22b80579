"""Assisted acts to the end: video, namesakes, lapse at the close, follow-up calls"""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_STATES = "'recorded', 'counted', 'revoked', 'overturned'"
_CONSENTS = "'signature', 'fingerprint', 'recording'"
#: Acts that nobody confirmed in polls that are over.
_WAITING = """
    UPDATE assisted_acts SET state = 'lapsed'
    WHERE state = 'recorded' AND EXISTS (
        SELECT 1 FROM polls
        WHERE polls.community_id = assisted_acts.community_id AND polls.id = assisted_acts.poll_id
        AND polls.state IN ('closed', 'counted', 'certified', 'annulled')
    )
"""


def upgrade() -> None:
    with op.batch_alter_table("assisted_acts", schema=None) as table:
        table.add_column(sa.Column("helper_id", sa.Text(), nullable=True))
        table.create_foreign_key(
            op.f("fk_assisted_acts_community_id_helper_id"),
            "residents",
            ["community_id", "helper_id"],
            ["community_id", "id"],
        )
        _among(table, "state", f"{_STATES}, 'lapsed'")
        _among(table, "consent", f"{_CONSENTS}, 'video'")
    op.execute(_WAITING)
    with op.batch_alter_table("proxies", schema=None) as table:
        table.add_column(sa.Column("proxy_id", sa.Text(), nullable=True))
        table.add_column(sa.Column("instructed", _INT, nullable=False, server_default="1"))
        table.create_foreign_key(
            op.f("fk_proxies_community_id_proxy_id"),
            "residents",
            ["community_id", "proxy_id"],
            ["community_id", "id"],
        )
        table.create_check_constraint(op.f("ck_proxies_instructed"), "instructed IN (0, 1)")
    op.create_table(
        "follow_up_calls",
        sa.Column("community_id", sa.Text(), nullable=False),
        sa.Column("poll_id", sa.Text(), nullable=False),
        sa.Column("act", _INT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("called_by", sa.Text(), nullable=True),
        sa.Column("called_at", _INT, nullable=True),
        sa.CheckConstraint(
            "state <> 'contradicted' OR note IS NOT NULL", name=op.f("ck_follow_up_calls_noted")
        ),
        sa.CheckConstraint(
            "state IN ('drawn', 'confirmed', 'not_reached', 'contradicted')",
            name=op.f("ck_follow_up_calls_state"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "act"],
            ["assisted_acts.community_id", "assisted_acts.number"],
            name=op.f("fk_follow_up_calls_community_id_act"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "poll_id"],
            ["polls.community_id", "polls.id"],
            name=op.f("fk_follow_up_calls_community_id_poll_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f("fk_follow_up_calls_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "act", name=op.f("pk_follow_up_calls")),
        info={"scope": "community"},
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("follow_up_calls")
    with op.batch_alter_table("proxies", schema=None) as table:
        table.drop_constraint(op.f("ck_proxies_instructed"), type_="check")
        table.drop_constraint(op.f("fk_proxies_community_id_proxy_id"), type_="foreignkey")
        table.drop_column("instructed")
        table.drop_column("proxy_id")
    op.execute("UPDATE assisted_acts SET state = 'recorded' WHERE state = 'lapsed'")
    op.execute("UPDATE assisted_acts SET consent = 'recording' WHERE consent = 'video'")
    with op.batch_alter_table("assisted_acts", schema=None) as table:
        table.drop_constraint(op.f("fk_assisted_acts_community_id_helper_id"), type_="foreignkey")
        table.drop_column("helper_id")
        _among(table, "state", _STATES)
        _among(table, "consent", _CONSENTS)


def _among(table: BatchOperations, column: str, values: str) -> None:
    name = op.f(f"ck_assisted_acts_{column}")
    table.drop_constraint(name, type_="check")
    table.create_check_constraint(name, f"{column} IN ({values})")
