"""Everything the sandbox knows: bots, people, chats, files; and how a change reaches all sides."""

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, fields

from bot.sandbox.accounts import Bot, BotAccount
from bot.sandbox.chats import Chat
from bot.sandbox.clock import SandboxClock
from bot.sandbox.events import EventLog
from bot.sandbox.faults import Fault, FaultPlan
from bot.sandbox.files import FileStore
from bot.sandbox.log import RequestLog
from bot.sandbox.numbers import Numbers
from bot.sandbox.people import FIRST_PERSON_ID, Person
from bot.sandbox.rates import RateLimits
from bot.sandbox.updates import QUERY_LIFETIME, QueueKey, Update, UpdateQueue
from bot.sandbox.wire import ApiError, Json, bad_request, forbidden

FIRST_GROUP_ID = -1_001_000_000_001
TYPING_SECONDS = 5.0
FIRST_UPDATE_ID = 100_000_000
TOASTS_KEPT = 1_000
SWEEP_AT_LEAST = 1_000


class Unfit(ValueError):
    """The person's side asked for something a real client could not do."""


class Unknown(Unfit):
    """There is no such bot, person or chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """An open callback, inline or checkout query; lives 150 s of the sandbox clock."""

    id: str
    bot_id: int
    person_id: int
    chat: Chat | None
    expires_at: int
    payload: Json


class World:
    """The state behind both sides. Single-threaded: everything happens on one event loop."""

    def __init__(self, *, rates: bool, numbers: Numbers | None = None) -> None:
        self.numbers = numbers or Numbers()
        self.clock = SandboxClock()
        self.events = EventLog()
        #: How often anything changed in any chat.
        self.shown = 0
        self.files = FileStore()
        self.faults = FaultPlan()
        self.rates = RateLimits(on=rates)
        self.log = RequestLog()
        self.bots: dict[str, Bot] = {}
        self.people: dict[int, Person] = {}
        self.deactivated: set[int] = set()
        self.groups: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.polls: dict[str, Json] = {}
        self.poll_homes: dict[str, tuple[Bot, Chat, int]] = {}
        self.poll_votes: dict[str, dict[int, list[int]]] = {}
        self.invoice_payloads: dict[tuple[int, int, int], str] = {}
        self.host: Json = {}
        self.deliver: Callable[[Bot, Update], None] = _nobody_listens
        self._usernames: dict[str, Bot] = {}
        self._bot_ids: dict[int, Bot] = {}
        self._private: dict[tuple[int, int], Chat] = {}
        self._sweep_at = SWEEP_AT_LEAST
        self._waiters: set[asyncio.Future[None]] = set()

    # Bots and people

    def add_bot(self, account: BotAccount) -> Bot:
        """Register a bot; its token and username must be new."""
        if not account.token.partition(":")[0].isdigit():
            raise Unfit("a token looks like 1001:AAA…")
        if account.id in self._bot_ids or account.username.lower() in self._usernames:
            raise Unfit(f"there is already a bot {account.id} or {account.username}")
        queue = UpdateQueue(
            bot=account.username,
            clock=self.clock,
            faults=self.faults,
            numbers=self.numbers,
            first_id=FIRST_UPDATE_ID + len(self.bots) * FIRST_UPDATE_ID,
            emptied=self.wake,
        )
        bot = Bot(account=account, queue=queue)
        self.bots[account.token] = bot
        self._usernames[account.username.lower()] = bot
        self._bot_ids[bot.id] = bot
        return bot

    def bot_named(self, username: str) -> Bot:
        """By username, with or without @."""
        bot = self._usernames.get(username.lstrip("@").lower())
        if bot is None:
            raise Unknown(f"no bot {username}")
        return bot

    def bot_with_id(self, bot_id: int) -> Bot | None:
        return self._bot_ids.get(bot_id)

    def add_person(self, person: Person) -> Person:
        """Register a person; the id must be new."""
        if person.id in self.people or person.id in self._bot_ids:
            raise Unfit(f"id {person.id} is taken")
        self.people[person.id] = person
        self.events.emit(
            "person", {"id": person.id, "first_name": person.first_name}, person=person.id
        )
        return person

    def free_person_id(self) -> int:
        """The next id nobody has."""
        candidate = FIRST_PERSON_ID + len(self.people)
        while candidate in self.people:
            candidate += 1
        return candidate

    def person(self, person_id: int) -> Person:
        try:
            return self.people[person_id]
        except KeyError:
            raise Unknown(f"no person {person_id}") from None

    # Chats

    def private_chat(self, bot: Bot, person_id: int) -> Chat:
        """The chat of a bot and a person; made at first sight, not yet started."""
        key = (bot.id, person_id)
        chat = self._private.get(key)
        if chat is None:
            wire = self.person(person_id).chat()
            chat = Chat(wire=wire, bot_ids={bot.id}, person_ids={person_id}, numbers=self.numbers)
            self._private[key] = chat
        return chat

    def open_bots(self, person_id: int) -> list[str]:
        """The bots this person has started."""
        return [
            bot.username
            for bot in self.bots.values()
            if (chat := self._private.get((bot.id, person_id))) is not None and chat.started
        ]

    def add_group(self, *, title: str, bots: list[Bot], people: list[int]) -> Chat:
        """A group with these members."""
        wire: Json = {
            "id": FIRST_GROUP_ID - len(self.groups),
            "type": "supergroup",
            "title": title,
        }
        chat = Chat(
            wire=wire,
            bot_ids={bot.id for bot in bots},
            person_ids=set(people),
            numbers=self.numbers,
            started=True,
        )
        self.groups[chat.id] = chat
        return chat

    def group(self, group_id: int) -> Chat:
        """A group by its id."""
        try:
            return self.groups[group_id]
        except KeyError:
            raise Unknown(f"no group {group_id}") from None

    def chat_for(self, bot: Bot, raw: object) -> Chat:
        """The chat a bot names by chat_id; raises "chat not found"."""
        if raw in {None, ""}:
            raise bad_request("chat_id is empty")
        try:
            chat_id = int(str(raw))
        except ValueError:
            raise bad_request("chat not found") from None
        if chat_id in self.groups:
            return self.groups[chat_id]
        if chat_id in self._bot_ids:
            raise forbidden("bots can't send messages to bots")
        if chat_id not in self.people:
            raise bad_request("chat not found")
        return self.private_chat(bot, chat_id)

    def refuse_writing(self, bot: Bot, chat: Chat) -> ApiError | None:
        """Why this bot may not write here now; None when it may."""
        if not chat.is_private:
            if bot.id in chat.left_bot_ids:
                return forbidden("bot was kicked from the supergroup chat")
            if bot.id not in chat.bot_ids:
                return forbidden("bot is not a member of the supergroup chat")
            return None
        if chat.id in self.deactivated:
            return forbidden("user is deactivated")
        if chat.blocked:
            return forbidden("bot was blocked by the user")
        if not chat.started:
            return forbidden("bot can't initiate conversation with a user")
        return None

    # Changes

    def show(self, bot: Bot | None, chat: Chat, kind: str, data: Json) -> None:
        """Tell the page and the waiters that this chat changed."""
        self.shown += 1
        username = bot.username if bot is not None else None
        for person_id in chat.person_ids:
            self.events.emit(kind, data, person=person_id, bot=username)
        chat.wake()
        self.wake()

    def wake(self) -> None:
        """Let everyone who waits for any change look again."""
        if self._waiters:
            waiters, self._waiters = self._waiters, set()
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_result(None)

    async def until(
        self, predicate: Callable[[], bool], *, within: float, chat: Chat | None
    ) -> None:
        """Wait until `predicate` holds, looking again at every change (of `chat`, or any)."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within
        while not predicate():
            left = deadline - loop.time()
            if left <= 0:
                raise TimeoutError
            waiter = loop.create_future()
            waiters = self._waiters if chat is None else chat.waiters
            waiters.add(waiter)
            try:
                async with asyncio.timeout(left):
                    await waiter
            finally:
                (self._waiters if chat is None else chat.waiters).discard(waiter)

    def toast(self, bot: Bot, chat: Chat, toast: Json) -> None:
        """Show the answer to a tap."""
        chat.toasts.append(toast)
        del chat.toasts[:-TOASTS_KEPT]
        self.show(bot, chat, "toast", toast)

    def type_in(self, bot: Bot, chat: Chat, action: str) -> None:
        """The line "typing…" for five seconds."""
        chat.typing_until = time.monotonic() + TYPING_SECONDS
        self.show(bot, chat, "chat_action", {"action": action})

    def push(
        self, bot: Bot, kind: str, payload: Json, *, key: QueueKey, chat_id: int | None
    ) -> None:
        """Queue an update for one bot and set its delivery going."""
        update = bot.queue.push(kind, payload, key=key, chat_id=chat_id)
        if update is not None and bot.queue.webhook_url:
            self.deliver(bot, update)

    def tell_bots(self, chat: Chat, kind: str, payload: Json) -> None:
        """An update for every bot in the chat, in the chat's own queue."""
        for bot_id in chat.bot_ids - chat.left_bot_ids:
            bot = self._bot_ids[bot_id]
            self.push(bot, kind, payload, key=("chat", chat.id), chat_id=chat.id)

    def person_writes(self, chat: Chat, person_id: int, content: Json) -> Json:
        """A message from a person: stored, shown and told to the bots of the chat."""
        message: Json = {
            "message_id": chat.take_message_id(),
            "from": self.people[person_id].user(),
            "chat": chat.wire,
            "date": self.clock.now(),
            **content,
        }
        chat.messages[message["message_id"]] = message
        self.show(self.only_bot(chat), chat, "message", message)
        self.tell_bots(chat, "message", message)
        return message

    def only_bot(self, chat: Chat) -> Bot | None:
        """The bot of a private chat; None in a group."""
        return self._bot_ids[next(iter(chat.bot_ids))] if chat.is_private else None

    # Controls

    def set_clock(self, offset: int) -> None:
        """Move the clock and say so."""
        self.clock.offset = offset
        self.events.emit("clock", {"now": self.clock.now(), "offset": offset})
        self.wake()

    def plan_fault(self, details: Json) -> Fault:
        """A fault from the control API's words; unknown words are refused."""
        unknown = set(details) - {field.name for field in fields(Fault)}
        if unknown:
            raise Unfit(f"unknown fault field: {min(unknown)}")
        try:
            fault = Fault(**details)
            self.faults.add(fault)
        except (TypeError, ValueError) as error:
            raise Unfit(str(error)) from None
        return fault

    # Queries

    def open_query(self, bot: Bot, *, person_id: int, chat: Chat | None, payload: Json) -> Query:
        """A query the bot may answer once within its lifetime."""
        now = self.clock.now()
        if len(self.queries) >= self._sweep_at:
            self.queries = {
                key: query for key, query in self.queries.items() if query.expires_at > now
            }
            self._sweep_at = max(2 * len(self.queries), SWEEP_AT_LEAST)
        query = Query(
            id=str(secrets.randbits(62)),
            bot_id=bot.id,
            person_id=person_id,
            chat=chat,
            expires_at=now + QUERY_LIFETIME,
            payload=payload,
        )
        self.queries[query.id] = query
        return query

    def close_query(self, bot: Bot, query_id: str) -> Query:
        """Take an open query; a second answer, a late one and a foreign one are refused."""
        query = self.queries.get(query_id)
        if query is None or query.bot_id != bot.id or query.expires_at <= self.clock.now():
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        del self.queries[query_id]
        return query


def _nobody_listens(_bot: Bot, _update: Update) -> None:
    """Until the server has started."""
