"""What a ranking says, how it is counted, and its result as it is kept with the poll.

Letters stand for candidates everywhere outside the counting engine; A is candidate 1.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from council.kernel.values import value
from council.polls.rules import PollOption
from voting.ballots import Ranking
from voting.counts import Count, whole
from voting.methods.irv import council_irv, count_irv
from voting.methods.plurality import PluralityRules, count_plurality
from voting.methods.schulze import SchulzeRules, count_schulze
from voting.outcome import BallotCount, Outcome, Round, Tie
from voting.profile import Candidate, Profile
from voting.ties import COUNCIL_TIES, TieRules

#: A ranking in letters: tie groups, best first.
Order = tuple[tuple[str, ...], ...]

#: One encoder for all: making one for each ballot would cost more than the writing.
_write = json.JSONEncoder(separators=(",", ":")).encode

#: A lead of at most one fiftieth (2 %) of the ballots that still count is called narrow.
NARROW = 50


#: So many ballots must say the same before what they say is shown ballot by ballot.
FEWEST_ALIKE = 3


@value
class Tally:
    """What one option has in one round: ballots, or an exact fraction such as ``"5/2"``."""

    letter: str
    votes: int | str


@value
class CountRound:
    """One round of the instant runoff.

    ``exhausted`` ballots support nobody any more; ``threshold`` is the least number above half.
    """

    n: int
    tallies: tuple[Tally, ...]
    exhausted: int
    threshold: int | None
    elected: tuple[str, ...]
    eliminated: tuple[str, ...]


@value
class TieBreak:
    """One step of resolving a tie in round ``n``; ``rule`` None = the tie stands."""

    n: int
    among: tuple[str, ...]
    rule: str | None
    order: Order


@value
class RankingResult:
    """A counted ranking (``polls.result`` of a poll of kind ranking).

    ``ballots``: standing ballots, of ``roll`` who might vote. ``winner``: the letter elected by
    IRV, empty where a tie stands or nobody voted. ``rounds``: the instant runoff. ``plurality``:
    who would have won by first preferences alone (empty: tied). ``schulze``: Schulze's order in
    tie groups, best first. ``letters``: rows and columns of ``pairwise`` (ballots that prefer row
    to column). ``margin``: lead of the winner in the last round, in ballots (or an exact
    fraction), None without a rival; ``narrow``: that lead is at most 2 % of the ballots still
    counting. ``lot_seed``: the public seed of the lot that breaks the last ties.
    """

    ballots: int
    roll: int
    winner: str
    rounds: tuple[CountRound, ...]
    plurality: str
    schulze: Order
    letters: tuple[str, ...]
    pairwise: tuple[tuple[int, ...], ...]
    ties: tuple[TieBreak, ...]
    margin: int | str | None
    narrow: bool
    lot_seed: str


def may_be_shown(orders: Mapping[Order, int]) -> bool:
    """Whether a ranking's ballots may be shown to all: each order was given by three or more.

    Where an order is rarer, somebody can be made to give one that nobody else gives, and be known
    by it (docs/verify.md). Totals by round and by pair may be told all the same.
    """
    return all(many >= FEWEST_ALIKE for many in orders.values())


def profile_of(
    orders: Mapping[Order, int] | Iterable[Order], *, options: Sequence[PollOption]
) -> Profile:
    """Group a ranking's ballots as anybody may count them; the option A is candidate 1.

    Raises ValueError for an order that names an unknown letter or one twice.
    """
    numbers = _numbers(options)
    candidates = [Candidate(id=numbers[each.letter], name=each.title) for each in options]
    return Profile.of(_rankings(orders, numbers), candidates=candidates)


def _numbers(options: Sequence[PollOption]) -> dict[str, int]:
    return {option.letter: place for place, option in enumerate(options, start=1)}


def count_ranking(
    orders: Mapping[Order, int] | Iterable[Order],
    *,
    options: Sequence[PollOption],
    roll: int,
    lot_seed: str,
) -> RankingResult:
    """Count by IRV with ties by Schulze, first preferences and lot; Schulze and plurality beside.

    Raises ValueError for an order that names an unknown letter or one twice.
    """
    profile = profile_of(orders, options=options)
    numbers = _numbers(options)
    letters = {place: letter for letter, place in numbers.items()}
    ties = TieRules(rules=COUNCIL_TIES, lot_seed=lot_seed)
    irv = count_irv(profile, rules=council_irv(lot_seed=lot_seed))
    schulze = count_schulze(profile, rules=SchulzeRules())
    plurality = count_plurality(profile, rules=PluralityRules())
    if not profile.ranked:
        # Nobody said anything: the lot must not decide, though a method would let it.
        irv = replace(irv, winners=(), rounds=(), ties=())
    lead = irv.lead
    return RankingResult(
        ballots=profile.total,
        roll=roll,
        winner=_only(irv, letters),
        rounds=tuple(
            CountRound(
                n=each.n,
                tallies=tuple(
                    Tally(letter=letters[candidate], votes=_exact(votes))
                    for candidate, votes in each.tallies.items()
                ),
                exhausted=int(each.exhausted),
                threshold=None if each.threshold is None else int(each.threshold),
                elected=tuple(letters[c] for c in each.elected),
                eliminated=tuple(letters[c] for c in each.eliminated),
            )
            for each in irv.rounds
        ),
        plurality=_only(plurality, letters),
        schulze=tuple(tuple(letters[c] for c in group) for group in schulze.ranking),
        letters=tuple(numbers),
        pairwise=schulze.pairwise,
        ties=tuple(
            TieBreak(
                n=tie.n,
                among=tuple(letters[c] for c in tie.among),
                rule=tie.rule,
                order=tuple(tuple(letters[c] for c in group) for group in tie.order),
            )
            for tie in irv.ties
        ),
        margin=None if lead is None else _exact(lead),
        narrow=lead is not None and lead * NARROW <= sum(irv.rounds[-1].tallies.values()),
        lot_seed=ties.lot_seed or "",
    )


def instant_runoff(result: RankingResult, *, names: Mapping[str, str]) -> Outcome:
    """Read the instant runoff of a kept result back as an outcome; ``names`` by letter.

    What the result does not keep (who was blank, the agreed rules) is as council polls have it.
    """
    numbers = {letter: place for place, letter in enumerate(result.letters, start=1)}
    blank = result.rounds[0].exhausted if result.rounds else result.ballots
    return Outcome(
        method="irv",
        options=council_irv(lot_seed=result.lot_seed).options(),
        candidates=tuple(Candidate(id=n, name=names[letter]) for letter, n in numbers.items()),
        ballots=BallotCount(total=result.ballots, valid=result.ballots - blank, blank=blank),
        winners=(numbers[result.winner],) if result.winner else (),
        rounds=tuple(
            Round(
                n=each.n,
                tallies={numbers[t.letter]: whole(Fraction(t.votes)) for t in each.tallies},
                exhausted=each.exhausted,
                threshold=each.threshold,
                elected=tuple(numbers[letter] for letter in each.elected),
                eliminated=tuple(numbers[letter] for letter in each.eliminated),
            )
            for each in result.rounds
        ),
        ties=tuple(
            Tie(
                n=tie.n,
                among=tuple(numbers[letter] for letter in tie.among),
                rule=tie.rule,
                order=tuple(tuple(numbers[letter] for letter in group) for group in tie.order),
            )
            for tie in result.ties
        ),
    )


def _rankings(
    orders: Mapping[Order, int] | Iterable[Order], numbers: Mapping[str, int]
) -> Mapping[Ranking, int]:
    # Identical orders are put together first: each is read once, however many gave it.
    counted = orders if isinstance(orders, Mapping) else Counter(orders)
    rankings: dict[Ranking, int] = {}
    for order, weight in counted.items():
        ranking = _ranking(order, numbers)
        rankings[ranking] = rankings.get(ranking, 0) + weight
    return rankings


def _ranking(order: Order, numbers: Mapping[str, int]) -> Ranking:
    # An unknown letter becomes a candidate that nobody knows: the profile objects to it.
    number = numbers.get
    return tuple(
        (number(group[0], 0),)
        if len(group) == 1
        else tuple(sorted(number(letter, 0) for letter in group))
        for group in order
    )


def _only(outcome: Outcome, letters: Mapping[int, str]) -> str:
    return letters[outcome.winners[0]] if len(outcome.winners) == 1 else ""


def _exact(count: Count) -> int | str:
    if isinstance(count, Fraction):
        return f"{count.numerator}/{count.denominator}"
    return count


def canonical_order(groups: Iterable[Iterable[str]]) -> Order:
    """Write an order in its one form: letters of a shared place in alphabetical order."""
    return tuple(tuple(sorted(group)) for group in groups)


def ranking_content(order: Order) -> str:
    """Write a ranking ballot as canonical JSON: ``{"ranking":[["A"],["B","C"]]}``."""
    return _write({"ranking": canonical_order(order)})


def order_of(content: str) -> Order:
    """Read back what ``ranking_content`` wrote; ticked projects are read as places of their own."""
    said: dict[str, list[list[str]]] = json.loads(content)
    groups = said["ranking"] if "ranking" in said else said["approval"]
    return tuple(tuple(group) for group in groups)


def shuffled(options: Sequence[PollOption], *, poll_id: str, slot: str) -> tuple[PollOption, ...]:
    """Order the options for one voter: different between voters, the same at every visit."""

    def place(option: PollOption) -> bytes:
        said = f"yishi-sheet-1\n{poll_id}\n{slot}\n{option.letter}"
        return hashlib.sha256(said.encode()).digest()

    return tuple(sorted(options, key=place))


_FULL_WIDTH = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {"\u3000": " ", "、": ",", "。": " ", "〉": ">", "》": ">"}
)
_PLACE = re.compile(r"(10|[1-9]) ?[.:),] ?([A-J])", re.ASCII)
_NUMBERED = re.compile(rf"(?:{_PLACE.pattern}[ ,;\n]*)+", re.ASCII)
#: Letters and numbers in one order could mean either.
_MIXED = re.compile(r"[A-J].*[0-9]|[0-9].*[A-J]", re.ASCII | re.DOTALL)
_MARK = re.compile(r"10|[1-9]|[A-J]|[>=]|[ ,.;/|\-]+", re.ASCII)


def plain_letters(text: str) -> str:
    """Bring full-width signs and small letters into plain capitals."""
    return text.translate(_FULL_WIDTH).strip().upper()


def _plain(text: str) -> str:
    """Bring what was typed into plain letters; of a mixture that could mean either, nothing."""
    plain = plain_letters(text)
    if _NUMBERED.fullmatch(plain):
        return _by_number(plain)
    return "" if _MIXED.search(plain) else plain


def _by_number(plain: str) -> str:
    """Put places that somebody numbered into their order: ``2. A 1. C 2. B`` is ``C > A=B``."""
    places: dict[int, list[str]] = {}
    for number, letter in _PLACE.findall(plain):
        places.setdefault(int(number), []).append(letter)
    return ">".join("=".join(places[number]) for number in sorted(places))


def typed_order(text: str, letters: Sequence[str]) -> Order | str:
    """Read a typed ranking: ``3 1 2``, ``C A B``, ``312``, ``3>1=2``, full-width digits too.

    Numbers are places in the alphabet: 1 is A. ``=`` shares a place, everything else that
    separates means "then". In ``1. C 2. A`` they number the places; any other mixture of letters
    and numbers could mean either and is not read. Gives the order, or the key of what is wrong with it:
    ``unreadable``, ``unknown`` or ``twice``.
    """
    plain = _plain(text)
    groups: list[list[str]] = []
    joined = False
    place = 0
    while place < len(plain):
        found = _MARK.match(plain, place)
        if found is None:
            return "unreadable"
        place = found.end()
        mark = found[0]
        if mark == "=":
            if not groups or joined:
                return "unreadable"
            joined = True
        elif mark.isalnum():
            letter = "ABCDEFGHIJ"[int(mark) - 1] if mark.isdecimal() else mark
            if letter not in letters:
                return "unknown"
            if any(letter in group for group in groups):
                return "twice"
            if joined:
                groups[-1].append(letter)
            else:
                groups.append([letter])
            joined = False
        elif mark == ">" and joined:
            return "unreadable"
    if joined or not groups:
        return "unreadable"
    return canonical_order(groups)
