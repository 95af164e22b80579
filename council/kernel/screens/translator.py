"""Saying a key with parameters in a language.

Catalogs are PO files whose message ids are keys (``refusal.poll.closed``). Parameters are escaped
for HTML unless they are ``Markup``; a parameter's name tells how it is written: ``*_fen`` money,
``*_at`` a local date and time, ``*_on`` a local date, ``*_x100`` an area in m², ``*_key`` another
key, said with the same parameters, ``*_hours`` a length of time in hours.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel.messages.pofile import read_po
from markupsafe import Markup, escape

from council.kernel.refusals import Param

LOCALES = ("zh_CN", "en")
#: From so many hours on a length of time is told in days.
DAYS_FROM = 72
#: Words stand where they are spoken: in the houses of the council, and in the web view.
_COUNCIL = Path(__file__).parents[2]
_PLACES = ((_COUNCIL, "*/locale"), (_COUNCIL, "*/*/locale"), (_COUNCIL.parent / "web", "locale"))
_THIS_MACHINE = ("127.0.0.1", "localhost")
_WEEKDAYS = {"zh_CN": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def catalog_files(locale: str) -> list[Path]:
    """Find the PO files of a locale."""
    return sorted(
        path for root, folders in _PLACES for path in root.glob(f"{folders}/{locale}.po")
    )


@cache
def catalog(locale: str) -> Mapping[str, str | tuple[str, ...]]:
    """Read every PO file of a locale into one mapping; a key stands in one file only."""
    messages: dict[str, str | tuple[str, ...]] = {}
    for path in catalog_files(locale):
        with path.open("rb") as file:
            for message in read_po(file, locale=locale):
                key = message.id if isinstance(message.id, str) else message.id[0]
                if key:
                    if key in messages:
                        text = f"{key} stands twice, again in {path}"
                        raise ValueError(text)
                    said = message.string or ""
                    messages[key] = said if isinstance(said, str) else tuple(said)
    return messages


class Translator:
    """A voice: one language, one time zone."""

    def __init__(
        self,
        locale: str,
        timezone: str = "Asia/Shanghai",
        *,
        site: str = "",
        large: int = 0,
        hands: bool = False,
    ) -> None:
        """Speak ``locale`` (``zh_CN`` or ``en``); times are told in ``timezone``.

        ``site`` is where the listener reaches the pages (empty: nowhere), ``large`` the step
        of elder mode that they want there (0: none), ``hands`` whether their chat program can open
        pages that know who holds them.
        """
        self.locale = locale if locale in LOCALES else LOCALES[0]
        self.timezone = ZoneInfo(timezone)
        self.site, self.large, self.hands = site, large, hands

    def __call__(self, key: str, **params: Param | Markup) -> Markup:
        """Say a key. Raises KeyError when the catalogs lack it: that is a bug."""
        if not params:
            return _bare(self.locale, key)
        found = _form(catalog(self.locale)[key], params.get("n", 1))
        written = _Written(self, params)
        return Markup(found.format_map(written))  # noqa: S704 - catalogs are ours, params escaped

    def anew(self, locale: str, *, large: int | None = None) -> "Translator":
        """Speak to the same listener in another language, or of pages in another size."""
        wanted = self.large if large is None else large
        return Translator(
            locale, str(self.timezone), site=self.site, large=wanted, hands=self.hands
        )

    def page(self, path: str = "/") -> str:
        """Tell the address of a page in this language and size; empty where pages are not reached."""
        size = f"&large={self.large}" if self.large else ""
        return f"{self.site}{path}?lang={self.locale}{size}" if self.site else ""

    def hand(self, path: str) -> str:
        """Tell the address of a page that opens inside the chat; empty where none may be opened.

        Chat programs open only what comes by https; a demo's is on this machine.
        """
        where = urlsplit(self.site)
        if not self.hands:
            return ""
        if where.scheme == "https" or where.hostname in _THIS_MACHINE:
            return self.page(f"/hand{path}")
        return ""

    def has(self, key: str) -> bool:
        """Whether the catalogs know a key."""
        return key in catalog(self.locale)

    def money(self, fen: int) -> str:
        """Write an amount: ``¥1,234.50``; whole yuan without decimals."""
        sign, fen = ("−", -fen) if fen < 0 else ("", fen)
        yuan, cents = divmod(fen, 100)
        return f"{sign}¥{yuan:,}" + (f".{cents:02d}" if cents else "")

    def area(self, x100: int) -> str:
        """Write an area of hundredths of a square metre: ``51,162.56 m²``."""
        return f"{x100 // 100:,}.{x100 % 100:02d} m²"

    def hours(self, count: int) -> str:
        """Write a length of time: hours, and from three days on whole days."""
        if count < 1:
            return str(self("duration.soon"))
        if count == 1:
            return str(self("duration.hour"))
        if count < DAYS_FROM:
            return str(self("duration.hours", count=count))
        return str(self("duration.days", count=count // 24))

    def local(self, at: int) -> datetime:
        """Tell a time of UTC seconds in the voice's time zone."""
        return datetime.fromtimestamp(at, self.timezone)

    def date(self, at: int) -> str:
        """Write a date with its weekday."""
        return _date(self.locale, self.local(at))

    def month(self, name: str) -> str:
        """Write a month, given as ``2026-05``, or a year, given as ``2026``."""
        if "-" not in name:
            return f"{name}年" if self.locale == "zh_CN" else name
        year, number = (int(part) for part in name.split("-"))
        return f"{year}年{number}月" if self.locale == "zh_CN" else f"{_MONTHS[number - 1]} {year}"

    def moment(self, at: int) -> str:
        """Write a date and time."""
        return _moment(self.locale, self.timezone, at)

    def write(self, name: str, param: Param | Markup) -> Markup:
        """Write one parameter as its name asks, escaped; a ``*_key`` is not said here."""
        if isinstance(param, int):
            writer = _WRITERS.get(name.rpartition("_")[2])
            return Markup(writer(self, param) if writer else str(param))  # noqa: S704
        return escape(param)


