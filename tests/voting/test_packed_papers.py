"""Large files read together say the same as read line by line, and count the same by any rules."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.formats import ranked
from voting.formats.elx import DIALECT
from voting.formats.faults import BadInput
from voting.formats.preflib import DIALECTS
from voting.formats.ranked import read_ranked
from voting.packed import papers as packed_papers
from voting.packed.profile import PackedProfile
from voting.profile import Profile
from voting.raw_ballots import PaperRules

NAMES = "".join(f"# CANDIDATE {n}: 候选{n}\n" for n in range(1, 6))
TOKENS = ["1", "2", "3", "4", "5", "6", "0", "02", "-", "x", "{1,2}", "{}", "12345", "", "１"]
PLACES = st.lists(st.sampled_from(TOKENS), max_size=6).map(",".join)
GOOD = st.lists(st.sampled_from(["1", "2", "3", "4", "5", "-", "x", "{1,2}"]), max_size=6)
LINES = st.one_of(
    st.builds(
        "{}{}:{}{}".format,
        st.sampled_from(["1", "7", "0", "", "003", "9" * 15, "9" * 16, "1 2", "٣", "３"]),
        st.sampled_from(["", " ", "\t"]),
        st.sampled_from(["", " "]),
        PLACES,
    ),
    st.builds("{}: {}".format, st.integers(1, 40), GOOD.map(", ".join)),
    st.sampled_from(["", " ", "# a remark", "1,2", "2:1:3", "1: 1 2", "1: 1,", "x: 1"]),
)
RULES = st.builds(
    PaperRules,
    overvote=st.sampled_from(["exhaust", "skip", "split", "exhaust_if_multiple_continuing"]),
    max_skipped=st.sampled_from([None, 0, 1]),
    max_ranks=st.sampled_from([None, 1, 3]),
    duplicates=st.sampled_from(["skip", "exhaust"]),
)


def read(body: str, *, many: int, dialect=DIALECT):
    """What the file says, or what is wrong with it."""
    text = f"# CANDIDATES: 5\n# BALLOTS: 1\n{NAMES}{body}"
    with (
        patch.object(ranked, "MANY_LINES", many),
        patch.object(ranked, "_agree", lambda *_args, **_named: None),
    ):
        try:
            return read_ranked(text, file="votes.elx", dialect=dialect)
        except BadInput as error:
            return error.faults


@given(st.lists(LINES, max_size=8).map("\n".join), st.booleans())
def test_a_file_says_the_same_read_together_or_line_by_line(body: str, end: bool):
    whole = body + "\n" * end

    together, singly = read(whole, many=0), read(whole, many=10**9)

    if isinstance(singly, tuple):
        assert together == singly
    else:
        assert together.every_paper == singly.papers


@given(st.lists(st.builds("{}: {}".format, st.integers(1, 40), GOOD.map(",".join)), min_size=1))
def test_the_number_of_different_papers_is_the_same(lines: list[str]):
    together, singly = (read("\n".join(lines), many=many) for many in (0, 10**9))

    assert together.packed.distinct(candidates=5) + len(together.papers) == len(singly.papers)


@given(
    st.lists(st.builds("{}: {}".format, st.integers(1, 40), GOOD.map(",".join)), min_size=1),
    RULES,
    st.sets(st.integers(1, 5), max_size=2),
    st.sampled_from([0, 10**9]),
)
def test_every_rule_reads_the_same_rankings(lines: list[str], rules: PaperRules, gone: set, few):
    together, singly = (read("\n".join(lines), many=many) for many in (0, 10**9))

    with patch.object(packed_papers, "FEW", few):
        found = together.read(rules, withdrawn=tuple(gone))

    plain = found.unpacked() if isinstance(found, PackedProfile) else found
    assert isinstance(found, Profile) == (few > 0)
    assert plain == singly.read(rules, withdrawn=tuple(gone))


def test_weights_past_64_bits_are_still_exact():
    body = f"{10**15 - 1}: 1\n" * 10_000

    found = read(body, many=0).read(PaperRules())

    assert found.groups == ((((1,),), (10**15 - 1) * 10_000),)


@pytest.mark.parametrize(
    ("kind", "line", "key"),
    [
        ("soi", "1: {1,2}", "ranked.tie"),
        ("soc", "1: 1,2", "ranked.incomplete"),
        ("soi", "1: 1,x", "ranked.mark_unreadable"),
        ("soi", "1: 1,1", "ranked.named_twice"),
    ],
)
def test_what_the_kind_of_file_does_not_allow_is_refused_in_a_large_one_too(kind, line, key):
    names = NAMES.replace("CANDIDATE", "ALTERNATIVE NAME")
    head = f"# NUMBER ALTERNATIVES: 5\n# NUMBER VOTERS: 5001\n{names}"
    text = head + "1: 1,2,3,4,5\n" * 5_000 + line

    with pytest.raises(BadInput) as caught:
        read_ranked(text, file=f"votes.{kind}", dialect=DIALECTS[kind])

    assert [(fault.key, fault.line) for fault in caught.value.faults] == [(key, 5_008)]
