"""Rules as they stood when a poll was announced: later changes do not reach it."""

from council.kernel.database.columns import community_table, integer, text

#: ``files``: JSON, name → TOML text of each file that the profile ``name`` is made of.
#: ``fingerprint``: SHA-256 over both.
rulesets = community_table(
    "rulesets",
    text("fingerprint"),
    text("name"),
    text("files"),
    integer("kept_at"),
    key=("fingerprint",),
)
