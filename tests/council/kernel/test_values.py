"""Values compare, hash and print as dataclasses do, though they share the functions for it."""

from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from council.kernel.values import value


@value
class Pair:
    """Two things."""

    left: object
    right: object = None


@value
class Named(Pair):
    """Two things and a name."""

    name: str


@value
class Nothing:
    """No thing at all."""


def test_values_are_equal_when_their_class_and_all_their_fields_are():
    assert Pair(left=1, right=2) == Pair(left=1, right=2)
    assert Pair(left=1, right=2) != Pair(left=1, right=3)
    assert Named(left=1, name="a") != Named(left=1, name="b")
    assert Pair(left=1) != Named(left=1, name="")
    assert Pair(left=1, right=2) != (1, 2)
    assert Nothing() == Nothing()


def test_equal_values_are_one_key():
    assert {Pair(left=1): "first", Pair(left=1, right=None): "second"} == {Pair(left=1): "second"}
    assert len({Named(left=1, name="a"), Named(left=1, name="b"), Nothing(), Nothing()}) == 3
    with pytest.raises(TypeError, match="unhashable"):
        hash(Pair(left=[]))


def test_a_value_prints_as_a_dataclass_does():
    @dataclass(frozen=True, kw_only=True)
    class Plain:
        left: object
        right: object = None

    printed = repr(Pair(left="a", right=Nothing()))

    assert printed == "Pair(left='a', right=Nothing())"
    assert repr(Plain(left=1)).rpartition(".")[2] == repr(Pair(left=1)).replace("Pair", "Plain")
    assert repr(Named(left=1, name="n")) == "Named(left=1, right=None, name='n')"


def test_a_value_is_frozen_and_has_no_room_for_more():
    pair = Pair(left=1)

    with pytest.raises(FrozenInstanceError):
        pair.left = 2  # type: ignore[misc]
    assert not hasattr(pair, "__dict__")
    assert replace(pair, right=2) == Pair(left=1, right=2)
