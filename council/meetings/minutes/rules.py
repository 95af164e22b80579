"""Minutes 会议纪要: who may write and approve them when, how they are read page by page, what changed."""

import difflib
import re
from collections.abc import Iterable, Sequence

from council.kernel.refusals import Refusal, refuse
from council.kernel.texts import clean_text
from council.kernel.values import value

#: Characters of one section, and of one message with words to be replaced.
SECTION_LIMIT, OLD_LIMIT = 30_000, 1_000
#: Characters of all sections together.
MINUTES_LIMIT = 200_000
REASON_LIMIT = 300
#: UTF-16 units of a page on a screen.
PAGE_UNITS = 2_600
_ASTRAL = 0xFFFF
#: Photos of signed sheets.
PHOTOS_AT_MOST = 10
DAY = 86_400
#: On how many days somebody is reminded, at most.
REMINDERS = 7
#: A key of a section: of one motion, or of a part that all minutes have.
SECTION = re.compile(r"[a-z]{1,12}|m[1-9][0-9]{0,8}", re.ASCII)

#: The sections of minutes in their order; ``motions`` stands for one section a motion.
SECTIONS = (
    "head",
    "people",
    "agenda",
    "motions",
    "decisions",
    "tasks",
    "putoff",
    "next",
    "notes",
    "fixes",
)
#: Position of the first of them; a motion's sections stand between their neighbours.
STEP = 1_000


@value
class LaterMeeting:
    """A meeting that might approve the minutes: its number (0: none), whether it is ``later``."""

    number: int = 0
    later: bool = False
    in_session: bool = False


@value
class MinutesFacts:
    """What a move with minutes is judged by.

    ``revision`` is that of the minutes (0: none yet), ``read``: the asker has read it to its end,
    ``reached``: up to which page (0: from the first one on again).
    ``by_meeting``: the rules let a later meeting approve, and ``at`` is the one that might.
    ``photos``: how many are attached.
    """

    number: int
    state: str
    revision: int
    read: bool = False
    reached: int = 0
    by_meeting: bool = False
    photos: int = 0
    at: LaterMeeting = LaterMeeting()


@value
class SectionFacts:
    """What a move with one section is judged by; ``state`` is the meeting's.

    ``revision`` is that of the section. ``of_log``: the log gives it, too.
    """

    number: int
    state: str
    section: str = ""
    revision: int = 0
    of_log: bool = True


#: States of a meeting in which its minutes are written, and in which there are some.
WRITTEN_IN = ("adjourned", "minuted")
THERE_IN = (*WRITTEN_IN, "approved")


def check_writing(it: SectionFacts) -> Refusal | None:
    """Minutes are written once the meeting is over; what was approved is corrected with a reason."""
    if it.state not in THERE_IN:
        return refuse("minutes.not_now", state=it.state)
    return None


def check_handing_in(it: MinutesFacts) -> Refusal | None:
    """Hand them in once, when there is something to read."""
    if it.state != "adjourned":
        return refuse("minutes.not_now", state=it.state)
    return None if it.revision else refuse("minutes.none_yet")


def check_redrafting(it: SectionFacts) -> Refusal | None:
    """What the log says is taken over until the minutes are approved."""
    if it.state == "approved":
        return refuse("minutes.reason_needed")
    return check_writing(it) or (None if it.of_log else refuse("minutes.not_of_the_log"))


def is_of_log(section: str) -> bool:
    """Whether the log gives a section: not the one text of before, nor what a meeting corrected."""
    return section not in ("text", "fixes")


def check_reading(it: MinutesFacts) -> Refusal | None:
    """What is there can be read, and that is noted for whoever may approve."""
    if it.state not in THERE_IN:
        return refuse("minutes.not_now", state=it.state)
    return None if it.revision else refuse("minutes.none_yet")


def check_attaching(it: MinutesFacts) -> Refusal | None:
    """Photos of a signed sheet are added to minutes that are there."""
    if it.state not in THERE_IN or not it.revision:
        return refuse("minutes.not_now", state=it.state)
    if it.photos >= PHOTOS_AT_MOST:
        return refuse("minutes.photos_full", limit=PHOTOS_AT_MOST)
    return None


def check_approving(it: MinutesFacts) -> Refusal | None:
    """The chair approves what was handed in and read whole, unless a meeting does it."""
    if it.state != "minuted":
        return refuse("minutes.not_now", state=it.state)
    if it.by_meeting:
        return refuse("minutes.by_meeting")
    return check_read(it)


