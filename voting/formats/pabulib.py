"""Pabulib's participatory budgets (pabulib.org), in and out: ``.pb``.

Three sections (voting.formats.pabulib_sections): ``META`` (key;value), ``PROJECTS`` and ``VOTES``.
An approval vote lists projects, ``choose-1`` names one; an ordinal one lists them best first. Its
first place is worth as many points as the longest possible ballot has places (``max_length``, or
all projects), each further place one less (``scoring_fn`` Borda, the only one). ``cumulative`` and
``scoring`` votes say their points in a column of their own; ``default_score`` goes to what a ballot
does not name. A vote beyond or below what META allows is refused, as are two of one voter. Columns
that a count does not need are passed over. ``min_project_score_threshold`` keeps projects with
fewer points out. A column ``selected`` says what was bought (1), or paid for otherwise (2).
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from voting.budget import (
    VOTE_TYPES,
    BudgetVote,
    PointBallot,
    Project,
    ProjectId,
    VoteType,
    grouped,
)
from voting.counts import Count, whole
from voting.formats.faults import bad
from voting.formats.pabulib_sections import META, PROJECTS, VOTES, Cells, Section, sections_of

#: Digits, and decimals where money or points have them; longer is no amount of this world.
AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,9})?")
MOST_PROJECTS = 10_000

#: Votes that say their points themselves.
WITH_POINTS = frozenset({"cumulative", "scoring"})
#: What META may say of a vote beside its longest form.
LIMITS = (
    "min_length",
    *("min_sum_cost", "max_sum_cost"),
    *("min_points", "max_points", "min_sum_points", "max_sum_points"),
)
#: The column ``selected``: bought by the count, and paid for with other money.
BOUGHT, OTHERWISE = "1", "2"


@dataclass(frozen=True, slots=True, kw_only=True)
class PabulibFile:
    """What a file says: its META values, the vote, and what was officially selected.

    ``official`` is ``None`` where the file does not say; ``otherwise`` was paid for with other money.
    """

    meta: Mapping[str, str]
    vote: BudgetVote
    official: tuple[ProjectId, ...] | None = None
    otherwise: tuple[ProjectId, ...] = ()


def read_pabulib(text: str, *, file: str) -> PabulibFile:
    """Read a ``.pb`` file; raises ``BadInput`` at the first thing wrong."""
    sections = sections_of(text, file=file)
    meta, lines = _meta(sections[META], file=file)
    vote_type = _vote_type(meta, file=file, line=lines.get("vote_type"))
    reader = _Reader(file=file, meta=meta, lines=lines)
    projects = _projects(sections[PROJECTS], reader)
    longest = min(reader.whole("max_length", default=len(projects)), len(projects))
    ballots = _Ballots(
        file=file,
        vote_type=vote_type,
        costs={project.id: project.cost for project in projects},
        longest=1 if vote_type == "choose-1" else longest,
        limits={name: reader.amount(name) for name in LIMITS if meta.get(name)},
        default=reader.amount("default_score", default=0),
    )
    _check_voters(sections[VOTES], file=file)
    groups, blank = grouped(ballots.read(row, line=line) for line, row in sections[VOTES].rows)
    reader.agree("num_projects", found=len(projects))
    reader.agree("num_votes", found=len(sections[VOTES].rows))
    most = max((len(ballot) for ballot, _ in groups), default=0)
    vote = BudgetVote(
        projects=projects,
        budget=reader.amount("budget"),
        groups=groups,
        blank=blank,
        vote_type=vote_type,
        least_points=reader.amount("min_project_score_threshold", default=0),
        scores=tuple(range(longest, longest - most, -1)) if vote_type == "ordinal" else (),
    )
    selected = {
        ProjectId(row["project_id"]): row.get("selected") for _, row in sections[PROJECTS].rows
    }
    carries = any(value in {"0", BOUGHT, OTHERWISE} for value in selected.values())
    return PabulibFile(
        meta=meta,
        vote=vote,
        official=tuple(each for each in selected if selected[each] == BOUGHT) if carries else None,
        otherwise=tuple(each for each in selected if selected[each] == OTHERWISE),
    )


def write_pabulib(vote: BudgetVote, *, meta: Mapping[str, str]) -> str:
    """Write a vote so that anyone's software can count it; every ballot becomes a line again.

    ``meta`` are further META values (country, unit, instance …); what the vote itself says is
    written over them. An ordinal vote's points are those of ``max_length`` in ``meta``, or of the
    number of projects.
    """
    points = vote.points()
    said = {
        **meta,
        "num_projects": str(len(vote.projects)),
        "num_votes": str(vote.voters),
        "budget": _plain(vote.budget),
        "vote_type": vote.vote_type,
    }
    if vote.least_points:
        said["min_project_score_threshold"] = _plain(vote.least_points)
    if vote.vote_type == "ordinal":
        said.setdefault("max_length", str(len(vote.projects)))
    with_points = vote.vote_type in WITH_POINTS
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow([META])
    writer.writerow(["key", "value"])
    writer.writerows(said.items())
    writer.writerow([PROJECTS])
    writer.writerow(["project_id", "cost", "votes", "name"])
    writer.writerows([p.id, _plain(p.cost), _plain(points[p.id]), p.name] for p in vote.projects)
    writer.writerow([VOTES])
    writer.writerow(["voter_id", "vote", *(["points"] if with_points else [])])
    everyone = [
        ballot for ballot, number in (*vote.groups, ((), vote.blank)) for _ in range(number)
    ]
    for number, ballot in enumerate(everyone):
        named = ballot
        if vote.vote_type == "ordinal":
            named = tuple(sorted(ballot, key=lambda each: -each[1]))
        cells = [str(number), ",".join(project for project, _ in named)]
        if with_points:
            cells.append(",".join(_plain(each) for _, each in named))
        writer.writerow(cells)
    return out.getvalue()


def _meta(section: Section, *, file: str) -> tuple[dict[str, str], dict[str, int]]:
    """Read META: values by key, and the lines they stand on."""
    meta: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line, row in section.rows:
        key = row["key"].casefold()
        if key in lines:
            raise bad("budget.key_twice", file=file, line=line, name=key, other=lines[key])
        meta[key], lines[key] = row["value"], line
    scoring = meta.get("scoring_fn", "")
    if scoring.casefold() not in {"", "borda"}:
        raise bad(
            "table.value_unknown",
            file=file,
            line=lines["scoring_fn"],
            text=scoring,
            name="scoring_fn",
            known="Borda",
        )
    return meta, lines


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads META values, and objects to them with their lines."""

    file: str
    meta: Mapping[str, str]
    lines: Mapping[str, int]

    def amount(self, name: str, *, default: Count | None = None) -> Count:
        text = self.meta.get(name, "")
        if not text and default is not None:
            return default
        if not text:
            raise bad("budget.meta_missing", file=self.file, name=name)
        return _amount(text, file=self.file, line=self.lines[name], name=name)

    def whole(self, name: str, *, default: int) -> int:
        count = self.amount(name, default=default)
        if not isinstance(count, int):
            text = self.meta[name]
            raise bad(
                "ranked.header_malformed",
                file=self.file,
                line=self.lines[name],
                name=name,
                text=text,
            )
        return count

    def agree(self, name: str, *, found: int) -> None:
        said = self.whole(name, default=found)
        if said != found:
            raise bad(
                "ranked.wrong_total",
                file=self.file,
                line=self.lines[name],
                name=name,
                said=said,
                found=found,
            )


