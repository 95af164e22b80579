"""What somebody in the story sees in the hall, whatever comes late or leads elsewhere."""

from collections.abc import Sequence
from typing import Any

import pytest
from typing_extensions import override

from council.cli.story.browser import Answer, Browser
from council.cli.story.product import Product


def page(revision: int, text: str, *, number: int = 14) -> str:
    """A page with one message that was changed in place."""
    return (
        f'<input name="token" value="t"><ol id="log" data-revision="{revision}">'
        f'<li id="m{number}" class="shown"><p class="text">{text}</p></li></ol>'
    )


class Told(Browser):
    """A browser without a script that is told these answers, one after the other."""

    def __init__(self, product: Product, answers: Sequence[Answer]) -> None:
        super().__init__(product=product, connector=None, elsewhere=lambda: 0, place=0)  # type: ignore[arg-type]
        self._answers_left = list(answers)

    @override
    async def _ask(self, *asked: Any, **more: Any) -> Answer:
        return self._answers_left.pop(0)

    @property
    def shown(self) -> list[str]:
        return [message["text"] for message in self.chat.messages.values()]


def led_to(place: str) -> Answer:
    return Answer(status=303, path=f"/hall{place}")


def seen(revision: int, text: str) -> Answer:
    return Answer(status=200, path="/hall", page=page(revision, text))


@pytest.fixture
def product(tmp_path: Any) -> Product:
    return Product(settings={}, folder=tmp_path, url="http://127.0.0.1:1")


@pytest.mark.parametrize("place", ["#m14", "#b14"])
async def test_a_form_that_was_sent_leads_to_its_answer_or_to_the_buttons_of_a_sheet(
    product: Product, place: str
):
    browser = Told(product, [led_to(place), seen(5, "已认筹")])

    browser.text("/pledge 1 100")
    await browser.until(lambda side: bool(side.chat.messages), 5)

    assert browser.shown == ["已认筹"]


async def test_a_page_that_comes_late_takes_nothing_away(product: Product):
    answers = [led_to("#m14"), seen(7, "已认筹"), led_to("#m14"), seen(6, "请核对")]
    browser = Told(product, answers)

    for text in ("1", "2"):
        before = browser.moved
        browser.text(text)
        await browser.until(lambda side, before=before: side.moved > before, 5)

    assert browser.shown == ["已认筹"]