class _Written(dict[str, Markup]):
    """Parameters as they are written, each when the sentence asks for it."""

    def __init__(self, say: Translator, params: Mapping[str, Param | Markup]) -> None:
        super().__init__()
        self._say, self._params = say, params

    def __missing__(self, name: str) -> Markup:
        param = self._params[name]
        if name.endswith("_key") and isinstance(param, str):
            return self._say(param, **self._params)
        return self._say.write(name, param)


@cache
def _bare(locale: str, key: str) -> Markup:
    """Say a key that takes no parameters."""
    return Markup(_form(catalog(locale)[key], 1).format_map({}))  # noqa: S704 - catalogs are ours


def _form(found: str | tuple[str, ...], count: Param | Markup) -> str:
    """Choose the singular or the plural."""
    if isinstance(found, str):
        return found
    return found[0] if count == 1 or len(found) == 1 else found[1]


def _date(locale: str, day: datetime) -> str:
    weekday = _WEEKDAYS[locale][day.weekday()]
    if locale == "zh_CN":
        return f"{day.year}年{day.month}月{day.day}日（周{weekday}）"
    return f"{weekday} {day.day} {_MONTHS[day.month - 1]} {day.year}"


@lru_cache(1024)
def _moment(locale: str, timezone: ZoneInfo, at: int) -> str:
    """A crowd is told the same few moments again and again."""
    day = datetime.fromtimestamp(at, timezone)
    gap = "" if locale == "zh_CN" else " "  # a Chinese date ends with a bracket
    return f"{_date(locale, day)}{gap}{day:%H:%M}"


#: What the end of a parameter's name says about how to write it.
_WRITERS = {
    "fen": Translator.money,
    "at": Translator.moment,
    "on": Translator.date,
    "x100": Translator.area,
    "hours": Translator.hours,
}

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
