"""Would another way of counting have chosen otherwise? How sure was it? For the page, never for chat.

None of this decides anything: the poll was counted by the method that was announced. It is told on
the page of a certified count alone; before, a figure that is not the result would be taken for one.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from council.kernel.values import value
from council.polls.ranking import Order, profile_of
from council.polls.rules import PollOption
from voting.ballots import CandidateId
from voting.duels import PairwiseRules
from voting.margins import margin_of
from voting.methods.borda import BordaRules, count_borda
from voting.methods.copeland import count_copeland
from voting.methods.irv import council_irv, count_irv
from voting.methods.minimax import count_minimax
from voting.methods.plurality import PluralityRules, count_plurality
from voting.methods.ranked_pairs import count_ranked_pairs
from voting.methods.schulze import count_schulze
from voting.outcome import Outcome
from voting.profile import Profile


@value
class OtherCount:
    """Whom another way of counting the same ballots puts first: letters, several where they tie."""

    method: str
    first: tuple[str, ...]


@value
class RankingWhatIfs:
    """What a certified ranking might have been.

    ``counts``: other ways of counting the same ballots. ``margin``: the fewest ballots that, saying
    something else, could have changed the winner; ``bound`` tells whether that is ``exact`` or a
    proved ``lower`` bound (empty: there was no single winner with a rival, and ``margin`` is 0).
    """

    counts: tuple[OtherCount, ...]
    margin: int
    bound: Literal["", "exact", "lower", "upper"]


def what_ifs_of(
    orders: Mapping[Order, int], *, options: Sequence[PollOption], lot_seed: str
) -> RankingWhatIfs | None:
    """Count a ranking's ballots in every other way; None where nobody ranked anything.

    Raises ValueError for an order that names an unknown letter or one twice.
    """
    profile = profile_of(orders, options=options)
    if not profile.ranked:
        return None
    letters = {place: each.letter for place, each in enumerate(options, start=1)}
    margin = margin_of(
        count_irv(profile, rules=council_irv(lot_seed=lot_seed)), profile, counted=profile
    )
    return RankingWhatIfs(
        counts=tuple(_first(each, letters) for each in _others(profile)),
        margin=margin.ballots_changed if margin else 0,
        bound=margin.bound if margin else "",
    )


def _others(profile: Profile) -> tuple[Outcome, ...]:
    pairs = PairwiseRules()
    return (
        count_plurality(profile, rules=PluralityRules()),
        count_borda(profile, rules=BordaRules()),
        count_schulze(profile, rules=pairs),
        count_ranked_pairs(profile, rules=pairs),
        count_minimax(profile, rules=pairs),
        count_copeland(profile, rules=pairs),
    )


def _first(outcome: Outcome, letters: Mapping[CandidateId, str]) -> OtherCount:
    group = outcome.ranking[0] if outcome.ranking else ()
    return OtherCount(method=outcome.method, first=tuple(sorted(letters[each] for each in group)))
