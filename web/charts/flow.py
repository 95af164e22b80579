"""The way of the ballots through an instant runoff: a row of bars a round, ribbons between rows.

Bars are as wide as what an option has, all by one scale; between two rounds a ribbon leads from
each bar to itself, and from whoever was eliminated to whoever got the ballots. The picture stands
upright: rounds go down the page, so it is as wide as whatever it is drawn on, and never scrolls.

Ribbons are drawn from what is kept. Where several were eliminated together their ballots meet in a
knot before they go on, for what each of them gave to whom is not kept (``Link.together``); where the tallies do not say what moved there are
none (``Link.known`` is false), and the page says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from council.kernel.values import value
from council.polls.ranking import RankingResult, instant_runoff
from voting.handed_on import HandedOn, handed_on
from voting.outcome import Round
from web.charts.units import WIDE

#: The least width that a bar with its letter may have, and that of all of them together; the least
#: between two of them.
SLOT, ALL_SLOTS, GAP = 80, 900, 12
#: What room a figure of so many signs needs below its letter.
MARGIN, SIGN = 24, 36
#: The name of those who support nobody any more, where others have a letter.
EXHAUSTED = ""
#: Where the ballots of those meet who left together.
KNOT = "+"


@value
class Bar:
    """What one option has in a round, in units of the picture: its place and its width.

    ``middle`` is where its letter stands; ``roomy``: there is room for ``votes`` below the letter.
    """

    letter: str
    votes: str
    x: Fraction
    wide: Fraction
    middle: Fraction
    roomy: bool
    won: bool
    out: bool


@value
class Ribbon:
    """Ballots on their way: ``votes`` of them, ``wide`` units broad, from ``x`` above to ``to`` below.

    ``giver`` and ``taker`` are letters, empty for the exhausted. ``moved``: they changed over.
    ``top`` and ``foot`` are where it begins and ends, in parts of the way down: halfway is the knot
    where those meet who left together (``giver`` or ``taker`` is ``KNOT`` there).
    """

    giver: str
    taker: str
    votes: Fraction
    x: Fraction
    to: Fraction
    wide: Fraction
    moved: bool
    top: Fraction = Fraction(0)
    foot: Fraction = Fraction(1)

    def path(self, tall: int) -> str:
        """Write its outline for a strip ``tall`` units high."""
        top, half, foot = (
            round(tall * part) for part in (self.top, (self.top + self.foot) / 2, self.foot)
        )
        left, right = round(self.x), round(self.x + self.wide)
        end, far = round(self.to), round(self.to + self.wide)
        return (
            f"M{left} {top}C{left} {half} {end} {half} {end} {foot}"
            f"H{far}C{far} {half} {right} {half} {right} {top}Z"
        )


@value
class Link:
    """What happened between two rounds.

    ``known``: the kept tallies say where the ballots went. ``together``: several left, and what each
    of them gave to whom is not kept.
    """

    known: bool
    together: bool
    ribbons: tuple[Ribbon, ...]

    def outline(self, tall: int, *, moved: bool) -> str:
        """Write all ribbons that moved, or all that did not, as one outline."""
        return "".join(each.path(tall) for each in self.ribbons if each.moved == moved)


@value
class Row:
    """One round: its bars from the left, and the way to the next round (None after the last)."""

    n: int
    threshold: int | None
    bars: tuple[Bar, ...]
    link: Link | None


@value
class Flow:
    """The whole picture, from the first round down. ``tight``: a letter has no room for a mark."""

    rows: tuple[Row, ...]
    tight: bool


def flow(result: RankingResult) -> Flow:
    """Lay out a counted ranking; without rounds there is nothing to draw."""
    if not result.rounds:
        return Flow(rows=(), tight=False)
    names = {letter: letter for letter in result.letters}
    outcome = instant_runoff(result, names=names)
    letters = {each.id: each.name for each in outcome.candidates}
    piles = [_piles(each, letters) for each in outcome.rounds]
    slots = min([Fraction(SLOT)] + [Fraction(ALL_SLOTS, len(each)) for each in piles])
    scale = min(_scale(list(each.values()), slots) for each in piles)
    bars = [
        _bars(pile, round_, letters, scale=scale, slot=slots)
        for pile, round_ in zip(piles, outcome.rounds, strict=True)
    ]
    links = [
        _link(handed_on(before, after), above, below, letters, scale=scale)
        for (before, after), (above, below) in zip(
            pairwise(outcome.rounds), pairwise(bars), strict=True
        )
    ]
    return Flow(
        rows=tuple(
            Row(n=round_.n, threshold=kept.threshold, bars=tuple(line.values()), link=link)
            for round_, kept, line, link in zip(
                outcome.rounds, result.rounds, bars, [*links, None], strict=True
            )
        ),
        tight=slots < SLOT,
    )


def _piles(round_: Round, letters: Mapping[int, str]) -> dict[str, Fraction]:
    """Tell what stands in a row: everybody in the race, then the exhausted if there are any."""
    piles = {letters[each]: Fraction(votes) for each, votes in round_.tallies.items()}
    if round_.exhausted:
        piles[EXHAUSTED] = Fraction(round_.exhausted)
    return piles


def _scale(votes: Sequence[Fraction], slot: Fraction) -> Fraction:
    """Find the most units a ballot may have, that all bars of a row have room, none below a slot."""
    ordered, most = sorted(votes), sum(votes)
    room = WIDE - (len(votes) - 1) * min(Fraction(GAP), Fraction(WIDE - ALL_SLOTS, len(votes)))
    for small, each in enumerate(ordered):
        scale = (room - small * slot) / most if most else Fraction(0)
        if each * scale >= slot:
            return scale
        most -= each
    return Fraction(0)


def _bars(
    piles: Mapping[str, Fraction],
    round_: Round,
    letters: Mapping[int, str],
    *,
    scale: Fraction,
    slot: Fraction,
) -> dict[str, Bar]:
    won = {letters[each] for each in round_.elected}
    out = {letters[each] for each in round_.eliminated}
    slots = {letter: max(slot, votes * scale) for letter, votes in piles.items()}
    # What room is left over stands between the bars, so that rows begin and end together.
    between = (WIDE - sum(slots.values(), start=Fraction(0))) / max(1, len(slots) - 1)
    bars: dict[str, Bar] = {}
    at = Fraction(0)
    for letter, votes in piles.items():
        wide = votes * scale
        bars[letter] = Bar(
            letter=letter,
            votes=str(votes),
            x=at + (slots[letter] - wide) / 2,
            wide=wide,
            middle=at + slots[letter] / 2,
            roomy=slots[letter] + between >= MARGIN + SIGN * len(str(votes)),
            won=letter in won,
            out=letter in out,
        )
        at += slots[letter] + between
    return bars


def _link(
    moved: HandedOn | None,
    above: Mapping[str, Bar],
    below: Mapping[str, Bar],
    letters: Mapping[int, str],
    *,
    scale: Fraction,
) -> Link:
    """Lay the ribbons of those who stayed, and of those who were eliminated."""
    if moved is None:
        return Link(known=False, together=False, ribbons=())
    gains = {letters[each]: Fraction(votes) * scale for each, votes in moved.gains.items()}
    if moved.exhausted:
        gains[EXHAUSTED] = Fraction(moved.exhausted) * scale
    givers = [above[letters[each]] for each, votes in moved.givers.items() if votes]
    source = givers[0] if len(givers) == 1 else _knot(givers)
    kept = [above[letter] for letter in below if letter in above]
    return Link(
        known=True,
        together=moved.together,
        ribbons=(
            *(_kept(each, below[each.letter], gains, source) for each in kept if each.wide),
            *(_gathered(givers, source) if moved.together else ()),
            *_given(source, below, gains, scale=scale),
        ),
    )


def _knot(givers: Sequence[Bar]) -> Bar:
    """Put what several gave together into one bar, amidst them."""
    wide = sum((each.wide for each in givers), start=Fraction(0))
    middle = sum((each.middle * each.wide for each in givers), start=Fraction(0)) / (wide or 1)
    x = min(max(Fraction(0), middle - wide / 2), WIDE - wide)
    votes = sum((Fraction(each.votes) for each in givers), start=Fraction(0))
    return Bar(
        letter=KNOT,
        votes=str(votes),
        x=x,
        wide=wide,
        middle=x + wide / 2,
        roomy=False,
        won=False,
        out=True,
    )


def _kept(bar: Bar, under: Bar, gains: Mapping[str, Fraction], source: Bar) -> Ribbon:
    """Lead a bar to itself; what comes from the left lands on its left."""
    aside = gains.get(bar.letter, Fraction(0)) if source.middle < under.middle else Fraction(0)
    return Ribbon(
        giver=bar.letter,
        taker=bar.letter,
        votes=Fraction(bar.votes),
        x=bar.x,
        to=under.x + aside,
        wide=bar.wide,
        moved=False,
    )


def _gathered(givers: Sequence[Bar], knot: Bar) -> Iterator[Ribbon]:
    """Lead those who left together into their knot."""
    at = knot.x
    for each in givers:
        yield Ribbon(
            giver=each.letter,
            taker=KNOT,
            votes=Fraction(each.votes),
            x=each.x,
            to=at,
            wide=each.wide,
            moved=True,
            foot=Fraction(1, 2),
        )
        at += each.wide


def _given(
    source: Bar, below: Mapping[str, Bar], gains: Mapping[str, Fraction], *, scale: Fraction
) -> Iterator[Ribbon]:
    """Lead what was given to those who got it, from the left."""
    at = source.x
    for letter, under in below.items():
        wide = gains.get(letter, Fraction(0))
        if not wide:
            continue
        from_left = source.middle < under.middle
        yield Ribbon(
            giver=source.letter,
            taker=letter,
            votes=wide / scale,
            x=at,
            to=under.x if from_left else under.x + under.wide - wide,
            wide=wide,
            moved=True,
            top=Fraction(1, 2) if source.letter == KNOT else Fraction(0),
        )
        at += wide
