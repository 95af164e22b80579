"""What a visitor asks for: which page of which community, in which language, how large.

Nothing is remembered about a visitor: language and size travel in the address, so every link of
a page keeps them.
"""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from council.domain.values import value
from council.wording.say import LOCALES

#: What ``?lang=`` may say besides the exact names.
_SPELLINGS = {"zh": "zh_CN", "zh-cn": "zh_CN", "zh_cn": "zh_CN", "en": "en"}


@value
class Asking:
    """One request as the pages see it.

    ``root`` is the community's part of the address (``/c/SLUG``, or nothing where there is only
    one); ``path`` the rest. ``lang`` is what the address asks for, ``locale`` what is spoken.
    """

    root: str
    path: str
    lang: str
    locale: str
    large: bool
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

    def sized(self, *, large: bool) -> str:
        """Link to this same page in the other size."""
        return self._join(self.root + self.path, self.lang, self.kept, large=large)

    @property
    def here(self) -> str:
        """The address of this same page as it is."""
        return self.sized(large=self.large)

    def _join(self, path: str, lang: str, query: Mapping[str, str], *, large: bool) -> str:
        asked = {name: text for name, text in query.items() if text}
        if lang:
            asked["lang"] = lang
        if large:
            asked["large"] = "1"
        return quote(path) + (f"?{urlencode(asked)}" if asked else "")


def chosen_language(query: Mapping[str, str]) -> str:
    """Tell the language that an address asks for; empty when it asks for none that we speak."""
    return _SPELLINGS.get(query.get("lang", "").lower(), "")


def preferred_language(header: str) -> str:
    """Tell the best of our languages in an ``Accept-Language`` header; empty when none fits."""
    best, weight = "", 0.0
    for part in header.split(","):
        tag, _, rest = part.strip().partition(";")
        locale = _SPELLINGS.get(tag.strip().lower()[:2], "")
        quality = _quality(rest.strip())
        if locale and quality > weight:
            best, weight = locale, quality
    return best


def _quality(text: str) -> float:
    if not text:
        return 1.0
    name, _, number = text.partition("=")
    whole, _, decimals = number.strip().partition(".")
    if name.strip() != "q" or not (whole + decimals).isascii() or not (whole + decimals).isdigit():
        return 0.0
    return float(f"{whole or 0}.{decimals or 0}")


def asking(*, root: str, path: str, query: Mapping[str, str], header: str, locale: str) -> Asking:
    """Read a request; ``locale`` is what the community speaks when the visitor does not say."""
    wanted = {name: query[name] for name in query}
    lang = chosen_language(wanted)
    spoken = lang or preferred_language(header) or locale
    return Asking(
        root=root,
        path=path,
        lang=lang,
        locale=spoken if spoken in LOCALES else LOCALES[0],
        large=wanted.get("large") == "1",
        kept={n: text for n, text in wanted.items() if n not in {"lang", "large"}},
    )
