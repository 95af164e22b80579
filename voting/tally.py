"""The door of the counting engine: a file's text in, an outcome out (``yishi tally``).

Nothing here imports numpy or a workbook reader: a small file is counted in the time it takes
Python to start. A large one is packed (voting.packed) before it is counted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from voting.ballots import Group
from voting.duels import PairwiseRules
from voting.formats.blt import read_blt
from voting.formats.containers import refuse_strange
from voting.formats.cvr import read_cvr, read_cvr_file
from voting.formats.elx import read_elx
from voting.formats.faults import BadInput, bad
from voting.formats.preflib import KINDS, read_cat, read_preflib
from voting.formats.ranked import RankedFile
from voting.formats.recognised import Cells, Recognised
from voting.formats.text import decode
from voting.grades import approvals_of, grades_of
from voting.margins import Margin, grades_margin, margin_of
from voting.methods.approval import count_approval
from voting.methods.borda import BordaRules, count_borda
from voting.methods.copeland import count_copeland
from voting.methods.irv import IrvRules, count_irv
from voting.methods.minimax import count_minimax
from voting.methods.plurality import PluralityRules, count_plurality
from voting.methods.ranked_pairs import count_ranked_pairs
from voting.methods.schulze import count_schulze
from voting.methods.score import GradeRules, count_score
from voting.methods.stv import StvRules, count_stv
from voting.option_check import check_used
from voting.options import COMMAND_LINE, OPTIONS, TallyOptions, options_from
from voting.outcome import Outcome
from voting.outcome_json import Json, outcome_json
from voting.profile import Ballots, Profile
from voting.raw_ballots import Paper, PaperRules
from voting.standing import Overvote

__all__ = [
    "METHODS",
    "OPTIONS",
    "Tallied",
    "TallyOptions",
    "check_used",
    "count",
    "options_from",
    "read",
    "tally",
    "to_json",
]

Reader: TypeAlias = Callable[..., RankedFile]
Counter: TypeAlias = Callable[[Ballots, TallyOptions], Outcome]

READERS: Mapping[str, Reader] = {
    **dict.fromkeys(KINDS, read_preflib),
    "cat": read_cat,
    "blt": read_blt,
    "elx": read_elx,
    "csv": read_cvr,
}
#: Tables, which are read from their bytes.
TABLES = ("csv", "xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallied:
    """An outcome, with the ballots kept to tell its margin when somebody asks.

    ``recognised``: what a table of ballots was taken for.
    """

    outcome: Outcome
    weigh: Callable[[Outcome], Margin | None]
    recognised: Recognised | None = None

    @property
    def margin(self) -> Margin | None:
        """The fewest ballots whose change could have changed the winner (voting.margins)."""
        return self.weigh(self.outcome)


#: From this many different rankings on, or this many pairs of names on them, packing them costs less
#: than it saves.
MANY = 4_000
MANY_PAIRS = 4_000_000


def _plurality(profile: Ballots, options: TallyOptions) -> Outcome:
    rules = PluralityRules(overvote=_moving(options), ties=options.ties)
    return count_plurality(profile, rules=rules)


def _irv(profile: Ballots, options: TallyOptions) -> Outcome:
    return count_irv(
        profile,
        rules=IrvRules(
            overvote=_moving(options),
            majority=options.majority,
            count_to=options.count_to,
            batch=options.batch,
            cannot_win=options.cannot_win,
            ties=options.ties,
        ),
    )


def _stv(profile: Ballots, options: TallyOptions) -> Outcome:
    return count_stv(
        profile,
        rules=StvRules(
            seats=options.seats or 1,
            variant=options.variant,
            quota=options.quota,
            threshold=options.threshold,
            decimals=options.decimals,
            overvote=_moving(options),
            cannot_win=options.cannot_win,
            ties=options.ties,
        ),
    )


def _pairwise(options: TallyOptions) -> PairwiseRules:
    return PairwiseRules(
        strength=options.strength,
        default_option=options.default_option,
        default_majority=options.default_majority,
        majorities=options.majorities,
        ties=options.ties,
    )


#: Methods that hand ballots on from one candidate to another.
MOVING: Mapping[str, Counter] = {"plurality": _plurality, "irv": _irv, "stv": _stv}

#: Methods that compare candidates on each ballot.
COMPARING: Mapping[str, Counter] = {
    "schulze": lambda profile, options: count_schulze(profile, rules=_pairwise(options)),
    "ranked_pairs": lambda profile, options: count_ranked_pairs(profile, rules=_pairwise(options)),
    "minimax": lambda profile, options: count_minimax(profile, rules=_pairwise(options)),
    "copeland": lambda profile, options: count_copeland(profile, rules=_pairwise(options)),
    "borda": lambda profile, options: count_borda(profile, rules=BordaRules(ties=options.ties)),
}

#: Methods that give points to each candidate by itself.
GRADING = ("approval", "score")

METHODS = (*MOVING, *COMPARING, *GRADING)


def read(text: str, *, file: str, cells: Cells | None = None) -> RankedFile:
    """Read ballots by the file's extension; raises ``BadInput``."""
    extension = _extension(file)
    reader = READERS.get(extension)
    if reader is None:
        known = " ".join(f".{each}" for each in dict.fromkeys((*READERS, *TABLES)))
        raise bad("file.extension", file=file, text=f".{extension}", known=known)
    if extension in TABLES:
        return reader(text, file=file, cells=cells)
    return (
        reader(text, file=file, kind=extension) if extension in KINDS else reader(text, file=file)
    )


