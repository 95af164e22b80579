"""The people who chat with the bots."""

from dataclasses import dataclass

from bot.sandbox.wire import Json

FIRST_PERSON_ID = 500_000_001


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One account. `pinned`, `default_bot` and `note` only serve the chat page."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str = "zh-hans"
    pinned: bool = False
    default_bot: str | None = None
    note: str = ""

    def user(self) -> Json:
        """The Bot API's User."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        user["language_code"] = self.language_code
        return user

    def chat(self) -> Json:
        """The Bot API's private Chat with this person."""
        chat: Json = {"id": self.id, "type": "private", "first_name": self.first_name}
        if self.last_name:
            chat["last_name"] = self.last_name
        if self.username:
            chat["username"] = self.username
        return chat
