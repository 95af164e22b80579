"""Community consultations 社区协商 and their steps, each with author, time and evidence."""

from sqlalchemy import CheckConstraint, UniqueConstraint

from council.kernel.database.columns import community_table, integer, one_of, refers, text

consultations = community_table(
    "consultations",
    text("motion_id"),
    text("state"),
    integer("changed_at"),
    UniqueConstraint("community_id", "motion_id"),
    refers("motion_id", "motions"),
    one_of(
        "state",
        "outcome",
        "disagreement_open",
        "referred",
        "implementing",
        "reported",
        "closed",
    ),
)

#: Append-only. ``photo`` is the kept file's hash.
consultation_steps = community_table(
    "consultation_steps",
    text("consultation_id"),
    integer("number"),
    text("verb"),
    text("text"),
    text("photo", null=True),
    text("taken_by"),
    integer("taken_at"),
    refers("consultation_id", "consultations"),
    refers("taken_by", "residents"),
    one_of("verb", "agree", "dissent", "settle", "refer", "implement", "report", "close"),
    CheckConstraint("number >= 1", name="number_positive"),
    CheckConstraint("photo IS NULL OR verb = 'report'", name="photo_of_a_report"),
    key=("consultation_id", "number"),
)
