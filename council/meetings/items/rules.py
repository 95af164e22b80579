"""How long an agenda takes, what comes first on it, what may be voted on together."""

from collections.abc import Iterable, Sequence
from typing import Literal

from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value
from council.meetings.facts import ItemFacts, SheetFacts
from council.meetings.rules import check_agenda_open
from council.rules.profile import MeetingTimes, RuleRow

Kind = Literal["inform", "discuss", "decide"]
KINDS: tuple[Kind, ...] = ("inform", "discuss", "decide")
#: Minutes of one item.
SHORTEST, LONGEST = 1, 120
PRESENTER_LIMIT = 40


@value
class Standing:
    """What decides about a motion's place on an agenda."""

    id: str
    late: bool
    carried_over: bool

    @property
    def rank(self) -> int:
        """Answers that are late come first, then what another meeting did not get to."""
        return 0 if self.late else 1 if self.carried_over else 2


def usual_kind(row: RuleRow) -> Kind:
    """Tell the kind of an item where nobody says otherwise: what a meeting decides, it decides."""
    return "decide" if row.by_show_of_hands else "discuss"


def usual_minutes(kind: str, times: MeetingTimes) -> int:
    """Tell how long an item of a kind takes where nobody says otherwise."""
    return {"inform": times.inform, "discuss": times.discuss}.get(kind, times.decide)


def placed(new: Standing, there: Sequence[Standing]) -> tuple[str, ...]:
    """Tell the order of an agenda with one item more.

    What is late or carried over goes behind the last of those before it, anything else to the end;
    the order that people have given to the rest stays.
    """
    if new.rank == 2:  # noqa: PLR2004 - the last of the three ranks
        return (*(each.id for each in there), new.id)
    place = max((n for n, each in enumerate(there, start=1) if each.rank <= new.rank), default=0)
    order = [each.id for each in there]
    order.insert(place, new.id)
    return tuple(order)


def begins(starts_at: int, minutes: Iterable[int]) -> tuple[int, ...]:
    """Tell when each item begins, one after the other."""
    found, at = [], starts_at
    for each in minutes:
        found.append(at)
        at += each * 60
    return tuple(found)


def over_by(minutes: Iterable[int], *, lasts: int) -> int:
    """Tell by how many minutes the items are longer than the meeting; 0 where they fit."""
    return max(0, sum(minutes) - lasts)


def read_item_minutes(text: str) -> int | Refusal:
    """Read the minutes of an item."""
    words = text.strip().removesuffix("钟").removesuffix("分").removesuffix("min").strip()
    if not (words.isascii() and words.isdigit() and SHORTEST <= int(words) <= LONGEST):
        return refuse("item.bad_minutes", least=SHORTEST, most=LONGEST)
    return int(words)


def read_presenter(text: str) -> str | Refusal:
    """Read who presents an item: one short line."""
    line = " ".join(text.split())
    if len(line) > PRESENTER_LIMIT:
        return refuse("item.presenter_too_long", length=len(line), limit=PRESENTER_LIMIT)
    return line


def check_consent(kind: str, row: RuleRow) -> Refusal | None:
    """Items are voted on together that the meeting decides by counted hands."""
    if kind != "decide" or not row.by_show_of_hands:
        return refuse("item.no_consent")
    return None


def check_setting(item: ItemFacts) -> Refusal | None:
    """What an item is for and how long it takes is said while the agenda is open."""
    return check_agenda_open(item.meeting_state, starts_at=item.starts_at, now=item.now)


def check_lifting(item: ItemFacts) -> Refusal | None:
    """An item may be voted on by itself as long as it has not been voted on."""
    if item.meeting_state not in ("planned", "announced", "in_session"):
        return refuse("meeting.not_now", verb="lift", state=item.meeting_state)
    if not item.consent or item.state not in ("drafted", "adjourned", "announced", "deliberated"):
        return refuse("item.not_together")
    return None


def check_together(sheet: SheetFacts) -> Refusal | None:
    """Items are voted on together while the meeting is held, those that were not voted on yet."""
    if sheet.state != "in_session":
        return refuse("meeting.not_now", verb="consent", state=sheet.state)
    return None if sheet.together else refuse("item.none_together")
