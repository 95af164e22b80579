"""Forwarding to a neighbour: one message with the picture, what it is about, and the way there."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from council.kernel import paper
from council.kernel.directory import residents
from council.kernel.refusals import Refusal
from council.overview.sharing import picture, screens
from council.overview.sharing.public import shared
from tests.bot.conftest import Stage
from tests.bot.test_meetings import staffed
from tests.bot.test_pages_in_chat import PUBLIC, reached
from tests.lacking import lacking

__all__ = ["reached"]

TEXT = "\n".join(
    (
        "小区停车难怎么办",
        "一件事 · 议案 · 召集人：起草议案",
        f"{PUBLIC}/c/heyue/matters/p1?lang=zh_CN",
        "和悦家园 居民议事厅",
    )
)


async def test_a_matter_is_forwarded_as_a_picture_with_words_and_the_way_there(reached: Stage):
    if paper.lacking():
        lacking("Pango and a font with Chinese letters (apt-get install fonts-noto-cjk)")
    await staffed(reached)

    await reached.say("王", "/proposals 1")
    told = await reached.tap("王", "📣 转给邻居")

    sent = reached.side("王").messages[-2]
    assert sent["caption"] == TEXT
    assert [(size["width"], size["height"]) for size in sent["photo"]][-1] == (1200, 630)
    assert "reply_markup" not in sent
    assert told.startswith("☝️ 长按上面这张图，转发给邻居。")


async def test_where_no_picture_can_be_drawn_the_text_alone_is_forwarded(
    reached: Stage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(picture, "can_be_drawn", lambda: False)
    await staffed(reached)

    await reached.say("王", "/proposals 1")
    told = await reached.tap("王", "📣 转给邻居")

    assert told.startswith(TEXT)


async def test_where_no_page_can_be_reached_nothing_is_offered_to_be_forwarded(stage: Stage):
    await staffed(stage)

    await stage.say("王", "/proposals 1")

    assert "📣 转给邻居" not in str(stage.side("王").messages[-1])


async def test_a_picture_that_is_not_taken_is_said(
    reached: Stage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(screens, "picture_of", lambda *_, **__: b"no picture at all")
    await staffed(reached)

    await reached.say("王", "/proposals 1")
    told = await reached.tap("王", "📣 转给邻居")

    assert told.startswith("图片没有发出去，请再按一次。")


@pytest.mark.parametrize("name", ["p9", "m1", "x1", "1", "p1 "])
async def test_what_is_not_there_is_not_forwarded(reached: Stage, name: str):
    await staffed(reached)

    told = await reached.app.bus.read(lambda tx: shared(tx, person(tx), "matter", name))

    assert told == Refusal("card.nothing")


def person(tx):
    (found,) = tx.connection.execute(select(residents.c.id, residents.c.community_id).limit(1))
    return SimpleNamespace(id=found.id, community_id=found.community_id)
