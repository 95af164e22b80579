"""One Bot API call on its way: who calls, with what, and the steps most methods share."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.accounts import Bot
from bot.sandbox.chats import Chat
from bot.sandbox.files import Upload
from bot.sandbox.keyboards import check_inline, check_place, check_placeholder, check_reply
from bot.sandbox.markup_html import parse_html
from bot.sandbox.markup_markdown import parse_legacy, parse_markdown
from bot.sandbox.spans import Formatted, utf16_length
from bot.sandbox.validation import Limits, Schema
from bot.sandbox.wire import Json, bad_request, too_many_requests
from bot.sandbox.world import World

PARSERS: dict[str, Callable[[str], Formatted]] = {
    "html": parse_html,
    "markdownv2": parse_markdown,
    "markdown": parse_legacy,
}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
ATTACH = "attach://"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A result with the remark some methods add ("Webhook was set")."""

    result: object
    description: str


@dataclass(slots=True, kw_only=True)
class Call:
    """Parameters have their types already; limits are Telegram's."""

    world: World
    bot: Bot
    method: str
    params: Json
    schema: Schema
    uploads: dict[str, Upload] = field(default_factory=dict)

    @property
    def limits(self) -> Limits:
        return self.schema.limits

    def text(self, name: str) -> str:
        """A text parameter, cleaned of control characters; "" when absent."""
        return clean(str(self.params.get(name) or ""))

    def formatted(self, name: str = "text", *, entities: str = "entities") -> Formatted:
        """A text parameter with its entities, from parse_mode or given outright."""
        return self.format(self.params, name=name, entities=entities)

    def format(
        self, source: Json, *, name: str, entities: str, mode: str = "parse_mode"
    ) -> Formatted:
        """The same for a nested object."""
        text = clean(str(source.get(name) or ""))
        parse_mode = str(source.get(mode) or "").lower()
        if parse_mode:
            parser = PARSERS.get(parse_mode)
            if parser is None:
                raise bad_request("unsupported parse_mode")
            found = parser(text)
        else:
            found = Formatted(text, list(source.get(entities) or []))
        found = found.tidy().with_automatic()
        del found.entities[self.limits.entities :]
        return found

    def message_text(self) -> Json:
        """The text fields of a message; Telegram's words for empty and too long."""
        found = self.formatted()
        if not found.text:
            raise bad_request("message text is empty")
        if utf16_length(found.text) > self.limits.text:
            raise bad_request("message is too long")
        return _fields(found, "text", "entities")

    def caption(self, source: Json | None = None) -> Json:
        """The caption fields of a message or of one item of a group; empty when there is none."""
        found = self.format(
            self.params if source is None else source, name="caption", entities="caption_entities"
        )
        if utf16_length(found.text) > self.limits.caption:
            raise bad_request("message caption is too long")
        return _fields(found, "caption", "caption_entities") if found.text else {}

    def chat(self, name: str = "chat_id") -> Chat:
        """The chat the call names."""
        return self.world.chat_for(self.bot, self.params.get(name))

    def writable_chat(self) -> Chat:
        """The chat, if this bot may write there and its rate allows it now."""
        chat = self.chat()
        refusal = self.world.refuse_writing(self.bot, chat)
        if refusal is not None:
            raise refusal
        wait = self.world.rates.retry_after(bot_id=self.bot.id, chat_id=chat.id)
        if wait:
            raise too_many_requests(wait)
        return chat

    def upload(self, name: str) -> Upload | None:
        """The file part that a parameter refers to; None when it names a file_id or URL."""
        return self.attached(self.params.get(name), field=name)

    def attached(self, value: object, *, field: str) -> Upload | None:
        """The file part behind "attach://key", or the part that bears the field's own name."""
        if isinstance(value, str) and value.startswith(ATTACH):
            upload = self.uploads.get(value.removeprefix(ATTACH))
            if upload is None:
                raise bad_request(f"there is no {field} in the request")
            return upload
        return self.uploads.get(field) if value is None else None

    def inline_markup(self) -> Json | None:
        """The inline keyboard of an edit; None removes it."""
        markup = self.params.get("reply_markup")
        if not markup:
            return None
        if "inline_keyboard" not in markup:
            raise bad_request("inline keyboard expected")
        return check_inline(markup, self.limits)

    def post(self, chat: Chat, content: Json) -> Json:
        """Send a message from the bot: reply, keyboard, storage, events."""
        message: Json = {
            "message_id": 0,
            "from": self.bot.user,
            "chat": chat.wire,
            "date": self.world.clock.now(),
        }
        thread = self.params.get("message_thread_id")
        if thread and thread in chat.topics:
            message["message_thread_id"] = thread
            message["is_topic_message"] = True
        reply = self._reply(chat)
        if reply is not None:
            message["reply_to_message"] = reply
        message.update(content)
        if self.params.get("protect_content"):
            message["has_protected_content"] = True
        if self.params.get("message_effect_id"):
            message["effect_id"] = self.params["message_effect_id"]
        keyboard_changed = self._apply_markup(chat, message)
        message["message_id"] = chat.take_message_id()
        chat.messages[message["message_id"]] = message
        chat.typing_until = 0.0
        self.world.show(self.bot, chat, "message", message)
        if keyboard_changed:
            show_keyboard(self.world, self.bot, chat)
        return message

    def _reply(self, chat: Chat) -> Json | None:
        parameters = self.params.get("reply_parameters")
        wanted = (
            parameters.get("message_id") if parameters else self.params.get("reply_to_message_id")
        )
        if not wanted:
            return None
        original = chat.messages.get(int(wanted))
        if original is None:
            lenient = parameters or self.params
            if lenient.get("allow_sending_without_reply"):
                return None
            raise bad_request("message to be replied not found")
        return {key: value for key, value in original.items() if key != "reply_to_message"}

    def _apply_markup(self, chat: Chat, message: Json) -> bool:
        """Put an inline keyboard on the message, or change the keyboard under the input line."""
        markup = self.params.get("reply_markup")
        if not markup:
            return False
        if "inline_keyboard" in markup:
            inline = check_inline(markup, self.limits)
            if inline is not None:
                check_place(inline, private=chat.wire["type"] == "private")
                message["reply_markup"] = inline
            return False
        if "keyboard" in markup:
            chat.reply_keyboard = check_reply(markup, self.limits)
            chat.input_placeholder = markup.get("input_field_placeholder")
            chat.force_reply = False
            return True
        if markup.get("remove_keyboard"):
            chat.reply_keyboard = None
            chat.input_placeholder = None
            chat.force_reply = False
            return True
        if markup.get("force_reply"):
            check_placeholder(markup, self.limits)
            chat.force_reply = True
            chat.input_placeholder = markup.get("input_field_placeholder")
            return True
        raise bad_request("object expected as reply markup")


def show_keyboard(world: World, bot: Bot, chat: Chat) -> None:
    """Tell the page what stands under the input line now."""
    world.show(
        bot,
        chat,
        "keyboard",
        {
            "reply_keyboard": chat.reply_keyboard,
            "input_placeholder": chat.input_placeholder,
            "force_reply": chat.force_reply,
        },
    )


def clean(text: str) -> str:
    """Carriage returns vanish and other control characters become blanks, as at Telegram."""
    if CONTROL.search(text) is None:
        return text
    return CONTROL.sub(" ", text.replace("\r", ""))


def _fields(found: Formatted, text: str, entities: str) -> Json:
    return {text: found.text, entities: found.entities} if found.entities else {text: found.text}
