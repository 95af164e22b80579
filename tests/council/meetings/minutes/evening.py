"""An evening that is over, and its minutes as they were drafted."""

from council.meetings.commands import AdjournMeeting
from council.meetings.minutes.commands import MinutesView
from council.meetings.minutes.reads import minutes_view
from council.meetings.minutes.records import sections_of
from council.meetings.records import meeting_by
from tests.council.conftest import Town, lives_by
from tests.council.evening import heard, staff, vote

BY_MEETING = 'extends = "national"\n\n[minutes]\nat_next_meeting = true\ncitation = "D"\n'


def over(town: Town, *, legal_class: str = "R-JM26") -> int:
    """A meeting that voted on one motion and ended; tells its number."""
    staff(town)
    motion, met = heard(town, legal_class=legal_class)
    vote(town, motion, "adults", "980", "491", "246", "200")
    ended = town.act("主", AdjournMeeting, number=met)
    assert ended.state == "adjourned", ended
    return met


def texts(town: Town, met: int) -> dict[str, str]:
    """The sections as they stand, by their keys."""

    def read(tx: object) -> dict[str, str]:
        meeting = meeting_by(tx, town.id, number=met)
        return {each.section: each.text for each in sections_of(tx, meeting)}

    return town.app.bus.read_now(read)


def seen(town: Town, met: int, by: str = "何") -> MinutesView:
    """The minutes as somebody sees them at the desk."""
    return town.read(by, minutes_view, met)


def approved_by_meetings(town: Town) -> None:
    """Let a later meeting approve minutes here."""
    lives_by(town, text=BY_MEETING)
