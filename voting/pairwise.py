"""The pairwise matrix: for every two options, how many ballots prefer the one to the other."""

from voting.outcome import Matrix
from voting.profile import Profile


def pairwise(profile: Profile) -> Matrix:
    """Count preferences: cell [i][j] = ballots that put candidate i strictly above candidate j.

    An unranked candidate is below every ranked one and tied with the other unranked. Two in one
    tie group prefer neither. Rows and columns follow ``profile.candidates``.
    """
    place = {candidate: index for index, candidate in enumerate(profile.ids)}
    matrix = [[0] * len(place) for _ in place]
    for ranking, weight in profile.groups:
        below = set(place.values())
        for group in ranking:
            members = [place[candidate] for candidate in group]
            below.difference_update(members)
            for member in members:
                row = matrix[member]
                for other in below:
                    row[other] += weight
    return tuple(tuple(row) for row in matrix)
