import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.ballots import strict
from voting.formats.elx import read_elx
from voting.formats.faults import BadInput
from voting.formats.preflib import read_cat, read_preflib, write_preflib
from voting.profile import Candidate, Profile

AB = (Candidate(id=1, name="A"), Candidate(id=2, name="B"))


def text(*ballots, voters=3, unique=2, kind="toi", **headers):
    lines = {
        "TITLE": "a vote",
        "DATA TYPE": kind,
        "NUMBER ALTERNATIVES": 2,
        "NUMBER VOTERS": voters,
        "NUMBER UNIQUE ORDERS": unique,
        "ALTERNATIVE NAME 1": "A",
        "ALTERNATIVE NAME 2": "B",
    }
    lines |= {name.replace("_", " "): value for name, value in headers.items()}
    head = [f"# {name}: {value}" for name, value in lines.items() if value is not None]
    return "\n".join([*head, *ballots])


def fault(content, *, kind="toi"):
    with pytest.raises(BadInput) as caught:
        read_preflib(content, file=f"vote.{kind}", kind=kind)
    (only,) = caught.value.faults
    assert only.what
    assert only.remedy
    return (only.key, only.line, only.column)


def test_ties_and_blank_ballots_are_read():
    found = read_preflib(text("2: {2, 1}", "1: ", ""), file="vote.toi", kind="toi")

    assert found.headers["TITLE"] == "a vote"
    assert found.profile == Profile(candidates=AB, groups=((((1, 2),), 2),), blank=1)


def test_the_number_of_distinct_orders_may_be_left_out():
    content = text("3: 1", NUMBER_UNIQUE_ORDERS=None)

    assert read_preflib(content, file="vote.toi", kind="toi").profile.total == 3


@pytest.mark.parametrize(
    ("line", "key", "column"),
    [
        ("1,2", "ranked.count_malformed", 1),
        ("x: 1", "ranked.count_malformed", 1),
        ("0: 1", "ranked.count_malformed", 1),
        ("-1: 1", "ranked.count_malformed", 1),
        ("3: 1,,2", "ranked.empty_place", 6),
        ("3: 1,{}", "ranked.empty_place", 6),
        ("3: 1,{1,2}", "ranked.named_twice", 6),
        ("3: 3", "ranked.unknown_candidate", 3),
        ("3: A", "ranked.place_malformed", 3),
        ("3: {1,2", "ranked.place_malformed", 3),
        ("3: 1,2}", "ranked.place_malformed", 6),
        ("3: ٣", "ranked.place_malformed", 3),
        ("3: -", "ranked.mark_unreadable", 3),
        ("3: 1,x", "ranked.mark_unreadable", 6),
    ],
)
def test_a_line_that_cannot_be_counted_is_named_with_its_place(line, key, column):
    assert fault(text(line, unique=1)) == (key, 8, column)


@pytest.mark.parametrize(
    ("kind", "line", "key"),
    [
        ("soi", "3: {1,2}", "ranked.tie"),
        ("soc", "3: {1,2}", "ranked.tie"),
        ("soc", "3: 1", "ranked.incomplete"),
        ("toc", "3: ", "ranked.incomplete"),
    ],
)
def test_a_kind_of_file_keeps_what_it_promises(kind, line, key):
    assert fault(text(line, unique=1, kind=kind), kind=kind)[:2] == (key, 8)


@pytest.mark.parametrize(
    ("headers", "key"),
    [
        ({"NUMBER_ALTERNATIVES": None}, "ranked.header_missing"),
        ({"NUMBER_ALTERNATIVES": "two"}, "ranked.header_malformed"),
        ({"NUMBER_ALTERNATIVES": 0}, "ranked.no_candidates"),
        ({"NUMBER_ALTERNATIVES": 10_001}, "ranked.too_many_candidates"),
        ({"NUMBER_ALTERNATIVES": 3}, "ranked.header_missing"),
        ({"NUMBER_VOTERS": None}, "ranked.header_missing"),
        ({"NUMBER_VOTERS": 4}, "ranked.wrong_total"),
        ({"NUMBER_UNIQUE_ORDERS": 3}, "ranked.wrong_total"),
    ],
)
def test_the_header_must_agree_with_the_lines(headers, key):
    assert fault(text("2: 1", "1: 2", **headers)) == (key, None, None)


def test_a_header_that_contradicts_another_is_refused():
    content = text("3: 1", unique=1) + "\n# ALTERNATIVE NAME 2: Another"

    assert fault(content) == ("ranked.header_twice", 9, None)


def test_a_name_beyond_the_number_of_candidates_is_refused():
    assert fault(text("3: 1", unique=1, ALTERNATIVE_NAME_3="C"))[0] == "ranked.name_beyond"


def test_full_width_digits_are_digits():
    content = text("３： １，｛２｝", NUMBER_VOTERS="３", NUMBER_UNIQUE_ORDERS="１")

    assert read_preflib(content, file="vote.toi", kind="toi").papers == {((1,), (2,)): 3}


def test_a_mark_inside_a_name_does_not_end_its_line():
    content = text("3: 1", unique=1, ALTERNATIVE_NAME_1="A\u2028\x0cB")

    found = read_preflib(content, file="vote.toi", kind="toi")

    assert [each.name for each in found.candidates] == ["A B", "B"]


