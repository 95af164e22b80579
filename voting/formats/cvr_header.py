"""What the columns of a table of ballots are, told from their headers alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from voting.formats.cvr_names import tidy
from voting.formats.faults import bad

_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_FIGURES = {figure: number for number, figure in enumerate("一二三四五六七八九", start=1)}
_HAN = "[一二三四五六七八九十]{1,3}"
_RANK = "rank|choice|preference|pref|ranking"
_NAMED = "名|选择|選擇|志愿|志願|位|顺位|偏好|序位|名次|选"
#: ``rank 1``, ``choice_2``; ``1st choice``; ``first preference``; ``第一选择``, ``第3名``; ``名次1``; ``首选``.
_PATTERNS = (
    re.compile(rf"(?<![a-z])(?:{_RANK})[ _#.-]?([0-9]{{1,4}})(?![0-9])"),
    re.compile(
        rf"(?<![0-9])([0-9]{{1,4}})(?:st|nd|rd|th)[ _-]?(?:{_RANK}|place|pick|vote)(?![a-z])"
    ),
    re.compile(rf"(?<![a-z])({'|'.join(_ORDINALS)})[ _-]?(?:{_RANK}|place|pick|vote)(?![a-z])"),
    re.compile(rf"第 ?([0-9]{{1,4}}|{_HAN}) ?(?:{_NAMED})"),
    re.compile(
        rf"(?:名次|选择|選擇|志愿|志願|排名|顺位|偏好)[ _-]?([0-9]{{1,4}}|{_HAN})(?![0-9])"
    ),
    re.compile(r"^(首选|首選|次选|次選)$"),
)

COUNT = frozenset(
    [
        "count",
        "counts",
        "weight",
        "freq",
        "frequency",
        "ballots",
        "number of ballots",
        "num ballots",
        "ballot count",
        "票数",
        "票數",
        "张数",
        "份数",
        "数量",
        "选票数",
    ]
)
#: Headers of numbers that a ballot has of its own.
IDENTITY = re.compile(
    r"#|no|id|uuid|serial|(?:ballot|vote|voter|response|respondent|record|row|cvr|imprinted)"
    r"[ _-]?(?:id|number|num|no)?|cast vote record|编号|序号|票号|选票编号|选票号|编码"
)
#: Headers that say where, when or how a ballot was cast.
ABOUT = re.compile(
    r"(?:precinct|ballot|batch|tabulator|counting|box|scan|session|image|polling|ward|district"
    r"|county|municipality|location|region)(?:[ _-]?[a-z]+)*"
    r"|time(?:[ _-]?stamp)?|(?:start|end|submit(?:ted)?)?[ _-]?(?:date|time)|status|remade|modified"
    r"|ip(?:[ _-]?address)?|channel|language|remarks?|notes?|comments?"
    r"|选区|楼栋|楼号|单元|房号|时间|日期|提交时间|投票时间|渠道|备注|说明|姓名|投票人|业主"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Places of columns, from 0: of ranks in their order, or of options; and of the rest."""

    header: tuple[str, ...]
    ranks: tuple[int, ...] = ()
    options: tuple[int, ...] = ()
    count: int | None = None
    identity: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()

    @property
    def keys(self) -> tuple[int, ...]:
        """Columns that every line of a ballot fills."""
        return self.identity if self.count is None else (*self.identity, self.count)


def recognise(header: Sequence[str], *, file: str, line: int) -> Columns:
    """Tell what the columns are; raises ``BadInput`` where they do not fit together.

    Where some are ranks every other column is passed over. Where none is, every column is an
    option that does not say something about the ballot.
    """
    names = [tidy(cell) for cell in header]
    folded = [name.casefold() for name in names]
    if not any(names):
        raise bad("cvr.no_header", file=file)
    counts = [at for at, name in enumerate(folded) if name in COUNT]
    count = counts[0] if counts else None
    identity = tuple(at for at, name in enumerate(folded) if IDENTITY.fullmatch(name))
    ranks = _ranks(names, folded, file=file, line=line)
    if ranks:
        read = {*ranks, count}
        unread = tuple(at for at in range(len(names)) if at not in read)
        return Columns(
            header=tuple(names), ranks=ranks, count=count, identity=identity, unread=unread
        )
    about = {at for at, name in enumerate(folded) if not name or ABOUT.fullmatch(name)}
    about.update(identity, counts)
    options = tuple(at for at in range(len(names)) if at not in about)
    seen: dict[str, int] = {}
    for at in options:
        if names[at] in seen:
            raise bad("table.header_twice", file=file, line=line, column=at + 1, name=names[at])
        seen[names[at]] = at
    return Columns(
        header=tuple(names),
        options=options,
        count=count,
        identity=identity,
        unread=tuple(sorted(about - {count})),
    )


def _ranks(
    names: Sequence[str], folded: Sequence[str], *, file: str, line: int
) -> tuple[int, ...]:
    """Find the columns of ranks, which belong to one contest and are numbered without a gap."""
    contests: dict[str, dict[int, int]] = {}
    for at, name in enumerate(folded):
        found = rank_of(name)
        if found is None:
            continue
        rank, contest = found
        ranks = contests.setdefault(contest, {})
        if rank in ranks:
            raise bad("table.header_twice", file=file, line=line, column=at + 1, name=names[at])
        ranks[rank] = at
    if len(contests) > 1:
        known = " / ".join(name or "—" for name in contests)
        raise bad("cvr.contests", file=file, line=line, known=known)
    for ranks in contests.values():
        if sorted(ranks) != list(range(1, len(ranks) + 1)):
            found_ranks = " ".join(map(str, sorted(ranks)))
            raise bad("cvr.ranks_missing", file=file, line=line, found=found_ranks)
        return tuple(ranks[rank] for rank in sorted(ranks))
    return ()


def rank_of(name: str) -> tuple[int, str] | None:
    """Read a header as a rank: its number, and what else it says (the contest)."""
    for pattern in _PATTERNS:
        found = pattern.search(name)
        if found is None:
            continue
        rest = name[: found.start()] + " " + name[found.end() :]
        rest = re.sub(r" of [0-9]+ ", " ", rest + " ")
        return _number(found[1]), rest.strip(" :_-()[]（）：")
    return None


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if text in _ORDINALS:
        return _ORDINALS.index(text) + 1
    if text in {"首选", "首選", "次选", "次選"}:
        return 1 if text[0] == "首" else 2
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _FIGURES.get(text, 0)
    return 10 * (_FIGURES.get(tens, 0) if tens else 1) + (_FIGURES.get(ones, 0) if ones else 0)