def read_data(data: bytes, *, file: str, cells: Cells | None = None) -> RankedFile:
    """Read ballots from a file's bytes; raises ``BadInput``."""
    if _extension(file) in TABLES:
        return read_cvr_file(data, file=file, cells=cells)
    refuse_strange(data, file=file)
    return read(decode(data, file=file), file=file)


def _extension(file: str) -> str:
    return file.rpartition(".")[2].casefold()


def count(text: str, *, file: str, method: str, options: TallyOptions | None = None) -> Outcome:
    """Count the ballots that a file's text holds; raises ``BadInput``."""
    return tally(text, file=file, method=method, options=options).outcome


def tally(text: str, *, file: str, method: str, options: TallyOptions | None = None) -> Tallied:
    """Count as ``count`` does, and keep the ballots for the margin; raises ``BadInput``."""
    chosen = options or TallyOptions()
    _check_method(method, file=file)
    ballots = read(text, file=file, cells=chosen.cells)
    return tally_file(ballots, method=method, options=chosen)


def tally_data(data: bytes, *, file: str, method: str, options: TallyOptions) -> Tallied:
    """Count as ``tally`` does, from a file's bytes; raises ``BadInput``."""
    _check_method(method, file=file)
    ballots = read_data(data, file=file, cells=options.cells)
    return tally_file(ballots, method=method, options=options)


def _check_method(method: str, *, file: str) -> None:
    if method not in METHODS:
        raise bad("method.unknown", file=COMMAND_LINE, text=method, known=" ".join(METHODS))
    if file.casefold().endswith(".pb"):
        raise bad("file.budget", file=file, name=method)


def count_file(ballots: RankedFile, *, method: str, options: TallyOptions) -> Outcome:
    """Count the ballots of a file by one of ``METHODS``; raises ``BadInput``.

    What the options leave open the file may say: its seats (for STV) and who was withdrawn.
    """
    return tally_file(ballots, method=method, options=options).outcome


def tally_file(ballots: RankedFile, *, method: str, options: TallyOptions) -> Tallied:
    """Count as ``count_file`` does, and keep the ballots for the margin; raises ``BadInput``."""
    if method != "stv" and options.seats not in {None, 1}:
        seats = options.seats or 1
        raise bad("option.single_winner", file=COMMAND_LINE, name=method, seats=seats)
    if method == "stv" and options.overvote == "split":
        raise bad("option.no_split", file=COMMAND_LINE, name=method)
    _check_cells(ballots.recognised, method=method, options=options)
    withdrawn = tuple(sorted({*options.withdraw, *ballots.withdrawn}))
    _check(ballots, options=options, withdrawn=withdrawn)
    if method == "stv":
        options = replace(options, seats=options.seats or ballots.seats or 1)
    if method in GRADING:
        tallied = _graded(ballots, method=method, options=options, withdrawn=withdrawn)
        used = {}
    else:
        rules = PaperRules(
            overvote=_overvote(method, options),
            max_skipped=options.max_skipped,
            max_ranks=options.max_ranks,
            duplicates=options.duplicates,
        )
        profile = ballots.read(rules, withdrawn=withdrawn)
        tallied = _ranked(profile, method=method, options=options)
        used = {"overvote": rules.overvote, **rules.options()}
    if withdrawn:
        used["withdraw"] = withdrawn
    outcome = tallied.outcome
    return replace(
        tallied,
        outcome=replace(outcome, options={**outcome.options, **used}),
        recognised=ballots.recognised,
    )


def _check_cells(found: Recognised | None, *, method: str, options: TallyOptions) -> None:
    """Refuse cells that do not say what a method needs, and an option that says nothing."""
    if options.cells is not None and (found is None or found.kind == "ranks"):
        raise bad("option.cells", file=COMMAND_LINE)
    if found is None or method not in GRADING:
        return
    if found.kind == "ranks_in_cells":
        raise bad("cvr.not_points", file=COMMAND_LINE, name=method)
    if method == "approval" and found.not_approval is not None:
        raise BadInput([found.not_approval])


