"""Two hundred neighbours and twelve projects, voted on by taps and typed numbers."""

from council.polls.ballots.commands import BallotSheet, CastBallot, OpenSheet, TypeRanking
from council.polls.budgets.rules import Project
from tests.council.conftest import Town
from tests.council.polls.budgets.budgeting import certify, count, open_budget
from tests.council.polls.polling import council, receipt

#: Costs in yuan: what a small neighbourhood asks for, against a pot of 100,000.
COSTS = (32_000, 8_500, 15_000, 6_000, 24_000, 4_200, 11_000, 18_800, 2_600, 40_000, 9_300, 7_700)
POT = 100_000
#: How many typed what. The first three lines are one end of the street, who agree on dear things.
SAID = (
    (46, "1 10 5"),
    (38, "1 10"),
    (22, "1 5 8"),
    (18, "2 4 6 9"),
    (16, "4 6 7"),
    (14, "3 11 12"),
    (12, "2 3 9 12"),
    (10, "7 11"),
    (9, "6 9 11 12"),
    (8, "8 3"),
    (4, "9"),
    (3, "2 5 7 11 12"),
)


def hundreds(town: Town) -> int:
    """Open it, let all two hundred vote in chat, close, count, certify; its number."""
    assert sum(many for many, _ in SAID) == 200
    council(town)
    people = [town.person(f"住户{place}") for place in range(200)]
    projects = tuple(
        Project(title=f"项目{place}", cost_fen=cost * 100)
        for place, cost in enumerate(COSTS, start=1)
    )
    number = open_budget(town, projects=projects, pot_fen=POT * 100)
    said = [text for many, text in SAID for _ in range(many)]
    for name, text in zip(people, said, strict=True):
        assert isinstance(town.act(name, OpenSheet, poll=number), BallotSheet)
        sheet = town.act(name, TypeRanking, text=text)
        receipt(town.act(name, CastBallot, poll=number, revision=sheet.revision))
    count(town)
    certify(town, number)
    return number
