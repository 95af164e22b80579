"""Invited parties, and the secret behind a meeting's check-in codes."""

from council.kernel.database.columns import community_table, integer, one_of, refers, text

meeting_parties = community_table(
    "meeting_parties",
    text("meeting_id"),
    text("party"),
    text("name"),
    text("resident_id", null=True),
    text("invited_by"),
    integer("invited_at"),
    text("substitute", null=True),
    integer("arrived_at", null=True),
    integer("left_at", null=True),
    refers("meeting_id", "meetings"),
    refers("resident_id", "residents"),
    one_of(
        "party",
        "representatives",
        "residents_committee",
        "owners_committee",
        "manager",
        "subdistrict",
    ),
)

#: Whoever knows it can make codes: it is shown nowhere, and no file of ours holds it.
check_in_secrets = community_table(
    "check_in_secrets",
    text("meeting_id"),
    text("secret"),
    integer("made_at"),
    refers("meeting_id", "meetings"),
    key=("meeting_id",),
)
