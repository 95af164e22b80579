"""Who does what in the story: the figures of 和悦家园 (docs/rules.md#the-story), dealt out.

Nothing here depends on chance or on how many bystanders there are: the same people give the same
ballots, pledges and payments at every run.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from council.demo.town import CHEN, DEVELOPER_REF, FEWEST_ADULTS, demo_residents, demo_units

#: The advisory ranking: how many ballots say what.
RANKINGS = (
    (64, "ABCD"),
    (28, "ACBD"),
    (52, "CABD"),
    (30, "CDAB"),
    (20, "CBAD"),
    (46, "BACD"),
    (20, "BCAD"),
    (22, "DCAB"),
    (8, "DBAC"),
    (10, "D"),
)
OPTIONS = ("立体停车场", "错峰共享（周边单位夜间车位）", "道闸+重新划线", "维持现状")
TENANTS_RANKING = 17
ATTENDING = 57
SECONDS = 10

#: Who votes yes, no, abstains, by size of flat (m² × 100): in the chat until the first close.
SMALL, MIDDLE, BIG = 8936, 11852, 14208
_CHAT = {
    SMALL: {"m1": (105, 22, 9), "m2": (75, 44, 17)},
    MIDDLE: {"m1": (87, 18, 6), "m2": (63, 36, 12)},
    BIG: {"m1": (38, 10, 4), "m2": (30, 16, 6)},
}
_PAPER = {"m1": (17, 4, 1), "m2": (13, 6, 3)}
CHOICES = ("agree", "oppose", "abstain")
DOUBLES = 2
PAPERS = 22

#: Pledges in fen: how many people, the middle amount, the step around it; what they pay by.
_GIVING = (
    ("cash", 23, 160_000, 20_000),
    ("transfer", 96, 300_000, 50_000),
    ("wechat", 57, 250_000, 0),
    ("alipay", 27, 200_000, 0),
    ("", 9, 250_000, 0),
    ("", 2, 240_000, 0),
)
TARGET_FEN = 51_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """One head and what it says to the two motions."""

    ref: str
    unit: str
    m1: str
    m2: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Giver:
    """One household's pledge; ``method`` empty = it is never paid."""

    ref: str
    amount_fen: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Everybody's part, by ref. ``core`` are those who play a part and have a phone."""

    core: tuple[str, ...]
    bystanders: tuple[str, ...]
    rankings: dict[str, str]
    chat: tuple[Voter, ...]
    paper: tuple[Voter, ...]
    givers: tuple[Giver, ...]

    @property
    def author(self) -> str:
        """Who proposes."""
        return self.core[0]

    @property
    def seconders(self) -> tuple[str, ...]:
        """Who seconds the proposal."""
        return self.core[1 : 1 + SECONDS]

    @property
    def attending(self) -> tuple[str, ...]:
        """Who comes to the meeting: every seventh, so all sizes of flats are there."""
        return tuple(self.core[place * 7 % len(self.core)] for place in range(ATTENDING))


def plot(adults: int) -> Plot:
    """Deal the parts out among so many adult residents."""
    lines = demo_residents(adults)
    ref_of = {line.owner_key: line.ref for line in lines if line.owner_key}
    owned: dict[str, list[tuple[str, int]]] = {}
    for unit in demo_units():
        if unit.owner:
            owned.setdefault(unit.owner, []).append((unit.code, unit.area_x100))
    single = {
        size: [
            (ref_of[owner], units[0][0])
            for owner, units in owned.items()
            if len(units) == 1 and units[0][1] == size
        ]
        for size in (SMALL, MIDDLE, BIG)
    }
    doubles = [owner for owner, units in owned.items() if len(units) == 2][:DOUBLES]  # noqa: PLR2004 - flats
    agreeing = [(ref_of[owner], owned[owner][0][0]) for owner in (*doubles, CHEN)]
    developer = next(unit.code for unit in demo_units() if not unit.owner)
    agreeing.append((DEVELOPER_REF, developer))
    chat = [Voter(ref=ref, unit=unit, m1="agree", m2="agree") for ref, unit in agreeing]
    for size, said in _CHAT.items():
        many = sum(said["m1"])
        chat += _dealt(single[size][:many], said)
    paper = _dealt(single[SMALL][-PAPERS:], _PAPER)
    on_paper = {voter.ref for voter in paper}
    adults_lines = [line for line in lines if line.adult]
    core = [line.ref for line in adults_lines[:FEWEST_ADULTS] if line.ref not in on_paper]
    owners = [line.ref for line in adults_lines if line.owner_key and line.ref not in on_paper]
    tenants = [line.ref for line in adults_lines[:FEWEST_ADULTS] if not line.owner_key]
    orders = list(_mixed([order for many, order in RANKINGS for _ in range(many)]))
    ranking = [*tenants[:TENANTS_RANKING], *owners[: len(orders) - TENANTS_RANKING]]
    return Plot(
        core=(*core, DEVELOPER_REF),
        bystanders=tuple(line.ref for line in adults_lines[FEWEST_ADULTS:]),
        rankings=dict(zip(ranking, orders, strict=True)),
        chat=tuple(chat),
        paper=tuple(paper),
        givers=tuple(_giving(owners)),
    )


def _dealt(people: Sequence[tuple[str, str]], said: Mapping[str, tuple[int, ...]]) -> list[Voter]:
    """Deal the choices to the two motions out, so that people differ."""
    first = [c for c, many in zip(CHOICES, said["m1"], strict=True) for _ in range(many)]
    second = [c for c, many in zip(CHOICES, said["m2"], strict=True) for _ in range(many)]
    return [
        Voter(ref=ref, unit=unit, m1=m1, m2=m2)
        for (ref, unit), m1, m2 in zip(people, _mixed(first), _mixed(second, 5), strict=True)
    ]


def _mixed(items: Sequence[str], stride: int = 7) -> Iterator[str]:
    """Every item once, in strides through the list: 0, 7, 14 …, 1, 8 …"""
    for start in range(stride):
        yield from items[start::stride]


def _giving(people: Sequence[str]) -> Iterator[Giver]:
    """Amounts in groups of five that add up to five times the middle: -2, -1, 0, 1, 2 steps."""
    places = iter(people)
    for method, many, middle, step in _GIVING:
        whole = many - many % 5
        for place in range(many):
            away = place % 5 - 2 if place < whole else 0
            yield Giver(ref=next(places), amount_fen=middle + away * step, method=method)
