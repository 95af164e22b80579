"""Resolutions 决议, objections to them, and the tasks that carry them out."""

from sqlalchemy import CheckConstraint, UniqueConstraint

from council.kernel.database.columns import community_table, integer, one_of, refers, text
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
    UniqueConstraint("community_id", "resolution_id", "position"),
    refers("resolution_id", "resolutions"),
)

sealed("resolution", resolutions)
sealed("resolution", tasks, "resolution_id")
sealed("objection", objections)
