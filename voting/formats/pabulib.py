"""Pabulib's participatory budgets (pabulib.org), in and out: ``.pb``.

Three sections, each with a header line of its own: ``META`` (key;value), ``PROJECTS`` and
``VOTES``. An approval vote lists projects; an ordinal one lists them best first, worth as many
points as ``max_length`` allows places (else as there are projects), one less a place;
``cumulative`` and ``scoring`` votes say their points in a column of their own. Columns that a count
does not need are passed over. ``min_project_score_threshold`` keeps projects with fewer points out.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from voting.budget import (
    VOTE_TYPES,
    BudgetVote,
    PointBallot,
    Project,
    ProjectId,
    VoteType,
    grouped,
)
from voting.formats.faults import bad
from voting.profile import Count, whole

META, PROJECTS, VOTES = "META", "PROJECTS", "VOTES"
#: Digits, and decimals where money or points have them; longer is no amount of this world.
AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,9})?")
MOST_PROJECTS = 10_000

Cells: TypeAlias = Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class _Section:
    """The lines of one section: its columns, and every row with its line number."""

    line: int
    columns: Sequence[str] = ()
    rows: list[tuple[int, Cells]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class PabulibFile:
    """What a file says: its META values and the vote."""

    meta: Mapping[str, str]
    vote: BudgetVote


def read_pabulib(text: str, *, file: str) -> PabulibFile:
    """Read a ``.pb`` file; raises ``BadInput`` at the first thing wrong."""
    sections = _sections(text, file=file)
    meta = {row["key"]: row["value"] for _, row in sections[META].rows}
    lines = {row["key"]: line for line, row in sections[META].rows}
    vote_type = _vote_type(meta, file=file, line=lines.get("vote_type"))
    reader = _Reader(file=file, meta=meta, lines=lines)
    projects = _projects(sections[PROJECTS], reader)
    ballots = _Ballots(
        file=file,
        vote_type=vote_type,
        place={project.id: at for at, project in enumerate(projects)},
        longest=reader.whole("max_length", default=len(projects)),
    )
    groups, blank = grouped(ballots.read(row, line=line) for line, row in sections[VOTES].rows)
    reader.agree("num_projects", found=len(projects))
    reader.agree("num_votes", found=len(sections[VOTES].rows))
    vote = BudgetVote(
        projects=projects,
        budget=reader.amount("budget"),
        groups=groups,
        blank=blank,
        vote_type=vote_type,
        least_points=reader.amount("min_project_score_threshold", default=0),
    )
    return PabulibFile(meta=meta, vote=vote)


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
    with_points = vote.vote_type in {"cumulative", "scoring"}
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


def _sections(text: str, *, file: str) -> dict[str, _Section]:
    sections: dict[str, _Section] = {}
    current: _Section | None = None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    try:
        for cells in reader:
            line = reader.line_num
            trimmed = [cell.strip() for cell in cells]
            if not any(trimmed):
                continue
            if len(trimmed) == 1 and trimmed[0].upper() in {META, PROJECTS, VOTES}:
                current = sections[trimmed[0].upper()] = _Section(line=line)
            elif current is None:
                raise bad("budget.no_section", file=file, line=line, text=trimmed[0])
            elif not current.columns:
                current.columns = [cell.casefold() for cell in trimmed]
            elif len(trimmed) > len(current.columns):
                raise bad("table.too_many_cells", file=file, line=line)
            else:
                padded = trimmed + [""] * (len(current.columns) - len(trimmed))
                current.rows.append((line, dict(zip(current.columns, padded, strict=True))))
    except csv.Error as error:
        raise bad("table.csv", file=file, line=reader.line_num, text=str(error)) from error
    needed = {META: ("key", "value"), PROJECTS: ("project_id", "cost"), VOTES: ("vote",)}
    for name, columns in needed.items():
        if name not in sections:
            raise bad("budget.section_missing", file=file, name=name)
        for column in columns:
            if column not in sections[name].columns:
                line = sections[name].line + 1
                raise bad("budget.column_missing", file=file, line=line, name=column)
    return sections


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


def _projects(section: _Section, reader: _Reader) -> tuple[Project, ...]:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ballots:
    """Reads votes of one kind on known projects."""

    file: str
    vote_type: VoteType
    place: Mapping[ProjectId, int]
    longest: int

    def read(self, row: Cells, *, line: int) -> PointBallot:
        named = [ProjectId(each.strip()) for each in row["vote"].split(",") if each.strip()]
        for project in named:
            if project not in self.place:
                raise bad("budget.unknown_project", file=self.file, line=line, text=project)
        if len(set(named)) != len(named):
            twice = next(project for project in named if named.count(project) > 1)
            raise bad("budget.named_twice", file=self.file, line=line, text=twice)
        points = self._points(row, named, line=line)
        given = [(project, each) for project, each in zip(named, points, strict=True) if each]
        return tuple(sorted(given, key=lambda each: self.place[each[0]]))

    def _points(self, row: Cells, named: Sequence[ProjectId], *, line: int) -> list[Count]:
        if self.vote_type == "approval":
            return [1] * len(named)
        if self.vote_type == "ordinal":
            if len(named) > self.longest:
                found, limit = len(named), self.longest
                raise bad("budget.too_long", file=self.file, line=line, found=found, limit=limit)
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
    return whole(Fraction(text))


def _plain(count: Count) -> str:
    """Write an amount as the format has it: digits and decimals."""
    if isinstance(count, int):
        return str(count)
    digits = next(n for n in range(1, 10) if count * 10**n % 1 == 0)
    scaled = int(count * 10**digits)
    return f"{scaled // 10**digits}.{scaled % 10**digits:0{digits}d}"
