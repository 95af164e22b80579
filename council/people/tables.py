"""Communities, the residents on their list, chat accounts, roles, join codes, counters."""

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from council.kernel.database.columns import integer, plain_table, text

#: Two rows for each issued code: the typed one and the deep link. Only hashes are kept.
join_codes: Table = plain_table(
    "join_codes",
    "local",
    text("code_hash"),
    text("issue"),
    text("community_id"),
    text("resident_id"),
    integer("issued_at"),
    text("used_by", null=True),
    integer("used_at", null=True),
    PrimaryKeyConstraint("code_hash"),
)
Index("ix_join_codes_issue", join_codes.c.issue)
Index("ix_join_codes_resident", join_codes.c.community_id, join_codes.c.resident_id)

code_tries: Table = plain_table(
    "code_tries",
    "local",
    text("id"),
    text("account"),
    integer("tried_at"),
    PrimaryKeyConstraint("id"),
)
Index("ix_code_tries_account", code_tries.c.account, code_tries.c.tried_at)