OLD = """2
1,"Bench, red"
2,Lamp
5,3,2
2,1,{2}
1,2
"""


def test_the_layout_without_marks_is_read():
    found = read_preflib(OLD, file="old.toi", kind="toi")

    assert [each.name for each in found.candidates] == ["Bench, red", "Lamp"]
    assert found.papers == {((1,), (2,)): 2, ((2,),): 1}


@pytest.mark.parametrize(
    ("before", "after", "key", "line"),
    [
        ("2,Lamp\n", "", "preflib.name_expected", 3),
        ("2,Lamp", "3,Lamp", "preflib.name_expected", 3),
        ("5,3,2\n", "", "preflib.totals_expected", 4),
        ("5,3,2", "5,4,2", "ranked.wrong_total", None),
        ("5,3,2", "5,3,3", "ranked.wrong_total", None),
        ("1,2\n", "1,3\n", "ranked.unknown_candidate", 6),
        ("1,2\n", "x,2\n", "ranked.count_malformed", 6),
        ("2\n1,", "9999\n1,", "ranked.too_many_candidates", None),
    ],
)
def test_what_is_wrong_in_that_layout_is_named_with_its_line(before, after, key, line):
    assert fault(OLD.replace(before, after, 1))[:2] == (key, line)


CATEGORIES = text(
    "2: 1,{},2",
    "1: {},2,1",
    NUMBER_UNIQUE_ORDERS=None,
    NUMBER_CATEGORIES="3",
)


def categories(*names):
    return CATEGORIES + "".join(
        f"\n# CATEGORY NAME {n}: {each}" for n, each in enumerate(names, 1)
    )


@pytest.mark.parametrize(
    ("names", "grades", "approved"),
    [
        (("good", "fair", "bad"), (2, 1, 0), 0),
        (("", "", ""), (2, 1, 0), 0),
        (("-1", "0", "1"), (1, 0, -1), 0),
        (("−１", "0", "+1"), (1, 0, -1), 0),
        (("20", "10", "0"), (20, 10, 0), 0),
        (("1", "0", "no opinion"), (), 0),
        (("1", "0.5", "0"), (), 0),
    ],
)
def test_categories_that_are_called_numbers_are_worth_them(names, grades, approved):
    found = read_cat(categories(*names), file="vote.cat")

    assert (found.grades, found.approved) == (grades, approved)


@pytest.mark.parametrize("names", [("-1", "0", "1"), ("0", "0.5", "1")])
def test_categories_that_are_called_numbers_rank_the_highest_first(names):
    kept = read_cat(categories(*names), file="vote.cat")
    turned = read_cat(categories(*reversed(names)), file="vote.cat")

    assert kept.papers == {tuple(reversed(paper)): n for paper, n in turned.papers.items()}
    assert kept.profile != turned.profile


def test_the_same_order_on_two_lines_is_added_up():
    content = text("2: {1,2}", "1: {2,1}", unique=1)

    found = read_preflib(content, file="vote.toi", kind="toi")

    assert found.profile.groups == ((((1, 2),), 3),)


def test_an_elx_file_has_headers_of_its_own():
    content = (
        "# FORMAT: ranked-1\n# a remark\n# CANDIDATES: 2\n# BALLOTS: 3\n# DISTINCT: 2\n"
        "# CANDIDATE 1: A\n# CANDIDATE 2: B: the second\n2: 2,1\n1: "
    )

    found = read_elx(content, file="vote.elx")

    assert found.profile == Profile(
        candidates=(AB[0], Candidate(id=2, name="B: the second")),
        groups=((strict((2, 1)), 2),),
        blank=1,
    )


def test_a_profile_is_written_as_others_read_it():
    candidates = (Candidate(id=7, name="楼道"), Candidate(id=3, name="车位"))
    profile = Profile.of({strict((3, 7)): 1, ((3, 7),): 2, (): 1}, candidates=candidates)

    assert write_preflib(profile, title="意向", file="vote.toi") == (
        "# FILE NAME: vote.toi\n"
        "# TITLE: 意向\n"
        "# DATA TYPE: toi\n"
        "# NUMBER ALTERNATIVES: 2\n"
        "# NUMBER VOTERS: 4\n"
        "# NUMBER UNIQUE ORDERS: 3\n"
        "# ALTERNATIVE NAME 1: 楼道\n"
        "# ALTERNATIVE NAME 2: 车位\n"
        "2: {1,2}\n"
        "1:\n"
        "1: 2,1\n"
    )


def test_a_name_that_breaks_the_line_cannot_be_written():
    profile = Profile.of([], candidates=(Candidate(id=1, name="A\nB"),))

    with pytest.raises(BadInput, match="runs over a line break"):
        write_preflib(profile, title="x", file="vote.soi")


RANKINGS = st.sampled_from(
    [(), ((1,),), ((2,),), ((1,), (2,)), ((2,), (1,)), ((1, 2),)],
)


@given(ballots=st.lists(RANKINGS, max_size=9))
def test_what_is_written_is_read_back_the_same(ballots):
    profile = Profile.of(ballots, candidates=AB)

    content = write_preflib(profile, title="t", file="v")
    kind = content.splitlines()[2].rpartition(" ")[2]

    assert read_preflib(content, file="v", kind=kind).profile == profile
