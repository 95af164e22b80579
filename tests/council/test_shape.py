"""Tests that guard the shape of the project and need no upkeep."""

import ast
import re
from pathlib import Path

import pytest

from council.dispatch import BATCHES, USE_CASES
from council.hung import HUNG
from council.kernel.bus.command import RESULTS, Command
from council.kernel.policy import MATRIX
from council.kernel.screens.translator import LOCALES, catalog
from council.wordings import render

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path
    for package in ("bot", "council", "web")
    for path in (ROOT / package).rglob("*.py")
    if not {"migrations", "story"} & set(path.parts)
)


def _calls(name: str) -> dict[str, str]:
    """The first arguments (plain strings) of every call of a function, with where they stand."""
    found = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            function = node.func
            called = (
                function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            )
            first = node.args[0]
            if called == name and isinstance(first, ast.Constant) and isinstance(first.value, str):
                found[first.value] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


def _subclasses(cls: type) -> set[type]:
    direct = {sub for sub in cls.__subclasses__() if sub.__module__.startswith("council.")}
    return direct.union(*(_subclasses(sub) for sub in direct)) if direct else direct


@pytest.mark.parametrize("locale", LOCALES)
def test_every_refusal_has_a_sentence(locale: str):
    missing = {
        key: place
        for key, place in _calls("refuse").items()
        if f"refusal.{key}" not in catalog(locale)
    }

    assert missing == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_key_that_is_said_stands_in_the_catalog(locale: str):
    known = catalog(locale)
    missing = {key: place for key, place in _calls("say").items() if key not in known}

    assert missing == {}


def test_both_catalogs_have_the_same_keys_and_the_same_parameters():
    chinese, english = catalog("zh_CN"), catalog("en")

    assert chinese.keys() == english.keys()
    different = {
        key: (sorted(_fields(chinese[key])), sorted(_fields(english[key])))
        for key in chinese
        if _fields(chinese[key]) != _fields(english[key])
    }
    assert different == {}


def _fields(message: str | tuple[str, ...]) -> set[str]:
    forms = (message,) if isinstance(message, str) else message
    return {name for form in forms for name in re.findall(r"\{(\w+)\}", form)}


def test_every_command_has_a_use_case_and_a_verb_of_the_matrix():
    inner = ("RedeemCode", "_OnForm", "OnFloor", "OfChair")  # a stranger asks; what commands share
    commands = {cls.__name__ for cls in _subclasses(Command) if cls.__name__ not in inner}
    answered = USE_CASES.keys() | BATCHES.keys()

    assert {cls.__name__ for cls in answered if cls.verb not in MATRIX} == set()
    assert {cls.__name__ for cls in answered} == commands


def test_every_result_has_a_wording():
    quiet = {
        "ResidentsImported",
        "RoleChanged",
        "CodesIssued",
        "Unbound",
        "RulesAdopted",
        "DigestsSent",
    }  # command line only
    quiet.add("RollRead")  # what was read is shown

    assert {
        name for name, cls in RESULTS.items() if render.dispatch(cls) is render.dispatch(object)
    } <= quiet


def test_whatever_hangs_on_a_hook_is_hung():
    hanging = {
        path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        for path in SOURCES
        if re.search(r"^@?[A-Z_]+\.(hang|fill)\b", path.read_text(), re.MULTILINE)
    }

    assert hanging == {module.__name__ for module in HUNG}


def test_files_stay_small():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCES
        if (lines := len(path.read_text().splitlines())) > 400
    }

    assert long == {}


def test_no_row_of_the_database_is_handed_on():
    """It becomes a record where it is read: ``council/kernel/database/records.py``."""
    naming = {
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("sqlalchemy")
        and {"Row", "RowMapping"} & {name.name for name in node.names}
    }

    assert naming == set()
