import csv
import io

import pytest

from voting.formats.table import normal, write_table


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1-2", "-x", "@SUM(A1)", "＝1", "'=1", "' =1", " =cmd", "\t=1", "--"]
)
def test_no_cell_of_a_written_table_is_a_formula(cell):
    _, (written,) = csv.reader(io.StringIO(write_table(["x"], [[cell]]), newline=""))

    assert written == f"'{cell}"


@pytest.mark.parametrize("cell", ["=1+1", "+1-2", "-x", "@SUM(A1)", "'=1", "'x", "--", "-1.2.3"])
def test_what_was_guarded_is_read_as_it_was(cell):
    _, (written,) = csv.reader(io.StringIO(write_table(["x"], [[cell]]), newline=""))

    assert normal(written) == cell


@pytest.mark.parametrize("cell", ["-5", "-5.25", "12", "甲", "-", "a=b", "2026-03-01"])
def test_figures_and_words_are_written_as_they_are(cell):
    assert write_table(["x"], [[cell]]) == f"x\n{cell}\n"
