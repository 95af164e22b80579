"""What happens on the floor 议事现场 of a meeting, event by event. Append-only."""

from sqlalchemy import CheckConstraint, UniqueConstraint

from council.kernel.database.columns import community_table, integer, one_of, refers, text
from council.kernel.seals import sealed
from council.meetings.floor.floor import ORIGINS, SIDES
from council.meetings.floor.rules import KINDS

#: ``noted_by`` is who brought it in (the clock among them), ``resident_id`` whom it is about.
floor_events = community_table(
    "floor_events",
    text("meeting_id"),
    integer("position"),
    text("kind"),
    text("motion_id", null=True),
    text("resident_id", null=True),
    text("noted_by"),
    integer("happened_at"),
    integer("recorded_at"),
    text("origin"),
    text("side", default=""),
    integer("seconds", default=0),
    integer("amount", default=0),
    integer("yes", default=0),
    integer("no", default=0),
    text("text", default=""),
    text("sha256", default=""),
    UniqueConstraint("community_id", "meeting_id", "position"),
    refers("meeting_id", "meetings"),
    refers("motion_id", "motions"),
    refers("resident_id", "residents"),
    one_of("kind", *KINDS),
    one_of("origin", *ORIGINS),
    one_of("side", "", "backed", *SIDES),
    CheckConstraint("position >= 1", name="position_positive"),
    CheckConstraint("happened_at <= recorded_at", name="recorded_afterwards"),
    CheckConstraint(
        "origin = 'afterwards' OR happened_at = recorded_at", name="told_when_it_happened"
    ),
)

sealed("floor", floor_events, "meeting_id")
