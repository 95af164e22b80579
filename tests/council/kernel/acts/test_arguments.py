"""The words of a press are read by the fields that take them."""

import pytest

from council.kernel.acts.arguments import arguments_of
from council.kernel.bus.command import Command
from council.kernel.values import value


@value
class _Sample(Command[object]):
    number: int
    word: str
    sure: bool = False
    place: int | None = None


def _read(takes: str, *words: str):
    return arguments_of(_Sample, takes.split()).read(words)


def test_each_word_is_read_as_its_field_wants_it():
    found = _read("number word sure place", "3", "yes", "1", "7")

    assert found == {"number": 3, "word": "yes", "sure": True, "place": 7}


def test_what_has_a_default_may_be_missing():
    assert _read("number word sure", "3", "a") == {"number": 3, "word": "a"}
    assert _read("sure") == {}


@pytest.mark.parametrize("words", [(), ("3",), ("3", "a", "1", "2", "5")])
def test_too_few_and_too_many_words_do_not_fit(words):
    assert _read("number word sure place", *words) is None


@pytest.mark.parametrize("number", ["", "x", "-1", "03", "３", "12345678901", "1.0"])
def test_only_a_canonical_number_is_one(number):
    assert _read("number word", number, "a") is None


def test_a_flag_is_nothing_but_0_or_1():
    assert _read("sure", "0") == {"sure": False}
    assert _read("sure", "yes") is None


def test_a_tuple_takes_all_the_rest():
    def look(first: int, places: tuple[int, ...] = ()) -> None: ...

    arguments = arguments_of(look, ("first", "places"))

    assert arguments.read(("1",)) == {"first": 1, "places": ()}
    assert arguments.read(("1", "2", "3")) == {"first": 1, "places": (2, 3)}
    assert arguments.read(("1", "2", "x")) is None


def test_a_field_that_is_needed_after_one_that_is_not_needs_both():
    def look(page: int = 1, *, kind: str) -> None: ...

    arguments = arguments_of(look, ("page", "kind"))

    assert arguments.read(("2",)) is None
    assert arguments.read(("2", "a")) == {"page": 2, "kind": "a"}


def test_a_name_that_the_command_has_not_is_found_at_once():
    with pytest.raises(KeyError):
        arguments_of(_Sample, ("nobody",))
