"""The tables of views lead somewhere: each typed command and each key to a press that fits."""

import pytest

from council.kernel.screens.translator import LOCALES, Translator
from council.people.screens import RESIDENT_KEYS, STAFF_KEYS
from council.routes import BOTS, MENU, ROUTES, TYPED, Route

TYPED_ROWS = [(bot, row) for bot in BOTS for row in TYPED[bot].values()]


@pytest.mark.parametrize(("bot", "row"), TYPED_ROWS)
def test_a_typed_command_stands_for_presses_that_are_there(bot, row):
    for press, more in (
        (row.bare, ()),
        (row.unread, ()),
        (row.number, ("1",)),
        (row.rest, ("1", "words")),
        (row.words, ("words",)),
    ):
        if press:
            verb, *before = press.split(":")
            assert ROUTES[bot][verb].arguments.read((*before, *more)) is not None, press


@pytest.mark.parametrize(("bot", "row"), TYPED_ROWS)
def test_a_typed_command_says_something_in_any_case(bot, row):
    assert row.bare or row.refused


def test_a_route_knows_which_bot_asks_where_it_wants_to_know():
    def told(route: Route) -> bool:
        return route.told_bot

    assert told(ROUTES["staff"]["motion"])
    assert not told(ROUTES["staff"]["motion.announce"])


@pytest.mark.parametrize("bot", BOTS)
def test_each_command_of_the_menus_has_a_row_and_words(bot):
    assert set(MENU[bot]) <= set(TYPED[bot])
    for locale in LOCALES:
        assert all(Translator(locale)(f"menu.{bot}.{name}") for name in MENU[bot])


@pytest.mark.parametrize(("bot", "keys"), [("resident", RESIDENT_KEYS), ("staff", STAFF_KEYS)])
def test_each_big_key_has_a_row(bot, keys):
    assert {name for row in keys for _, name in row} <= set(TYPED[bot])
