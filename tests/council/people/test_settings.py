"""The size of text on pages is chosen in chat; the links that the bot sends keep it."""

import pytest

from council.kernel.screens.render import render
from council.kernel.screens.translator import Translator
from council.people.commands import Home, SettingsView
from council.people.screens import big_keys

SITE = "https://hall.example"


def view(*, large: int, locale: str = "zh_CN") -> SettingsView:
    return SettingsView(locale=locale, large=large, name="王芳", ref="R1", unit="3-2-501")


@pytest.mark.parametrize(
    ("large", "address"),
    [
        (0, "网页：https://hall.example/?lang=zh_CN"),
        (1, "网页：https://hall.example/?lang=zh_CN&amp;large=1"),
        (2, "网页：https://hall.example/?lang=zh_CN&amp;large=2"),
    ],
)
def test_the_settings_lead_to_the_pages_in_the_chosen_size(large: int, address: str):
    screen = render(view(large=large), Translator("zh_CN", site=SITE))

    assert screen.text.splitlines()[-1] == address


def test_the_start_screen_leads_to_them_too():
    outcome = Home(
        name="王芳", community="和悦家园", bot="resident", roles=(), demo=False, newly_joined=False
    )

    screen = render(outcome, Translator("en", site=SITE, large=1))

    assert screen.text.splitlines()[-1] == "Pages: https://hall.example/?lang=en&amp;large=1"


def test_no_address_is_told_where_there_is_none():
    screen = render(view(large=1), Translator("zh_CN"))

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
        locale="zh_CN", large=0, name="王芳", ref="R1", unit="", keys="staff", roles=roles
    )
    say = Translator("zh_CN")

    keyboards = [render(each, say).keyboard for each in (outcome, changed)]

    assert [str(say("key.proposals")) in sum(keys, ()) for keys in keyboards] == [shown, shown]


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_each_setting_says_what_it_does_and_has_a_button_for_every_other_choice(locale: str):
    outcome = SettingsView(
        locale=locale, large=1, digest="daily", name="王芳", ref="R1", unit="3-2-501"
    )

    screen = render(outcome, Translator(locale))

    assert [button.press for row in screen.rows for button in row] == [
        f"settings.language:{'en' if locale == 'zh_CN' else 'zh_CN'}",
        "settings.large:0",
        "settings.large:2",
        "settings.digest:at_once",
        "settings.digest:needed",
        "settings.leave",
        "home",
    ]
    assert screen.text.count("<b>") == 4


def test_elder_mode_has_fewer_big_keys_all_of_which_are_keys_of_the_others_too():
    keys = [big_keys("resident", Translator("zh_CN", large=large), ()) for large in (0, 1, 2)]

    assert [len(sum(each, ())) for each in keys] == [9, 5, 5]
    assert set(sum(keys[1], ())) < set(sum(keys[0], ()))
