"""The ownership roll 产权清册: exclusive units and their owners (domain rules R1–R11)."""

from sqlalchemy import CheckConstraint, UniqueConstraint

from council.storage.columns import community_table, flag, integer, one_of, refers, text

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
