from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.ballots import strict
from voting.formats import blt
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
        ("2 0\n1 1 0\n0\nA\nB\n", 1, "blt.no_seats"),
        ("2 1\n-1 -2\n1 1 0\n0\nA\nB\n", None, "blt.all_withdrawn"),
        ("2 1\n[tie 2 1]\n1 1 0\n0\nA\nB\n", 2, "blt.option_line"),
        ("2 1\n[nick a b]\n1 a 0\n0\nA\nB\n", 2, "blt.option_line"),
        ("2 1\n[withdrawn 2\n1 1 0\n0\nA\nB\n", 2, "blt.option_line"),
        ("2 1\n[withdrawn 3]\n1 1 0\n0\nA\nB\n", 2, "ranked.unknown_candidate"),
        ("2 1\n³ 1 0\n0\nA\nB\n", 2, "blt.weight_malformed"),
        ('2 1\n1 1 0\n0\n"A\n"B"\n', 4, "blt.quote_open"),
        ('2 1\n1 1 0\n0\nA"\n"B"\n', 4, "blt.quote_open"),
        ('2 1\n1 1 0\n0\n"A"\nB”\n', 5, "blt.quote_open"),
        ('2 1\n1 1 0\n0\n"A" Green\n"B"\n', 4, "blt.quote_open"),
        ('2 1\n1 1 0\n0\n"A"\n"B"\n"C"\n"T"\n', 7, "blt.names_too_many"),
        ("2 1\n1 1 0\n0\nA\nB\nC\nT\n", 7, "blt.names_too_many"),
        ('2 1\n1 1 0\n0\n"A" "P"\n', None, "blt.names_missing"),
        (
            "2 1\n1 1 0\n0\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 3: B\n",
            5,
            "blt.name_number",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text, line, key):
    with pytest.raises(BadInput) as caught:
        read_blt(text, file="bad.blt")

    assert [(fault.key, fault.line) for fault in caught.value.faults] == [(key, line)]
    assert str(caught.value).startswith("bad.blt:")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('"Ann Lee"', "Ann Lee"),
        ("Ann Lee", "Ann Lee"),
        ("Ann Lee,", "Ann Lee"),
        ("Lee,Ann", "Lee,Ann"),
        ("Ann Lee (Green", "Ann Lee (Green"),
        ("Team #1", "Team #1"),
        ("Team#1 # the first", "Team#1"),
        ('"Ann Lee" "Green Party"', "Ann Lee (Green Party)"),
        ('"Ann Lee", "Green Party" # first', "Ann Lee (Green Party)"),
        ('"Ann ""Green Party"""', 'Ann "Green Party"'),
        ('"Ann ""Green Party"" "', 'Ann "Green Party"'),
        ('"""Ann"" ""Green Party"""', "Ann (Green Party)"),
        ('"""Ann"" ""Green Party"" "', "Ann (Green Party)"),
        ('"""Ann"""', "Ann"),
        ("“Ann Lee”", "Ann Lee"),
        ("“Ann” “Green”", "Ann (Green)"),
        ("“安”", "安"),
        ("「安」", "安"),
        ("Ann “Annie” Lee", "Ann “Annie” Lee"),
        ('Ann "Annie" Lee', 'Ann "Annie" Lee'),
        ('"Ann “Annie” Lee"', "Ann “Annie” Lee"),
        ("Seán O'Néill", "Seán O'Néill"),
        ('"Ann\u2028Lee"', "Ann Lee"),
        ("# ALTERNATIVE NAME 1: Ann Lee", "Ann Lee"),
    ],
)
def test_a_name_is_the_line_it_stands_on_however_a_program_wrote_it(written, read):
    second = "# ALTERNATIVE NAME 2: Bo" if written.startswith("#") else '"Bo"'

    for title in ("", '"The board"\n', "The board\n"):
        found = read_blt(f"2 1\n1 1 0\n0\n{written}\n{second}\n{title}", file="names.blt")

        assert [each.name for each in found.candidates] == [read, "Bo"]
        assert found.headers == ({"TITLE": "The board"} if title else {})


def test_all_names_and_the_title_may_stand_on_one_line():
    found = read_blt('2 1\n1 1 0\n0\n"A" "B" "T"\n', file="one.blt")

    assert [each.name for each in found.candidates] == ["A", "B"]
    assert found.headers == {"TITLE": "T"}


def test_free_text_after_the_title_is_no_name():
    found = read_blt('2 1\n1 1 0\n0\n"A"\n"B"\n"T"\n\nA: 1 vote\nB: none\n', file="free.blt")

    assert [each.name for each in found.candidates] == ["A", "B"]


def test_commas_full_width_digits_and_a_byte_order_mark_are_read():
    found = read_blt("\ufeff2 1,\r\n３ 1,2,0,\r\n0,\r\nA,\r\nB,\r\n", file="commas.blt")

    assert found.papers == {((1,), (2,)): 3}


def test_an_option_line_may_name_the_withdrawn():
    found = read_blt("3 1\n[withdrawn 2 3]\n1 1 0\n0\nA\nB\nC\n", file="option.blt")

    assert found.withdrawn == (2, 3)


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


SPELLINGS = st.sampled_from(
    [
        "3 1 2 0",
        "1 2 0",
        "2 3,1 0",
        "4\t1 0",
        "5 1=2 0",
        "1 - 3 0",
        "2 0",
        "(id) 3 2 0",
        "-3",
        "# a: 1",
        "",
        "  1  2  0 ",
        "7 2 1 0 # two\n    ",
        "1 3 2 1 0",
        "1 4 0",
        "0 1 0",
        "3:1 2",
        "3 1 2",
        "x",
    ]
)


@given(st.lists(SPELLINGS, min_size=1))
def test_a_large_file_says_the_same_as_a_small_one(spellings):
    text = "\n".join(["# x", "3 1", *spellings, "0", "A", "B", "C", "T", ""])

    def read(many):
        with patch.object(blt, "MANY_LINES", many):
            try:
                found = read_blt(text, file="many.blt")
            except BadInput as error:
                return error.faults
            return found.every_paper, found.withdrawn, found.candidates, found.headers

    assert read(0) == read(10**9)


def test_the_ballots_of_a_large_file_are_taken_together():
    lines = "".join(f"{n} 1 2 0\n" for n in range(1, 5_001))

    found = read_blt(f"2 1\n{lines}0\nA\nB\n", file="large.blt")

    assert found.packed is not None
    assert (found.papers, found.packed.total) == ({}, 12_502_500)
