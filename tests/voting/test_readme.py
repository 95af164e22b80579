"""The table of methods in voting/README.md is complete."""

import re
from pathlib import Path

from voting import budget_tally, tally

README = Path(__file__).parents[2] / "voting" / "README.md"


def test_every_method_of_the_command_line_has_its_row():
    rows = re.findall(
        r"^\| \[`(\w+)`\]\((\S+)\)", README.read_text(encoding="utf-8"), re.MULTILINE
    )

    assert sorted(rows) == sorted(
        (name, f"methods/{name}.py") for name in (*tally.METHODS, *budget_tally.METHODS)
    )


def test_every_method_states_its_definition_its_source_and_its_ties():
    files = (README.parent / "methods").glob("[!_]*.py")

    silent = [
        (file.name, word)
        for file in files
        for word in ("Definition: ", "Source: ", "Ties: ")
        if f"\n{word}" not in file.read_text(encoding="utf-8").partition('"""\n\n')[0]
    ]
    assert silent == []
