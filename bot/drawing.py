"""Drawing a screen as Bot API calls. Pure: both bots and the outbox use it."""

from typing import Any

from bot.api import Call
from council.chat.cutting import cut
from council.kernel.screens.screen import TEXT_LIMIT, Button, Screen


def markup(screen: Screen) -> dict[str, Any] | None:
    """The reply markup of a screen: inline buttons, or the big keys below the input field.

    A message carries one of the two. No big keys at all means that they are taken away.
    """
    if screen.rows:
        return {"inline_keyboard": [[_button(b) for b in row] for row in screen.rows]}
    if screen.keyboard == ():
        return {"remove_keyboard": True}
    if screen.keyboard is not None:
        return {
            "keyboard": [[{"text": label} for label in row] for row in screen.keyboard],
            "resize_keyboard": True,
            "is_persistent": True,
        }
    return None


def send(chat_id: int, screen: Screen) -> Call:
    """A screen as a new message."""
    return Call(method="sendMessage", params={"chat_id": chat_id, **_body(screen)})


def edit(chat_id: int, message_id: int, screen: Screen) -> Call:
    """A screen in the place of an earlier message."""
    return Call(
        method="editMessageText",
        params={"chat_id": chat_id, "message_id": message_id, **_body(screen)},
    )


def toast(query_id: str, screen: Screen | None) -> Call:
    """The answer to a pressed button: its loading mark ends, a short note may appear."""
    params: dict[str, Any] = {"callback_query_id": query_id}
    if screen is not None and screen.toast:
        params |= {"text": screen.toast[:200], "show_alert": screen.alert}
    return Call(method="answerCallbackQuery", params=params)


def _body(screen: Screen) -> dict[str, Any]:
    body: dict[str, Any] = {
        "text": cut(screen.text, TEXT_LIMIT),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    drawn = markup(screen)
    if drawn is not None:
        body["reply_markup"] = drawn
    return body


def _button(button: Button) -> dict[str, Any]:
    if button.hand:
        return {"text": button.label, "web_app": {"url": button.hand}}
    if button.url:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.press}
