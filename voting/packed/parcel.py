"""Moving packed ballots: only those of whoever leaves are looked at, each until it finds somebody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from typing_extensions import override

from voting.ballots import Group
from voting.packed.keys import Keys, advanced, codes_at
from voting.parcels import Continuing, GroupParcel, Parcel
from voting.standing import Overvote


@dataclass(frozen=True, slots=True, eq=False)
class KeyParcel(Parcel):
    """A parcel of strict rankings; ``ids`` name the candidates of codes 1, 2, …

    ``ordered``: the groups stand in ascending order, so that each first choice is one slice.
    """

    keys: Keys
    ids: Group
    ordered: bool = False

    @property
    @override
    def weight(self) -> int:
        return int(self.keys.weights.sum())

    @override
    def joined(self, others: Iterable["KeyParcel"]) -> "KeyParcel":
        parts = (self.keys, *(each.keys for each in others))
        if len(parts) == 1:
            return self
        words = np.concatenate([part.words for part in parts], axis=1)
        weights = np.concatenate([part.weights for part in parts])
        return KeyParcel(Keys(words, weights, self.keys.bits), self.ids)

    @override
    def hand_out(
        self, *, continuing: Continuing, overvote: Overvote
    ) -> Mapping[Group, "KeyParcel"]:
        # Nobody shares a place here, so ``overvote`` has nothing to say.
        bits = self.keys.bits
        gone = np.zeros(1 << bits, np.bool_)
        gone[1 : len(self.ids) + 1] = [each not in continuing for each in self.ids]
        words, weights = self.keys.words, self.keys.weights
        top = codes_at(words, 0, bits=bits)
        moving = np.flatnonzero(gone.take(top))
        if moving.size == weights.size and moving.size:
            words = advanced(words, bits=bits)
            top = codes_at(words, 0, bits=bits)
            moving = np.flatnonzero(gone.take(top))
        elif moving.size:
            words = words.copy()
        ordered = self.ordered and not moving.size and words is self.keys.words
        while moving.size:
            ahead = advanced(words[:, moving], bits=bits)
            words[:, moving] = ahead
            top[moving] = codes_at(ahead, 0, bits=bits)
            moving = moving[gone.take(top[moving])]
        if not ordered:
            order = np.argsort(top, kind="stable")
            words, weights, top = np.take(words, order, axis=1), weights[order], top[order]
        codes = np.arange(len(self.ids) + 2, dtype=top.dtype)
        starts = np.searchsorted(top, codes).tolist()
        return {
            (self.ids[code - 1],) if code else (): KeyParcel(
                Keys(words[:, start:end], weights[start:end], bits), self.ids
            )
            for code, (start, end) in enumerate(pairwise(starts))
            if start < end
        }


@dataclass(frozen=True, slots=True, eq=False)
class MixedParcel(Parcel):
    """Packed rankings and, beside them, those with shared places."""

    keys: KeyParcel
    groups: GroupParcel

    @property
    @override
    def weight(self) -> int:
        return self.keys.weight + self.groups.weight

    @override
    def joined(self, others: Iterable["MixedParcel"]) -> "MixedParcel":
        more = tuple(others)
        return MixedParcel(
            self.keys.joined(each.keys for each in more),
            self.groups.joined(each.groups for each in more),
        )

    @override
    def hand_out(
        self, *, continuing: Continuing, overvote: Overvote
    ) -> Mapping[Group, "MixedParcel"]:
        strict = self.keys.hand_out(continuing=continuing, overvote=overvote)
        weak = self.groups.hand_out(continuing=continuing, overvote=overvote)
        none = self.keys.keys
        no_keys = KeyParcel(Keys(none.words[:, :0], none.weights[:0], none.bits), self.keys.ids)
        no_groups = GroupParcel(())
        return {
            holders: MixedParcel(strict.get(holders, no_keys), weak.get(holders, no_groups))
            for holders in [*strict, *(holders for holders in weak if holders not in strict)]
        }
