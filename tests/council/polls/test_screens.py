"""Polls in both bots: a result that nobody has certified says so."""

import pytest

from council.kernel.database.transaction import Transaction
from council.kernel.screens.render import render
from council.kernel.screens.translator import Translator
from council.kernel.values import Person
from council.polls.commands import CertifyPoll
from council.polls.reads import show, show_as_resident
from tests.council.conftest import Town
from tests.council.polls.polling import open_ratification
from tests.council.resolutions.deciding import counted, populate

CAVEATS = {
    "zh_CN": "已经计票，等待另一位工作人员复核确认。确认前，以下数字仅供参考。",
    "en": "Counted, and waiting for a second person to certify it. Until then the figures are "
    "provisional.",
}


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_a_counted_result_is_provisional_until_a_second_person_certifies_it(
    town: Town, locale: str
):
    def texts() -> list[str]:
        def both(tx: Transaction, who: Person) -> list[str]:
            views = (show(tx, who, 1), show_as_resident(tx, who, 1))
            return [render(view, Translator(locale)).text for view in views]

        said: list[str] = town.read("主", both)
        return said

    counted(town)
    before = texts()
    town.act("主", CertifyPoll, poll=1)
    after = texts()

    assert [CAVEATS[locale] in text for text in before] == [True, True]
    assert [CAVEATS[locale] in text for text in after] == [False, False]


def test_only_the_residents_bot_offers_to_vote(town: Town):
    populate(town)
    open_ratification(town)

    def labels(tx: Transaction, who: Person) -> list[list[str]]:
        views = (show(tx, who, 1), show_as_resident(tx, who, 1))
        screens = [render(view, Translator("zh_CN")) for view in views]
        return [[button.label for row in screen.rows for button in row] for screen in screens]

    at_desk, _ = town.read("物", labels)
    _, at_home = town.read("甲", labels)

    assert at_desk == ["🔄 刷新", "🗳 全部表决", "🏠 首页"]
    assert at_home == ["🗳 去投票", "🗳 全部表决", "🏠 首页"]


def test_who_is_not_on_the_roll_is_told_so_in_the_place_of_a_button_to_vote(town: Town):
    populate(town)
    open_ratification(town)

    view = town.read("客", show_as_resident, 1)
    screen = render(view, Translator("zh_CN"))

    assert [button.label for row in screen.rows for button in row] == ["🗳 全部表决", "🏠 首页"]
    assert screen.text.endswith(
        "业主表决 1“建设立体停车场”由公告时产权清册上的业主投票，名册上没有您。"
        "如果您是业主，请带产权证明联系社区代办点。"
    )
