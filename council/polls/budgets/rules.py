"""Budget votes 预算表决: pots, projects, what a ballot may say. Pure rules.

Pots and costs are whole yuan, kept in fen: the count raises everybody's part by one unit of money at
a time, and a yuan is what towns that count so take for it.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from council.kernel.money import parse_amount
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value
from council.polls.ranking import Order, plain_letters, ranking_content
from council.polls.rules import OPTION_LENGTH, PollOption, bare

#: How a ballot is filled in: projects ticked; ticked while the pot lasts; or put in an order.
APPROVAL, KNAPSACK, RANKED = "approval", "knapsack", "ranking"
BALLOTS = (APPROVAL, KNAPSACK, RANKED)
LETTERS = "ABCDEFGHIJKLMNOPQRST"
FEWEST_PROJECTS = 2
BODY_LENGTH = 200
YUAN = 100
#: 999,999,999 yuan: more than nine digits before the point are no amount of a neighbourhood.
MOST_FEN = 999_999_999 * YUAN

_NUMBERED = re.compile(r"^(?:[A-T]|[1-9][0-9]?)\s*[.、:：)）．](?![0-9])\s*", re.ASCII)
_KINDS = {"提案": "p", "proposal": "p", "议案": "m", "motion": "m"}
_SOURCE = r"(?P<kind>提案|议案|proposal|motion) ?#?(?P<number>[1-9][0-9]{0,8})"
_SOURCED = (
    re.compile(rf"{_SOURCE}(?: (?P<rest>.*))?", re.IGNORECASE | re.ASCII),
    re.compile(rf"(?P<rest>.*) {_SOURCE}", re.IGNORECASE | re.ASCII),
)
#: Digits of a single figure can be written without anything between.
_SINGLE = 9
_MARKS = re.compile(r"[0-9]+|[A-Z]+|[ ,.;/|>\-\n]+", re.ASCII)


@value
class Source:
    """What a project came from, as the record knows it: its title, and its cost where one is known."""

    title: str
    cost_fen: int = 0


@value
class Project:
    """A project as it is drafted; ``source`` is the root of its matter (``p12``), or empty."""

    title: str
    cost_fen: int
    source: str = ""
    body: str = ""


#: Finds what a root leads to.
Known = Callable[[str], Source | None]


@value
class Terms:
    """What a ballot on a budget is judged by: how it is filled in, the pot, and the costs by letter."""

    ballot: str
    pot_fen: int
    costs: Mapping[str, int]

    @property
    def ordered(self) -> bool:
        """Whether places count, not only ticks."""
        return self.ballot == RANKED

    def sum_of(self, order: Order) -> int:
        """What the named projects cost together, in fen."""
        return sum(self.costs[letter] for group in order for letter in group)

    def fits(self, order: Order) -> bool:
        """Whether a ballot is one that may be cast: in a knapsack nothing passes the pot."""
        return self.ballot != KNAPSACK or self.sum_of(order) <= self.pot_fen

    def tapped(self, order: Order, letter: str) -> Order | str:
        """Tick a project, or untick it; the key of a note where the pot does not hold it any more."""
        left = tuple(group for group in order if group != (letter,))
        if left != order:
            return left
        made = (*order, (letter,))
        return made if self.fits(made) else "over_pot"

    def typed(self, text: str) -> Order | str:
        """Read typed projects (``typed_projects``), or the key of what is wrong with them."""
        order = typed_projects(text, tuple(self.costs))
        return order if isinstance(order, str) or self.fits(order) else "over_pot"

    def written(self, order: Order) -> str:
        """Write a ballot as canonical JSON; ticks in the order of the letters."""
        if self.ordered:
            return ranking_content(order)
        ticked = sorted(letter for group in order for letter in group)
        return json.dumps({"approval": ticked}, separators=(",", ":"))


def terms_of(options: Iterable[PollOption], *, ballot: str | None, pot_fen: int | None) -> Terms:
    """Gather the terms of a budget vote."""
    assert ballot is not None
    assert pot_fen is not None
    costs = {option.letter: option.cost_fen for option in options}
    return Terms(ballot=ballot, pot_fen=pot_fen, costs=costs)


def typed_projects(text: str, letters: Sequence[str]) -> Order | str:
    """Read typed projects: ``1 3 4``, ``A C D``, ``134``, ``ACD``, full-width figures too.

    1 is A. Where there are more than nine projects a number of two figures is one project, so
    figures are kept apart. Gives the projects in the order typed, or the key of what is wrong:
    ``unreadable``, ``unknown`` or ``twice``.
    """
    plain = plain_letters(text)
    found = _MARKS.findall(plain)
    if "".join(found) != plain:
        return "unreadable"
    words = [each for each in found if each.isalnum()]
    if not words or (any(each.isdecimal() for each in words) == any(map(str.isalpha, words))):
        return "unreadable"
    named = [letter for each in words for letter in _letters(each, len(letters))]
    if not set(named) <= set(letters):
        return "unknown"
    if len(set(named)) < len(named):
        return "twice"
    return tuple((letter,) for letter in named)


def _letters(word: str, many: int) -> list[str]:
    """The letters that a word of figures or letters names; ``?`` for what is no project."""
    if word.isalpha():
        return list(word)
    numbers = [word] if many > _SINGLE or len(word) == 1 else list(word)
    return [
        LETTERS[int(each) - 1] if len(each) <= len("20") and 0 < int(each) <= many else "?"
        for each in numbers
    ]


def read_pot(text: str) -> int | Refusal:
    """Read a pot as fen: whole yuan."""
    return _whole_yuan(parse_amount(text, most=MOST_FEN))


def _whole_yuan(fen: int | Refusal) -> int | Refusal:
    if isinstance(fen, int) and fen % YUAN:
        return refuse("budget.whole_yuan", amount_fen=fen)
    return fen


def read_projects(text: str, *, pot_fen: int, known: Known) -> tuple[Project, ...] | Refusal:
    """Read projects, one a line: ``title cost``, ``proposal 12 cost``, ``title cost motion 3 | why``.

    A proposal or motion that is named gives its title, and its cost where one is known, if the line
    does not say them. Leading numbers are dropped (ours are given anew).
    """
    lines = [line for line in text.splitlines() if line.strip()]
    made = []
    for line in lines:
        project = _read_line(_NUMBERED.sub("", " ".join(line.split()), count=1), known)
        if isinstance(project, Refusal):
            return project
        made.append(project)
    return check_projects(made, pot_fen=pot_fen) or tuple(made)


def typed_line(project: Project) -> str:
    """Write a project that came from a motion or proposal as somebody would type it."""
    kind = "议案" if project.source.startswith("m") else "提案"
    return f"{project.title} {project.cost_fen // YUAN} {kind}{project.source[1:]}"


def _read_line(line: str, known: Known) -> Project | Refusal:
    said, _, body = line.replace("｜", "|").partition("|")
    said, source, root = said.strip(), Source(title=""), ""
    for pattern in _SOURCED:
        found = pattern.fullmatch(said)
        if found is not None:
            root = _KINDS[found["kind"].casefold()] + found["number"]
            kept = known(root)
            if kept is None:
                return refuse("budget.source_unknown", given=f"{found['kind']}{found['number']}")
            said, source = (found["rest"] or "").strip(), kept
            break
    title, cost = _title_and_cost(said)
    if isinstance(cost, Refusal) and root and source.cost_fen:
        title, cost = said, source.cost_fen  # all that is left is a title, or nothing
    if isinstance(cost, Refusal):
        return refuse("budget.no_cost", line=line[:40])
    title = title or source.title[:OPTION_LENGTH]
    if not title:
        return refuse("budget.no_title", line=line[:40])
    whole = _whole_yuan(cost)
    if isinstance(whole, Refusal):
        return whole
    return Project(title=title, cost_fen=whole, source=root, body=" ".join(body.split()))


def _title_and_cost(said: str) -> tuple[str, int | Refusal]:
    """Part a title from the amount at its end: the longest amount that can be read."""
    words = re.sub(r"[:：](?=[^:：]*$)", " ", said).split()
    for many in (2, 1):
        if len(words) >= many:
            cost = parse_amount(" ".join(words[-many:]), most=MOST_FEN)
            if isinstance(cost, int):
                return " ".join(words[:-many]), cost
    return said, refuse("budget.no_cost", line=said)


def check_projects(projects: Sequence[Project], *, pot_fen: int) -> Refusal | None:
    """Refuse too few or too many, what is too long or stands twice, and what no pot could buy."""
    if len(projects) < FEWEST_PROJECTS:
        return refuse("budget.projects_few")
    if len(projects) > len(LETTERS):
        return refuse("budget.projects_many", most=len(LETTERS))
    seen: set[str] = set()
    for each in projects:
        if len(each.title) > OPTION_LENGTH:
            return refuse("poll.option_long", option=each.title[:20], most=OPTION_LENGTH)
        if len(each.body) > BODY_LENGTH:
            return refuse("budget.body_long", project=each.title[:20], most=BODY_LENGTH)
        if not 0 < each.cost_fen <= pot_fen:
            return refuse(
                "budget.over_pot", project=each.title, cost_fen=each.cost_fen, pot_fen=pot_fen
            )
        if each.cost_fen % YUAN:
            return refuse("budget.whole_yuan", amount_fen=each.cost_fen)
        name = bare(each.title)
        if name in seen:
            return refuse("poll.option_twice", option=each.title)
        seen.add(name)
    return None


def lettered(projects: Iterable[Project]) -> tuple[PollOption, ...]:
    """Letter the projects in their order."""
    return tuple(
        PollOption(
            letter=letter,
            title=each.title,
            cost_fen=each.cost_fen,
            source=each.source,
            body=each.body,
        )
        for letter, each in zip(LETTERS, projects, strict=False)
    )
