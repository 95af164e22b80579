"""Proposals 提案 with their seconds, followers and merge requests; evidence files."""

from sqlalchemy import Index, UniqueConstraint

from council.kernel.database.columns import community_table, integer, one_of, refers, text
from council.kernel.seals import sealed

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
    # How it was classified: the kind of matter by its name (empty: none on the list), the legal
    # class, and the version of the power-and-duty list.
    text("matter", null=True),
    text("matter_class", null=True),
    integer("power_list", null=True),
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


Index("ix_proposals_state", proposals.c.community_id, proposals.c.state)

sealed(
    "proposal",
    proposals,
    but=("changed_at",),
    later=("matter", "matter_class", "power_list"),
)
