"""Fund lines 资金来源, what is written on them, and notes of the maintenance fund 维修资金."""

from sqlalchemy import CheckConstraint, UniqueConstraint

from council.kernel.database.columns import community_table, integer, one_of, refers, text
from council.kernel.seals import sealed

fund_lines = community_table(
    "fund_lines",
    integer("number"),
    text("kind"),
    text("title"),
    text("source"),
    text("terms"),
    text("resolution_id"),
    text("recorded_by"),
    integer("recorded_at"),
    UniqueConstraint("community_id", "number"),
    refers("resolution_id", "resolutions"),
    one_of("kind", "common_income", "matching_award", "ppp", "other"),
    CheckConstraint("kind NOT IN ('matching_award', 'ppp') OR terms <> ''", name="has_terms"),
)

fund_moves = community_table(
    "fund_moves",
    text("line_id"),
    integer("number"),
    text("kind"),
    integer("amount_fen"),
    text("voucher"),
    text("state"),
    text("proposed_by"),
    integer("proposed_at"),
    text("second_signer", null=True),
    integer("signed_at", null=True),
    UniqueConstraint("community_id", "line_id", "number"),
    refers("line_id", "fund_lines"),
    CheckConstraint("amount_fen > 0", name="amount_positive"),
    CheckConstraint("second_signer IS NULL OR second_signer <> proposed_by", name="two_people"),
    CheckConstraint("(state = 'proposed') = (second_signer IS NULL)", name="answered_or_not"),
    one_of("kind", "budget", "income", "expense"),
    one_of("state", "proposed", "confirmed", "declined"),
)

#: A note of what the authority's account says: read only, in no sum of ours.
maintenance_notes = community_table(
    "maintenance_notes",
    integer("balance_fen"),
    text("source"),
    integer("as_of"),
    text("noted_by"),
    integer("noted_at"),
    CheckConstraint("balance_fen >= 0", name="balance_not_negative"),
)

sealed("fund", fund_lines)
sealed("fund_move", fund_moves, but=("state", "second_signer", "signed_at"))
sealed("maintenance_note", maintenance_notes)
