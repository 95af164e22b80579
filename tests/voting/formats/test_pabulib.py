from fractions import Fraction

import pytest

from voting.budget import BudgetVote, Project
from voting.formats.faults import BadInput
from voting.formats.pabulib import read_pabulib, write_pabulib

STREET = """META
key;value
country;China
num_projects;3
num_votes;4
budget;1000
vote_type;approval
PROJECTS
project_id;cost;votes;name;selected
bench;300;2;长椅;1
"tree";450.50;2;"大树; 遮荫";1
lamp;500;1;路灯;0
VOTES
voter_id;age;vote
1;70;bench,tree
2;;tree,bench
3;31;lamp
4;55;
"""


def faulty(text):
    with pytest.raises(BadInput) as caught:
        read_pabulib(text, file="street.pb")
    return caught.value.faults[0].message


def test_an_approval_vote_is_read_with_its_ballots_grouped():
    read = read_pabulib(STREET, file="street.pb")

    assert read.meta["country"] == "China"
    assert read.vote == BudgetVote(
        projects=(
            Project(id="bench", name="长椅", cost=300),
            Project(id="tree", name="大树; 遮荫", cost=Fraction(901, 2)),
            Project(id="lamp", name="路灯", cost=500),
        ),
        budget=1000,
        groups=(((("bench", 1), ("tree", 1)), 2), ((("lamp", 1),), 1)),
        blank=1,
    )


def test_an_ordinal_vote_gives_points_by_place():
    text = STREET.replace("approval", "ordinal\nmax_length;2")

    read = read_pabulib(text, file="street.pb")

    assert read.vote.groups == (
        ((("bench", 1), ("tree", 2)), 1),
        ((("bench", 2), ("tree", 1)), 1),
        ((("lamp", 2),), 1),
    )


@pytest.mark.parametrize("kind", ["cumulative", "scoring"])
def test_points_are_read_from_their_own_column(kind):
    text = STREET.replace("approval", kind).replace("age;vote", "points;vote")
    text = text.replace("1;70;", "1;7,2.5;").replace("2;;", "2;0,3;").replace("3;31;", "3;1;")
    text = text.replace("4;55;", "4;;")

    read = read_pabulib(text, file="street.pb")

    assert read.vote.groups == (
        ((("bench", 3),), 1),
        ((("bench", 7), ("tree", Fraction(5, 2))), 1),
        ((("lamp", 1),), 1),
    )


@pytest.mark.parametrize("kind", ["approval", "ordinal", "cumulative"])
def test_what_is_written_reads_back_as_the_same_vote(kind):
    text = STREET.replace("approval", kind).replace("age;vote", "points;vote")
    text = text.replace("1;70;", "1;7,2.5;").replace("2;;", "2;1,3;").replace("3;31;", "3;1;")
    text = text.replace("4;55;", "4;;").replace("country;China", "min_project_score_threshold;2")
    read = read_pabulib(text, file="street.pb")

    written = write_pabulib(read.vote, meta=read.meta)

    assert read_pabulib(written, file="copy.pb").vote == read.vote


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("META\n", "hello\nMETA\n", "street.pb:1: hello stands before the first section;"),
        ("VOTES\n", "", "street.pb: the section VOTES is missing;"),
        ("PROJECTS\n", "", "street.pb:8: the line has more cells than the header;"),
        ("project_id;", "id;", "street.pb:9: the column project_id is missing;"),
        ("budget;1000\n", "", "street.pb: META does not say budget;"),
        ("budget;1000", "budget;-5", "street.pb:6: budget should be an amount, not -5;"),
        ("budget;1000", "budget;" + "9" * 30, f"street.pb:6: budget should be an amount, not {'9' * 30};"),
        ("vote_type;approval\n", "", "street.pb: META does not say vote_type;"),
        ("approval", "shouting", "street.pb:7: shouting is not a value of vote_type;"),
        ("num_votes;4", "num_votes;5", "street.pb:5: the header num_votes says 5, the lines make 4;"),
        ("num_projects;3", "num_projects;x", "street.pb:4: num_projects should be an amount, not x;"),
        ("num_projects;3", "num_projects;2.5", "street.pb:4: num_projects should be a whole number, not 2.5;"),
        ("lamp;500", "lamp;5e2", "street.pb:12: cost should be an amount, not 5e2;"),
        ("lamp;500", "lamp;0", "street.pb:12: project lamp costs nothing;"),
        ("lamp;500", "bench;500", "street.pb:12: project bench stands already on line 10;"),
        ("lamp;500", "a,b;500", "street.pb:12: a,b is not a project's id;"),
        ("3;31;lamp", "3;31;pond", "street.pb:17: project pond is not on the list;"),
        ("3;31;lamp", "3;31;lamp,lamp", "street.pb:17: the vote names lamp twice;"),
        ("3;31;lamp", "3;31;lamp;1", "street.pb:17: the line has more cells than the header;"),
        ("approval", "scoring", "street.pb:15: the vote names 2 projects and gives points to 0;"),
        ("approval", "ordinal\nmax_length;1", "street.pb:16: the vote names 2 projects, more than the 1 it may;"),
        ('"大树; 遮荫"', '"大树', "street.pb:11: the line is not proper CSV (a quotation mark is not closed);"),
        ("approval", "choose-1", "street.pb:15: the vote names 2 projects, more than the 1 it may;"),
        ("approval", "approval\nmax_length;1", "street.pb:16: the vote names 2 projects, more than the 1 it may;"),
        ("approval", "approval\nmax_sum_cost;700", "street.pb:16: the vote comes to 1501/2, but max_sum_cost is 700;"),
        ("approval", "approval\nBudget;1000", "street.pb:8: budget stands already on line 6;"),
        ("approval", "ordinal\nscoring_fn;Plurality", "street.pb:8: Plurality is not a value of scoring_fn;"),
        ("VOTES\n", "VOTES\nvote\nVOTES\n", "street.pb:15: the section VOTES stands twice;"),
        ("age;vote", "vote;vote", "street.pb:14: the column vote stands twice;"),
        ("approval", "approval\nmin_length;2", "street.pb:18: the vote comes to 1, but min_length is 2;"),
        ("approval", "approval\nmin_sum_cost;501", "street.pb:18: the vote comes to 500, but min_sum_cost is 501;"),
        ("3;31;lamp", "1;31;lamp", "street.pb:17: voter 1 has voted already on line 15;"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(before, after, message):
    assert faulty(STREET.replace(before, after, 1)).startswith(message)


POINTS = (
    STREET.replace("approval", "cumulative")
    .replace("age;vote", "points;vote")
    .replace("1;70;", "1;7,2;")
    .replace("2;;", "2;1,3;")
    .replace("3;31;", "3;1;")
    .replace("4;55;", "4;;")
)


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("max_sum_points;8", "street.pb:16: the vote comes to 9, but max_sum_points is 8;"),
        ("max_points;6", "street.pb:16: the vote comes to 7, but max_points is 6;"),
        ("min_sum_points;2", "street.pb:18: the vote comes to 1, but min_sum_points is 2;"),
        ("min_points;2", "street.pb:17: the vote comes to 1, but min_points is 2;"),
    ],
)
def test_points_beyond_what_may_be_given_are_refused(limit, message):
    assert read_pabulib(POINTS, file="street.pb").vote.voters == 4
    assert faulty(POINTS.replace("cumulative", f"cumulative\n{limit}")).startswith(message)


