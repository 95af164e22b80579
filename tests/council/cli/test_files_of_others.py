"""Files as other programs and cities write them: counted under the right name, or refused by line."""

import json
from pathlib import Path

import pytest
from click.testing import Result

from council.cli.counting import METHODS
from tests.council.cli.counting import GOLDEN, run_tally
from voting.budget_tally import METHODS as BUDGET_METHODS
from voting.option_check import OF_ROUNDS
from voting.ties import TIE_RULES

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def run(tmp_path: Path):
    """Count a file of this name and text by a command line."""

    def count(name: str, text: str, command: str) -> Result:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return run_tally(file, *command.split())

    return count


def winners(told: Result) -> list[str]:
    assert told.exit_code == 0, told.stderr
    written = json.loads(told.stdout)
    names = {each["id"]: each["name"] for each in written["candidates"]}
    return [names[each] for each in written["winners"]]


def elx(size: int, *lines: str, seats: int = 1) -> str:
    ballots = sum(int(line.partition(":")[0]) for line in lines)
    names = "".join(f"# CANDIDATE {n}: c{n}\n" for n in range(1, size + 1))
    head = f"# CANDIDATES: {size}\n# SEATS: {seats}\n# BALLOTS: {ballots}\n{names}"
    return head + "".join(f"{line}\n" for line in lines)


BALLOTS = "3 1\n7 2 1 0\n4 3 2 0\n2 1 3 0\n0\n"


@pytest.mark.parametrize(
    "names",
    [
        'Ann\n"Bo"\n"Cy"\n"Ward"\n',
        '"Ann"\n"Bo" "Green"\n"Cy"\n"Ward"\n',
        "Ann\nBo (Green)\nCy\nWard 7\n",
        '"Ann"\n“Bo”\n"Cy"\n"Ward"\n',
        '"""Ann"" ""Red"""\n"""Bo"" ""Green"""\nCy,\n"""Ward"" "\n',
        "# ALTERNATIVE NAME 1: Ann\n# ALTERNATIVE NAME 2: Bo\n# ALTERNATIVE NAME 3: Cy\nward\n",
    ],
)
def test_whoever_wins_is_named_by_the_right_name(run, names: str) -> None:
    (name,) = winners(run("ward.blt", BALLOTS + names, "--method irv --json"))

    assert name.split()[0] == "Bo"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BALLOTS.replace("3 1", "3 0", 1) + "A\nB\nC\nT\n", "ward.blt:1: the file has no seats"),
        (BALLOTS.replace("7 2", "-1 -2 -3\n7 2") + "A\nB\nC\nT\n", "every candidate is withdrawn;"),
        (BALLOTS.replace("7 2", "[tie 3 1 2]\n7 2") + "A\nB\nC\nT\n", "ward.blt:2: [tie] is an option"),
        (BALLOTS + '"A"\n"B\n"C"\n"T"\n', "ward.blt:7: a quotation mark stands alone:"),
        (BALLOTS + '"A"\n"B"\n', "ward.blt: 2 names for 3 candidates;"),
        (BALLOTS + '"A"\n"B"\n"C"\n"D"\n"T"\n', "ward.blt:10: 5 names and titles for 3 candidates"),
    ],
)  # fmt: skip
def test_what_would_name_somebody_else_is_refused(run, text: str, message: str) -> None:
    told = run("ward.blt", text, "--method irv")

    assert (told.exit_code, told.stdout) == (2, "")
    assert message in told.stderr


@pytest.mark.parametrize(
    ("withdrawn", "command"), [("-3\n", "--method irv"), ("", "--method irv --withdraw 3")]
)
def test_the_withdrawn_are_as_if_nobody_could_have_named_them(run, withdrawn, command) -> None:
    text = f'3 1\n{withdrawn}5 1=3 2 0\n3 3 2 0\n0\n"A"\n"B"\n"C"\n'

    told = run("ward.blt", text, f"{command} --max-ranks 1 --json")

    assert winners(told) == ["A"]
    assert json.loads(told.stdout)["rounds"][0]["tallies"] == {"1": 5, "2": 3}


@pytest.mark.parametrize(
    ("method", "rule"),
    [
        (method, rule)
        for method in sorted({*METHODS} - {*BUDGET_METHODS, "score"})
        for rule in (*TIE_RULES, "refuse")
        if rule != "previous_rounds" or method in OF_ROUNDS
    ],
)
@pytest.mark.parametrize(
    "text", [elx(3, "4: "), elx(3), elx(1, "4: ")], ids=["blank", "none", "one"]
)
def test_nobody_is_elected_without_a_valid_ballot(run, text: str, method: str, rule: str) -> None:
    seed = " --lot-seed 2026" if rule == "lot" else ""

    told = run("empty.elx", text, f"--method {method} --ties {rule}{seed} --json")

    written = json.loads(told.stdout)
    assert (told.exit_code, written["winners"], written["ties"]) == (3, [], [])


