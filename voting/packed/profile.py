"""The packed profile, and the doors into it: arrays, lists, counts, plain profiles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from typing_extensions import override

from voting.ballots import CandidateId, Ranking, strict
from voting.packed.keys import Codes, Keys, Weights, bits_for, codes_at, group, pack_rows, ranks_of
from voting.packed.pairs import packed_pairwise, weak_pairwise
from voting.packed.parcel import KeyParcel, MixedParcel
from voting.pairwise import Matrix
from voting.parcels import GroupParcel, Parcel
from voting.profile import Ballots, Candidate, Profile

#: All weights together stay below this, so that no sum of some of them can overflow.
MOST_WEIGHT = 1 << 63


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PackedProfile(Ballots):
    """Grouped strict rankings; ``weak`` holds the rankings with shared places beside them."""

    candidates: tuple[Candidate, ...]
    keys: Keys
    weak: tuple[tuple[Ranking, int], ...] = ()
    blank: int = 0
    spoiled: int = 0

    @property
    @override
    def ids(self) -> tuple[CandidateId, ...]:
        return tuple(candidate.id for candidate in self.candidates)

    @property
    @override
    def ranked(self) -> int:
        return int(self.keys.weights.sum()) + sum(weight for _, weight in self.weak)

    @property
    @override
    def total(self) -> int:
        return self.ranked + self.blank + self.spoiled

    @override
    def parcel(self) -> Parcel:
        packed = KeyParcel(self.keys, self.ids, ordered=True)
        return MixedParcel(packed, GroupParcel(self.weak)) if self.weak else packed

    @override
    def pairwise(self) -> Matrix:
        sums = packed_pairwise(self.keys, candidates=len(self.candidates))
        if self.weak:
            sums += weak_pairwise(self.weak, candidates=self.ids)
        return tuple(map(tuple, sums.tolist()))

    def unpacked(self) -> Profile:
        """Write every group out as a ranking; a second naming of a candidate is passed over."""
        bits = self.keys.bits
        ranks = range(ranks_of(self.keys.words, bits=bits))
        columns = [codes_at(self.keys.words, rank, bits=bits).tolist() for rank in ranks]
        grouped: dict[Ranking, int] = {(): self.blank}
        for codes, weight in zip(
            zip(*columns, strict=True), self.keys.weights.tolist(), strict=True
        ):
            named = dict.fromkeys(self.candidates[code - 1].id for code in codes if code)
            ranking = strict(named)
            grouped[ranking] = grouped.get(ranking, 0) + weight
        for ranking, weight in self.weak:
            grouped[ranking] = grouped.get(ranking, 0) + weight
        return Profile.of(grouped, candidates=self.candidates, spoiled=self.spoiled)


def packed_from_array(
    ballots: Codes, *, candidates: Iterable[Candidate], weights: Weights | None = None
) -> PackedProfile:
    """Group an array of ballots (ballots × ranks).

    A cell holds a candidate's place on the ballot paper, from 1; 0 or less = none. Blank ranks are
    closed up, the second naming of a candidate is passed over. Raises ``ValueError`` for a number
    past the last candidate, a weight below 0 and weights that add up to 2^63 or more.
    """
    known = tuple(candidates)
    if ballots.ndim != 2 or ballots.dtype.kind not in "iu":  # noqa: PLR2004 - ballots, ranks
        raise ValueError("the array needs two dimensions, ballots and ranks, of whole numbers")
    if ballots.size and int(ballots.max()) > len(known):
        raise ValueError(f"candidate {int(ballots.max())} of {len(known)}")
    if weights is not None:
        _check(weights)
    bits = bits_for(len(known))
    keys, blank = group(pack_rows(ballots, bits=bits), weights, bits=bits)
    kept = keys.weights > 0
    if not kept.all():
        keys = Keys(keys.words[:, kept], keys.weights[kept], bits)
    return PackedProfile(candidates=known, keys=keys, blank=blank)


def packed_from_lists(
    ballots: Sequence[Sequence[int]],
    *,
    candidates: Iterable[Candidate],
    weights: Weights | None = None,
) -> PackedProfile:
    """Group lists of candidates' places on the ballot paper, as ``packed_from_array`` does."""
    known = tuple(candidates)
    # The narrowest cell that holds every candidate; a number that does not fit is refused here.
    cell = np.int8 if len(known) < 1 << 7 else np.int16
    lengths = np.fromiter(map(len, ballots), np.int64, len(ballots))
    try:
        flat = np.fromiter(chain.from_iterable(ballots), cell, int(lengths.sum()))
    except OverflowError as error:
        raise ValueError(f"a candidate past {len(known)}") from error
    longest = int(lengths.max(initial=0))
    rows = np.zeros((len(ballots), longest), cell)
    rows[np.arange(longest) < lengths[:, None]] = flat
    return packed_from_array(rows, candidates=known, weights=weights)


def packed_from_counts(
    counts: Mapping[tuple[int, ...], int], *, candidates: Iterable[Candidate]
) -> Ballots:
    """Group ballots that come as tuple of places → weight; huge weights stay in plain Python."""
    known = tuple(candidates)
    if sum(counts.values()) >= MOST_WEIGHT:
        ids = [each.id for each in known]
        plain = {
            strict(dict.fromkeys(ids[place - 1] for place in row if place > 0)): weight
            for row, weight in counts.items()
        }
        return Profile.of(plain, candidates=known)
    weights = np.fromiter(counts.values(), np.int64, len(counts))
    return packed_from_lists(tuple(counts), candidates=known, weights=weights)


def pack(profile: Profile) -> Ballots:
    """Pack a plain profile; one whose weights are huge stays as it is."""
    if profile.total >= MOST_WEIGHT or len(profile.candidates) >= 1 << 15:
        return profile
    place = {candidate: at for at, candidate in enumerate(profile.ids, start=1)}
    rows: list[list[int]] = []
    weights: list[int] = []
    weak: list[tuple[Ranking, int]] = []
    for ranking, weight in profile.groups:
        named = [place[candidate] for each in ranking for candidate in each]
        if len(named) == len(ranking):
            rows.append(named)
            weights.append(weight)
        else:
            weak.append((ranking, weight))
    packed = packed_from_lists(
        rows, candidates=profile.candidates, weights=np.array(weights, np.int64)
    )
    return PackedProfile(
        candidates=profile.candidates,
        keys=packed.keys,
        weak=tuple(weak),
        blank=profile.blank,
        spoiled=profile.spoiled,
    )


def _check(weights: Weights) -> None:
    if weights.size and int(weights.min()) < 0:
        raise ValueError(f"negative weight {int(weights.min())}")
    if weights.size and int(weights.max()) * weights.size >= MOST_WEIGHT:
        total = sum(weights.tolist())
        if total >= MOST_WEIGHT:
            raise ValueError(f"weights add up to {total}, more than 63 bits hold")
