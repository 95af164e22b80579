"""A roll as a table: its columns, the words in their cells, and what a file turned out to say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from voting.formats.notes import Note
from voting.formats.table import Column
from voting.roll import AreaSource, Kind, Unit, UnitCode

COLUMNS = (
    Column(name="unit", headers=("unit", "房号")),
    Column(name="building", headers=("building", "楼栋"), required=False),
    Column(name="kind", headers=("kind", "类型")),
    Column(name="area", headers=("area", "专有面积", "专有部分面积")),
    Column(name="area_source", headers=("area_source", "面积来源"), required=False),
    Column(
        name="owners",
        headers=("owners", "owner", "业主", "业主姓名", "产权人", "所有权人"),
        listed=True,
    ),
    Column(name="nominee", headers=("nominee", "推选人"), required=False),
    Column(name="delivered", headers=("delivered", "已交付"), required=False),
    Column(name="counts", headers=("counts", "计入"), required=False),
    Column(name="same_owner", headers=("same_owner", "同一业主"), required=False),
    Column(name="as_written", headers=("as_written", "照原样"), required=False),
)
#: What one merged cell says of several lines; of any other column it is a fault.
MERGED_ALIKE = ("building", "kind", "area_source", "delivered", "counts")

KINDS: Mapping[str, Kind] = {
    **{kind.value: kind for kind in Kind},
    "住宅": Kind.FLAT,
    "商铺": Kind.SHOP,
    "车位": Kind.PARKING,
    "储藏室": Kind.STORAGE,
}
AREA_SOURCES: Mapping[str, AreaSource] = {
    **{source.value: source for source in AreaSource},
    "": AreaSource.REGISTERED,
    "登记": AreaSource.REGISTERED,
    "实测": AreaSource.SURVEYED,
    "合同": AreaSource.CONTRACT,
}
YES_NO: Mapping[str, bool] = {"yes": True, "是": True, "no": False, "否": False}

#: How a workbook's date reads; it was a unit's code before the spreadsheet got hold of it.
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A cell that was written in another form (full-width digits) than it is kept in."""

    line: int
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RollTable:
    """What a roll file says.

    ``same_owner``: units whose line confirms that its owner is one person with several units;
    ``unknown_columns``: headers that were not read; ``rewritten``: cells whose form was changed;
    ``notes``: what the reader did by itself; ``lines``: where each unit stands.
    """

    units: tuple[Unit, ...]
    same_owner: frozenset[UnitCode] = frozenset()
    unknown_columns: tuple[str, ...] = ()
    rewritten: tuple[Rewritten, ...] = ()
    notes: tuple[Note, ...] = ()
    lines: tuple[int, ...] = field(default=(), compare=False)
