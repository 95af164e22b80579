"""The person's side of one chat: what a finger on a phone can do, and what the eye sees."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.accounts import Bot
from bot.sandbox.call import show_keyboard
from bot.sandbox.chats import Chat
from bot.sandbox.files import Upload
from bot.sandbox.media import sample_voice
from bot.sandbox.membership import ask_to_join, join, leave
from bot.sandbox.miniapp import launch_url
from bot.sandbox.spans import automatic_entities
from bot.sandbox.votes import vote
from bot.sandbox.wire import Json
from bot.sandbox.world import Unfit, World

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
PHONE = "+86100000"
HOME = (31.2304, 121.4737)
"""Where people stand when they share their location without saying where."""


@dataclass(slots=True, kw_only=True)
class Side:
    """One person in one chat with one bot."""

    world: World
    bot: Bot
    person_id: int
    chat: Chat

    # What the person sees

    @property
    def messages(self) -> list[Json]:
        return list(self.chat.messages.values())

    @property
    def toasts(self) -> list[Json]:
        return self.chat.toasts

    @property
    def reply_keyboard(self) -> Json | None:
        return self.chat.reply_keyboard

    @property
    def commands(self) -> list[Json]:
        person = self.world.person(self.person_id)
        return self.bot.commands_for(person.id, person.language_code)

    @property
    def typing(self) -> bool:
        return self.chat.typing_until > time.monotonic()

    @property
    def moved(self) -> int:
        """A number that grows with whatever happens in any chat."""
        return self.world.shown

    async def until(self, predicate: "Callable[[Side], bool]", timeout: float) -> None:  # noqa: ASYNC109  # part of the contract with the story
        """Wait until `predicate(side)` holds, looking again at every change; else TimeoutError."""
        await self.world.until(lambda: predicate(self), within=timeout, chat=self.chat)

    # What the person does

    def start(self, payload: str = "") -> int:
        """Press START (with the payload of a deep link); also lifts a block."""
        if not PAYLOAD.fullmatch(payload):
            raise Unfit("a start payload has up to 64 characters of A-Z a-z 0-9 _ -")
        if self.chat.blocked:
            self.unblock()
        return self.text(f"/start {payload}".rstrip())

    def text(
        self,
        text: str,
        *,
        entities: list[Json] | None = None,
        reply_to_message_id: int | None = None,
    ) -> int:
        """Send a text; the number of the message."""
        if not text.strip():
            raise Unfit("the text is empty")
        content: Json = {"text": text}
        found = automatic_entities(text) if entities is None else entities
        if found:
            content["entities"] = found
        return self._send(content, reply_to_message_id=reply_to_message_id)

    def press(self, text: str) -> int:
        """Press a button of the reply keyboard."""
        button = self._reply_button(text)
        if button.get("request_contact"):
            number = self.contact()
        elif button.get("request_location"):
            number = self.location()
        elif button.get("web_app"):
            raise Unfit("this button opens a Mini App")
        else:
            number = self.text(text)
        keyboard = self.chat.reply_keyboard
        if keyboard is not None and keyboard.get("one_time_keyboard"):
            self.chat.reply_keyboard = None
            show_keyboard(self.world, self.bot, self.chat)
        return number

    def photo(self, content: bytes | None = None, *, caption: str = "") -> int:
        """Send a photo; None is the sample photo."""
        sizes = self.world.files.add_photo(bot_id=self.bot.id, content=content)
        return self._send({"photo": sizes, **_caption(caption)})

    def voice(
        self, content: bytes | None = None, *, seconds: int = 3, mime_type: str = "audio/ogg"
    ) -> int:
        """Send a voice message of so many seconds; None is silence."""
        data = sample_voice(seconds) if content is None else content
        upload = Upload(name="voice.oga", mime_type=mime_type, content=data)
        stored = self.world.files.add(
            bot_id=self.bot.id,
            kind="voice",
            upload=upload,
            extra={"duration": seconds, "mime_type": mime_type},
        )
        return self._send({"voice": stored.wire})

    def video(self, content: bytes, *, seconds: int = 3, mime_type: str = "video/mp4") -> int:
        """Send a video."""
        stored = self.world.files.add(
            bot_id=self.bot.id,
            kind="video",
            upload=Upload(name="video.mp4", mime_type=mime_type, content=content),
            extra={"width": 320, "height": 240, "duration": seconds, "mime_type": mime_type},
        )
        return self._send({"video": stored.wire})

    def document(self, upload: Upload, *, caption: str = "") -> int:
        """Send a file."""
        stored = self.world.files.add(
            bot_id=self.bot.id,
            kind="document",
            upload=upload,
            extra={"file_name": upload.name, "mime_type": upload.mime_type},
        )
        return self._send({"document": stored.wire, **_caption(caption)})

    def location(self, latitude: float = HOME[0], longitude: float = HOME[1]) -> int:
        """Share a place."""
        return self._send({"location": {"latitude": latitude, "longitude": longitude}})

    def contact(self, phone_number: str | None = None, *, first_name: str | None = None) -> int:
        """Share a contact card; without a number the person's own."""
        person = self.world.person(self.person_id)
        card: Json = {
            "phone_number": phone_number or f"{PHONE}{person.id % 10_000:04d}",
            "first_name": first_name or person.first_name,
        }
        if phone_number is None:
            card["user_id"] = person.id
        return self._send({"contact": card})

    def forward(self, text: str, from_name: str) -> int:
        """Pass on somebody else's text."""
        now = self.world.clock.now()
        origin: Json = {"type": "hidden_user", "sender_user_name": from_name, "date": now}
        content: Json = {"forward_origin": origin, "text": text}
        found = automatic_entities(text)
        return self._send({**content, "entities": found} if found else content)

    def edit(self, message_id: int, text: str) -> int:
        """Change an own text after sending it."""
        message = self.chat.messages.get(message_id)
        if message is None or message["from"]["id"] != self.person_id or "text" not in message:
            raise Unfit(f"message {message_id} is not a text of this person")
        edited = {key: value for key, value in message.items() if key != "entities"}
        edited.update(text=text, edit_date=self.world.clock.now())
        found = automatic_entities(text)
        if found:
            edited["entities"] = found
        self.chat.messages[message_id] = edited
        self.world.show(self.bot, self.chat, "edit", edited)
        self.world.tell_bots(self.chat, "edited_message", edited)
        return message_id

    def tap(
        self,
        *,
        message_id: int | None = None,
        data: str | None = None,
        text: str | None = None,
        row: int | None = None,
        col: int | None = None,
    ) -> Json:
        """Tap an inline button, on the newest message that has it unless one is named.

        Returns {"message_id", "query_id"}, or {"message_id", "url"} for a button that opens a link.
        """
        message, button = self._button(
            message_id=message_id, data=data, text=text, row=row, col=col
        )
        number: int = message["message_id"]
        if button.get("web_app"):
            return {"message_id": number, "url": self.open_app(str(button["web_app"]["url"]))}
        if "callback_data" not in button:
            return {"message_id": number, "url": button.get("url")}
        payload: Json = {
            "id": "",
            "from": self.world.person(self.person_id).user(),
            "message": message,
            "chat_instance": str(self.bot.id * 1_000_003 + self.chat.id),
            "data": button["callback_data"],
        }
        query = self.world.open_query(
            self.bot, person_id=self.person_id, chat=self.chat, payload=payload
        )
        payload["id"] = query.id
        key = ("user", self.person_id)
        self.world.push(self.bot, "callback_query", payload, key=key, chat_id=self.chat.id)
        return {"message_id": number, "query_id": query.id}

    def open_app(self, url: str) -> str:
        """Open a Mini App from an inline button or the menu: its address with signed launch data.

        The bot may answer the launch once by answerWebAppQuery.
        """
        query = self.world.open_query(
            self.bot, person_id=self.person_id, chat=self.chat, payload={}
        )
        return launch_url(
            url,
            token=self.bot.account.token,
            user=self.world.person(self.person_id).user(),
            now=self.world.clock.now(),
            query_id=query.id,
        )

    def send_app_data(self, text: str, data: str) -> int:
        """What a Mini App opened from the reply keyboard's button `text` sends back."""
        if not self._reply_button(text).get("web_app"):
            raise Unfit(f"the button {text!r} opens no Mini App")
        return self._send({"web_app_data": {"data": data, "button_text": text}})

    def join(self) -> None:
        """Enter the group."""
        join(self.world, self.chat, self.person_id)

    def leave(self) -> None:
        """Leave the group."""
        leave(self.world, self.chat, self.person_id)

    def ask_to_join(self) -> None:
        """Knock at the group's door."""
        ask_to_join(self.world, self.chat, self.person_id)

    def waits_for(self, query_id: str) -> bool:
        """Whether a tap still has no answer."""
        query = self.world.queries.get(query_id)
        return query is not None and query.expires_at > self.world.clock.now()

    def block(self) -> None:
        """Block the bot: it learns of it, and may not write any more."""
        if self.chat.blocked:
            raise Unfit("the bot is blocked already")
        self.chat.blocked = True
        self._tell_membership(old="member", new="kicked")

    def unblock(self) -> None:
        """Let the bot write again."""
        if not self.chat.blocked:
            raise Unfit("the bot is not blocked")
        self.chat.blocked = False
        self._tell_membership(old="kicked", new="member")

    def poll_vote(self, message_id: int, options: list[int]) -> None:
        """Vote in a Telegram poll (positions from 0); an empty list takes the vote back."""
        message = self.chat.messages.get(message_id)
        if message is None or "poll" not in message:
            raise Unfit(f"message {message_id} has no poll")
        vote(self.world, message["poll"]["id"], self.person_id, options)

    def pay(self, message_id: int) -> str:
        """Pay an invoice: the bot is asked first; returns the query's id."""
        message = self.chat.messages.get(message_id)
        if message is None or "invoice" not in message:
            raise Unfit(f"message {message_id} has no invoice")
        payload: Json = {
            "id": "",
            "from": self.world.person(self.person_id).user(),
            "currency": message["invoice"]["currency"],
            "total_amount": message["invoice"]["total_amount"],
            "invoice_payload": self.world.invoice_payloads[self.bot.id, self.chat.id, message_id],
        }
        query = self.world.open_query(
            self.bot, person_id=self.person_id, chat=self.chat, payload=payload
        )
        payload["id"] = query.id
        key = ("user", self.person_id)
        self.world.push(self.bot, "pre_checkout_query", payload, key=key, chat_id=self.chat.id)
        return query.id

    def _send(self, content: Json, *, reply_to_message_id: int | None = None) -> int:
        if self.chat.blocked:
            raise Unfit("the bot is blocked: unblock it first")
        if reply_to_message_id is not None:
            original = self.chat.messages.get(reply_to_message_id)
            if original is None:
                raise Unfit(f"no message {reply_to_message_id} to reply to")
            quoted = {key: value for key, value in original.items() if key != "reply_to_message"}
            content = {"reply_to_message": quoted, **content}
        self.chat.started = True
        self.chat.force_reply = False
        return int(self.world.person_writes(self.chat, self.person_id, content)["message_id"])

    def _tell_membership(self, *, old: str, new: str) -> None:
        def status(name: str) -> Json:
            member: Json = {"user": self.bot.user, "status": name}
            return {**member, "until_date": 0} if name == "kicked" else member

        payload: Json = {
            "chat": self.chat.wire,
            "from": self.world.person(self.person_id).user(),
            "date": self.world.clock.now(),
            "old_chat_member": status(old),
            "new_chat_member": status(new),
        }
        key = ("member", self.person_id)
        self.world.push(self.bot, "my_chat_member", payload, key=key, chat_id=self.chat.id)
        self.world.show(self.bot, self.chat, "person", {"blocked": self.chat.blocked})

    def _reply_button(self, text: str) -> Json:
        rows: list[list[Json]] = (self.chat.reply_keyboard or {}).get("keyboard", [])
        for row in rows:
            for button in row:
                if button["text"] == text:
                    return button
        raise Unfit(f"no button {text!r} on the reply keyboard")

    def _button(
        self,
        *,
        message_id: int | None,
        data: str | None,
        text: str | None,
        row: int | None,
        col: int | None,
    ) -> tuple[Json, Json]:
        if message_id is None:
            candidates = list(reversed(self.chat.messages.values()))
        elif message_id in self.chat.messages:
            candidates = [self.chat.messages[message_id]]
        else:
            raise Unfit(f"no message {message_id}")
        for message in candidates:
            rows: list[list[Json]] = message.get("reply_markup", {}).get("inline_keyboard", [])
            for y, buttons in enumerate(rows):
                for x, button in enumerate(buttons):
                    if (
                        (data is None or button.get("callback_data") == data)
                        and (text is None or button["text"] == text)
                        and (row is None or row == y)
                        and (col is None or col == x)
                    ):
                        return message, button
        wanted = data or text or f"row {row} column {col}"
        raise Unfit(f"no inline button {wanted!r}")


def _caption(caption: str) -> Json:
    if not caption:
        return {}
    found = automatic_entities(caption)
    return {"caption": caption, "caption_entities": found} if found else {"caption": caption}
