"""Reading the hall's pages as a person sees them: messages with their buttons, as a chat has them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from typing_extensions import override

from council.cli.story.phone import Message

#: What answers somebody: not what they wrote, nor a notice, which may come at any moment.
_ANSWERS = frozenset({"shown", "file"})


@dataclass(slots=True)
class Page:
    """What stands on a page; ``revision`` 0 where it shows no log."""

    token: str = ""
    revision: int = 0
    messages: list[Message] = field(default_factory=list)


def read_page(html: str) -> Page:
    """Read a page, or the part of one that is new."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    """One reading."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._message: Message | None = None
        self._button: dict[str, str] | None = None
        self._in_text = False

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: text or "" for name, text in attrs}
        if tag == "ol" and said.get("id") == "log":
            self.page.revision = int(said["data-revision"])
        elif tag == "input" and said.get("name") == "token":
            self.page.token = said.get("value", "")
        elif tag == "li" and said.get("id", "").startswith("m"):
            self._message = {
                "message_id": int(said["id"][1:]),
                "from": {"is_bot": said.get("class") in _ANSWERS},
                "text": "",
                "reply_markup": {"inline_keyboard": []},
            }
            self.page.messages.append(self._message)
        elif tag == "button" and self._message is not None and said.get("name") == "press":
            self._button = {"text": "", "callback_data": said["value"]}
            self._message["reply_markup"]["inline_keyboard"].append([self._button])
        elif tag == "p":
            self._in_text = said.get("class") == "text"

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "button":
            self._button = None
        elif tag == "p":
            self._in_text = False
        elif tag == "li":
            self._message = None

    @override
    def handle_data(self, data: str) -> None:
        if self._button is not None:
            self._button["text"] += data.strip()
        elif self._in_text and self._message is not None:
            self._message["text"] += data
