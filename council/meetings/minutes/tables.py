"""Minutes 会议纪要: their sections, who has read them how far, how they were approved."""

from sqlalchemy import CheckConstraint

from council.kernel.database.columns import community_table, integer, one_of, refers, text
from council.kernel.seals import sealed

#: Append-only: the highest revision of a section is how it stands. ``source``: assembled from the
#: log, written by somebody, or the one text that minutes were before they had sections.
minutes_sections = community_table(
    "minutes_sections",
    text("meeting_id"),
    text("section"),
    integer("revision"),
    integer("position"),
    text("heading"),
    text("text"),
    text("source"),
    text("reason", null=True),
    text("written_by"),
    integer("written_at"),
    refers("meeting_id", "meetings"),
    one_of("source", "log", "person", "before"),
    CheckConstraint("revision >= 1", name="revision_positive"),
    key=("meeting_id", "section", "revision"),
)

#: How far somebody has read a revision; ``done_at``: to its end, or the file was sent to them.
minutes_readings = community_table(
    "minutes_readings",
    text("meeting_id"),
    text("resident_id"),
    integer("revision"),
    integer("page"),
    integer("read_at"),
    integer("done_at", null=True),
    refers("meeting_id", "meetings"),
    refers("resident_id", "residents"),
    key=("meeting_id", "resident_id"),
)

#: Append-only: what the chair, or a later meeting by raised hands, said to a revision.
minutes_approvals = community_table(
    "minutes_approvals",
    text("meeting_id"),
    integer("number"),
    integer("revision"),
    text("outcome"),
    text("at_meeting_id", null=True),
    integer("yes", null=True),
    integer("no", null=True),
    text("recorded_by"),
    integer("recorded_at"),
    refers("meeting_id", "meetings"),
    refers("at_meeting_id", "meetings"),
    one_of("outcome", "approved", "corrected", "refused"),
    CheckConstraint("(at_meeting_id IS NULL) = (yes IS NULL)", name="hands_at_a_meeting"),
    CheckConstraint("(yes IS NULL) = (no IS NULL)", name="both_hands"),
    CheckConstraint("outcome = 'approved' OR at_meeting_id IS NOT NULL", name="chair_approves"),
    key=("meeting_id", "number"),
)

sealed("minutes", minutes_sections, "meeting_id")
sealed("minutes", minutes_approvals, "meeting_id")
