"""Tasks with owner, day, budget and acceptance; looks back; corrections by later resolutions"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("tasks", schema=None) as table:
        table.add_column(sa.Column("owner_id", sa.Text(), nullable=True))
        table.add_column(sa.Column("due_at", _WHOLE, nullable=True))
        table.add_column(sa.Column("budget_fen", _WHOLE, nullable=True))
        table.add_column(sa.Column("progress", _WHOLE, nullable=True))
        table.add_column(sa.Column("acceptance", sa.Text(), nullable=True))
        table.add_column(sa.Column("reported_at", _WHOLE, nullable=True))
        table.create_foreign_key(
            op.f("fk_tasks_community_id_owner_id"),
            "residents",
            ["community_id", "owner_id"],
            ["community_id", "id"],
        )
        table.create_check_constraint(
            op.f("ck_tasks_acceptance"), "acceptance IN ('none', 'inspectors', 'meeting')"
        )
        table.create_check_constraint(
            op.f("ck_tasks_progress"), "progress IS NULL OR (progress BETWEEN 0 AND 100)"
        )
        table.create_check_constraint(
            op.f("ck_tasks_budget"), "budget_fen IS NULL OR budget_fen >= 0"
        )
    _create("task_steps", _steps())
    _create("task_inspectors", _inspectors(), key=("task_id", "resident_id"))
    _create("reviews", _reviews())
    _create("corrections", _corrections())


def downgrade() -> None:
    for name in ("corrections", "reviews", "task_inspectors", "task_steps"):
        op.drop_table(name)
    with op.batch_alter_table("tasks", schema=None) as table:
        for name in ("ck_tasks_budget", "ck_tasks_progress", "ck_tasks_acceptance"):
            table.drop_constraint(op.f(name), type_="check")
        table.drop_constraint(op.f("fk_tasks_community_id_owner_id"), type_="foreignkey")
        for name in ("reported_at", "acceptance", "progress", "budget_fen", "due_at", "owner_id"):
            table.drop_column(name)


def _create(
    name: str, items: tuple[sa.schema.SchemaItem, ...], *, key: tuple[str, ...] = ("id",)
) -> None:
    head = [sa.Column("community_id", sa.Text(), nullable=False)]
    if key == ("id",):
        head.append(sa.Column("id", sa.Text(), nullable=False))
    op.create_table(
        name,
        *head,
        *items,
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name=op.f(f"fk_{name}_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", *key, name=op.f(f"pk_{name}")),
        sqlite_strict=True,
    )


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _whole(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, _WHOLE, nullable=null)


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", column],
        [f"{other}.community_id", f"{other}.id"],
        name=op.f(f"fk_{table}_community_id_{column}"),
    )


def _steps() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        _text("resolution_id"),
        _text("task_id"),
        _text("kind"),
        _whole("progress"),
        _text("note", null=True),
        _text("photo", null=True),
        _text("motion_id", null=True),
        _text("taken_by"),
        _whole("taken_at"),
        _refers("task_steps", "resolution_id", "resolutions"),
        _refers("task_steps", "task_id", "tasks"),
        _refers("task_steps", "motion_id", "motions"),
        sa.CheckConstraint(
            "kind IN ('plan', 'progress', 'report', 'accept', 'refuse')",
            name=op.f("ck_task_steps_kind"),
        ),
    )


def _inspectors() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        _text("resolution_id"),
        _text("task_id"),
        _text("resident_id"),
        _whole("named_at"),
        _text("verdict", null=True),
        _whole("said_at", null=True),
        _refers("task_inspectors", "resolution_id", "resolutions"),
        _refers("task_inspectors", "task_id", "tasks"),
        _refers("task_inspectors", "resident_id", "residents"),
        sa.CheckConstraint(
            "verdict IN ('accepted', 'refused')", name=op.f("ck_task_inspectors_verdict")
        ),
    )


def _reviews() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        _text("resolution_id"),
        _whole("number"),
        _whole("due_at"),
        _text("planned_by"),
        _whole("planned_at"),
        _text("body", null=True),
        _whole("score", null=True),
        _whole("held_at", null=True),
        _text("held_by", null=True),
        sa.UniqueConstraint(
            "community_id",
            "resolution_id",
            "number",
            name=op.f("uq_reviews_community_id_resolution_id_number"),
        ),
        _refers("reviews", "resolution_id", "resolutions"),
        sa.CheckConstraint(
            "score IS NULL OR (score BETWEEN 1 AND 5)", name=op.f("ck_reviews_score")
        ),
    )


def _corrections() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        _text("resolution_id"),
        _text("by_id"),
        _whole("honest"),
        _text("reason"),
        _text("noted_by"),
        _whole("noted_at"),
        sa.UniqueConstraint(
            "community_id",
            "resolution_id",
            "by_id",
            name=op.f("uq_corrections_community_id_resolution_id_by_id"),
        ),
        _refers("corrections", "resolution_id", "resolutions"),
        _refers("corrections", "by_id", "resolutions"),
        sa.CheckConstraint("honest IN (0, 1)", name=op.f("ck_corrections_honest")),
    )
