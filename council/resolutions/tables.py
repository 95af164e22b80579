"""Resolutions 决议, objections to them, and the tasks that carry them out."""

from sqlalchemy import CheckConstraint, UniqueConstraint

from council.kernel.database.columns import community_table, flag, integer, one_of, refers, text
from council.kernel.seals import sealed

resolutions = community_table(
    "resolutions",
    text("number"),
    text("motion_id"),
    text("poll_id", null=True),
    text("title"),
    text("body"),
    text("state"),
    integer("drafted_at"),
    text("drafted_by"),
    integer("published_at", null=True),
    text("published_by", null=True),
    integer("posted_until", null=True),
    integer("challenge_until", null=True),
    integer("fulfilled_at", null=True),
    integer("repealed_at", null=True),
    text("repealed_by", null=True),
    text("meeting_vote_id", null=True),
    integer("approved_fen", null=True),
    UniqueConstraint("community_id", "number"),
    UniqueConstraint("community_id", "poll_id"),
    UniqueConstraint("community_id", "meeting_vote_id"),
    CheckConstraint("(poll_id IS NULL) <> (meeting_vote_id IS NULL)", name="one_decision"),
    CheckConstraint("published_by IS NULL OR published_by <> drafted_by", name="two_people"),
    refers("motion_id", "motions"),
    refers("poll_id", "polls"),
    refers("meeting_vote_id", "meeting_votes"),
    refers("repealed_by", "resolutions"),
    one_of("state", "provisional", "in_force", "implementing", "fulfilled", "repealed"),
)


objections = community_table(
    "objections",
    text("resolution_id"),
    integer("number"),
    text("resident_id"),
    text("body"),
    integer("raised_at"),
    text("answer", null=True),
    integer("answered_at", null=True),
    text("answered_by", null=True),
    UniqueConstraint("community_id", "resolution_id", "number"),
    refers("resolution_id", "resolutions"),
    refers("resident_id", "residents"),
)


tasks = community_table(
    "tasks",
    text("resolution_id"),
    integer("position"),
    text("title"),
    integer("done_at", null=True),
    text("done_by", null=True),
    text("owner_id", null=True),
    integer("due_at", null=True),
    integer("budget_fen", null=True),
    integer("progress", null=True),
    text("acceptance", null=True),
    integer("reported_at", null=True),
    UniqueConstraint("community_id", "resolution_id", "position"),
    refers("resolution_id", "resolutions"),
    refers("owner_id", "residents"),
    one_of("acceptance", "none", "inspectors", "meeting"),
    CheckConstraint("progress IS NULL OR (progress BETWEEN 0 AND 100)", name="progress"),
    CheckConstraint("budget_fen IS NULL OR budget_fen >= 0", name="budget"),
)


#: Looks back 复盘: planned for a day, then held, with a score from 1 to 5.
reviews = community_table(
    "reviews",
    text("resolution_id"),
    integer("number"),
    integer("due_at"),
    text("planned_by"),
    integer("planned_at"),
    text("body", null=True),
    integer("score", null=True),
    integer("held_at", null=True),
    text("held_by", null=True),
    UniqueConstraint("community_id", "resolution_id", "number"),
    refers("resolution_id", "resolutions"),
    CheckConstraint("score IS NULL OR (score BETWEEN 1 AND 5)", name="score"),
)

#: A later resolution corrects an earlier one, whose text stays: why, and whether what went wrong
#: was an honest attempt 容错.
corrections = community_table(
    "corrections",
    text("resolution_id"),
    text("by_id"),
    integer("honest"),
    text("reason"),
    text("noted_by"),
    integer("noted_at"),
    UniqueConstraint("community_id", "resolution_id", "by_id"),
    refers("resolution_id", "resolutions"),
    refers("by_id", "resolutions"),
    flag("honest"),
)

sealed("resolution", resolutions, later=("approved_fen",))
sealed(
    "resolution",
    tasks,
    "resolution_id",
    later=("owner_id", "due_at", "budget_fen", "progress", "acceptance", "reported_at"),
)
sealed("resolution", reviews, "resolution_id")
sealed("resolution", corrections, "resolution_id")
sealed("objection", objections)
