"""Score: the candidate with the most points wins.

Definition: a ballot gives every candidate points from an agreed scale, and none (0) to whom it does
not name; points are added up, so nobody gains by an average over few ballots.
Source: W. D. Smith, "Range voting" (2000); utilitarian voting in C. Hillinger, "The case for
utilitarian voting", Homo Oeconomicus 22 (2005).
Ties: equal sums share a place; the first place is narrowed by the agreed rules (voting.ties), which
read the same ballots as rankings, more points above fewer.
"""

from dataclasses import dataclass

from voting.grades import Graded
from voting.outcome import Outcome, Round, Tie
from voting.ties import REFUSE, TieRules, best_of, levels


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRules:
    """What was agreed before the vote."""

    ties: TieRules = REFUSE


def count_score(grades: Graded, *, rules: GradeRules) -> Outcome:
    """Count points; the one round holds points, not ballots."""
    return counted("score", grades, rules=rules)


def counted(method: str, grades: Graded, *, rules: GradeRules) -> Outcome:
    """Add up points and name the highest."""
    sums, ballots = grades.sums(), grades.ballots
    ranking = levels(tuple(sums), sums)
    ties: tuple[Tie, ...] = ()
    winners = ranking[0] if ranking and ballots.valid else ()
    if len(winners) > 1:
        # Only a tie is looked up in rankings: millions of them take their time to write out.
        winners, ties = best_of(ranking, n=1, profile=grades.ranked, agreed=rules.ties)
    return Outcome(
        method=method,
        options=rules.ties.options(),
        candidates=grades.candidates,
        ballots=ballots,
        winners=winners,
        rounds=(
            Round(n=1, tallies=sums, exhausted=ballots.total - ballots.valid, elected=winners),
        ),
        ranking=ranking,
        ties=ties,
    )