@pytest.mark.parametrize(
    ("rules", "other"),
    [
        ("--ties previous_rounds,order", "--ties previous_rounds"),
        (
            "--overvote exhaust_if_multiple_continuing",
            "--overvote exhaust_if_multiple_continuing",
        ),
    ],
)
def test_a_batch_is_refused_where_the_order_of_leaving_matters(run, rules, other) -> None:
    text = elx(4, "3: 3,1,4,2", "1: 2", "3: 1", "1: 4,{2,3},1")

    told = run("batch.elx", text, f"--method irv {rules} --batch")

    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr == (
        f"yishi: yishi tally: --batch and {other} cannot go together: the order in which candidates"
        " leave would matter; leave out one of the two\n"
    )


def test_an_earlier_round_tells_apart_whom_a_later_one_left_level(run) -> None:
    # Round 3 has 2, 3, 4 at 5 each; round 2 had 5, 4, 4, round 1 had 3 at 3 and 4 at 4.
    lines = ("1: 1,5,4", "1: 4,3", "1: 3,1,5", "1: 1,5,3", "3: 4,1,5", "3: 2,4", "2: 2,5,3,4")
    text = elx(5, *lines, "2: 3,5,1,4", "1: 5,3")

    told = run("rounds.elx", text, "--method irv --ties previous_rounds --json")

    assert winners(told) == ["c4"]
    assert json.loads(told.stdout)["ties"] == [
        {"n": 3, "among": [2, 3, 4], "rule": "previous_rounds", "order": [2, [3, 4]]},
        {"n": 3, "among": [3, 4], "rule": "previous_rounds", "order": [4, 3]},
    ]


def test_a_second_naming_ends_a_ballot_although_the_first_stood_in_a_skipped_overvote(run) -> None:
    text = elx(3, "4: {1,3},1", "3: 2")
    rules = "--method irv --overvote skip --json"

    assert winners(run("again.elx", text, rules)) == ["c1"]
    assert winners(run("again.elx", text, f"{rules} --duplicates exhaust")) == ["c2"]


def test_ranked_pairs_name_who_is_first_in_every_order_of_equal_majorities(run) -> None:
    text = elx(4, "2: 1,4,2,3", "3: 3,4,1,2", "3: 2")

    assert winners(run("pairs.elx", text, "--method ranked_pairs --json")) == ["c4"]


def test_those_without_any_vote_do_not_stop_a_count_that_refuses_ties(run) -> None:
    text = elx(5, "6: 1", "4: 2", "3: 3,2", seats=2)

    for command in ("--method stv --json", "--method irv --json"):
        told = run("ward.elx", text, command)

        assert told.exit_code == 0
        assert json.loads(told.stdout)["ties"] == []


def test_an_option_may_need_another_majority_over_the_default_than_the_rest(run) -> None:
    # Over the default 4: option 1 by 7 : 3, 2 by 6 : 4, 3 by 6 : 4.
    text = elx(4, "4: 1,2,3,4", "2: 1,2,3,4", "1: 1,4", "3: 4,3,2,1")
    rules = "--method schulze --default-option 4 --json"

    def dropped(majorities: str) -> list[int]:
        told = run("gr.elx", text, f"{rules} --default-majority {majorities}")
        return json.loads(told.stdout).get("dropped", [])

    assert dropped("1") == []
    assert dropped("1=3:1") == [1]
    assert dropped("2=3/2 3=2") == [2, 3]
    assert dropped("2,1=1") == [2, 3]
    told = run("gr.elx", text, f"{rules} --default-majority 1,2=2")
    assert json.loads(told.stdout)["options"]["default_majorities"] == ["2=2"]


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("--method irv --lot-seed x", "--lot-seed has no effect without --ties lot;"),
        ("--method irv --ties order --lot-seed x", "--lot-seed has no effect without --ties lot;"),
        ("--method irv --ties order,schulze", "the tie rule schulze is never asked: order leaves"),
        ("--method irv --ties schulze,schulze", "the tie rule schulze stands twice;"),
        ("--method schulze --default-majority 2", "no effect without --default-option;"),
        (
            "--method schulze --default-option 1,2",
            "there is one default option, not several: 1,2;",
        ),
        ("--method schulze --default-option 1 --default-majority 0", "0 is not a value of"),
        (
            "--method schulze --default-option 1 --default-majority 2,3",
            "says two things or nothing",
        ),
        (
            "--method schulze --default-option 1 --default-majority 1=2",
            "says two things or nothing",
        ),
        ("--method schulze --default-option 1 --default-majority 9=2", "default_majority names"),
        ("--method stv --variant multi_pass --decimals 3", "no effect with --variant multi_pass;"),
        ("--method stv --variant multi_pass --quota hare", "no effect with --variant multi_pass;"),
        (
            "--method plurality --ties previous_rounds,order",
            "--ties previous_rounds has no effect with --method plurality;",
        ),
        ("--method schulze --ties previous_rounds", "no effect with --method schulze;"),
        ("--method approval --ties order,previous_rounds", "no effect with --method approval;"),
        ("--method irv --withdraw 1,2,3", "every candidate is withdrawn;"),
        ("--method irv --cannot-win 1,2,3", "nobody is left who can win;"),
        ("--method irv --withdraw 1 --cannot-win 1", "cannot_win names candidate 1, who is"),
        ("--method irv --overvote skip --overvote exhaust", "--overvote is said twice;"),
        ("--method irv --method stv", "--method is said twice;"),
    ],
)
def test_an_option_without_effect_or_at_odds_with_another_is_refused(
    run, command, message
) -> None:
    told = run("three.elx", elx(3, "3: 1,2", "2: 2"), command)

    assert (told.exit_code, told.stdout) == (2, "")
    assert message in told.stderr


