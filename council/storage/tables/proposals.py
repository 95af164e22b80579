"""Proposals 提案 with their seconds, followers and merge requests; evidence files."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from council.storage.columns import blob, community_table, integer, one_of, refers, text

proposals = community_table(
    "proposals",
    integer("number"),
    text("author_id"),
    text("title"),
    text("body"),
    text("state"),
    integer("submitted_at"),
    integer("changed_at"),
    text("return_reason", null=True),
    text("merged_into", null=True),
    UniqueConstraint("community_id", "number"),
    refers("author_id", "residents"),
    refers("merged_into", "proposals"),
    one_of(
        "state",
        "submitted",
        "admitted",
        "returned",
        "seconded",
        "on_agenda",
        "decided",
        "closed",
        "merged",
        "withdrawn",
    ),
)

seconds = community_table(
    "seconds",
    text("proposal_id"),
    text("resident_id"),
    integer("seconded_at"),
    refers("proposal_id", "proposals"),
    refers("resident_id", "residents"),
    key=("proposal_id", "resident_id"),
)

follows = community_table(
    "follows",
    text("proposal_id"),
    text("resident_id"),
    integer("followed_at"),
    refers("proposal_id", "proposals"),
    refers("resident_id", "residents"),
    key=("proposal_id", "resident_id"),
)

merge_requests = community_table(
    "merge_requests",
    text("proposal_id"),
    text("into_id"),
    text("asked_by"),
    integer("asked_at"),
    text("state"),
    integer("answered_at", null=True),
    refers("proposal_id", "proposals"),
    refers("into_id", "proposals"),
    one_of("state", "asked", "agreed", "declined", "lapsed"),
)

#: Our own copies of photos and voice messages, by content hash.
files = community_table(
    "files",
    text("sha256"),
    text("media_type"),
    integer("size"),
    blob("content"),
    integer("kept_at"),
    CheckConstraint("size > 0", name="size_positive"),
    key=("sha256",),
)

attachments = community_table(
    "attachments",
    text("subject_kind"),
    text("subject_id"),
    integer("position"),
    text("sha256"),
    text("kind"),
    one_of("kind", "photo", "voice", "document"),
    key=("subject_kind", "subject_id", "position"),
)
Index("ix_proposals_state", proposals.c.community_id, proposals.c.state)
