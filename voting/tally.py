"""The door of the counting engine: a file's text in, an outcome out (``yishi tally``).

Nothing here imports numpy or a workbook reader: a small file is counted in the time it takes
Python to start.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from voting.beatpaths import STRENGTHS, Strength
from voting.formats.elx import read_elx
from voting.formats.faults import bad
from voting.formats.preflib import KINDS, read_preflib
from voting.formats.ranked import RankedFile
from voting.methods.irv import COUNT_TO, MAJORITIES, CountTo, IrvRules, Majority, count_irv
from voting.methods.plurality import PluralityRules, count_plurality
from voting.methods.schulze import SchulzeRules, count_schulze
from voting.outcome import Outcome
from voting.outcome_json import Json, outcome_json
from voting.profile import Profile
from voting.standing import OVERVOTES, Overvote
from voting.ties import REFUSE, TIE_RULES, TieRule, TieRules

__all__ = ["METHODS", "OPTIONS", "TallyOptions", "count", "options_from", "read", "to_json"]

METHODS = ("plurality", "irv", "schulze")
OPTIONS = ("seats", "overvote", "majority", "count_to", "ties", "lot_seed", "strength")
REFUSE_TIES = "refuse"

ELX = "elx"
COMMAND_LINE = "yishi tally"

Word = TypeVar("Word", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyOptions:
    """The options of interfaces.md §4 that these methods know; each method uses its own.

    ``overvote`` is ``exhaust`` here, as in public elections, where two marks in one rank are a slip.
    Our own council votes offer "equally good" as an answer and are counted with ``split``: their
    exports name it.
    """

    seats: int = 1
    overvote: Overvote = "exhaust"
    majority: Majority = "continuing"
    count_to: CountTo = "majority"
    strength: Strength = "margins"
    ties: TieRules = REFUSE


def options_from(texts: Mapping[str, str]) -> TallyOptions:
    """Read options as they are typed, by their names in ``OPTIONS``; raises ``BadInput``.

    ``ties`` is a comma list, or ``refuse``; the rule ``lot`` needs ``lot_seed``.
    """
    for name in texts:
        if name not in OPTIONS:
            known = " ".join(OPTIONS)
            raise bad("option.name_unknown", file=COMMAND_LINE, text=name, known=known)
    seats = texts.get("seats", "1")
    if not (seats.isascii() and seats.isdecimal()):
        raise bad("option.unknown", file=COMMAND_LINE, text=seats, name="seats", known="1")
    overvote = _word(texts, "overvote", OVERVOTES, default="exhaust")
    strength = _word(texts, "strength", STRENGTHS, default="margins")
    return TallyOptions(
        seats=int(seats),
        overvote=overvote,
        majority=_word(texts, "majority", MAJORITIES, default="continuing"),
        count_to=_word(texts, "count_to", COUNT_TO, default="majority"),
        strength=strength,
        ties=_ties(texts, strength=strength),
    )


def read(text: str, *, file: str) -> RankedFile:
    """Read ranked ballots by the file's extension; raises ``BadInput``."""
    extension = file.rpartition(".")[2].casefold()
    if extension == ELX:
        return read_elx(text, file=file)
    for kind in KINDS:
        if extension == kind:
            return read_preflib(text, file=file, kind=kind)
    known = " ".join(f".{each}" for each in (*KINDS, ELX))
    raise bad("file.extension", file=file, text=f".{extension}", known=known)


def count(text: str, *, file: str, method: str, options: TallyOptions | None = None) -> Outcome:
    """Count the ballots that a file's text holds; raises ``BadInput``."""
    if method not in METHODS:
        raise bad("method.unknown", file=COMMAND_LINE, text=method, known=" ".join(METHODS))
    return count_profile(
        read(text, file=file).profile, method=method, options=options or TallyOptions()
    )


def count_profile(profile: Profile, *, method: str, options: TallyOptions) -> Outcome:
    """Count a profile by one of ``METHODS``; raises ``BadInput``."""
    if options.seats != 1:
        raise bad("option.single_winner", file=COMMAND_LINE, name=method, seats=options.seats)
    if method == "plurality":
        rules = PluralityRules(overvote=options.overvote, ties=options.ties)
        return count_plurality(profile, rules=rules)
    if method == "irv":
        return count_irv(
            profile,
            rules=IrvRules(
                overvote=options.overvote,
                majority=options.majority,
                count_to=options.count_to,
                ties=options.ties,
            ),
        )
    return count_schulze(profile, rules=SchulzeRules(strength=options.strength, ties=options.ties))


def to_json(outcome: Outcome) -> dict[str, Json]:
    """Write an outcome as the JSON object of interfaces.md §4."""
    return outcome_json(outcome)


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


def _word(texts: Mapping[str, str], name: str, values: tuple[Word, ...], *, default: Word) -> Word:
    text = texts.get(name, default)
    for value in values:
        if text == value:
            return value
    known = " ".join(values)
    raise bad("option.unknown", file=COMMAND_LINE, text=text, name=name, known=known)
