"""Collections 意见征集, their statements and the answers to them.

While a collection is open, an answer stands beside its resident, who may change it. Closing it writes
the matrix without names into the collection and deletes the answers: from then on nobody, whoever
reads the database, can tell who answered what.
"""

from sqlalchemy import CheckConstraint, UniqueConstraint

from council.kernel.database.columns import community_table, integer, one_of, refers, text
from council.kernel.seals import sealed

statement_collections = community_table(
    "statement_collections",
    text("motion_id"),
    text("state"),
    text("seed"),
    text("opened_by"),
    integer("opened_at"),
    integer("closes_at"),
    integer("of_one_person"),
    integer("characters"),
    integer("smallest_group"),
    integer("shown_from"),
    integer("closed_at", null=True),
    integer("took_part", null=True),
    text("matrix", null=True),
    text("digest", null=True),
    text("picture", null=True),
    UniqueConstraint("community_id", "motion_id"),
    refers("motion_id", "motions"),
    one_of("state", "open", "closed"),
    CheckConstraint(
        "(state = 'closed') = (closed_at IS NOT NULL AND took_part IS NOT NULL"
        " AND matrix IS NOT NULL AND digest IS NOT NULL AND picture IS NOT NULL)",
        name="closed_with_picture",
    ),
)

#: ``author_id``: the resident who wrote it, NULL for those of the staff.
statements = community_table(
    "statements",
    text("collection_id"),
    integer("number"),
    text("text"),
    text("state"),
    text("author_id", null=True),
    integer("written_at"),
    integer("judged_at", null=True),
    text("judged_by", null=True),
    text("reason", null=True),
    refers("collection_id", "statement_collections"),
    refers("author_id", "residents"),
    one_of("state", "waiting", "accepted", "rejected"),
    CheckConstraint("number >= 1", name="number_positive"),
    CheckConstraint("(state = 'rejected') = (reason IS NOT NULL)", name="rejected_with_reason"),
    key=("collection_id", "number"),
)

#: ``turn`` counts the answers of one resident; ``changes``: how often this one was changed.
statement_answers = community_table(
    "statement_answers",
    text("collection_id"),
    text("resident_id"),
    integer("number"),
    text("answer"),
    integer("turn"),
    integer("changes"),
    refers("collection_id", "statement_collections"),
    refers("resident_id", "residents"),
    one_of("answer", "agree", "disagree", "unsure", "later"),
    key=("collection_id", "resident_id", "number"),
)

sealed("statements", statement_collections)
sealed("statements", statements, "collection_id")
