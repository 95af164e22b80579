"""Reading a page as strictly as a program can: every element closed, ids unique, links found."""

import json
from collections import Counter
from html.parser import HTMLParser
from typing import Any

from tests.punctuation import chinese, faults

_VOID = {"meta", "link", "img", "input", "br", "hr", "col"}


class Page(HTMLParser):
    """A parsed page. ``faults`` is what is wrong with it; nothing should be.

    ``data`` are its blocks of JSON-LD, ``heads`` what its head says, tag by tag.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.labels: list[str] = []
        self.lang = ""
        self.title = ""
        self.text = ""
        self.data: list[Any] = []
        self.heads: list[tuple[str, dict[str, str]]] = []
        self._said: list[str] = []
        self._open: list[str] = []
        self._skips = False
        self.feed(html)
        self.close()
        if self.lang.startswith("zh"):
            self.faults += [
                fault for text in self._said if chinese(text) for fault in faults(text)
            ]
        self.faults += [f"never closed: {tag}" for tag in self._open]
        self.faults += [f"id twice: {name}" for name, n in self.ids.items() if n > 1]
        self.faults += [f"no such id: {name}" for name in self.labels if name not in self.ids]

    def handle_starttag(self, tag, attrs):
        self._meet(tag, attrs)
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self._meet(tag, attrs)

    def handle_endtag(self, tag):
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> at {self.getpos()} closes {self._open[-1:]}")
        else:
            self._open.pop()

    def handle_data(self, data):
        if self._open[-1:] == ["script"]:
            self.data.append(json.loads(data))
            return
        if self._open[-1:] == ["title"]:
            self.title += data
        self.text += data
        self._said.append(data)

    def _meet(self, tag, attrs):
        self.tags[tag] += 1
        found = dict(attrs)
        if len(found) != len(attrs):
            self.faults.append(f"attribute twice on {tag} at {self.getpos()}")
        for name in found:
            if name == "style" or name.startswith("on"):
                self.faults.append(f"inline {name} on {tag}")
        if tag == "html":
            self.lang = found.get("lang", "")
        if "id" in found:
            self.ids[found["id"]] += 1
        if "aria-labelledby" in found:
            self.labels.append(found["aria-labelledby"])
        if tag == "a":
            self.links.append(found.get("href", ""))
        if tag == "img":
            self.sources.append(found["src"])
            if "alt" not in found:
                self.faults.append("image without alt")
        if tag == "th" and "scope" not in found:
            self.faults.append("th without scope")
        if tag in {"link", "meta"}:
            self.heads.append((tag, found))
        data = found.get("type") == "application/ld+json"
        ours = tag == "script" and ((found.get("src") or "").startswith("/static/") or data)
        if tag in {"script", "iframe", "style"} and not ours:
            self.faults.append(f"<{tag}> has no place here")
