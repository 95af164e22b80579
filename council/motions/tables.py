"""Motions 议案, who moved them, and the addressed party's responses 答复."""

from sqlalchemy import CheckConstraint, UniqueConstraint

from council.kernel.database.columns import community_table, integer, one_of, refers, text
from council.kernel.seals import sealed
from council.rules.power_list.matter import PARTIES

motions = community_table(
    "motions",
    integer("number"),
    text("title"),
    text("body"),
    text("legal_class"),
    text("addressee", null=True),
    text("proposal_id", null=True),
    text("meeting_id", null=True),
    text("from_poll_id", null=True),
    text("state"),
    text("drafted_by"),
    integer("drafted_at"),
    integer("changed_at"),
    # The kind of matter by its name, and the version of the power-and-duty list that has it.
    text("matter", null=True),
    integer("power_list", null=True),
    UniqueConstraint("community_id", "number"),
    refers("proposal_id", "proposals"),
    refers("meeting_id", "meetings"),
    one_of(
        "state",
        "drafted",
        "announced",
        "deliberated",
        "put",
        "carried",
        "lost",
        "adjourned",
        "referred",
        "withdrawn",
    ),
    one_of("addressee", *PARTIES),
)


#: Who moved a motion that comes from no proposal; what was signed, of what the roll then held.
motion_origins = community_table(
    "motion_origins",
    text("motion_id"),
    text("mover"),
    integer("heads", null=True),
    integer("area_x100", null=True),
    integer("of_heads", null=True),
    integer("of_area_x100", null=True),
    refers("motion_id", "motions"),
    one_of("mover", "owners_committee", "petition", "residents_committee"),
    CheckConstraint(
        "mover <> 'petition' OR (heads > 0 AND area_x100 > 0 AND heads <= of_heads"
        " AND area_x100 <= of_area_x100)",
        name="petition_is_signed",
    ),
    key=("motion_id",),
)


responses = community_table(
    "responses",
    text("motion_id"),
    text("addressee"),
    text("state"),
    integer("asked_at"),
    integer("acknowledge_by"),
    integer("answer_by"),
    integer("extended_at", null=True),
    text("extension_reason", null=True),
    integer("acknowledged_at", null=True),
    text("acknowledged_by", null=True),
    integer("answered_at", null=True),
    text("answered_by", null=True),
    text("decision", null=True),
    text("reason", null=True),
    integer("cost_fen", null=True),
    text("responsible", null=True),
    text("done_by", null=True),
    # The ladder as the rules had it when the clock started; none for what was asked before it.
    integer("remind", null=True),
    integer("climb", null=True),
    text("bodies", null=True),
    # While a question back to the proposer stops the clock: since when.
    integer("stopped_at", null=True),
    integer("plan_by", null=True),
    integer("planned_at", null=True),
    integer("completed_at", null=True),
    text("completed_by", null=True),
    UniqueConstraint("community_id", "motion_id"),
    refers("motion_id", "motions"),
    one_of("state", "asked", "acknowledged", "answered"),
    one_of("decision", "accept", "part", "decline", "needs_owners", "passed_on"),
    CheckConstraint("cost_fen IS NULL OR cost_fen >= 0", name="cost_not_negative"),
)

sealed("motion", motions, but=("changed_at",), later=("matter", "power_list"))
sealed(
    "response",
    responses,
    later=(
        "remind",
        "climb",
        "bodies",
        "stopped_at",
        "plan_by",
        "planned_at",
        "completed_at",
        "completed_by",
    ),
)