def _vote_type(meta: Mapping[str, str], *, file: str, line: int | None) -> VoteType:
    text = meta.get("vote_type", "")
    for known in VOTE_TYPES:
        if text.casefold() == known:
            return known
    if not text:
        raise bad("budget.meta_missing", file=file, name="vote_type")
    known_types = " ".join(VOTE_TYPES)
    raise bad(
        "table.value_unknown", file=file, line=line, text=text, name="vote_type", known=known_types
    )


def _projects(section: Section, reader: _Reader) -> tuple[Project, ...]:
    if not section.rows:
        raise bad("budget.no_projects", file=reader.file, line=section.line)
    if len(section.rows) > MOST_PROJECTS:
        raise bad(
            "budget.too_many_projects",
            file=reader.file,
            count=len(section.rows),
            limit=MOST_PROJECTS,
        )
    first: dict[str, int] = {}
    projects: list[Project] = []
    for line, row in section.rows:
        project = row["project_id"]
        if not project or "," in project:
            raise bad("budget.project_id", file=reader.file, line=line, text=project)
        other = first.setdefault(project, line)
        if other != line:
            raise bad("budget.same_id", file=reader.file, line=line, text=project, other=other)
        cost = _amount(row["cost"], file=reader.file, line=line, name="cost")
        if not cost:
            raise bad("budget.free", file=reader.file, line=line, text=project)
        name = row.get("name", "") or project
        projects.append(Project(id=ProjectId(project), name=name, cost=cost))
    return tuple(projects)


