import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.ballots import strict
from voting.formats.blt import read_blt, write_blt
from voting.formats.faults import BadInput
from voting.profile import Candidate, Profile

BOARD = """# a comment
4 2
-3
(slip 7) 3 1 2 0
1 2=4 - 1 0   # shared, blank, then 1
2 0
0
"Adam"
"Basil # not a comment"
"Char\\"lotte"
"Donald"
"The board"
"""
ABC = tuple(Candidate(id=n, name=name) for n, name in enumerate("ABC", start=1))


def test_a_blt_file_says_seats_withdrawals_ballots_and_names():
    found = read_blt(BOARD, file="board.blt")

    assert (found.seats, found.withdrawn) == (2, (3,))
    assert [each.name for each in found.candidates] == [
        "Adam",
        "Basil # not a comment",
        'Char"lotte',
        "Donald",
    ]
    assert found.headers == {"TITLE": "The board"}
    assert found.papers == {((1,), (2,)): 3, ((2, 4), (), (1,)): 1, (): 2}
    assert found.profile.blank == 2


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("", 1, "blt.head_malformed"),
        ("three 2\n", 1, "blt.head_malformed"),
        ("0 1\n0\n", None, "ranked.no_candidates"),
        ("10001 1\n0\n", None, "ranked.too_many_candidates"),
        ("2 1\n1 1 2\n0\n", 2, "blt.line_open"),
        ("2 1\n1\n0\n", 2, "blt.line_open"),
        ("2 1\n1.5 1 0\n0\n", 2, "blt.weight_malformed"),
        ("2 1\n0 1 0\n0\n", 2, "blt.weight_malformed"),
        ("2 1\n-1 1 0\n0\n", 2, "blt.weight_malformed"),
        ("2 1\n9999999999999999 1 0\n0\n", 2, "ranked.count_too_large"),
        ("2 1\n1 3 0\n0\n", 2, "ranked.unknown_candidate"),
        ("2 1\n-3\n0\n", 2, "ranked.unknown_candidate"),
        ("2 1\n1 1 1 0\n0\n", 2, "ranked.named_twice"),
        ("2 1\n1 A 0\n0\n", 2, "blt.rank_malformed"),
        ("2 1\n1 1= 0\n0\n", 2, "blt.rank_malformed"),
        ("2 1\n1 1 0\n", None, "blt.no_end"),
        ('2 1\n1 1 0\n0\n"A"\n', None, "blt.names_missing"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text, line, key):
    with pytest.raises(BadInput) as caught:
        read_blt(text, file="bad.blt")

    assert [(fault.key, fault.line) for fault in caught.value.faults] == [(key, line)]
    assert str(caught.value).startswith("bad.blt:")


@st.composite
def profiles(draw):
    ballots = {}
    for _ in range(draw(st.integers(0, 6))):
        order = draw(st.permutations((1, 2, 3)))[: draw(st.integers(0, 3))]
        cut = draw(st.integers(0, len(order)))
        shared = (tuple(sorted(order[cut:])),) if order[cut:] else ()
        ballots[(*strict(order[:cut]), *shared)] = draw(st.integers(1, 99))
    return Profile.of(ballots, candidates=ABC)


@given(profile=profiles(), seats=st.integers(1, 3))
def test_what_is_written_is_read_back(profile, seats):
    found = read_blt(write_blt(profile, title='The "board"', seats=seats), file="again.blt")

    assert found.profile == profile
    assert (found.seats, found.headers["TITLE"]) == (seats, 'The "board"')


def test_names_that_the_format_cannot_say_as_they_are_stay_readable():
    candidates = (Candidate(id=7, name='A\n"\\'), Candidate(id=3, name="B"))
    profile = Profile.of({strict((3, 7)): 2}, candidates=candidates, spoiled=1)

    written = write_blt(profile, title="t")

    assert written == '2 1\n2 2 1 0\n1 0\n0\n"A \\"\\\\"\n"B"\n"t"\n'
    assert read_blt(written, file="x.blt").candidates[0].name == 'A "\\'
