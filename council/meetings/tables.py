"""Meetings 会议, their series, agenda, RSVPs, attendance and votes."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from council.kernel.database.columns import community_table, flag, integer, one_of, refers, text
from council.kernel.seals import sealed

meeting_series = community_table(
    "meeting_series",
    text("title"),
    text("rule"),
    text("place"),
    text("created_by"),
    integer("created_at"),
    integer("ended_at", null=True),
    integer("starts_at", default=0),
    integer("until_at", null=True),
    integer("lasts_minutes", null=True),
    integer("sequence", default=0),
    integer("changed_at", null=True),
    text("follows_id", null=True),
)

meetings = community_table(
    "meetings",
    integer("number"),
    text("series_id", null=True),
    text("title"),
    text("place"),
    integer("starts_at"),
    text("state"),
    integer("announced_at", null=True),
    integer("opened_at", null=True),
    integer("adjourned_at", null=True),
    text("minutes", default=""),
    text("cancel_reason", null=True),
    integer("lasts_minutes", null=True),
    integer("occurs_at", null=True),
    integer("sequence", null=True),
    integer("changed_at", null=True),
    integer("moved_at", null=True),
    integer("moved_from_at", null=True),
    text("move_reason", null=True),
    integer("capacity", null=True),
    UniqueConstraint("community_id", "number"),
    refers("series_id", "meeting_series"),
    one_of(
        "state",
        "planned",
        "announced",
        "in_session",
        "adjourned",
        "minuted",
        "approved",
        "cancelled",
    ),
)

#: Occurrences of a series that do not take place and never became meetings, by the rule's own time.
series_exceptions = community_table(
    "series_exceptions",
    text("series_id"),
    integer("occurs_at"),
    text("reason"),
    text("noted_by"),
    integer("noted_at"),
    refers("series_id", "meeting_series"),
    key=("series_id", "occurs_at"),
)

agenda_items = community_table(
    "agenda_items",
    text("meeting_id"),
    integer("position"),
    text("motion_id"),
    integer("added_at"),
    text("kind", null=True),
    integer("lasts_minutes", null=True),
    text("presenter", null=True),
    integer("consent", default=0),
    refers("meeting_id", "meetings"),
    refers("motion_id", "motions"),
    key=("meeting_id", "motion_id"),
)

rsvps = community_table(
    "rsvps",
    text("meeting_id"),
    text("resident_id"),
    text("answer"),
    integer("answered_at"),
    text("substitute", null=True),
    integer("turn", null=True),  # which answer it was: the order within a second; NULL of before
    refers("meeting_id", "meetings"),
    refers("resident_id", "residents"),
    one_of("answer", "yes", "no"),
    key=("meeting_id", "resident_id"),
)

attendance = community_table(
    "attendance",
    text("meeting_id"),
    text("resident_id"),
    integer("arrived_at"),
    text("noted_by"),
    integer("left_at", null=True),
    text("substitute", null=True),
    text("how", null=True),
    refers("meeting_id", "meetings"),
    refers("resident_id", "residents"),
    key=("meeting_id", "resident_id"),
)

#: Append-only: a corrected count is a new reading with its reason; the highest one stands.
meeting_votes = community_table(
    "meeting_votes",
    text("meeting_id"),
    text("motion_id"),
    integer("reading"),
    text("electorate"),
    integer("entitled"),
    integer("came"),
    integer("yes"),
    integer("no"),
    text("quorum_share"),
    integer("quorum_needed"),
    text("approval_share"),
    integer("of_all"),
    integer("yes_needed"),
    text("outcome"),
    text("citation"),
    text("law_version"),
    integer("provisional"),
    text("reason", null=True),
    text("recorded_by"),
    integer("recorded_at"),
    UniqueConstraint("community_id", "meeting_id", "motion_id", "reading"),
    refers("meeting_id", "meetings"),
    refers("motion_id", "motions"),
    one_of("outcome", "carried", "lost", "no_quorum"),
    flag("of_all"),
    flag("provisional"),
    CheckConstraint("reading >= 1", name="reading_positive"),
    CheckConstraint("(reading = 1) = (reason IS NULL)", name="corrected_with_reason"),
    CheckConstraint("came >= 0 AND came <= entitled", name="came_of_all"),
    CheckConstraint("yes >= 0 AND no >= 0 AND yes + no <= came", name="hands_of_those_there"),
)
Index("ix_meeting_votes_motion", meeting_votes.c.community_id, meeting_votes.c.motion_id)

sealed("motion", meeting_votes, "motion_id")
sealed(
    "meeting",
    meetings,
    later=(
        "lasts_minutes",
        "occurs_at",
        "sequence",
        "changed_at",
        "moved_at",
        "moved_from_at",
        "move_reason",
        "capacity",
    ),
)