def _check_voters(section: Section, *, file: str) -> None:
    """Refuse a voter with two ballots; a file may leave out who is who."""
    first: dict[str, int] = {}
    for line, row in section.rows:
        voter = row.get("voter_id", "")
        if voter and first.setdefault(voter, line) != line:
            raise bad("budget.voter_twice", file=file, line=line, text=voter, other=first[voter])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ballots:
    """Reads votes of one kind on known projects, within what META allows."""

    file: str
    vote_type: VoteType
    costs: Mapping[ProjectId, Count]
    longest: int
    limits: Mapping[str, Count]
    default: Count

    def read(self, row: Cells, *, line: int) -> PointBallot:
        named = [ProjectId(each.strip()) for each in row["vote"].split(",") if each.strip()]
        for project in named:
            if project not in self.costs:
                raise bad("budget.unknown_project", file=self.file, line=line, text=project)
        if len(set(named)) != len(named):
            twice = next(project for project in named if named.count(project) > 1)
            raise bad("budget.named_twice", file=self.file, line=line, text=twice)
        if len(named) > self.longest:
            found, limit = len(named), self.longest
            raise bad("budget.too_long", file=self.file, line=line, found=found, limit=limit)
        points = dict(zip(named, self._points(row, named, line=line), strict=True))
        if named and self.limits:
            self._check(points, line=line)
        rest = self.default if named and self.vote_type in WITH_POINTS else 0
        if rest:
            points = {each: points.get(each, rest) for each in self.costs}
        return tuple((each, points[each]) for each in self.costs if points.get(each))

    def _check(self, points: Mapping[ProjectId, Count], *, line: int) -> None:
        """Refuse a vote beyond or below what META allows; one that names nobody is blank."""
        cost = sum(self.costs[each] for each in points)
        found = {"min_length": len(points), "min_sum_cost": cost, "max_sum_cost": cost}
        if self.vote_type in WITH_POINTS:
            given = sum(points.values())
            found |= {"min_points": min(points.values()), "max_points": max(points.values())}
            found |= {"min_sum_points": given, "max_sum_points": given}
        for name, limit in self.limits.items():
            is_most = name.startswith("max")
            if name in found and (found[name] > limit if is_most else found[name] < limit):
                raise bad(
                    "budget.over_limit",
                    file=self.file,
                    line=line,
                    name=name,
                    found=str(whole(Fraction(found[name]))),
                    limit=str(limit),
                )

    def _points(self, row: Cells, named: Sequence[ProjectId], *, line: int) -> list[Count]:
        if self.vote_type in {"approval", "choose-1"}:
            return [1] * len(named)
        if self.vote_type == "ordinal":
            return [self.longest - at for at in range(len(named))]
        said = [each.strip() for each in row.get("points", "").split(",") if each.strip()]
        if len(said) != len(named):
            raise bad(
                "budget.points_differ",
                file=self.file,
                line=line,
                found=len(said),
                projects=len(named),
            )
        return [_amount(each, file=self.file, line=line, name="points") for each in said]


def _amount(text: str, *, file: str, line: int, name: str) -> Count:
    if not AMOUNT.fullmatch(text):
        raise bad("budget.amount_malformed", file=file, line=line, name=name, text=text)
    # Nearly all are whole, and a fraction costs ten times as much.
    return whole(Fraction(text)) if "." in text else int(text)


def _plain(count: Count) -> str:
    """Write an amount as the format has it: digits and decimals."""
    if isinstance(count, int):
        return str(count)
    digits = next(n for n in range(1, 10) if count * 10**n % 1 == 0)
    scaled = int(count * 10**digits)
    return f"{scaled // 10**digits}.{scaled % 10**digits:0{digits}d}"
