"""The door for participatory budgets: a ``.pb`` file's text in, what is bought out (``yishi tally``)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from voting.budget import BudgetVote
from voting.budget_outcome import BudgetOutcome
from voting.formats.faults import bad
from voting.formats.pabulib import read_pabulib
from voting.methods.equal_shares import COMPLETIONS, EqualSharesRules, count_equal_shares
from voting.methods.greedy import UTILITIES, VARIANTS, GreedyRules, Variant, count_greedy
from voting.options import COMMAND_LINE, word_of

METHODS = ("equal_shares", "greedy")
#: The options of ``yishi tally`` that each method knows.
OPTIONS = {
    "equal_shares": ("pb_utility", "completion", "stop_when_exhaustive"),
    "greedy": ("pb_utility", "variant"),
}
#: How Pabulib calls the rule of a city that ends its buying at what does not fit.
NO_SKIP = "greedy-no-skip"
EXTENSION = "pb"
YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetOptions:
    """A method and what was agreed for it; ``variant`` of greedy None = as the file says."""

    method: str
    rules: EqualSharesRules
    variant: Variant | None = None


def options_from(texts: Mapping[str, str], *, method: str) -> BudgetOptions:
    """Read options as they are typed, by their names in ``OPTIONS``; raises ``BadInput``."""
    for name in texts:
        if name not in OPTIONS[method]:
            known = " ".join(OPTIONS[method])
            raise bad("option.name_unknown", file=COMMAND_LINE, text=name, known=known)
    exhaustive = word_of(texts, "stop_when_exhaustive", YES_NO, default="no")
    if exhaustive == "yes" and not texts.get("completion", "none").startswith("add1"):
        raise bad(
            "option.without",
            file=COMMAND_LINE,
            option="--stop-when-exhaustive",
            other="--completion add1",
        )
    rules = EqualSharesRules(
        utility=word_of(texts, "pb_utility", UTILITIES, default="cost"),
        completion=word_of(texts, "completion", COMPLETIONS, default="none"),
        stop_when_exhaustive=exhaustive == "yes",
    )
    variant = word_of(texts, "variant", VARIANTS, default="skip") if "variant" in texts else None
    return BudgetOptions(method=method, rules=rules, variant=variant)


def count(text: str, *, file: str, options: BudgetOptions) -> BudgetOutcome:
    """Count the vote that a file's text holds; raises ``BadInput``."""
    extension = file.rpartition(".")[2].casefold()
    if extension != EXTENSION:
        raise bad(
            "file.extension",
            file=file,
            text=f".{extension}",
            known=f".{EXTENSION} ({options.method})",
        )
    read = read_pabulib(text, file=file)
    if options.variant is None and read.meta.get("rule", "").casefold() == NO_SKIP:
        options = replace(options, variant="no_skip")
    outcome = count_vote(read.vote, options=options)
    return replace(outcome, official=read.official, otherwise=read.otherwise)


def count_vote(vote: BudgetVote, *, options: BudgetOptions) -> BudgetOutcome:
    """Count a vote by the method of the options."""
    if options.method == "greedy":
        rules = GreedyRules(utility=options.rules.utility, variant=options.variant or "skip")
        return count_greedy(vote, rules=rules)
    return count_equal_shares(vote, rules=options.rules)
