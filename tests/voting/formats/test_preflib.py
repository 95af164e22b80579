import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.ballots import strict
from voting.formats.elx import read_elx
from voting.formats.faults import BadInput
from voting.formats.preflib import read_preflib, write_preflib
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
