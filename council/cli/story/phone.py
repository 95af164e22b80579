"""A person's phone with one bot open: they write, tap, and wait for what they see.

Buttons are known by what they say when pressed (verb and arguments), never by their label, so
the language of the chat does not matter. A person repeats nothing by themselves: only when no
answer came although the product was alive do they look again (``Silence``).
"""

import html
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from council.cli.story.product import Product
from council.cli.story.trouble import Silence, StoryStopped

Message = dict[str, Any]
Sight = Callable[[Message], bool]
#: One word of what a button says; None stands for any.
Part = str | int | None

#: How many seconds of a living product somebody waits for an answer while nothing moves on any phone:
#: on a busy machine the others are served first. With another answer than they expected before their
#: eyes they try again sooner, when they know that the product is killed.
PATIENCE, PUZZLED = 20.0, 5.0
#: So many times that at most, however much moves elsewhere.
LONGEST = 15
BREATH = 1.0


class Seen(Protocol):
    """What stands in a chat."""

    @property
    def messages(self) -> dict[int, Message]:
        """By number, oldest first; a message that was changed is another object."""
        ...


class Side(Protocol):
    """A program that somebody acts with: the sandbox's chat, a browser in the hall, WeCom's cards."""

    @property
    def chat(self) -> Seen:
        """What they see."""
        ...

    @property
    def reply_keyboard(self) -> object | None:
        """The keys below the field; None before somebody has joined."""
        ...

    @property
    def toasts(self) -> Sequence[object]:
        """What was said in passing."""
        ...

    @property
    def moved(self) -> int:
        """A number that grows with whatever happens anywhere."""
        ...

    async def until(self, predicate: Callable[[Any], bool], timeout: float, /) -> None:  # noqa: ASYNC109
        """Wait until something is seen; else TimeoutError."""
        ...

    def start(self, code: str, /) -> object:
        """Come in by the code of a slip."""
        ...

    def text(self, text: str, /) -> object:
        """Write something."""
        ...

    def tap(self, *, message_id: int, data: str) -> object:
        """Press a button."""
        ...

    def photo(self) -> object:
        """Send a photo."""
        ...


async def _at_once() -> None:
    """A chat program shows by itself what is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """One chat of one person."""

    name: str
    side: Side
    product: Product
    puzzled: float = PATIENCE
    look: Callable[[], Awaitable[None]] = _at_once

    async def say(self, text: str, sees: Sight) -> Message:
        """Send a text and wait for an answer that looks so."""
        return await self.act(lambda: self.side.text(text), sees, doing=f"says {text[:60]!r}")

    async def tap(self, *press: Part, sees: Sight) -> Message:
        """Tap the newest button with this verb and these first arguments; wait for the answer."""
        if not self.shows(*press):
            await self.look()
        data, message_id = self.find(*press)
        return await self.act(
            lambda: self.side.tap(message_id=message_id, data=data), sees, doing=f"taps {data}"
        )

    async def act(self, act: Callable[[], object], sees: Sight, *, doing: str = "acts") -> Message:
        """Do something and wait for a new or changed message of the bot that looks so."""
        before = dict(self.side.chat.messages)  # held: nothing new can lie where one of them lay
        act()

        def fresh() -> list[Message]:
            return [
                message
                for number, message in reversed(self.side.chat.messages.items())
                if message["from"]["is_bot"] and before.get(number) is not message
            ]

        began = still = self.product.lived
        moved = self.side.moved
        while self.product.lived < still + (self.puzzled if fresh() else PATIENCE):
            try:
                await self.side.until(lambda _: any(map(sees, fresh())), BREATH)
            except TimeoutError:
                self.product.insist_alive()
                if moved != self.side.moved and self.product.lived < began + LONGEST * PATIENCE:
                    still, moved = self.product.lived, self.side.moved
                continue
            return next(filter(sees, fresh()))
        message = f"{self.name} {doing} and waits in vain. They see:\n{self.screen()}"
        raise Silence(message)

    def find(self, *press: Part) -> tuple[str, int]:
        """The newest button that begins so: what it says, and the message it stands under."""
        for number, message in reversed(self.side.chat.messages.items()):
            for data in presses(message):
                if fits(data, press):
                    return data, number
        wanted = ":".join("…" if part is None else str(part) for part in press)
        text = f"{self.name} finds no button {wanted}. They see:\n{self.screen()}"
        raise StoryStopped(text)

    def shows(self, *press: Part) -> bool:
        """Whether a button that begins so stands anywhere in the chat."""
        return any(
            fits(data, press)
            for message in self.side.chat.messages.values()
            for data in presses(message)
        )

    def screen(self) -> str:
        """The end of the chat as text, for whoever must find out what went wrong."""
        lines: list[str] = []
        for message in list(self.side.chat.messages.values())[-6:]:
            who = "bot" if message["from"]["is_bot"] else self.name
            text = html.unescape(message.get("text") or f"({', '.join(message)})")
            lines.append(f"  [{message['message_id']}] {who}: {text[:600]}")
            lines += [f"      <{data}>" for data in presses(message)]
        lines += [f"  toast: {toast}" for toast in self.side.toasts[-2:]]
        return "\n".join(lines) or "  (an empty chat)"


def presses(message: Message) -> Iterator[str]:
    """What the buttons under a message say."""
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            if "callback_data" in button:
                yield button["callback_data"]


def fits(data: str, press: tuple[Part, ...]) -> bool:
    """Whether a button's words begin with these; None fits every word."""
    words = data.split(":")
    return len(words) >= len(press) and all(
        part is None or word == str(part) for word, part in zip(words, press, strict=False)
    )


def button(*press: Part) -> Sight:
    """A message with a button that begins so."""
    return lambda message: any(fits(data, press) for data in presses(message))


def number_on(message: Message, *press: Part) -> int:
    """The number that follows these words on the first button that begins so."""
    for data in presses(message):
        if fits(data, press):
            return int(data.split(":")[len(press)])
    text = f"no button {press} under {message.get('text')!r}"
    raise StoryStopped(text)


def either(*sights: Sight) -> Sight:
    """One of several sights."""
    return lambda message: any(sees(message) for sees in sights)


def without(*press: Part) -> Sight:
    """A message with no such button."""
    return lambda message: not button(*press)(message)


def both(*sights: Sight) -> Sight:
    """All of several sights at once."""
    return lambda message: all(sees(message) for sees in sights)
