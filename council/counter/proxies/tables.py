"""Proxies 委托: each written authorisation, for one poll, and the ballot that it became."""

from sqlalchemy import CheckConstraint, UniqueConstraint

from council.kernel.database.columns import community_table, flag, integer, one_of, refers, text
from council.kernel.seals import sealed

#: ``proxy_id``: the proxy on the residents' list, where the name is somebody's there. ``instructed``:
#: the paper says what to choose.
proxies = community_table(
    "proxies",
    integer("number"),
    text("poll_id"),
    text("slot"),
    text("head"),
    text("owner"),
    text("voter"),
    text("proxy"),
    text("evidence"),
    text("serial"),
    text("state"),
    integer("revision"),
    text("recorded_by"),
    integer("recorded_at"),
    text("revoked_by", null=True),
    integer("revoked_at", null=True),
    text("revoke_reason", null=True),
    text("proxy_id", null=True),
    integer("instructed", default=1),
    UniqueConstraint("community_id", "number"),
    UniqueConstraint("community_id", "poll_id", "serial"),
    refers("poll_id", "polls"),
    refers("proxy_id", "residents"),
    one_of("state", "counted", "revoked"),
    flag("instructed"),
    CheckConstraint("proxy <> owner", name="somebody_else"),
)

sealed("poll", proxies, "poll_id")
