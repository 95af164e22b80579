"""Assisted acts 线下代办: the full record of each, what became of it, and the follow-up calls 回访."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint

from council.kernel.database.columns import community_table, flag, integer, one_of, refers, text
from council.kernel.seals import sealed

#: ``stood`` is the revision that stood when the person dictated; ``revision`` the ballot that it
#: became, none before a second person confirms. ``evidence`` and ``scan`` are kept files' hashes.
#: ``helper_id``: the helper on the residents' list, where the name is somebody's there.
assisted_acts = community_table(
    "assisted_acts",
    integer("number"),
    text("act"),
    text("poll_id"),
    text("slot"),
    text("state"),
    text("person"),
    text("voter"),
    text("resident_id", null=True),
    text("helper"),
    text("helper_role"),
    text("desk"),
    text("reason"),
    text("consent"),
    text("evidence"),
    text("witness", null=True),
    integer("statement_read"),
    text("content"),
    integer("read_back"),
    text("serial"),
    text("scan"),
    integer("slip_given"),
    text("contact"),
    integer("review"),
    integer("stood"),
    integer("revision", null=True),
    text("recorded_by"),
    integer("recorded_at"),
    text("confirmed_by", null=True),
    integer("confirmed_at", null=True),
    text("ended_by", null=True),
    integer("ended_at", null=True),
    text("end_reason", null=True),
    text("helper_id", null=True),
    UniqueConstraint("community_id", "number"),
    UniqueConstraint("community_id", "poll_id", "serial"),
    refers("poll_id", "polls"),
    refers("resident_id", "residents"),
    refers("helper_id", "residents"),
    one_of("act", "ballot"),
    one_of("state", "recorded", "counted", "revoked", "overturned", "lapsed"),
    one_of("helper_role", "desk_helper", "volunteer", "family", "property"),
    one_of("reason", "no_phone_skill", "eyesight", "mobility", "no_device", "other"),
    one_of("consent", "signature", "fingerprint", "recording", "video"),
    flag("review"),
    CheckConstraint("statement_read = 1", name="statement_read"),
    CheckConstraint("read_back = 1", name="read_back"),
    CheckConstraint("slip_given = 1", name="slip_given"),
    CheckConstraint("consent <> 'fingerprint' OR witness IS NOT NULL", name="witnessed"),
    CheckConstraint("confirmed_by IS NULL OR confirmed_by <> recorded_by", name="two_people"),
    CheckConstraint("state <> 'counted' OR revision IS NOT NULL", name="counted_is_cast"),
)
Index(
    "ix_assisted_acts_poll",
    assisted_acts.c.community_id,
    assisted_acts.c.poll_id,
    assisted_acts.c.state,
)

#: The calls drawn at the count; ``act`` is the number of the assisted act.
follow_up_calls = community_table(
    "follow_up_calls",
    text("poll_id"),
    integer("act"),
    text("state"),
    text("note", null=True),
    text("called_by", null=True),
    integer("called_at", null=True),
    refers("poll_id", "polls"),
    ForeignKeyConstraint(
        ["community_id", "act"], ["assisted_acts.community_id", "assisted_acts.number"]
    ),
    one_of("state", "drawn", "confirmed", "not_reached", "contradicted"),
    CheckConstraint("state <> 'contradicted' OR note IS NOT NULL", name="noted"),
    key=("act",),
)

sealed("assisted_act", assisted_acts)
