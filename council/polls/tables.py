"""Polls 表决, their options, frozen electorates and append-only ballots; resolutions 决议."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from council.kernel.database.columns import community_table, flag, integer, one_of, refers, text
from council.kernel.seals import sealed
from council.polls.budgets.rules import BALLOTS
from council.rules.poll_kinds import KINDS

polls = community_table(
    "polls",
    integer("number"),
    text("kind"),
    text("motion_id"),
    text("title"),
    text("method"),
    text("legal_class"),
    text("state"),
    integer("opens_at"),
    integer("closes_at"),
    integer("first_closes_at"),
    text("lot_seed"),
    integer("roll_size", default=0),
    text("roll_fingerprint", null=True),
    integer("announced_at", null=True),
    integer("opened_at", null=True),
    integer("extended_at", null=True),
    text("extension_reason", null=True),
    integer("closed_at", null=True),
    integer("counted_at", null=True),
    text("counted_by", null=True),
    integer("certified_at", null=True),
    text("certified_by", null=True),
    text("annul_reason", null=True),
    text("result", null=True),
    text("first_close", null=True),
    text("created_by"),
    integer("created_at"),
    text("ruleset", null=True),
    integer("extraordinary", default=0),
    integer("pot_fen", null=True),
    text("ballot", null=True),
    UniqueConstraint("community_id", "number"),
    refers("motion_id", "motions"),
    one_of("kind", *KINDS),
    one_of("state", "draft", "announced", "open", "closed", "counted", "certified", "annulled"),
    CheckConstraint("opens_at < closes_at", name="opens_before_closes"),
    one_of("ballot", *BALLOTS),
    CheckConstraint(
        "(kind = 'budget' AND pot_fen IS NOT NULL AND pot_fen > 0 AND ballot IS NOT NULL)"
        " OR (kind <> 'budget' AND pot_fen IS NULL AND ballot IS NULL)",
        name="budget_has_its_pot",
    ),
)

#: What a poll chooses among. A project of a budget vote has its cost, and as its source the root of the
#: matter that it came from (p12 a proposal, m3 a motion).
poll_options = community_table(
    "poll_options",
    text("poll_id"),
    text("letter"),
    integer("position"),
    text("title"),
    text("body", default=""),
    integer("status_quo", default=0),
    integer("cost_fen", null=True),
    text("source", null=True),
    refers("poll_id", "polls"),
    flag("status_quo"),
    CheckConstraint("cost_fen > 0", name="cost_positive"),
    key=("poll_id", "letter"),
)

#: The frozen roll of one poll: one slot is one ballot paper. A ranking's slot is the resident's
#: ref; a ratification's slot is ``head|owner key``.
electorate = community_table(
    "electorate",
    text("poll_id"),
    text("slot"),
    text("resident_id", null=True),
    text("owner_key", null=True),
    text("head", null=True),
    refers("poll_id", "polls"),
    refers("resident_id", "residents"),
    key=("poll_id", "slot"),
)
Index(
    "ix_electorate_resident",
    electorate.c.community_id,
    electorate.c.poll_id,
    electorate.c.resident_id,
)
Index(
    "ix_electorate_head",
    electorate.c.community_id,
    electorate.c.poll_id,
    electorate.c.head,
)

#: The units as they stood when the roll of a ratification was frozen (JSON rows, one a unit).
frozen_units = community_table(
    "frozen_units",
    text("poll_id"),
    text("code"),
    text("unit"),
    refers("poll_id", "polls"),
    key=("poll_id", "code"),
)

#: Append-only: a changed ballot is a new revision; the highest revision of a slot counts.
ballots = community_table(
    "ballots",
    text("poll_id"),
    text("slot"),
    integer("revision"),
    text("content"),
    text("channel"),
    integer("cast_at"),
    text("cast_by"),
    text("paper_serial", null=True),
    refers("poll_id", "polls"),
    CheckConstraint("revision >= 1", name="revision_positive"),
    one_of("channel", "chat", "web", "paper", "meeting", "official_import"),
    key=("poll_id", "slot", "revision"),
)

sealed("poll", polls, later=("pot_fen", "ballot"))
sealed("poll", poll_options, "poll_id", later=("cost_fen", "source"))
