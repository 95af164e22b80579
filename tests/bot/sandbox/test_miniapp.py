from urllib.parse import parse_qs, urlsplit

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineQueryResultArticle, InputTextMessageContent
from aiogram.utils.web_app import safe_parse_webapp_init_data

MARKUP = {"inline_keyboard": [[{"text": "排序", "web_app": {"url": "http://127.0.0.1:1/app"}}]]}


async def test_the_launch_data_passes_aiograms_check(hall, side):
    await hall.send_message(side.person_id, "票", reply_markup=MARKUP)

    url = side.tap(text="排序")["url"]
    data = parse_qs(urlsplit(url).fragment)["tgWebAppData"][0]
    launch = safe_parse_webapp_init_data(hall.token, data)

    assert url.startswith("http://127.0.0.1:1/app#")
    assert (launch.user.id, launch.user.first_name) == (700, "张阿姨")


async def test_a_launch_is_answered_into_the_chat(hall, side):
    await hall.send_message(side.person_id, "票", reply_markup=MARKUP)
    data = parse_qs(urlsplit(side.tap(text="排序")["url"]).fragment)["tgWebAppData"][0]
    launch = safe_parse_webapp_init_data(hall.token, data)

    content = InputTextMessageContent(message_text="已排好")
    article = InlineQueryResultArticle(id="1", title="x", input_message_content=content)
    await hall.answer_web_app_query(launch.query_id, article)

    assert side.messages[-1]["text"] == "已排好"


async def test_data_from_a_keyboard_app_arrives_as_a_message(hall, side):
    keyboard = {"keyboard": [[{"text": "开", "web_app": {"url": "https://e.cn/"}}]]}
    await hall.send_message(side.person_id, "票", reply_markup=keyboard)

    side.send_app_data("开", "3>1>2")
    (update,) = await hall.get_updates()

    assert (update.message.web_app_data.data, update.message.web_app_data.button_text) == (
        "3>1>2",
        "开",
    )


async def test_a_button_that_opens_a_mini_app_is_for_one_persons_chat(sandbox, hall, side):
    group = sandbox.add_group("楼栋群", bots=[side.bot.username], people=[side.person_id])

    with pytest.raises(TelegramBadRequest, match="BUTTON_TYPE_INVALID"):
        await hall.send_message(group, "票", reply_markup=MARKUP)
