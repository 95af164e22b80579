"""Papers by the million: one row of codes each, and the rules that make rankings of them.

The same reading as ``voting.raw_ballots``, for papers on which every rank names one candidate, nobody,
or was overvoted without marks, and nobody is named twice. Papers of any other kind are few, and stay
beside these as they are.
"""

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from voting.ballots import CandidateId
from voting.packed.keys import BLOCK, Codes, Weights, bits_for, group, pack_rows
from voting.packed.profile import MOST_WEIGHT, PackedProfile, packed_from_array
from voting.profile import Ballots, Candidate
from voting.raw_ballots import Paper, PaperRules, profile_of, without

OVERVOTED = -1
#: Fewer different rankings than this are better counted one by one: their margin can be exact.
FEW = 25_000


@dataclass(frozen=True, slots=True, eq=False)
class PackedPapers:
    """Papers (``rows``: papers × ranks) with their weights.

    A cell holds a candidate's place on the ballot paper, from 1; 0 where the rank is blank or the
    paper has ended, −1 where it was overvoted.
    """

    rows: Codes
    weights: Weights

    @property
    def total(self) -> int:
        """How many papers there are."""
        return sum(self.weights.tolist())

    def distinct(self, *, candidates: int) -> int:
        """How many different papers there are."""
        shifted = np.where(self.rows == OVERVOTED, candidates + 1, self.rows)
        bits = bits_for(candidates + 1)
        keys, _ = group(pack_rows(shifted, bits=bits), None, bits=bits, closed=False)
        return keys.weights.size + bool((~self.rows.any(axis=1)).any())

    def papers(self, ids: Sequence[CandidateId]) -> dict[Paper, int]:
        """Write every paper out as a tuple of places."""
        places = {OVERVOTED: None, 0: (), **{n: (each,) for n, each in enumerate(ids, start=1)}}
        written: dict[Paper, int] = {}
        for row, weight in zip(self.rows.tolist(), self.weights.tolist(), strict=True):
            while row and not row[-1]:
                row.pop()
            paper = tuple(places[code] for code in row)
            written[paper] = written.get(paper, 0) + weight
        return written

    def profile(
        self,
        beside: Mapping[Paper, int],
        *,
        candidates: Iterable[Candidate],
        rules: PaperRules,
        withdrawn: Collection[CandidateId] = (),
    ) -> Ballots:
        """Read the papers, and those ``beside`` them, into rankings of who has not withdrawn."""
        known = tuple(candidates)
        left = [each for each in known if each.id not in withdrawn]
        others = profile_of(without(beside, withdrawn), candidates=left, rules=rules)
        total = self.total
        if total + others.total >= MOST_WEIGHT:
            every = self.papers([each.id for each in known])
            for paper, weight in beside.items():
                every[paper] = every.get(paper, 0) + weight
            return profile_of(without(every, withdrawn), candidates=left, rules=rules)
        standing = self.rows
        if len(left) < len(known):
            code = {each.id: place for place, each in enumerate(left, start=1)}
            places = [code.get(each.id, 0) for each in known]
            standing = _struck(self.rows, np.array([0, *places, OVERVOTED], self.rows.dtype))
        rows = _read(standing, rules)
        spoiled = standing.any(axis=1) & ~rows.any(axis=1)
        read = packed_from_array(rows[~spoiled], candidates=left, weights=self.weights[~spoiled])
        packed = PackedProfile(
            candidates=read.candidates,
            keys=read.keys,
            weak=others.groups,
            blank=read.blank + others.blank,
            spoiled=int(self.weights[spoiled].sum()) + others.spoiled,
        )
        return packed.unpacked() if packed.distinct < FEW else packed


def _struck(rows: Codes, places: Codes) -> Codes:
    """Strike the ranks of candidates whose new place is 0, and renumber the others."""
    struck = np.empty_like(rows)
    for start in range(0, len(rows), BLOCK):
        block = rows[start : start + BLOCK]
        moved = places[block]
        gone = (block > 0) & (moved == 0)
        order = np.argsort(gone, axis=1, kind="stable")
        struck[start : start + BLOCK] = np.take_along_axis(moved, order, axis=1)
    return struck


def papers_by_rank(
    codes: "array[int]", weights: "array[int]", *, places: Sequence[int]
) -> PackedPapers | None:
    """Turn a table of options × ranks into papers, where it holds ranks and nothing else.

    ``codes`` are the cells line by line, a rank plus 1 or 0 for nothing; ``places`` tell which
    candidate a column is. ``None`` where some line's numbers are not 1, 2, 3 … without gap or
    repetition, or nobody ranks a second.
    """
    width = len(places)
    ranks = np.frombuffer(codes, np.int16).reshape(-1, width) - 1
    if (ranks == 0).any() or int(ranks.max(initial=0)) > width:
        return None
    named = (ranks > 0).sum(axis=1)
    ordered = np.sort(ranks, axis=1)
    repeated = (ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] > 0)
    if repeated.any() or (ranks.max(axis=1, initial=0) > named).any() or named.max(initial=0) < 2:  # noqa: PLR2004
        return None
    rows = np.zeros_like(ranks)
    for column, place in enumerate(places):
        ballots = np.flatnonzero(ranks[:, column] > 0)
        rows[ballots, ranks[ballots, column] - 1] = place
    return PackedPapers(rows, np.frombuffer(weights, np.int64))


def _read(rows: Codes, rules: PaperRules) -> Codes:
    """Apply the rules of a count to every paper at once."""
    ranks = rows.shape[1] if rules.max_ranks is None else min(rules.max_ranks, rows.shape[1])
    read = rows[:, :ranks].copy()
    if rules.max_skipped is None and not (read == OVERVOTED).any():
        return read
    going = np.ones(len(rows), np.bool_)
    skipped = np.zeros(len(rows), np.int16)
    for rank in range(ranks):
        codes = read[:, rank]
        blank = codes == 0
        skipped = np.where(blank, skipped + 1, 0).astype(np.int16)
        if rules.max_skipped is not None:
            going &= skipped <= rules.max_skipped
        if rules.overvote != "skip":
            going &= codes != OVERVOTED
        codes[~going | (codes == OVERVOTED)] = 0
    return read