def test_the_default_score_goes_to_what_a_ballot_does_not_name():
    text = POINTS.replace("cumulative", "scoring\ndefault_score;0.5").replace("1;7,2;", "1;7,0;")

    read = read_pabulib(text, file="street.pb")

    assert read.vote.blank == 1
    assert read.vote.points() == {"bench": Fraction(21, 2), "tree": Fraction(3, 2), "lamp": 2}


def test_the_first_place_is_worth_as_much_as_the_longest_possible_ballot_has_places():
    whole = read_pabulib(STREET.replace("approval", "ordinal"), file="street.pb")
    beyond = STREET.replace("approval", "ordinal\nmax_length;9\nscoring_fn;borda")

    assert whole.vote.scores == (3, 2)
    assert whole.vote.points() == {"bench": 5, "tree": 5, "lamp": 3}
    assert read_pabulib(beyond, file="street.pb").vote == whole.vote


def test_a_vote_for_one_project_is_a_vote_for_it():
    text = STREET.replace("approval", "choose-1").replace("bench,tree", "bench")

    read = read_pabulib(text.replace("tree,bench", "tree"), file="street.pb")

    assert read.vote.points() == {"bench": 1, "tree": 1, "lamp": 1}


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ('"Green" park', '"Green" park'),
        ('The "green" park', 'The "green" park'),
        ('A 5" pipe', 'A 5" pipe'),
        ('"""Green"" park"', '"Green" park'),
        ('"Green; or not"', "Green; or not"),
        ('"Green\npark"', "Green\npark"),
    ],
)
def test_quotation_marks_in_a_name_are_part_of_it(cell, name):
    read = read_pabulib(STREET.replace('"大树; 遮荫"', cell), file="street.pb")

    assert [each.name for each in read.vote.projects] == ["长椅", name, "路灯"]


def test_the_official_selection_is_read_where_the_file_carries_one():
    read = read_pabulib(STREET.replace("路灯;0", "路灯;2"), file="street.pb")
    without = read_pabulib(STREET.replace("selected", "chosen"), file="street.pb")

    assert (read.official, read.otherwise) == (("bench", "tree"), ("lamp",))
    assert (without.official, without.otherwise) == (None, ())


def test_a_missing_section_and_an_empty_one_are_refused():
    assert faulty("").startswith("street.pb: the section META is missing;")
    assert faulty(STREET.partition("bench")[0] + "VOTES\nvote\n").startswith(
        "street.pb:8: there are no projects;"
    )
    many = "".join(f"p{n};1;0;x;0\n" for n in range(10_001))
    assert faulty(STREET.replace("lamp;500;1;路灯;0\n", many)).startswith(
        "street.pb: 10003 projects are more than 10000;"
    )
