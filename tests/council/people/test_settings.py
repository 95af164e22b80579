"""The size of text on pages is chosen in chat; the links that the bot sends keep it."""

import pytest

from council.kernel.screens.render import render
from council.kernel.screens.translator import Translator
from council.people.commands import Home, SettingsView

SITE = "https://hall.example"


def view(*, large: bool, locale: str = "zh_CN") -> SettingsView:
    return SettingsView(locale=locale, large=large, name="王芳", ref="R1", unit="3-2-501")


@pytest.mark.parametrize(
    ("large", "address"),
    [
        (False, "网页：https://hall.example/?lang=zh_CN"),
        (True, "网页：https://hall.example/?lang=zh_CN&amp;large=1"),
    ],
)
def test_the_settings_lead_to_the_pages_in_the_chosen_size(large: bool, address: str):
    screen = render(view(large=large), Translator("zh_CN", site=SITE))

    assert screen.text.splitlines()[-1] == address


def test_the_start_screen_leads_to_them_too():
    outcome = Home(
        name="王芳", community="和悦家园", bot="resident", roles=(), demo=False, newly_joined=False
    )

    screen = render(outcome, Translator("en", site=SITE, large=True))

    assert screen.text.splitlines()[-1] == "Pages: https://hall.example/?lang=en&amp;large=1"


def test_no_address_is_told_where_there_is_none():
    screen = render(view(large=True), Translator("zh_CN"))

    assert "网页：" not in screen.text


@pytest.mark.parametrize(
    ("roles", "shown"),
    [(("facilitator",), True), (("clerk", "auditor"), True), (("treasurer",), False), ((), False)],
)
def test_staff_have_no_key_that_would_refuse_them(roles: tuple[str, ...], shown: bool):
    outcome = Home(
        name="王芳", community="和悦家园", bot="staff", roles=roles, demo=False, newly_joined=False
    )
    changed = SettingsView(
        locale="zh_CN", large=False, name="王芳", ref="R1", unit="", keys="staff", roles=roles
    )
    say = Translator("zh_CN")

    keyboards = [render(each, say).keyboard for each in (outcome, changed)]

    assert [str(say("key.proposals")) in sum(keys, ()) for keys in keyboards] == [shown, shown]
