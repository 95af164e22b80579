"""Who is who: communities, the residents on their list, their chat accounts, chats and roles; counters."""

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint, Table, UniqueConstraint

from council.kernel.database.columns import (
    community_table,
    flag,
    integer,
    one_of,
    plain_table,
    refers,
    text,
)
from council.kernel.seals import sealed_whole

#: When notices reach somebody: at once, in one message of the morning, or only what needs them.
DIGESTS = ("at_once", "daily", "needed")

communities: Table = plain_table(
    "communities",
    "shared",
    text("id"),
    text("slug"),
    text("name"),
    text("locale"),
    text("timezone"),
    text("profile"),
    integer("demo", default=0),
    integer("created_at"),
    text("own_rules", null=True),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("slug"),
    flag("demo"),
)


residents = community_table(
    "residents",
    text("ref"),
    text("name"),
    text("unit"),
    integer("adult"),
    text("owner_key", null=True),
    text("locale", null=True),
    integer("large", default=0),
    integer("joined_at", null=True),
    text("digest", default="at_once"),
    UniqueConstraint("community_id", "ref"),
    flag("adult"),
    CheckConstraint("large IN (0, 1, 2)", name="large"),
    one_of("digest", *DIGESTS),
)


Index("ix_residents_owner_key", residents.c.community_id, residents.c.owner_key)


#: A chat account (channel + the platform's id) belongs to one resident of one community.
accounts: Table = plain_table(
    "accounts",
    "shared",
    text("channel"),
    text("account"),
    text("community_id"),
    text("resident_id"),
    integer("bound_at"),
    PrimaryKeyConstraint("channel", "account"),
    UniqueConstraint("community_id", "resident_id", "channel"),
)


#: A chat a person opened with one of our bots; only an open one may be written to.
chats: Table = plain_table(
    "chats",
    "local",
    text("bot"),
    text("account"),
    integer("opened_at"),
    integer("blocked_at", null=True),
    text("channel", default="telegram"),
    PrimaryKeyConstraint("bot", "channel", "account"),
    one_of("bot", "resident", "staff"),
)


roles = community_table(
    "roles",
    text("resident_id"),
    text("role"),
    integer("granted_at"),
    text("granted_by"),
    refers("resident_id", "residents"),
    one_of(
        "role",
        "facilitator",
        "chair",
        "manager",
        "treasurer",
        "second_signer",
        "clerk",
        "auditor",
        "owners_committee",
        "residents_committee",
        "subdistrict",
    ),
    key=("resident_id", "role"),
)


counters = community_table("counters", text("name"), integer("value"), key=("name",))

sealed_whole("residents", residents, but=("locale", "large", "joined_at", "digest"))
sealed_whole("rules", communities, "id", only=("profile", "own_rules"))
