"""Packed ballots: millions of rankings in a few bytes each, with numpy.

A ranking is a row of codes, 4, 8 or 16 bits a rank, in one or more 64-bit words, the first rank in
the highest bits. Sorting the words groups identical ballots and puts them in the order of their
first choices, so that most of a count is slices of one array. All sums are of 64-bit integers whose
total is checked beforehand; what would not fit is left to plain Python (voting.profile).

``keys``     rows of codes to words, words to groups
``parcel``   moving the groups of whoever leaves the race
``pairs``    the pairwise matrix by comparing and counting bits
``paths``    strongest paths among many candidates
``profile``  the packed profile and the doors into it
"""

from voting.packed.profile import (
    PackedProfile,
    pack,
    packed_from_array,
    packed_from_counts,
    packed_from_lists,
)

__all__ = [
    "PackedProfile",
    "pack",
    "packed_from_array",
    "packed_from_counts",
    "packed_from_lists",
]