def check_read(it: MinutesFacts) -> Refusal | None:
    """Nobody approves what they have not read to its end."""
    return None if it.read else refuse("minutes.unread", number=it.number)


def check_hands(it: MinutesFacts) -> Refusal | None:
    """A later meeting in session approves what was handed in and the chair has read whole."""
    if it.state != "minuted":
        return refuse("minutes.not_now", state=it.state)
    if not it.by_meeting:
        return refuse("minutes.by_chair")
    if not it.at.later or not it.at.in_session:
        return refuse("minutes.not_at_this_meeting")
    return check_read(it)


def outcome_of(*, yes: int, no: int, corrections: str) -> str:
    """More yes than no approves; a tie does not."""
    if yes <= no:
        return "refused"
    return "corrected" if corrections else "approved"


def read_text(text: str) -> str | Refusal:
    """Read a message of a section: what no text may hold is left out, and something must be left."""
    clean = clean_text(text).strip()
    return clean or refuse("minutes.empty")


def check_section(text: str, *, others: int) -> Refusal | None:
    """Judge the length of a section; ``others``: characters of the other sections."""
    if len(text) > SECTION_LIMIT:
        return refuse("minutes.section_too_long", length=len(text), limit=SECTION_LIMIT)
    if len(text) + others > MINUTES_LIMIT:
        return refuse("minutes.too_long", length=len(text) + others, limit=MINUTES_LIMIT)
    return None


def replaced(text: str, old: str, new: str) -> str | Refusal:
    """Write new words in the place of old ones, which must stand there exactly once."""
    found = text.count(old)
    if found == 0:
        return refuse("minutes.old_not_found", old=old[:60])
    if found > 1:
        return refuse("minutes.old_not_unique", old=old[:60], n=found)
    return text.replace(old, new)


def appended(text: str, more: str) -> str:
    """Write more behind a text, on a line of its own."""
    return f"{text}\n{more}" if text else more


def pages_of(blocks: Sequence[tuple[str, str]], units: int = PAGE_UNITS) -> tuple[str, ...]:
    """Cut minutes (heading, text) into pages of so many UTF-16 units, at ends of lines where possible.

    Nothing is left out but the line breaks at which it is cut; minutes of nothing are one empty page.
    """
    whole = "\n\n".join("\n".join(part for part in block if part) for block in blocks)
    pages: list[str] = []
    lines: list[str] = []
    size = 0
    for piece in (piece for line in whole.split("\n") for piece in _pieces(line, units)):
        if lines and size + 1 + _units(piece) > units:
            pages.append("\n".join(lines).strip("\n"))
            lines, size = [], 0
        size += _units(piece) + (1 if lines else 0)
        lines.append(piece)
    pages.append("\n".join(lines).strip("\n"))
    return tuple(page for page in pages if page) or ("",)


def _pieces(line: str, units: int) -> Iterable[str]:
    """Cut one line that is longer than a page."""
    if _units(line) <= units:
        yield line
        return
    piece, left = "", units
    for letter in line:
        size = 1 + (ord(letter) > _ASTRAL)
        if size > left:
            yield piece
            piece, left = "", units
        piece += letter
        left -= size
    yield piece


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def veiled(text: str, names: Iterable[str]) -> str:
    """Write names of residents as 王某某, or W. where they are not Chinese: pages name no resident.

    A name of one letter is none that could be found in a text.
    """
    found = sorted({name for name in names if len(name) > 1}, key=lambda name: (-len(name), name))
    if not found:
        return text
    pattern = "|".join(re.escape(name) for name in found)
    return re.sub(pattern, lambda name: _veil(name[0]), text)


def _veil(name: str) -> str:
    return f"{name[0]}." if name.isascii() else name[0] + "某" * min(len(name) - 1, 2)


@value
class Change:
    """A line that was taken out (``-``) or put in (``+``)."""

    sign: str
    text: str


def changes(before: str, after: str) -> tuple[Change, ...]:
    """Tell what changed between two texts, line by line; what stayed is left out."""
    old, new = before.split("\n"), after.split("\n")
    found: list[Change] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag != "equal":
            found += [Change(sign="-", text=line) for line in old[i:j]]
            found += [Change(sign="+", text=line) for line in new[k:m]]
    return tuple(found)


def page_reached(read: int, page: int) -> int:
    """How far somebody has read who now reads a page: pages count one after the other."""
    return page if page == read + 1 else max(read, 0)


def reminder_due(*, since: int, now: int) -> int:
    """Which day's reminder is due (1 … ``REMINDERS``); 0: none."""
    day = (now - since) // DAY
    return day if 1 <= day <= REMINDERS else 0
