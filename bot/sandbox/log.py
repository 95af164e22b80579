"""The request log: the last calls the bots made, for the page and for tests."""

from collections import deque
from dataclasses import dataclass

from bot.sandbox.wire import Json

LENGTH = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One call. `at` in UTC seconds of the sandbox clock."""

    seq: int
    method: str
    bot: str
    chat: str | None
    status: int
    at: int
    params: Json

    def wire(self) -> Json:
        return {
            "seq": self.seq,
            "method": self.method,
            "bot": self.bot,
            "chat": self.chat,
            "status": self.status,
            "at": self.at,
            "params": self.params,
        }


class RequestLog:
    """A ring: old calls fall out, the numbering goes on."""

    def __init__(self) -> None:
        self.seq = 0
        self._entries: deque[Entry] = deque(maxlen=LENGTH)

    def note(self, *, method: str, bot: str, status: int, at: int, params: Json) -> None:
        """Remember one call."""
        self.seq += 1
        chat = params.get("chat_id")
        self._entries.append(
            Entry(
                seq=self.seq,
                method=method,
                bot=bot,
                chat=None if chat is None else str(chat),
                status=status,
                at=at,
                params=params,
            )
        )

    def since(self, after: int) -> list[Entry]:
        """Calls numbered above `after`, oldest first."""
        return [entry for entry in self._entries if entry.seq > after]
