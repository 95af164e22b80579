"""The ownership roll 产权清册: exclusive units and their owners (docs/rules.md#heads)."""

from sqlalchemy import CheckConstraint, UniqueConstraint

from council.kernel.database.columns import community_table, flag, integer, one_of, refers, text
from council.kernel.seals import sealed_whole

units = community_table(
    "units",
    text("code"),
    text("building"),
    text("kind"),
    integer("area_x100"),
    text("area_source"),
    text("nominee", null=True),
    integer("delivered"),
    integer("counts"),
    UniqueConstraint("community_id", "code"),
    CheckConstraint("area_x100 > 0", name="area_positive"),
    one_of("kind", "flat", "shop", "parking", "storage"),
    one_of("area_source", "registered", "surveyed", "contract"),
    flag("delivered"),
    flag("counts"),
)

unit_owners = community_table(
    "unit_owners",
    text("unit_id"),
    integer("position"),
    text("owner_key"),
    refers("unit_id", "units"),
    key=("unit_id", "owner_key"),
)

#: A file that leaves much of the roll out while a vote runs, until a second person has settled it.
roll_imports = community_table(
    "roll_imports",
    text("file"),
    text("sha256"),
    text("units"),
    integer("removed"),
    text("against"),
    text("offered_by"),
    integer("offered_at"),
    UniqueConstraint("community_id"),
    CheckConstraint("removed > 0", name="removes_some"),
)

sealed_whole("roll", units)
sealed_whole("roll", unit_owners)
