"""The clerk notes for people in the room, in the one queue, and enters afterwards what chat missed."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from council.kernel.refusals import Refusal, refuse
from council.meetings.commands import NoteAttendance
from council.meetings.floor.note_forms import read_time
from council.meetings.floor.tables import floor_events
from council.motions.reads import motion_view
from council.people.commands import ImportResidents, ResidentLine
from tests.council.conftest import Town
from tests.council.evening import at
from tests.council.kernel.forms.filling import Filling, problem
from tests.council.meetings.floor.holding import held, opened

SHANGHAI = ZoneInfo("Asia/Shanghai")


def line(evening, who: str = "主") -> list[tuple[str, str, bool]]:
    """Who waits: name, side, whether in the room."""
    return [(each.name, each.side, each.in_room) for each in evening.view(who).queue]


def test_hands_of_the_room_and_of_the_chat_stand_in_one_queue(town: Town):
    evening = opened(town)
    evening.member("李", "raise_against")

    evening.form("代", "room", "=raise_for", "赵 钱")
    evening.member("王", "raise_for")

    assert line(evening) == [
        ("李", "against", False),
        ("赵", "for", True),
        ("钱", "for", True),
        ("王", "for", False),
    ]


def test_the_clerk_notes_movers_seconds_and_votes_by_name(town: Town):
    evening = held(town)
    evening.do("主", "open", which=1)

    evening.form("代", "room", "=move", "赵")
    evening.form("代", "room", "=second", "钱")
    evening.chair("state")
    evening.form("代", "body", "12")
    evening.chair("put")
    evening.form("代", "room", "=vote_for", "赵 钱 孙")
    twice = evening.form("代", "room", "=vote_for", "孙 周")
    done = evening.chair("against", "decide")

    assert problem(twice) == "floor.for_whom"
    assert twice.problem.params["who"] == "孙"
    assert (done.over[0].yes, done.over[0].no, done.over[0].outcome) == (3, 0, "carried")


def test_a_count_of_the_room_beyond_who_is_here_is_refused_with_both_numbers(town: Town):
    evening = opened(town)
    evening.chair("put")
    evening.member("王", "vote_for")

    refused = evening.form("代", "count_for", "8")
    evening.form("代", "count_for", "7")

    assert refused.problem == refuse("floor.more_than_here", hands=9, came=8)
    assert evening.view("代").vote.voted == 8


def test_who_is_not_here_cannot_be_noted(town: Town):
    evening = opened(town, here=("王", "李"))

    refused = evening.form("代", "room", "=raise_for", "赵")

    assert problem(refused) == "floor.for_whom"
    assert refused.problem.params["why_key"] == "refusal.floor.not_here"


def test_what_chat_missed_is_entered_with_its_own_times_and_marked(town: Town):
    evening = opened(town)
    evening.form("代", "body", "12")
    town.clock.at = at("2026-02-27 19:50")

    told = (
        ("19:40", "=speak", "赵", "=for"),
        ("19:41", "=speak", "李", "=against"),
        ("19:42:30", "=end"),
        ("19:43", "=order", "钱", "=refused"),
        ("19:45", "=put", "5", "2"),
    )
    for entry in told:
        view = evening.form("代", "afterwards", *entry, file=True)

    e = floor_events.c
    rows = town.rows(select(e.kind, e.happened_at, e.recorded_at).where(e.origin == "afterwards"))
    assert [(each.outcome, each.yes, each.no) for each in view.over] == [("carried", 5, 2)]
    assert town.read("何", motion_view, 1, "staff").state == "put"
    assert [row.kind for row in rows] == [
        "speak",
        "end",
        "speak",
        "end",
        "raise",
        "rule",
        "put",
        "count",
        "against",
        "count",
        "decide",
    ]
    assert rows[1].happened_at == at("2026-02-27 19:41")
    assert {row.recorded_at for row in rows} == {at("2026-02-27 19:50")}
    assert "floor_decided" not in [notice for notice, _ in town.told("王")]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("19:29", "floor.out_of_order"),
        ("19:51", "floor.in_the_future"),
        ("晚上", "floor.time_unread"),
    ],
)
def test_a_time_that_cannot_be_is_refused(town: Town, text: str, key: str):
    evening = opened(town)
    town.clock.at = at("2026-02-27 19:50")

    assert problem(evening.form("代", "afterwards", text)) == key


def test_what_was_entered_afterwards_pushes_no_later_entry_before_it(town: Town):
    evening = opened(town)
    town.clock.at = at("2026-02-27 19:50")
    evening.form("代", "afterwards", "19:45", "=speak", "赵", "=for", file=True)

    assert problem(evening.form("代", "afterwards", "19:44")) == "floor.out_of_order"


@pytest.mark.parametrize(
    ("text", "now", "told"),
    [
        ("19:42", "2026-02-27 20:05", "2026-02-27 19:42:00"),
        ("19:42:30", "2026-02-27 20:05", "2026-02-27 19:42:30"),
        ("１９：４２", "2026-02-27 20:05", "2026-02-27 19:42:00"),
        ("19点42分", "2026-02-27 20:05", "2026-02-27 19:42:00"),
        ("24:00", "2026-02-27 20:05", ""),
        ("23:50", "2026-02-28 00:05", "2026-02-27 23:50:00"),
        ("0:03", "2026-02-28 00:05", "2026-02-28 00:03:00"),
        ("23:50", "2026-02-27 20:05", "2026-02-27 23:50:00"),
        ("19:42", "2026-02-28 10:00", "2026-02-27 19:42:00"),
        ("19:42", "2026-03-02 21:00", "2026-02-27 19:42:00"),
    ],
)
def test_a_time_of_the_evening_is_read_as_clerks_write_it(text: str, now: str, told: str):
    since = at("2026-02-27 18:30")

    found = read_time(text, since=since, now=at(now), zone=SHANGHAI)

    shown = "" if isinstance(found, Refusal) else str(datetime.fromtimestamp(found, SHANGHAI))[:19]
    assert shown == told


def test_words_and_voices_are_kept_with_their_side(town: Town):
    evening = opened(town)
    evening.form("李", "floor_statement", "=against", "会影响 3 号楼的采光。")
    evening.member("王", "raise_for")
    evening.chair("give")
    evening.form("王", "floor_statement", "先看 230522199201042616 这份材料。", file=True)

    rows = town.rows(
        select(floor_events.c.side, floor_events.c.text).where(floor_events.c.kind == "statement")
    )
    assert [tuple(row) for row in rows] == [
        ("against", "会影响 3 号楼的采光。"),
        ("for", "先看 230*************** 这份材料。"),
    ]


def test_a_voice_is_kept_by_its_hash(town: Town):
    evening = opened(town)
    filling = Filling(town, "李", "floor_statement", evening.met)
    filling.tap("ask")
    filling.send(b"OggS" + b"0" * 40)

    (row,) = town.rows(
        select(floor_events.c.side, floor_events.c.sha256).where(
            floor_events.c.kind == "statement"
        )
    )
    assert (row.side, len(row.sha256)) == ("ask", 64)


def test_who_is_gone_or_broke_the_rules_is_named_as_people_are_called(town: Town):
    evening = opened(town)
    line = ResidentLine(
        ref="R9", name="孙大爷", unit="2-1-101", adult=True, owner_key=None, locale=None
    )
    town.operate(ImportResidents, lines=(line,))
    town.act("代", NoteAttendance, number=evening.met, refs="孙大爷")

    logged = evening.form("主", "violation", "孙大爷", "=off_topic")
    gone = evening.form("代", "removal", "孙大爷", "扰乱会场", file=True)

    assert logged.said == "floor.said.violation"
    assert gone.said == "floor.said.remove"


def test_a_breach_is_logged_about_the_speaker(town: Town):
    evening = opened(town)
    evening.member("李", "raise_against")
    evening.chair("give")

    evening.form("主", "violation", "李", "=personal")

    rows = town.rows(select(floor_events.c.text).where(floor_events.c.kind == "violation"))
    assert [row.text for row in rows] == ["personal"]
