"""From a screen people come to the page about the same."""

import pytest

from council.kernel.acts.views import View
from council.kernel.screens.parts import with_page
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.routes import ROUTES

SAY = Translator("zh_CN", site="https://hall.example")
HOME = Button(label="首页", press="home")
PAGED = [
    pytest.param(route.row, id=f"{bot} {name}")
    for bot, routes in ROUTES.items()
    for name, route in routes.items()
    if isinstance(route.row, View) and route.row.page
]


@pytest.mark.parametrize("row", PAGED)
def test_every_screen_with_a_page_leads_there_and_is_forwarded_if_it_is_about_one_thing(
    row: View,
):
    screen = with_page(Screen(text="", rows=((HOME,),)), row.page, (7,), SAY)

    (page, *forward), home = screen.rows
    assert page.url.startswith("https://hall.example/")
    assert [each.press.split(":")[0] for each in forward] == ["share"] * ("{}" in row.page)
    assert home == (HOME,)
