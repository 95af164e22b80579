"""What happened to a response 答复, step by step; and how content those are who asked."""

from sqlalchemy import UniqueConstraint

from council.kernel.database.columns import community_table, integer, one_of, refers, text
from council.kernel.seals import sealed
from council.motions.responses.rates import LEVELS

#: Append-only. ``party`` is whom a step is about; ``about`` the due time that the clock judged by,
#: so that it takes each step of a ladder once; ``at`` when the step fell due, or was taken.
response_steps = community_table(
    "response_steps",
    text("response_id"),
    text("step"),
    text("party"),
    integer("at"),
    integer("about", null=True),
    integer("noted_at"),
    text("taken_by", null=True),
    text("note", null=True),
    integer("meeting", null=True),
    UniqueConstraint("community_id", "response_id", "step", "party", "about"),
    refers("response_id", "responses"),
    one_of(
        "step",
        "empty",
        "reminder",
        "overdue",
        "agenda",
        "above",
        "end",
        "handed_on",
        "taken_on",
        "handed_back",
        "question",
        "reply",
        "planned",
        "completed",
        "confirmed",
    ),
)

#: How content somebody is who asked, as they said last.
response_ratings = community_table(
    "response_ratings",
    text("response_id"),
    text("resident_id"),
    text("level"),
    integer("said_at"),
    refers("response_id", "responses"),
    refers("resident_id", "residents"),
    one_of("level", *LEVELS),
    key=("response_id", "resident_id"),
)

sealed("response", response_steps, "response_id")
sealed("response", response_ratings, "response_id")
