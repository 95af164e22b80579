"""Polls 表决: their lifecycle, windows, options and the second person. Pure rules.

A ranking 意向排序 is advisory and put to every adult resident; a ratification 业主表决 binds and
is put to the owners (docs/rules.md#two-tracks). Times are UTC seconds.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from council.kernel.lifecycle import Lifecycle, move
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import value
from council.polls.facts import PollFacts
from council.polls.poll import Poll, named
from council.rules.legal_classes import track_of
from council.rules.poll_kinds import BUDGET, RANKING, RATIFICATION
from council.rules.profile import Timing

DAY = 86_400

#: A ranking may be taken in a meeting; all else about how long polls stay open is the profile's to say.
SHORTEST_RANKING = 300
REMINDER_LEAD = DAY

#: States in which a motion may be put to the owners (its first poll may have been annulled).
FOR_OWNERS = ("drafted", "announced", "deliberated", "put")

#: The name under which the option of changing nothing always stands on a ranking.
STATUS_QUO = "维持现状"
#: Its other names, without blanks.
STATUS_QUO_NAMES = frozenset(
    {STATUS_QUO, "保持现状", "维持原状", "保持原状", "现状不变", "statusquo", "nochange"}
    | {"thestatusquo", "keepthestatusquo", "keepasis"}
)
LETTERS = "ABCDEFGHIJ"
FEWEST_OPTIONS = 2
TITLE_LENGTH = 100
OPTION_LENGTH = 60
REASON_LENGTH = 500

POLL = Lifecycle(
    "poll",
    move("announce", before="draft", after="announced"),
    move("open", before="announced", after="open"),
    move("extend", before="open", after="open"),
    move("close", before="open", after="closed"),
    move("count", before="closed", after="counted"),
    move("certify", before="counted", after="certified"),
    move("annul", before="draft announced open closed counted", after="annulled"),
)


@value
class PollOption:
    """One option of a ranking, or one project of a budget vote, known by its letter.

    A project has its cost (fen), a few words about it (``body``), and as ``source`` the root of the
    matter that it came from: ``p12`` a proposal, ``m3`` a motion, empty for none.
    """

    letter: str
    title: str
    status_quo: bool = False
    cost_fen: int = 0
    body: str = ""
    source: str = ""


def options_from(titles: Iterable[str]) -> tuple[PollOption, ...] | Refusal:
    """Letter the options in their order; the status quo is added last where it is missing.

    Refuses too few or too many, long ones, and the same title twice.
    """
    wanted = [" ".join(title.split()) for title in titles]
    wanted = [STATUS_QUO if bare(title) == STATUS_QUO else title for title in wanted if title]
    if not any(map(_is_status_quo, wanted)):
        wanted.append(STATUS_QUO)
    if len(wanted) < FEWEST_OPTIONS:
        return refuse("poll.options_few")
    if len(wanted) > len(LETTERS):
        return refuse("poll.options_many", most=len(LETTERS))
    for title in wanted:
        if len(title) > OPTION_LENGTH:
            return refuse("poll.option_long", option=title[:20], most=OPTION_LENGTH)
    folded = [STATUS_QUO if _is_status_quo(title) else bare(title) for title in wanted]
    for place, title in enumerate(wanted):
        if folded[place] in folded[:place]:
            return refuse("poll.option_twice", option=title)
    return tuple(
        PollOption(letter=letter, title=title, status_quo=_is_status_quo(title))
        for letter, title in zip(LETTERS, wanted, strict=False)
    )


def _is_status_quo(title: str) -> bool:
    return bare(title) in STATUS_QUO_NAMES


def bare(title: str) -> str:
    """Leave of a title what tells it from another: no blanks, no marks, no capitals."""
    kept = (
        letter
        for letter in unicodedata.normalize("NFKC", title).casefold()
        if unicodedata.category(letter)[0] not in "ZPC" or letter in "+-/%."
    )
    return "".join(kept).rstrip(".")


def check_ready(
    kind: str,
    *,
    number: int,
    state: str,
    legal_class: str,
    put_again: bool,
    running: Mapping[str, Param] | None,
) -> Refusal | None:
    """Judge whether motion ``number`` can be put to a poll of a kind now.

    A residents' motion is put by its ranking or budget vote, and put again once that one is annulled.
    ``running``: how the poll of this kind is named that is not over yet.
    """
    if kind != RATIFICATION:
        ready = state == "deliberated" or (put_again and track_of(legal_class) == "residents")
    else:
        ready = state in FOR_OWNERS and (state != "put" or put_again or running is not None)
    if not ready:
        return refuse(f"poll.motion_not_ready_{kind}", number=number, state=state)
    return None if running is None else refuse("poll.already_on_motion", **running)


def check_title(title: str) -> Refusal | None:
    """Refuse a title that is missing or too long."""
    if not title.strip():
        return refuse("poll.title_missing")
    if len(title) > TITLE_LENGTH:
        return refuse("poll.title_long", most=TITLE_LENGTH)
    return None


def check_reason(reason: str) -> Refusal | None:
    """Refuse a reason that is missing or too long."""
    if not reason.strip():
        return refuse("poll.reason_missing")
    if len(reason) > REASON_LENGTH:
        return refuse("poll.reason_long", most=REASON_LENGTH)
    return None


def check_window(
    kind: str, *, opens_at: int, closes_at: int, now: int, timing: Timing
) -> Refusal | None:
    """Refuse a window that is over, upside down, too short or too long for its kind."""
    if closes_at <= opens_at:
        return refuse("poll.window_order", opens_at=opens_at, closes_at=closes_at)
    if closes_at <= now:
        return refuse("poll.window_over", closes_at=closes_at)
    # What is left counts: an opening in the past does not lengthen the time to vote.
    left = closes_at - max(opens_at, now)
    shortest, longest = SHORTEST_RANKING, timing.longest_ranking * DAY
    if kind == RATIFICATION:
        shortest, longest = timing.shortest_window * DAY, timing.longest_window * DAY
    if left < shortest:
        return refuse(f"poll.{kind}_too_short", days=shortest // DAY)
    if closes_at - opens_at > longest:
        return refuse("poll.window_too_long", days=longest // DAY)
    return None


def check_extendable(poll: Poll, *, now: int) -> Refusal | None:
    """Judge whether a poll may be extended at all: once, while open, told before the first close."""
    refusal = POLL.refusal("extend", poll.state)
    if refusal is not None:
        return refusal
    if poll.extended_at is not None:
        return refuse("poll.extended_already", closes_at=poll.first_closes_at)
    if now >= poll.first_closes_at:
        return refuse("poll.extend_too_late", closes_at=poll.first_closes_at)
    return None


def check_extension(poll: Poll, *, closes_at: int, now: int, longest_days: int) -> Refusal | None:
    """Judge an extension to ``closes_at``."""
    refusal = check_extendable(poll, now=now)
    if refusal is not None:
        return refusal
    if closes_at <= poll.first_closes_at:
        return refuse("poll.extend_backwards", closes_at=poll.first_closes_at)
    latest_at = poll.first_closes_at + longest_days * DAY
    if closes_at > latest_at:
        return refuse("poll.extend_too_long", days=longest_days, latest_at=latest_at)
    return None


def check_opening(facts: PollFacts) -> Refusal | None:
    """A poll is opened once it was announced; opened again, nothing changes."""
    if facts.state == "open":
        return None
    return POLL.refusal("open", facts.state) or _check_hour(facts, "open", facts.poll.opens_at)


def check_closing(facts: PollFacts) -> Refusal | None:
    """An open poll is closed; closed again, nothing changes."""
    if facts.state == "closed":
        return None
    return POLL.refusal("close", facts.state) or _check_hour(facts, "close", facts.poll.closes_at)


def _check_hour(facts: PollFacts, verb: str, due_at: int) -> Refusal | None:
    """The clock keeps the hour of every poll."""
    kind = RATIFICATION if facts.clock else facts.poll.kind
    return check_hand(kind, verb, due_at=due_at, now=facts.now)


def check_reminding(facts: PollFacts) -> Refusal | None:
    """Who has not voted is reminded while there is time."""
    if facts.state == "open" and facts.now < facts.poll.closes_at:
        return None
    return refuse("poll.not_now", verb="remind", state=facts.state)


def check_singling_out(facts: PollFacts) -> Refusal | None:
    """A motion is drafted of what a counted ranking has singled out, or a budget vote funded."""
    if is_counted(facts, RANKING) or is_counted(facts, BUDGET):
        return None
    return refuse("poll.not_counted", **named(facts.poll))


def check_inspecting(facts: PollFacts) -> Refusal | None:
    """What was counted of a ratification may be inspected."""
    if is_counted(facts, RATIFICATION):
        return None
    return refuse("poll.not_counted", **named(facts.poll))


def is_counted(facts: PollFacts, kind: str) -> bool:
    """Whether it is a poll of a kind that has its result."""
    return facts.poll.kind == kind and facts.state in ("counted", "certified")


def check_hand(kind: str, verb: str, *, due_at: int, now: int) -> Refusal | None:
    """Judge opening or closing by hand before its time.

    What advises may be opened and closed as the meeting goes; the window of a ratification was
    told to all owners and holds.
    """
    if kind == RATIFICATION and now < due_at:
        return refuse(f"poll.{verb}_by_clock_only", due_at=due_at)
    return None


def check_second_person(person_id: str, *, involved: Sequence[str | None]) -> Refusal | None:
    """Refuse to let anybody certify what they drafted or counted themselves."""
    return refuse("poll.same_person") if person_id in involved else None


def check_certifying(
    person_id: str, *, state: str, involved: Sequence[str | None]
) -> Refusal | None:
    """Judge a certificate: once counted, by somebody who neither drafted nor counted."""
    refusal = POLL.refusal("certify", state)
    return refusal or check_second_person(person_id, involved=involved)


def state_now(state: str, *, closes_at: int, now: int) -> str:
    """Tell a poll's state as of ``now``: at its close it is over, though the clock has yet to close it.

    An opening is an act of its own: until it was taken no ballot is, so that no view tells of one.
    """
    return "closed" if state in ("announced", "open") and now >= closes_at else state


def reminder_at(*, opens_at: int, closes_at: int) -> int:
    """Tell when those who have not voted are reminded: a day before the close.

    In a short poll: half-way.
    """
    return closes_at - min(REMINDER_LEAD, (closes_at - opens_at) // 2)
