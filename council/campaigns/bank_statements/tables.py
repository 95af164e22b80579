"""Bank statements 对账单 that were sent, and each of their lines, once."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint

from council.kernel.database.columns import community_table, integer, one_of, refers, text
from council.kernel.seals import sealed

bank_statements = community_table(
    "bank_statements",
    integer("number"),
    text("source"),
    text("file"),
    text("sha256"),
    integer("new_lines"),
    integer("known_lines"),
    integer("left_out"),
    text("sent_by"),
    integer("sent_at"),
    UniqueConstraint("community_id", "number"),
    UniqueConstraint("community_id", "sha256"),
    one_of("source", "bank", "wechat", "alipay"),
)

#: ``ref_key`` is the bank's reference without case, width and blanks: a line stands once in a
#: community. ``party`` is masked, ``payer_id`` the one resident of the name that the bank told.
#: ``suspended_at``: it is, or was, in suspense. ``asked_by``: who asks to send it back.
bank_lines = community_table(
    "bank_lines",
    text("statement_id"),
    integer("line"),
    integer("booked_at"),
    integer("amount_fen"),
    text("reference"),
    text("ref_key"),
    text("party"),
    text("memo"),
    text("payer_id", null=True),
    text("state"),
    text("target_kind", null=True),
    text("target_id", null=True),
    integer("suspended_at", null=True),
    text("suspended_by", null=True),
    text("asked_by", null=True),
    text("settled_by", null=True),
    integer("settled_at", null=True),
    UniqueConstraint("community_id", "statement_id", "line"),
    UniqueConstraint("community_id", "ref_key"),
    refers("statement_id", "bank_statements"),
    refers("payer_id", "residents"),
    CheckConstraint("amount_fen <> 0", name="amount_not_zero"),
    CheckConstraint(
        "settled_by IS NULL OR asked_by IS NULL OR settled_by <> asked_by", name="two_people"
    ),
    one_of(
        "state",
        "waiting",
        "receipt",
        "ticked",
        "suspense",
        "returning",
        "returned",
        "left",
    ),
    one_of("target_kind", "receipt", "refund", "payment"),
)
#: What stands in the books is told by one line of a statement.
Index(
    "uq_bank_lines_target",
    bank_lines.c.community_id,
    bank_lines.c.target_id,
    unique=True,
    sqlite_where=bank_lines.c.target_id.is_not(None),
    postgresql_where=bank_lines.c.target_id.is_not(None),
)
Index("ix_bank_lines_state", bank_lines.c.community_id, bank_lines.c.state)

_FIXED = (
    "state",
    "target_kind",
    "target_id",
    "suspended_at",
    "suspended_by",
    "asked_by",
    "settled_by",
    "settled_at",
)
sealed("bank_statement", bank_statements)
sealed("bank_statement", bank_lines, of="statement_id", but=_FIXED)
sealed("bank_line", bank_lines)
