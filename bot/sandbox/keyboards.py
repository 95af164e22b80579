"""Inline and reply keyboards: the server's checks."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.sandbox.wire import ApiError, Json, bad_request

if TYPE_CHECKING:
    from bot.sandbox.validation import Limits

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
SCHEMES = frozenset({"http", "https", "tg", "ton", "tonsite"})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def check_inline(markup: Json, limits: "Limits") -> Json | None:
    """The inline keyboard as the message will show it; None when it has no button."""
    rows = [row for row in markup["inline_keyboard"] if row]
    if any(len(row) > limits.buttons_per_row for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    if sum(len(row) for row in rows) > limits.buttons:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _check_button(button, limits)
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: Json, limits: "Limits") -> None:
    if not str(button["text"]).strip():
        raise _button_fault("Inline keyboard button text must be non-empty")
    data = button.get("callback_data")
    if data is not None:
        if not 1 <= len(str(data).encode(errors="replace")) <= limits.callback_data:
            raise bad_request("BUTTON_DATA_INVALID")
        return
    if not any(button.get(action) is not None for action in ACTIONS):
        raise _button_fault("Text buttons are unallowed in the inline keyboard")
    if button.get("url") is not None:
        _check_url(str(button["url"]), "inline keyboard button URL")
    if button.get("web_app") is not None:
        _check_web_app(str(button["web_app"]["url"]), "inline keyboard button Web App URL")


def check_place(markup: Json, *, private: bool) -> None:
    """Buttons that open a Mini App are for a bot's chat with one person."""
    opens = any(button.get("web_app") for row in markup["inline_keyboard"] for button in row)
    if opens and not private:
        raise bad_request("BUTTON_TYPE_INVALID")


def _check_url(url: str, what: str) -> None:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise bad_request(f"{what} '{url}' is invalid: Wrong HTTP URL") from None
    if parts.scheme and parts.scheme not in SCHEMES:
        raise bad_request(f"{what} '{url}' is invalid: Unsupported URL protocol")
    if parts.scheme in {"http", "https"} and not parts.hostname:
        raise bad_request(f"{what} '{url}' is invalid: URL host is empty")


def _check_web_app(url: str, what: str) -> None:
    """Telegram wants HTTPS; here plain HTTP passes on this machine, as in its test environment."""
    _check_url(url, what)
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise bad_request(f"{what} '{url}' is invalid: Only HTTPS links are allowed")


def check_reply(markup: Json, limits: "Limits") -> Json:
    """A reply keyboard as the person will see it."""
    rows = [row for row in markup["keyboard"] if row]
    if not rows:
        raise bad_request("reply keyboard must have at least one button")
    if sum(len(row) for row in rows) > 3 * limits.buttons:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _check_reply_button(button)
    check_placeholder(markup, limits)
    return {**markup, "keyboard": rows}


def check_placeholder(markup: Json, limits: "Limits") -> None:
    """The grey text in the input line."""
    if len(markup.get("input_field_placeholder") or "") > limits.placeholder:
        raise bad_request("input field placeholder is too long")


def _check_reply_button(button: Json) -> None:
    if not str(button["text"]).strip():
        raise bad_request("can't parse keyboard button: Keyboard button text must be non-empty")
    if button.get("web_app") is not None:
        _check_web_app(str(button["web_app"]["url"]), "keyboard button Web App URL")


def _button_fault(reason: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")