def _ranked(profile: Ballots, *, method: str, options: TallyOptions) -> Tallied:
    ballots = profile
    plain = profile if isinstance(profile, Profile) else None
    pairs = 0 if plain is None else sum(len(ranking) ** 2 for ranking, _ in plain.groups)
    if plain is not None and (len(plain.groups) >= MANY or pairs >= MANY_PAIRS):
        from voting.packed import pack  # noqa: PLC0415 - numpy, for large files only

        ballots = pack(plain)
    counter = MOVING.get(method) or COMPARING[method]
    outcome = counter(ballots, options)
    return Tallied(
        outcome=outcome, weigh=lambda counted: margin_of(counted, plain, counted=ballots)
    )


def to_json(
    outcome: Outcome, *, margin: Margin | None = None, recognised: Recognised | None = None
) -> dict[str, Json]:
    """Write an outcome as an object (docs/interfaces.md#tally-as-json), with its margin if there is one.

    ``table`` tells what a table of ballots was taken for.
    """
    written = outcome_json(outcome)
    if recognised is not None:
        written["table"] = {
            "kind": recognised.kind,
            "layout": recognised.layout,
            "columns": recognised.columns,
            "count": recognised.count,
            "not_read": list(recognised.unread),
            "write_in": recognised.write_in,
            "elsewhere": recognised.elsewhere,
            "hidden_sheet": recognised.hidden_sheet,
            "hidden": list(recognised.hidden),
            "other_sheets": list(recognised.other_sheets),
        }
    if margin is not None:
        written["margin"] = {"ballots_changed": margin.ballots_changed, "bound": margin.bound}
    return written


def _graded(
    ballots: RankedFile, *, method: str, options: TallyOptions, withdrawn: Group
) -> Tallied:
    if method == "score" and not ballots.grades:
        raise bad("ranked.not_graded", file=COMMAND_LINE, name=method)
    left = [each for each in ballots.candidates if each.id not in withdrawn]
    rules = GradeRules(ties=options.ties)
    counting = count_score if method == "score" else count_approval
    scale = ballots.grades if method == "score" else (1,)
    if ballots.points is not None:
        packed = ballots.points.grades(ballots.candidates, withdrawn=withdrawn)
        return Tallied(
            outcome=counting(packed, rules=rules),
            weigh=lambda counted: grades_margin(counted, packed, scale=scale),
        )
    papers: dict[Paper, int] = {}
    for paper, weight in ballots.every_paper.items():
        kept = tuple(place and tuple(c for c in place if c not in withdrawn) for place in paper)
        papers[kept] = papers.get(kept, 0) + weight
    if method == "score":
        grades = grades_of(papers, candidates=left, grades=ballots.grades)
    else:
        category = 0 if ballots.approved is None and ballots.grades else ballots.approved
        grades = approvals_of(papers, candidates=left, category=category)
    outcome = counting(grades, rules=rules)
    return Tallied(
        outcome=outcome, weigh=lambda counted: grades_margin(counted, grades, scale=scale)
    )


def _moving(options: TallyOptions) -> Overvote:
    return options.overvote or "exhaust"


def _overvote(method: str, options: TallyOptions) -> Overvote:
    return _moving(options) if method in MOVING else options.overvote or "split"


def _check(ballots: RankedFile, *, options: TallyOptions, withdrawn: Group) -> None:
    """Refuse options that name somebody whom the file does not know, or a default that left."""
    ids = [each.id for each in ballots.candidates]
    default = () if options.default_option is None else (options.default_option,)
    named = {
        "cannot_win": options.cannot_win,
        "withdraw": options.withdraw,
        "default_option": default,
        "default_majority": tuple(each for each, _ in options.majorities),
    }
    for name, group in named.items():
        for candidate in group:
            if candidate not in ids:
                key, known = "option.candidate_unknown", f"{min(ids)} … {max(ids)}"
                text = str(candidate)
                raise bad(key, file=COMMAND_LINE, name=name, text=text, known=known)
    standing = len({*ids} - {*withdrawn})
    if not standing:
        raise bad("option.all_withdrawn", file=COMMAND_LINE)
    if {*ids} <= {*withdrawn, *options.cannot_win}:
        raise bad("option.nobody_can_win", file=COMMAND_LINE)
    if options.seats is not None and options.seats > max(standing, 1):
        raise bad("option.too_many_seats", file=COMMAND_LINE, seats=options.seats, found=standing)
    for candidate in default:
        if candidate in withdrawn:
            key, text = "option.withdrawn", str(candidate)
            raise bad(key, file=COMMAND_LINE, name="default_option", text=text)
    for name in ("cannot_win", "default_majority"):
        for candidate in named[name]:
            if candidate in withdrawn:
                key, text = "option.withdrawn", str(candidate)
                raise bad(key, file=COMMAND_LINE, name=name, text=text)
