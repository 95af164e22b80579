"""What a visitor asks for: which page of which community, in which language, how large.

Nothing is remembered about a visitor: language and size travel in the address, so every link of
a page keeps them.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import quote, urlencode

from council.kernel.screens.translator import LOCALES
from council.kernel.values import value

#: What ``?large=`` may say: the steps of elder mode 长辈版, 24 and 30 px.
SIZES: Mapping[str, int] = MappingProxyType({"1": 1, "2": 2})
#: What ``?lang=`` may say besides the exact names.
_SPELLINGS = {"zh": "zh_CN", "zh-cn": "zh_CN", "zh_cn": "zh_CN", "en": "en"}
#: What a query may say: each word with all that it may be.
MayBe = tuple[tuple[str, re.Pattern[str]], ...]


@value
class Wanted:
    """What a request asks for, in its one form: whoever asks for the same is given the same.

    ``kind`` names what is drawn, ``slug`` the community (None where the address names none),
    ``path`` the address below the community's. ``named`` is what the path says, ``words`` what the
    query says that this kind understands. ``lang`` is what the address asks for, ``preferred`` what
    the browser does; both empty when it is none that we speak. ``large`` is the step of elder mode, 0 for none.
    """

    kind: str
    slug: str | None
    path: str
    named: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    lang: str = ""
    preferred: str = ""
    large: int = 0


@value
class RequestContext:
    """A request that has found its community, as the templates see it.

    ``root`` is the community's part of the address (``/c/SLUG``, or nothing where there is only
    one); ``path`` the rest. ``lang`` is what the address asks for, ``locale`` what is spoken.
    """

    root: str
    path: str
    lang: str
    locale: str
    large: int
    kept: Mapping[str, str]

    def url(self, path: str, **query: str) -> str:
        """Link to another page of the community, in the same language and size."""
        return self._join(self.root + path, self.lang, query, large=self.large)

    def outside(self, path: str) -> str:
        """Link to a page that belongs to no community, in the same language and size."""
        return self._join(path, self.lang, {}, large=self.large)

    def file(self, path: str) -> str:
        """Link to something that has neither language nor size."""
        return self.root + path

    def spoken(self, locale: str) -> str:
        """Link to this same page in another language."""
        return self._join(self.root + self.path, locale, self.kept, large=self.large)

    def sized(self, *, large: int) -> str:
        """Link to this same page in another size: 0, or a step of elder mode."""
        return self._join(self.root + self.path, self.lang, self.kept, large=large)

    def part(self, page: int, month: str = "") -> str:
        """Link to another part of this same list."""
        numbered = {"month": month} | ({"page": str(page)} if page > 1 else {})
        kept = {name: text for name, text in self.kept.items() if name not in {"page", "month"}}
        return self._join(self.root + self.path, self.lang, kept | numbered, large=self.large)

    @property
    def here(self) -> str:
        """The address of this same page as it is."""
        return self.sized(large=self.large)

    def _join(self, path: str, lang: str, query: Mapping[str, str], *, large: int) -> str:
        asked = {name: text for name, text in query.items() if text}
        if lang:
            asked["lang"] = lang
        if large:
            asked["large"] = str(large)
        return quote(path) + (f"?{urlencode(asked)}" if asked else "")


def chosen_language(query: Mapping[str, str]) -> str:
    """Tell the language that an address asks for; empty when it asks for none that we speak."""
    return _SPELLINGS.get(query.get("lang", "").lower(), "")


@lru_cache(256)
def preferred_language(header: str) -> str:
    """Tell the best of our languages in an ``Accept-Language`` header; empty when none fits."""
    best, weight = "", 0.0
    for part in header.split(","):
        tag, _, rest = part.strip().partition(";")
        locale = _SPELLINGS.get(tag.strip().lower()[:2], "")
        liked = quality(rest)
        if locale and liked > weight:
            best, weight = locale, liked
    return best


def quality(text: str) -> float:
    """Read the weight behind a choice's semicolon: 1 where none is said, 0 where none can be read.

    RFC 9110 (12.4.2).
    """
    if not text.strip():
        return 1.0
    name, _, number = text.partition("=")
    whole, _, decimals = number.strip().partition(".")
    if (
        name.strip().lower() != "q"
        or not (whole + decimals).isascii()
        or not (whole + decimals).isdigit()
    ):
        return 0.0
    return float(f"{whole or 0}.{decimals or 0}")


def asking(wanted: Wanted, *, root: str, locale: str) -> RequestContext:
    """Read what is wanted; ``locale`` is what the community speaks when the visitor does not say."""
    spoken = wanted.lang or wanted.preferred or locale
    return RequestContext(
        root=root,
        path=wanted.path,
        lang=wanted.lang,
        locale=spoken if spoken in LOCALES else LOCALES[0],
        large=wanted.large,
        kept=dict(wanted.words),
    )
