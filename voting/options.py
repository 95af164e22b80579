"""The options of ``yishi tally``: their names, values, how they are typed (docs/interfaces.md#tally).

One registry for all methods: each takes what concerns it. A value that nobody knows is refused, and
so is a name; what was used is repeated in every outcome.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from voting.ballots import CandidateId, Group
from voting.beatpaths import STRENGTHS, Strength
from voting.counts import Count, whole
from voting.formats.faults import bad
from voting.formats.recognised import CELLS, Cells
from voting.methods.irv import COUNT_TO, MAJORITIES, CountTo, Majority
from voting.methods.stv import VARIANTS, Variant
from voting.raw_ballots import DUPLICATES, UNLIMITED, Duplicates
from voting.standing import OVERVOTES, Overvote
from voting.ties import REFUSE, TIE_RULES, TieRule, TieRules
from voting.transfers import QUOTAS, THRESHOLDS, Quota, Threshold

COMMAND_LINE = "yishi tally"
REFUSE_TIES = "refuse"
YES = "yes"

OPTIONS = (
    "seats",
    "overvote",
    "max_skipped",
    "max_ranks",
    "duplicates",
    "ties",
    "lot_seed",
    "majority",
    "count_to",
    "batch",
    "cannot_win",
    "quota",
    "threshold",
    "decimals",
    "variant",
    "strength",
    "default_option",
    "default_majority",
    "withdraw",
    "cells",
)

#: More places than this are no arithmetic of any election, and their powers of ten grow dear.
MOST_DECIMALS = 30

WHOLE = re.compile(r"[0-9]{1,15}")
RATIO = re.compile(r"([0-9]{1,9})(?:[:/]([0-9]{1,9})|\.([0-9]{1,9}))?")

Word = TypeVar("Word", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyOptions:
    """The options as values; ``None`` = not said, so that the method or the file decides.

    ``overvote`` not said is ``exhaust`` where ballots move between candidates, as in public
    elections, where two marks in one rank are a slip; methods that compare take such a place as an
    equal ranking (``split``). Our own council votes offer "equally good" as an answer and are
    counted with ``split``: their exports name it.
    """

    seats: int | None = None
    overvote: Overvote | None = None
    max_skipped: int | None = None
    max_ranks: int | None = None
    duplicates: Duplicates = "skip"
    majority: Majority = "continuing"
    count_to: CountTo = "majority"
    batch: bool = False
    cannot_win: Group = ()
    quota: Quota = "droop"
    threshold: Threshold = "whole"
    decimals: int | None = None
    variant: Variant = "scottish_wigm"
    strength: Strength = "margins"
    default_option: CandidateId | None = None
    default_majority: Count = 1
    majorities: tuple[tuple[CandidateId, Count], ...] = ()
    withdraw: Group = ()
    ties: TieRules = REFUSE
    cells: Cells | None = None


def options_from(texts: Mapping[str, str]) -> TallyOptions:
    """Read options as they are typed, by their names in ``OPTIONS``; raises ``BadInput``.

    ``ties`` is a comma list, or ``refuse``; the rule ``lot`` needs ``lot_seed``. Candidates are a
    comma list of numbers. ``default_majority`` is a ratio for all options, and ``ID=RATIO`` for one
    that needs another. ``batch`` is ``yes`` or not there. ``cells`` says what the cells of a table
    are that has a column for each option.
    """
    for name in texts:
        if name not in OPTIONS:
            known = " ".join(OPTIONS)
            raise bad("option.name_unknown", file=COMMAND_LINE, text=name, known=known)
    strength = word_of(texts, "strength", STRENGTHS, default="margins")
    default = _candidates(texts, "default_option")
    if len(default) > 1:
        raise bad("option.one_default", file=COMMAND_LINE, text=texts["default_option"])
    ratio, majorities = _majorities(texts, default=default)
    return TallyOptions(
        seats=_number(texts, "seats", least=1),
        overvote=_overvote(texts),
        max_skipped=_limit(texts, "max_skipped", least=0),
        max_ranks=_limit(texts, "max_ranks", least=1),
        duplicates=word_of(texts, "duplicates", DUPLICATES, default="skip"),
        majority=word_of(texts, "majority", MAJORITIES, default="continuing"),
        count_to=word_of(texts, "count_to", COUNT_TO, default="majority"),
        batch=word_of(texts, "batch", (YES, "no"), default="no") == YES,
        cannot_win=_candidates(texts, "cannot_win"),
        quota=word_of(texts, "quota", QUOTAS, default="droop"),
        threshold=word_of(texts, "threshold", THRESHOLDS, default="whole"),
        decimals=_number(texts, "decimals", least=0, most=MOST_DECIMALS),
        variant=word_of(texts, "variant", VARIANTS, default="scottish_wigm"),
        strength=strength,
        default_option=default[0] if default else None,
        default_majority=ratio,
        majorities=majorities,
        withdraw=_candidates(texts, "withdraw"),
        ties=_ties(texts, strength=strength),
        cells=word_of(texts, "cells", CELLS, default=CELLS[0]) if "cells" in texts else None,
    )


def _ties(texts: Mapping[str, str], *, strength: Strength) -> TieRules:
    words = [word.strip() for word in texts.get("ties", REFUSE_TIES).split(",")]
    known: dict[str, TieRule] = {rule: rule for rule in TIE_RULES}
    seed = texts.get("lot_seed")
    if words == [REFUSE_TIES]:
        return TieRules(lot_seed=seed, strength=strength)
    for word in words:
        if word not in known:
            listed = " ".join((*TIE_RULES, REFUSE_TIES))
            raise bad("option.unknown", file=COMMAND_LINE, text=word, name="ties", known=listed)
    if "lot" in words and not seed:
        raise bad("option.no_seed", file=COMMAND_LINE)
    rules = tuple(known[word] for word in words)
    return TieRules(rules=rules, lot_seed=seed, strength=strength)


def word_of(
    texts: Mapping[str, str], name: str, values: tuple[Word, ...], *, default: Word
) -> Word:
    """Read an option that is one of a few words; raises ``BadInput``."""
    text = texts.get(name, default)
    for value in values:
        if text == value:
            return value
    known = " ".join(values)
    raise bad("option.unknown", file=COMMAND_LINE, text=text, name=name, known=known)


def _overvote(texts: Mapping[str, str]) -> Overvote | None:
    return word_of(texts, "overvote", OVERVOTES, default="split") if "overvote" in texts else None


def _number(
    texts: Mapping[str, str], name: str, *, least: int, most: int | None = None, other: str = ""
) -> int | None:
    if name not in texts:
        return None
    text = texts[name]
    value = int(text) if WHOLE.fullmatch(text) else -1
    if value < least or (most is not None and value > most):
        known = f"{least} … {'' if most is None else most}{other}".strip()
        raise bad("option.unknown", file=COMMAND_LINE, text=text, name=name, known=known)
    return value


def _limit(texts: Mapping[str, str], name: str, *, least: int) -> int | None:
    if texts.get(name) == UNLIMITED:
        return None
    return _number(texts, name, least=least, other=UNLIMITED)


def _candidates(texts: Mapping[str, str], name: str) -> Group:
    if name not in texts:
        return ()
    numbers: list[CandidateId] = []
    for word in texts[name].replace(",", " ").split():
        if not WHOLE.fullmatch(word):
            raise bad("option.not_a_candidate", file=COMMAND_LINE, text=word, name=name)
        numbers.append(int(word))
    return tuple(sorted(set(numbers)))


def _majorities(
    texts: Mapping[str, str], *, default: Group
) -> tuple[Count, tuple[tuple[CandidateId, Count], ...]]:
    """Read ``3``, ``2=3,5=3:1`` or ``1,2=3``: the ratio of all, and those of some options."""
    name = "default_majority"
    common: list[Count] = []
    own: dict[CandidateId, Count] = {}
    for word in texts.get(name, "1").replace(",", " ").split():
        option, equals, ratio = word.rpartition("=")
        if not equals:
            common.append(_ratio(ratio, name))
            continue
        if not WHOLE.fullmatch(option):
            raise bad("option.not_a_candidate", file=COMMAND_LINE, text=option, name=name)
        if int(option) in own or int(option) in default:
            raise bad("option.majority_twice", file=COMMAND_LINE, text=word)
        own[int(option)] = _ratio(ratio, name)
    if len(common) > 1 or not (common or own):
        raise bad("option.majority_twice", file=COMMAND_LINE, text=texts[name])
    return common[0] if common else 1, tuple(sorted(own.items()))


def _ratio(text: str, name: str) -> Count:
    """Read ``3``, ``3:1``, ``3/2`` or ``1.5``; it is more than 0."""
    found = RATIO.fullmatch(text)
    written = text.replace(":", "/")
    if found is None or (found[2] is not None and not int(found[2])) or not Fraction(written):
        raise bad("option.unknown", file=COMMAND_LINE, text=text, name=name, known="1 2 3:1 3/2")
    return whole(Fraction(written))
