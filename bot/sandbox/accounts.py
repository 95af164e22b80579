"""The bots that live in the sandbox."""

from dataclasses import dataclass, field

from bot.sandbox.updates import UpdateQueue
from bot.sandbox.wire import Json

CommandKey = tuple[str, str]
"""A scope in canonical form and a language code ("" for every language)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BotAccount:
    """A bot's credentials; the number before the colon is its user id."""

    token: str
    username: str
    name: str

    @property
    def id(self) -> int:
        return int(self.token.partition(":")[0])


@dataclass(slots=True, kw_only=True)
class Bot:
    """What the sandbox remembers about one bot."""

    account: BotAccount
    queue: UpdateQueue
    commands: dict[CommandKey, list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    rights: dict[bool, Json] = field(default_factory=dict)
    stars: list[Json] = field(default_factory=list)
    user: Json = field(init=False)

    def __post_init__(self) -> None:
        self.user = {
            "id": self.account.id,
            "is_bot": True,
            "first_name": self.account.name,
            "username": self.account.username,
        }

    @property
    def id(self) -> int:
        return self.account.id

    @property
    def username(self) -> str:
        return self.account.username

    def me(self) -> Json:
        """The answer of getMe."""
        return {
            **self.user,
            "can_join_groups": True,
            "can_read_all_group_messages": True,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
        }

    def commands_for(self, person_id: int, language_code: str) -> list[Json]:
        """The command list this person sees: the narrowest scope, then their language, wins."""
        language = language_code[:2].lower()
        for scope in (f"chat:{person_id}", "all_private_chats", "default"):
            for code in (language, ""):
                commands = self.commands.get((scope, code))
                if commands:
                    return commands
        return []

    def menu_button_for(self, person_id: int) -> Json:
        """What stands left of the person's input line."""
        own = self.menu_buttons.get(person_id)
        return own or self.menu_buttons.get(None) or {"type": "default"}