def test_an_empty_value_is_no_value(run) -> None:
    told = run_tally(GOLDEN / "mirror.soc", "--method", "stv", "--seats", "")

    assert (told.exit_code, told.stdout) == (2, "")
    assert " is not a value of seats;" in told.stderr


def test_a_name_with_a_mark_that_breaks_lines_and_full_width_digits_are_read(run) -> None:
    head = "# NUMBER ALTERNATIVES: 2\n# NUMBER VOTERS: 4\n# NUMBER UNIQUE ORDERS: 2\n"
    names = "# ALTERNATIVE NAME 1: A\u2028B\n# ALTERNATIVE NAME 2: C\n"

    told = run("marks.soi", f"{head}{names}３: 1\n1: 2\n", "--method irv --json")

    assert winners(told) == ["A B"]


def street(*meta: str, projects: str, votes: str) -> str:
    said = "".join(f"{line}\n" for line in meta)
    return f"META\nkey;value\nbudget;100\n{said}PROJECTS\n{projects}VOTES\n{votes}"


ONE_EACH = street(
    "vote_type;choose-1",
    "rule;greedy-no-skip",
    projects='project_id;cost;name;selected\na;70;"Green" park;1\nb;60;Lamp;0\nc;30;Tree;1\nd;20;Pond;0\n',
    votes="voter_id;vote\n1;a\n2;a\n3;b\n4;c\n5;c\n6;a\n7;b\n8;b\n",
)


def test_a_city_vote_is_counted_as_its_file_says_and_held_to_its_official_selection(run) -> None:
    told = run("city.pb", ONE_EACH, "--method greedy")

    assert told.exit_code == 0
    assert told.stdout.splitlines()[:3] == [
        "city.pb: greedy (most wanted first, ending at the first that does not fit)",
        "Ballots: 8 in all; 8 valid, 0 blank, 0 spoiled",
        "Options used: pb_utility=cost  variant=no_skip  ties=supporters,cost,order",
    ]
    shown = " ".join(told.stdout.split())
    assert "b. Lamp 60 3 bought, no. 1" in shown
    assert 'a. "Green" park 70 3 the money left lacks 30' in shown
    assert "c. Tree 30 2 the buying had ended" in shown
    assert "d. Pond 20 0 nobody wants it" in shown
    assert 'only there "Green" park, Tree; only here Lamp.' in shown
    assert "until the money left does not pay for the next one." in shown


def test_the_variant_may_be_said_and_the_agreement_is_told(run) -> None:
    text = ONE_EACH.replace("b;60;Lamp;0", "b;60;Lamp;1").replace("park;1", "park;2")

    told = run("city.pb", text, "--method greedy --variant skip --json")

    written = json.loads(told.stdout)
    assert written["selected"] == ["b", "c"]
    assert written["official"] == {"selected": ["b", "c"], "otherwise": ["a"], "agrees": True}


def test_the_scores_of_an_ordinal_vote_are_printed(run) -> None:
    text = street(
        "vote_type;ordinal",
        projects="project_id;cost\na;50\nb;60\nc;40\nd;1\n",
        votes="voter_id;vote\n1;a,b\n2;c\n3;c,a\n",
    )

    written = json.loads(run("city.pb", text, "--method greedy --json").stdout)

    assert written["options"]["scores"] == [4, 3]
    assert [each["points"] for each in written["explanation"]["purchases"]] == [8, 7]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ONE_EACH.replace("rule;", "budget;7\nrule;"), "city.pb:5: budget stands already on line 3;"),
        (
            ONE_EACH.replace("choose-1", "scoring\nmax_sum_points;5").replace("voter_id;vote", "points;vote"),
            "city.pb:20: the vote comes to 6, but max_sum_points is 5;",
        ),
    ],
)  # fmt: skip
def test_a_city_file_that_contradicts_itself_is_refused(run, text: str, message: str) -> None:
    told = run("city.pb", text, "--method greedy")

    assert (told.exit_code, told.stdout) == (2, "")
    assert message in told.stderr
