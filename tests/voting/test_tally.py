import subprocess
import sys
from pathlib import Path

import pytest

from voting.formats.faults import TEXTS, BadInput
from voting.tally import TallyOptions, count, options_from
from voting.ties import TieRules

GOLDEN = Path(__file__).parents[1] / "golden"
MIRROR = (GOLDEN / "mirror.soc").read_text(encoding="utf-8")


def test_options_are_read_by_their_names():
    options = options_from(
        {
            "seats": "1",
            "overvote": "skip",
            "majority": "all",
            "count_to": "two",
            "strength": "winning",
            "ties": "previous_rounds, lot",
            "lot_seed": "x",
        }
    )

    assert options == TallyOptions(
        overvote="skip",
        majority="all",
        count_to="two",
        strength="winning",
        ties=TieRules(rules=("previous_rounds", "lot"), lot_seed="x", strength="winning"),
    )


def test_without_options_the_defaults_hold():
    assert options_from({}) == TallyOptions()
    assert count(MIRROR, file="mirror.soc", method="irv").winners == ()


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"quota": "droop"}, "option.name_unknown"),
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
    ("file", "method", "seats", "key"),
    [
        ("mirror.soc", "borda", 1, "method.unknown"),
        ("mirror.csv", "irv", 1, "file.extension"),
        ("mirror", "irv", 1, "file.extension"),
        ("mirror.soc", "irv", 2, "option.single_winner"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(file, method, seats, key):
    with pytest.raises(BadInput) as caught:
        count(MIRROR, file=file, method=method, options=TallyOptions(seats=seats))

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
