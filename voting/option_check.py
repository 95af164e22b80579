"""Options that say nothing or contradict each other, refused before anything is counted.

An option without effect is a misunderstanding: whoever typed it believes that it was followed.
"""

from collections.abc import Iterator, Mapping

from voting.formats.faults import BadInput, Fault
from voting.options import COMMAND_LINE

MOVING = ("plurality", "irv", "stv")
PAIRWISE = ("schulze", "ranked_pairs", "minimax", "copeland")
RANKED = (*MOVING, *PAIRWISE, "borda")

#: Options that some methods do not use, and those that do. All use the rest.
USED_BY: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("overvote", "max_skipped", "max_ranks", "duplicates"), RANKED),
    **dict.fromkeys(("majority", "count_to", "batch"), ("irv",)),
    "cannot_win": ("irv", "stv"),
    **dict.fromkeys(("quota", "threshold", "decimals", "variant"), ("stv",)),
    "strength": ("schulze", "ranked_pairs", "minimax"),
    **dict.fromkeys(("default_option", "default_majority"), PAIRWISE),
}
#: What the rounds of an instant runoff for each seat have no use for.
OF_QUOTAS = ("quota", "threshold", "decimals")
#: Methods with rounds that a tie may look back on.
OF_ROUNDS = ("irv", "stv")
#: Rules after which no tie is left.
DECISIVE = ("order", "lot")
ORDER_MATTERS = "exhaust_if_multiple_continuing"


def check_used(texts: Mapping[str, str], *, method: str) -> None:
    """Refuse options, as they are typed, that a count would silently pass over (``BadInput``)."""
    ties = [word.strip() for word in texts.get("ties", "").split(",")]
    faults = [*_of_another_method(texts, ties, method=method), *_at_odds(texts, ties)]
    if faults:
        raise BadInput(faults)


def _of_another_method(
    texts: Mapping[str, str], ties: list[str], *, method: str
) -> Iterator[Fault]:
    for name in texts:
        # Ties may be broken by Schulze's paths whatever the method.
        by_ties = name == "strength" and "schulze" in ties
        if method not in USED_BY.get(name, (method,)) and not by_ties:
            yield _fault("not_of_method", name=method, option=_typed(name))
    if "previous_rounds" in ties and method not in OF_ROUNDS:
        yield _fault("idle", option="--ties previous_rounds", other=f"--method {method}")


def _at_odds(texts: Mapping[str, str], ties: list[str]) -> Iterator[Fault]:
    if "lot_seed" in texts and "lot" not in ties:
        yield _fault("without", option="--lot-seed", other="--ties lot")
    if "default_majority" in texts and "default_option" not in texts:
        yield _fault("without", option="--default-majority", other="--default-option")
    if texts.get("variant") == "multi_pass":
        for name in OF_QUOTAS:
            if name in texts:
                yield _fault("idle", option=_typed(name), other="--variant multi_pass")
    for at, rule in enumerate(ties):
        before = ties[:at]
        if rule in before:
            yield _fault("tie_twice", text=rule)
        elif any(each in before for each in DECISIVE):
            decided = next(each for each in DECISIVE if each in before)
            yield _fault("tie_decided", text=rule, other=decided)
    if texts.get("batch") == "yes":
        if "previous_rounds" in ties:
            yield _fault("batch", other="--ties previous_rounds")
        if texts.get("overvote") == ORDER_MATTERS:
            yield _fault("batch", other=f"--overvote {ORDER_MATTERS}")


def _typed(name: str) -> str:
    return "--" + name.replace("_", "-")


def _fault(key: str, **params: str) -> Fault:
    return Fault(key=f"option.{key}", file=COMMAND_LINE, params=params)
