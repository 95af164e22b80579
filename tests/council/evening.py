"""What a council evening begins with: staff, a seconded proposal, a planned meeting."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents
from council.kernel.refusals import Refusal
from council.meetings.commands import (
    AnnounceMeeting,
    DeliberateMotion,
    MeetingView,
    PlanMeeting,
    PutOnAgenda,
    StartMeeting,
)
from council.meetings.minutes.commands import (
    ApproveMinutes,
    HandInMinutes,
    MinutesView,
    ReadMinutes,
    WriteMinutes,
)
from council.motions.commands import DraftMotion, MotionView
from council.motions.reads import motion_view
from council.proposals.tables import follows, proposals
from tests.council.conftest import Town
from tests.council.kernel.forms.filling import Filling

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> int:
    """A local time of Shanghai, ``2026-02-27 19:30``, as UTC seconds."""
    return int(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).timestamp())


def staff(town: Town) -> None:
    """A facilitator 何, a chair 主, a manager 物, and neighbours 王 (author) and 李 (follower)."""
    town.person("何", "facilitator")
    town.person("主", "chair")
    town.person("物", "manager")
    town.person("王")
    town.person("李")


def seconded(town: Town, *, state: str = "seconded", title: str = "小区停车难怎么办") -> int:
    """A proposal of 王 that 李 follows; tells its number."""

    def keep(tx: Transaction) -> int:
        t = residents.c
        ids: dict[str, Any] = {
            row.ref: row.id
            for row in tx.connection.execute(select(t.ref, t.id).where(t.community_id == town.id))
        }
        number = next_number(tx, town.id, "proposal")
        proposal_id = tx.new_id()
        row = {
            "community_id": town.id,
            "id": proposal_id,
            "number": number,
            "author_id": ids["王"],
            "title": title,
            "body": "412 辆车，236 个车位。",
            "state": state,
            "submitted_at": tx.now,
            "changed_at": tx.now,
        }
        tx.connection.execute(insert(proposals), [row])
        follow = {
            "community_id": town.id,
            "proposal_id": proposal_id,
            "resident_id": ids["李"],
            "followed_at": tx.now,
        }
        tx.connection.execute(insert(follows), [follow])
        return number

    number: int = town.app.bus.submit_run(keep).result()
    return number


def motion(town: Town, *, legal_class: str = "R-XS", addressee: str = "") -> int:
    """A drafted motion; tells its number."""
    drafted = town.act(
        "何",
        DraftMotion,
        proposal_number=seconded(town),
        legal_class=legal_class,
        addressee=addressee,
    )
    assert isinstance(drafted, MotionView), drafted
    return drafted.number


def meeting(town: Town, when: str = "2026-02-27 19:30", *motions: int) -> int:
    """A planned meeting with these motions on its agenda; tells its number."""
    planned = town.act("何", PlanMeeting, when=when, place="社区活动室")
    assert isinstance(planned, MeetingView), planned
    for number in motions:
        listed = town.act("何", PutOnAgenda, motion_number=number, meeting_number=planned.number)
        assert isinstance(listed, MeetingView), listed
    return planned.number


def heard(town: Town, *, legal_class: str, when: str = "2026-02-27 19:30") -> tuple[int, int]:
    """A motion that a running meeting has heard; tells the motion's and the meeting's number."""
    number = motion(town, legal_class=legal_class)
    met = meeting(town, when, number)
    hear(town, met, number, when)
    return number, met


def hear(town: Town, met: int, number: int, when: str) -> None:
    """Announce and open a planned meeting, and hear a motion there."""
    town.act("何", AnnounceMeeting, number=met)
    town.clock.at = at(when)
    town.act("主", StartMeeting, number=met)
    done = town.act("主", DeliberateMotion, number=number)
    assert isinstance(done, MotionView), done


def fill(town: Town, number: int, *texts: str, by: str = "主") -> Filling:
    """Begin a count at the motion's meeting anew, and fill it field by field."""
    seen: MotionView = town.read(by, motion_view, number, "staff")
    form = Filling(town, by, "vote", f"{number}-{seen.meeting_number}")
    form.start(anew=True)
    form.say(*texts)
    return form


def vote(town: Town, number: int, *texts: str, by: str = "主") -> MotionView:
    """Count and confirm."""
    done = fill(town, number, *texts, by=by).file()
    assert isinstance(done, MotionView), done
    return done


def hand_in(town: Town, met: int, *, text: str = "表决通过。", by: str = "何") -> MinutesView:
    """Write something into the minutes of a meeting that is over, and hand them in."""
    town.act(by, WriteMinutes, number=met, section="notes", text=text)
    done = town.act(by, HandInMinutes, number=met)
    assert isinstance(done, MinutesView), done
    return done


def read_whole(town: Town, met: int, *, by: str = "主") -> None:
    """Read the minutes from the first page to the last."""
    page = town.act(by, ReadMinutes, number=met, page=1)
    for number in range(2, page.pages + 1):
        page = town.act(by, ReadMinutes, number=met, page=number)
    assert page.read, page


def read_and_approve(town: Town, met: int, *, by: str = "主") -> MinutesView:
    """Read the minutes and approve them."""
    read_whole(town, met, by=by)
    done = town.act(by, ApproveMinutes, number=met)
    assert not isinstance(done, Refusal), done
    return done
