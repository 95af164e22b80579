import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from voting.formats.fault_texts import TEXTS
from voting.formats.faults import BadInput
from voting.tally import TallyOptions, count, options_from
from voting.ties import TieRules

GOLDEN = Path(__file__).parents[1] / "golden"
MIRROR = (GOLDEN / "mirror.soc").read_text(encoding="utf-8")


def test_options_are_read_by_their_names():
    options = options_from(
        {
            "seats": "3",
            "overvote": "skip",
            "max_skipped": "1",
            "max_ranks": "unlimited",
            "duplicates": "exhaust",
            "majority": "all",
            "count_to": "two",
            "batch": "yes",
            "cannot_win": "19, 4",
            "quota": "hare",
            "threshold": "exact",
            "decimals": "4",
            "variant": "sequential",
            "strength": "winning",
            "default_option": "7",
            "default_majority": "3:1",
            "withdraw": "2",
            "ties": "previous_rounds, lot",
            "lot_seed": "x",
        }
    )

    assert options == TallyOptions(
        seats=3,
        overvote="skip",
        max_skipped=1,
        max_ranks=None,
        duplicates="exhaust",
        majority="all",
        count_to="two",
        batch=True,
        cannot_win=(4, 19),
        quota="hare",
        threshold="exact",
        decimals=4,
        variant="sequential",
        strength="winning",
        default_option=7,
        default_majority=3,
        withdraw=(2,),
        ties=TieRules(rules=("previous_rounds", "lot"), lot_seed="x", strength="winning"),
    )


@pytest.mark.parametrize(
    ("text", "ratio"), [("1", 1), ("3:1", 3), ("3/2", Fraction(3, 2)), ("1.5", Fraction(3, 2))]
)
def test_a_majority_over_the_default_is_a_ratio(text, ratio):
    assert options_from({"default_majority": text}).default_majority == ratio


def test_without_options_the_defaults_hold():
    assert options_from({}) == TallyOptions()
    assert count(MIRROR, file="mirror.soc", method="irv").winners == ()


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"quotas": "droop"}, "option.name_unknown"),
        ({"seats": "0"}, "option.unknown"),
        ({"max_skipped": "-1"}, "option.unknown"),
        ({"max_ranks": "0"}, "option.unknown"),
        ({"decimals": "31"}, "option.unknown"),
        ({"default_majority": "half"}, "option.unknown"),
        ({"default_majority": "1/0"}, "option.unknown"),
        ({"withdraw": "two"}, "option.not_a_candidate"),
        ({"default_option": "-1"}, "option.not_a_candidate"),
        ({"seats": "two"}, "option.unknown"),
        ({"seats": "٣"}, "option.unknown"),
        ({"overvote": "guess"}, "option.unknown"),
        ({"ties": "order,coin"}, "option.unknown"),
        ({"ties": "lot"}, "option.no_seed"),
        ({"ties": "refuse,lot", "lot_seed": "x"}, "option.unknown"),
    ],
)
def test_an_option_that_is_not_known_is_refused(options, key):
    with pytest.raises(BadInput) as caught:
        options_from(options)

    assert [fault.key for fault in caught.value.faults] == [key]
    assert str(caught.value).startswith("yishi tally: ")


@pytest.mark.parametrize(
    ("file", "method", "options", "key"),
    [
        ("mirror.soc", "kemeny", {}, "method.unknown"),
        ("mirror.txt", "irv", {}, "file.extension"),
        ("mirror", "irv", {}, "file.extension"),
        ("mirror.soc", "irv", {"seats": "2"}, "option.single_winner"),
        ("mirror.soc", "approval", {"seats": "2"}, "option.single_winner"),
        ("mirror.soc", "stv", {"overvote": "split"}, "option.no_split"),
        ("mirror.soc", "score", {}, "ranked.not_graded"),
        ("mirror.soc", "irv", {"cannot_win": "9"}, "option.candidate_unknown"),
        ("mirror.soc", "schulze", {"default_option": "9"}, "option.candidate_unknown"),
        ("mirror.soc", "schulze", {"default_option": "1", "withdraw": "1"}, "option.withdrawn"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(file, method, options, key):
    with pytest.raises(BadInput) as caught:
        count(MIRROR, file=file, method=method, options=options_from(options))

    assert [(fault.key, bool(fault.message)) for fault in caught.value.faults] == [(key, True)]


def test_extensions_are_read_without_regard_to_case():
    elx = "# CANDIDATES: 1\n# BALLOTS: 1\n# CANDIDATE 1: A\n1: 1\n"

    assert count(elx, file="ONE.ELX", method="plurality").winners == (1,)
    assert count(MIRROR, file="M.SOC", method="schulze").ranking == ((1, 2),)


def test_counting_a_small_file_loads_neither_numpy_nor_a_workbook_reader():
    code = "import sys, voting.tally; print({'numpy', 'openpyxl'} & set(sys.modules))"

    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "set()"


def test_every_text_of_a_fault_says_what_and_how_to_mend_it():
    assert all(what and remedy for what, remedy in TEXTS.values())
