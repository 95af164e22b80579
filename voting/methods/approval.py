"""Approval: the candidate whom most ballots approve wins.

Definition: a ballot approves any number of candidates; each approval is one vote. On a ballot of
categories (PrefLib ``.cat``) the first category is approval, on a ranked ballot every name is.
Source: S. J. Brams and P. C. Fishburn, "Approval voting", American Political Science Review 72
(1978).
Ties: equal numbers share a place; the first place is narrowed by the agreed rules (voting.ties),
which read the same ballots as rankings.
"""

from voting.grades import Graded
from voting.methods.score import GradeRules, counted
from voting.outcome import Outcome


def count_approval(grades: Graded, *, rules: GradeRules) -> Outcome:
    """Count approvals: ``grades`` gives 1 to the approved and 0 to the others."""
    return counted("approval", grades, rules=rules)
