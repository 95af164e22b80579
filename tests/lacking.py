"""What a machine lacks: on one's own machine a test that needs it is skipped, with the reason; in CI
it fails, so that nothing is green because it never ran."""

import os
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import pytest

#: Other people's elections, which stand beside the repository.
ELECTIONS = Path(__file__).parents[2] / "shared" / "elections"


def lacking(what: str) -> NoReturn:
    """End a test, or the reading of a whole module of tests, for want of something."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what, allow_module_level=True)


def elections() -> Path:
    """The folder of the public elections."""
    if not (ELECTIONS / "expected.json").is_file():
        lacking(f"the public elections are not beside the repository: {ELECTIONS}")
    return ELECTIONS


def installed(name: str) -> Any:
    """Import another counting program; it is among the test extras, so in CI it must be there."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        lacking(str(error))
