"""Seats in the order of the answers, codes that change by the clock, parties that are there."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal

from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value
from council.meetings.facts import InvitedFacts, MeetingFacts

Party = Literal[
    "representatives", "residents_committee", "owners_committee", "manager", "subdistrict"
]
#: Who is invited beside the residents: 居民代表, 居委会 (社区干部), 业委会, 物业, 街道.
PARTIES: tuple[Party, ...] = (
    "representatives",
    "residents_committee",
    "owners_committee",
    "manager",
    "subdistrict",
)
#: A code holds so many seconds, and is taken for as long again, since people type.
CODE_SECONDS = 30
_DIGITS = 6
#: What a link of the QR code carries: the meeting's number and the code.
_ARRIVAL = re.compile(r"in-([1-9][0-9]{0,8})-([0-9]{6})", re.ASCII)
_CODE_ALONE = re.compile(r"[0-9]{3}[ -]?[0-9]{3}", re.ASCII)
NAME_LIMIT = 40
CAPACITY_LIMIT = 10_000


@value
class Presence:
    """How many of a party were invited, and how many are there now."""

    party: str
    invited: int
    present: int


def code_at(secret: str, now: int) -> str:
    """Tell the six digits that are shown now: a pure function of a meeting's secret and the time.

    Truncated as in RFC 4226 (5.3), with the half minute as the counter.
    """
    step = (now // CODE_SECONDS).to_bytes(8, "big")
    digest = hmac.new(secret.encode(), step, hashlib.sha256).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**_DIGITS:0{_DIGITS}d}"


def is_code(secret: str, typed: str, now: int) -> bool:
    """Whether a code is shown now, or was shown before it changed last."""
    given = read_code(typed)
    known = (code_at(secret, now), code_at(secret, now - CODE_SECONDS))
    return any(hmac.compare_digest(given, each) for each in known)


def read_code(typed: str) -> str:
    """Read a code as people type it: full width, in two groups."""
    plain = unicodedata.normalize("NFKC", typed)
    return "".join(letter for letter in plain if letter.isascii() and letter.isdigit())


def digits_alone(text: str) -> str:
    """Tell the code that somebody sends without a word beside it; empty for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return read_code(plain) if _CODE_ALONE.fullmatch(plain) else ""


def screen_key(secret: str) -> str:
    """Tell the key of the page that shows the codes: who has it stands in the room."""
    return hmac.new(secret.encode(), b"check-in page", hashlib.sha256).hexdigest()[:24]


def payload(number: int, code: str) -> str:
    """Write what the link of the QR code carries."""
    return f"in-{number}-{code}"


def read_payload(text: str) -> tuple[int, str] | None:
    """Read it back: the meeting's number and the code; None for anything else."""
    found = _ARRIVAL.fullmatch(text.strip())
    return None if found is None else (int(found[1]), found[2])


def seated(answers: Sequence[str], capacity: int) -> tuple[Sequence[str], Sequence[str]]:
    """Part who said yes, in the order of their answers, into those with a seat and those who wait.

    ``capacity`` 0: there is room for all.
    """
    return (answers, ()) if not capacity else (answers[:capacity], answers[capacity:])


def moved_up(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """Tell who has a seat now and waited for one before."""
    waited = frozenset(before)
    return tuple(each for each in after if each in waited)


def missing(parties: Iterable[Presence]) -> tuple[str, ...]:
    """Tell the invited parties of which nobody is there."""
    return tuple(each.party for each in parties if not each.present)


def read_capacity(text: str) -> int | Refusal:
    """Read how many seats there are; 0: no limit."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("人").strip()
    if not (plain.isascii() and plain.isdigit() and int(plain) <= CAPACITY_LIMIT):
        return refuse("arrival.bad_capacity", most=CAPACITY_LIMIT)
    return int(plain)


def read_name(text: str) -> str | Refusal:
    """Read somebody's name: one short line."""
    line = " ".join(text.split())
    if not line:
        return refuse("arrival.no_name")
    if len(line) > NAME_LIMIT:
        return refuse("arrival.name_too_long", length=len(line), limit=NAME_LIMIT)
    return line


def check_preparing(meeting: MeetingFacts | InvitedFacts) -> Refusal | None:
    """People are invited, and seats are counted, before the meeting and while it is held."""
    if meeting.state in ("planned", "announced", "in_session"):
        return None
    return refuse("meeting.not_now", verb="invite", state=meeting.state)


def check_arrived(person: InvitedFacts) -> Refusal | None:
    """Who was invited comes while the meeting is held."""
    if person.state == "in_session":
        return None
    return refuse("meeting.not_now", verb="check_in", state=person.state)


def check_left(person: InvitedFacts) -> Refusal | None:
    """Who was invited leaves once, after coming."""
    there = person.arrived and not person.left
    return check_arrived(person) or (None if there else refuse("arrival.not_there"))


def check_listed(meeting: MeetingFacts) -> Refusal | None:
    """There is a list of who was there once the meeting has begun."""
    if meeting.state in ("in_session", "adjourned", "minuted", "approved"):
        return None
    return refuse("meeting.not_now", verb="list", state=meeting.state)


def check_leaving(meeting: MeetingFacts) -> Refusal | None:
    """Who is there may leave before the end."""
    if meeting.state != "in_session":
        return refuse("meeting.not_now", verb="leave", state=meeting.state)
    return None if meeting.present else refuse("arrival.not_there")
