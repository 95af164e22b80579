"""What happened to a task 落实事项, step by step, and who accepts it."""

from council.kernel.database.columns import community_table, integer, one_of, refers, text
from council.kernel.seals import sealed

task_steps = community_table(
    "task_steps",
    text("resolution_id"),
    text("task_id"),
    text("kind"),
    integer("progress"),
    text("note", null=True),
    text("photo", null=True),
    text("motion_id", null=True),
    text("taken_by"),
    integer("taken_at"),
    refers("resolution_id", "resolutions"),
    refers("task_id", "tasks"),
    refers("motion_id", "motions"),
    one_of("kind", "plan", "progress", "report", "accept", "refuse"),
)

task_inspectors = community_table(
    "task_inspectors",
    text("resolution_id"),
    text("task_id"),
    text("resident_id"),
    integer("named_at"),
    text("verdict", null=True),
    integer("said_at", null=True),
    refers("resolution_id", "resolutions"),
    refers("task_id", "tasks"),
    refers("resident_id", "residents"),
    one_of("verdict", "accepted", "refused"),
    key=("task_id", "resident_id"),
)

sealed("resolution", task_steps, "resolution_id")
sealed("resolution", task_inspectors, "resolution_id")
