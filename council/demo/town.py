"""The roll and the residents of 和悦家园, made by rule: 480 units, 464 heads, 51,162.56 m².

240 flats of 89.36 m², 160 of 118.52, 72 of 142.08, 8 shops of 65.40. The developer still owns 6
big flats and 4 shops (one head); 陈志强 one middle flat and 2 shops (one head); five buyers two
small flats each (one head each).
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from council.kernel.values import value

SLUG, NAME = "heyue", "和悦家园"
CHEN = "陈志强"
DEVELOPER = "developer"
#: The estate's own rules: its owners may vote in chat.
RULES_FILE = Path(__file__).parent / "heyue.toml"
#: Residents of 18 and older.
ADULTS = 980
#: Bystanders can be left out, owners cannot: the law counts them.
FEWEST_ADULTS = 480

_SURNAMES = "王李张刘杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭"
_GIVEN = [
    "伟",
    "芳",
    "娜",
    "秀英",
    "敏",
    "静",
    "丽",
    "强",
    "磊",
    "军",
    "洋",
    "勇",
    "艳",
    "杰",
    "娟",
    "涛",
    "明",
    "超",
    "秀兰",
    "霞",
    "平",
    "刚",
    "桂英",
    "文华",
    "建国",
    "玉兰",
    "晓梅",
    "志明",
    "春燕",
    "海波",
    "雪琴",
    "永康",
    "素珍",
    "国庆",
    "美玲",
    "立新",
    "红梅",
    "少华",
    "佳怡",
    "思远",
]

#: Staff who are not residents: ref, name, role.
STAFF = (
    ("F01", "李敏", "facilitator"),
    ("F02", "周明", "chair"),
    ("M01", "王经理", "manager"),
    ("T01", "赵会计", "treasurer"),
    ("T02", "孙复核", "second_signer"),
    ("K01", "钱代办", "clerk"),
    ("A01", "吴监督", "auditor"),
)
#: The developer's representative, who votes for the unsold units.
DEVELOPER_REF = "D01"


@value
class DemoUnit:
    """One unit of the demo roll; ``owner`` empty = the developer's."""

    code: str
    building: str
    kind: str
    area_x100: int
    owner: str


@value
class DemoResident:
    """One line of the demo's residents file."""

    ref: str
    name: str
    unit: str
    adult: bool
    owner_key: str


def name_at(place: int) -> str:
    """The name at a place: different for the first 1,200."""
    surname = place % len(_SURNAMES)
    given = (place // len(_SURNAMES) + surname * 11) % len(_GIVEN)
    return _SURNAMES[surname] + _GIVEN[given]


def demo_units() -> tuple[DemoUnit, ...]:
    """The roll, flats first, then shops."""
    flats = [
        *_flats(buildings=(1, 2, 3), count=80, area_x100=8936),
        *_flats(buildings=(4, 5), count=80, area_x100=11852),
        *_flats(buildings=(6,), count=72, area_x100=14208),
    ]
    shops = [(f"S-{n:02d}", "商铺", "shop", 6540) for n in range(1, 9)]
    owners = _owners()
    return tuple(
        DemoUnit(code=code, building=building, kind=kind, area_x100=area, owner=owner)
        for (code, building, kind, area), owner in zip([*flats, *shops], owners, strict=True)
    )


def demo_residents(adults: int = ADULTS) -> tuple[DemoResident, ...]:
    """Everybody on the list: the owners, other residents up to ``adults``, staff, developer."""
    units = demo_units()
    first_unit: dict[str, str] = {}
    for unit in units:
        if unit.owner:
            first_unit.setdefault(unit.owner, unit.code)
    people = [(name, code, name) for name, code in first_unit.items()]
    flats = [unit.code for unit in units if unit.kind == "flat"]
    people += [
        (name_at(place), flats[place % len(flats)], "")
        for place in range(len(people), max(adults, FEWEST_ADULTS))
    ]
    lines = [
        DemoResident(ref=f"R{n:04d}", name=name, unit=unit, adult=True, owner_key=key)
        for n, (name, unit, key) in enumerate(people, start=1)
    ]
    lines += [
        DemoResident(ref=ref, name=name, unit="", adult=False, owner_key="")
        for ref, name, _ in STAFF
    ]
    lines.append(
        DemoResident(
            ref=DEVELOPER_REF, name="建设单位代表", unit="", adult=False, owner_key=DEVELOPER
        )
    )
    return tuple(lines)


def roll_csv(units: Iterable[DemoUnit]) -> str:
    """The roll as the file that ``yishi roll import`` takes."""
    return _csv(
        ("unit", "building", "kind", "area", "owners", "same_owner"),
        (
            (
                unit.code,
                unit.building,
                unit.kind,
                f"{unit.area_x100 // 100}.{unit.area_x100 % 100:02d}",
                unit.owner,
                "yes" if unit.owner else "",
            )
            for unit in units
        ),
    )


def residents_csv(lines: Iterable[DemoResident]) -> str:
    """The list as the file that ``yishi residents import`` takes."""
    return _csv(
        ("ref", "name", "unit", "adult", "owner_key", "locale"),
        (
            (line.ref, line.name, line.unit, "yes" if line.adult else "no", line.owner_key, "")
            for line in lines
        ),
    )


def _csv(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _flats(
    *, buildings: tuple[int, ...], count: int, area_x100: int
) -> list[tuple[str, str, str, int]]:
    """Flats of one size: four on each floor, from the first floor up."""
    return [
        (f"{b}-{n % 4 // 2 + 1}-{n // 4 + 1}{n % 2 + 1:02d}", f"{b}栋", "flat", area_x100)
        for b in buildings
        for n in range(count)
    ]


def _owners() -> list[str]:
    """The owner of each unit in the roll's order; one name is one person."""
    names = iter(name_at(place) for place in range(1200))
    doubles = [next(names) for _ in range(5)]
    small = [*doubles, *doubles, *(next(names) for _ in range(230))]
    middle = [CHEN, *(next(names) for _ in range(159))]
    big = [*(next(names) for _ in range(66)), *[""] * 6]
    shops = [CHEN, CHEN, next(names), next(names), *[""] * 4]
    return [*small, *middle, *big, *shops]
