"""Ballots by file at the desk: asked for, shown, confirmed, kept once, and counted with the rest."""

import datetime as dt
import json
from typing import Any

import pytest
from sqlalchemy import select

from council.counter.assisted.commands import ConfirmAssist, OverturnAssist
from council.counter.ballot_files.commands import (
    BallotFaults,
    BallotsImported,
    ImportBallots,
    OfferBallots,
    StartBallotsFile,
)
from council.counter.ballot_files.reads import ballots_template
from council.counter.ballot_files.rules import Conflict
from council.counter.papers.commands import CorrectPaper
from council.counter.papers.tables import papers
from council.kernel.bus.results import decode, encode
from council.kernel.refusals import Refusal
from council.kernel.tables import acts, attachments
from council.polls.ballots.commands import PaperRecorded, RecordPaper
from council.polls.commands import Turnout
from council.polls.tables import ballots
from tests.council.conftest import NOON, Town
from tests.council.counter.assisted.assisting import assist
from tests.council.polls.polling import (
    DAY,
    RANKED,
    RATIFIED,
    choose,
    open_ranking,
    open_ratification,
    receipt,
)
from voting.formats.ballots_csv import BallotTable, read_ballots_to_keep

SHANGHAI = dt.timezone(dt.timedelta(hours=8))
HEAD = "房号,业主,选择,时间,渠道,编号"
#: The first hours of a poll that opened on Friday 30 January 2026 at 12:00.
PAPERS = (
    "1-101,甲,同意,2026-01-30 12:10,纸质,N-1",
    "1-202,戊,反对,2026-01-30 12:20,会场,",
    "2-102,己,弃权,2026-01-30 12:30,官方系统,",
)
HOUR = 3600
MINUTE = 60


@pytest.fixture
def opened(town: Town) -> Town:
    """An owners' vote that opened an hour ago, a clerk, and the owner 甲 in chat."""
    town.person("召", "facilitator")
    town.person("代", "clerk")
    town.person("甲先生", owner_key="甲")
    open_ratification(town)
    town.clock.at = NOON + HOUR
    return town


def file(*lines: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *lines)).encode()


def read(content: bytes) -> BallotTable:
    return read_ballots_to_keep(content, file="选票.csv", zone=SHANGHAI)


def imported(town: Town, *lines: str, head: str = HEAD, **fields: Any) -> Any:
    content = file(*lines, head=head)
    fields = {"poll": 1, "table": read(content), "content": content, **fields}
    return town.act("代", ImportBallots, **fields)


def offered(town: Town, *lines: str, head: str = HEAD, name: str = "代") -> Any:
    content = file(*lines, head=head)
    return town.act(name, OfferBallots, content=content, table=read(content))


def kept(town: Town) -> list[tuple[str, int, str, str, int, str | None]]:
    b = ballots.c
    query = select(b.slot, b.revision, b.content, b.channel, b.cast_at, b.paper_serial)
    return [tuple(row) for row in town.rows(query.order_by(b.slot, b.revision))]


def logged(town: Town) -> list[dict[str, Any]]:
    query = select(acts.c.detail).where(acts.c.verb == "ballot.import").order_by(acts.c.number)
    return [json.loads(row.detail) for row in town.rows(query)]


def test_every_channel_goes_on_one_roll(opened: Town):
    town = opened
    done = imported(town, *PAPERS)

    assert done == BallotsImported(
        number=1,
        title="建设立体停车场",
        rows=3,
        kept=3,
        heads=3,
        units=4,
        area_x100=8936 + 11852 + 2 * 14208,
        channels=(("paper", 1), ("meeting", 1), ("official_import", 1)),
        unchanged=0,
        left_out=0,
        doubled=(),
        conflicts=(),
        turnout=Turnout(
            voted=3,
            roll=7,
            heads=3,
            heads_total=6,
            heads_needed=4,
            area_x100=49204,
            area_total_x100=84200,
            area_needed_x100=56134,
        ),
        dry_run=False,
    )
    assert kept(town) == [
        ("丁;戊|戊", 1, '{"choice":"oppose"}', "meeting", NOON + 1200, None),
        ("己|己", 1, '{"choice":"abstain"}', "official_import", NOON + 1800, None),
        ("甲|甲", 1, '{"choice":"agree"}', "paper", NOON + 600, "N-1"),
    ]
    assert [tuple(row) for row in town.rows(select(papers.c.serial, papers.c.revision))] == [
        ("N-1", 1)
    ]
    (log,) = logged(town)
    (evidence,) = town.rows(select(attachments.c.sha256))
    assert log == {
        "number": 1,
        "file": evidence.sha256,
        "kept": 3,
        "replaced": 0,
        "overtaken": 0,
        "doubled": 0,
        "unchanged": 0,
        "paper": 1,
        "meeting": 1,
        "official_import": 1,
    }
    assert decode(encode(done)) == done


def test_the_same_file_again_changes_nothing_and_says_so(opened: Town):
    imported(opened, *PAPERS)
    before = kept(opened)

    again = imported(opened, *PAPERS)

    assert (again.kept, again.unchanged, again.conflicts) == (0, 3, ())
    assert again.turnout.heads == 3
    assert kept(opened) == before
    assert len(logged(opened)) == 1


def test_the_latest_act_stands_whichever_way_it_came(opened: Town):
    town = opened
    receipt(choose(town, "甲先生", "oppose"))

    early = imported(town, *PAPERS)
    again = imported(town, *PAPERS)
    town.clock.at += HOUR
    late = imported(town, "1-101,甲,同意,2026-01-30 13:30,纸质,N-2")
    last = receipt(choose(town, "甲先生", "abstain"))

    conflict = {"unit": "1-101", "line": 2, "channel": "chat", "since_at": NOON + HOUR}
    assert (early.kept, early.overtaken) == (2, 1)
    assert early.conflicts == (Conflict(**conflict, file_stands=False),)
    assert (again.kept, again.unchanged, again.overtaken) == (0, 2, 1)
    assert late.conflicts == (Conflict(**conflict, file_stands=True),)
    assert last.revision == 3
    assert [(channel, at) for slot, _, _, channel, at, _ in kept(town) if slot == "甲|甲"] == [
        ("chat", NOON + HOUR),
        ("paper", NOON + 3 * HOUR // 2),
        ("chat", NOON + 2 * HOUR),
    ]
    assert [(log["kept"], log["overtaken"], log["replaced"]) for log in logged(town)] == [
        (2, 1, 0),
        (1, 0, 1),
    ]


def test_a_file_that_is_overtaken_as_a_whole_is_on_the_record_once(opened: Town):
    receipt(choose(opened, "甲先生", "oppose"))

    outcomes = [imported(opened, PAPERS[0]) for _ in range(2)]

    assert [(each.kept, each.overtaken) for each in outcomes] == [(0, 1), (0, 1)]
    assert [log["overtaken"] for log in logged(opened)] == [1]
    assert len(kept(opened)) == 1


def test_a_kept_paper_is_corrected_at_the_desk_on_its_own_channel(opened: Town):
    town = opened
    line = "1-101,甲,同意,2026-01-30 12:10,会场,H-1"
    imported(town, line)
    used = town.act("代", RecordPaper, poll=1, voter="1-102", said="同意", serial="H-1")

    town.act(
        "代", CorrectPaper, poll=1, serial="H-1", voter="1-101", said="反对", reason="看错一行"
    )
    again = imported(town, line)

    assert used == Refusal("ballot.paper_serial_used", {"serial": "H-1", **RATIFIED})
    assert [row[1:4] for row in kept(town)] == [
        (1, '{"choice":"agree"}', "meeting"),
        (2, '{"choice":"oppose"}', "meeting"),
    ]
    assert (again.kept, again.unchanged) == (0, 1)


def test_a_paper_of_the_desk_keeps_its_serial_from_a_file(opened: Town):
    town = opened
    done = town.act("代", RecordPaper, poll=1, voter="1-102", said="同意", serial="N-1")
    assert isinstance(done, PaperRecorded)

    found = imported(town, PAPERS[0])

    assert isinstance(found, BallotFaults)
    assert [(each.line, each.column, each.key) for each in found.faults] == [
        (2, 6, "ballot.serial_used")
    ]
    assert decode(encode(found)) == found


def test_one_fault_and_nothing_is_kept(opened: Town):
    found = imported(opened, *PAPERS, "9-901,谁,同意,2026-01-30 12:10,会场,")

    assert isinstance(found, BallotFaults)
    assert [each.key for each in found.faults] == ["ballot.unknown_unit"]
    assert kept(opened) == []
    assert logged(opened) == []


def test_files_are_refused_with_what_to_do(opened: Town):
    town = opened
    head = "unit,owner,choice,time"
    line = "1-101,甲,agree,2026-01-30 12:10"

    answers = [
        imported(town, line, head=head),
        imported(town, "1-101,甲,,", head=head),
        imported(town, line, head=head, channel="chat"),
        imported(town, line, head=head, poll=9),
    ]
    town.clock.at = NOON + 30 * DAY
    answers.append(imported(town, line, head=head))

    assert answers == [
        Refusal("ballots_file.no_channel", {"count": 1}),
        Refusal("ballots_file.empty", {"left_out": 1}),
        Refusal("press.unknown"),
        Refusal("poll.unknown", {"number": 9}),
        Refusal("ballots_file.closed", {**RATIFIED, "closes_at": NOON + 30 * DAY}),
    ]


def test_a_rankings_ballots_are_not_taken_by_file(town: Town):
    town.person("召", "facilitator")
    town.person("代", "clerk")
    town.person("王芳")
    open_ranking(town)

    answers = (town.act("代", StartBallotsFile, poll=1), town.read("代", ballots_template, 1))

    assert answers == (Refusal("ballots_file.ranking", RANKED),) * 2


def test_only_clerks_facilitators_and_the_operator_import_ballots(opened: Town):
    town = opened
    town.person("主", "chair")
    content = file(*PAPERS)
    fields: dict[str, Any] = {"poll": 1, "table": read(content), "content": content}

    refused = town.act("主", ImportBallots, **fields)
    seen = town.read("主", ballots_template, 1)
    done = town.operate(ImportBallots, dry_run=True, **fields)

    assert isinstance(refused, Refusal)
    assert isinstance(seen, Refusal)
    assert (refused.key, seen.key) == ("policy.not_your_role", "policy.not_your_role")
    assert (done.kept, done.dry_run) == (3, True)
    assert kept(town) == []


def test_a_ballot_that_stands_again_keeps_its_own_time(opened: Town):
    """An assisted act is overturned: a paper signed after the restored ballot still replaces it."""
    town = opened
    town.person("办", "clerk")
    town.clock.at = NOON + 5 * MINUTE
    choose(town, "甲先生", "agree")
    town.clock.at = NOON + 20 * MINUTE
    assist(town)
    town.act("办", ConfirmAssist, act=1)
    town.clock.at = NOON + 50 * MINUTE
    town.act("甲先生", OverturnAssist, act=1)
    town.clock.at = NOON + HOUR

    done = imported(town, "1-101,甲,反对,2026-01-30 12:10,纸质,N-1")

    assert (done.kept, done.overtaken) == (1, 0)
    assert [row[2:5] for row in kept(town)][-2:] == [
        ('{"choice":"agree"}', "chat", NOON + 5 * MINUTE),
        ('{"choice":"oppose"}', "paper", NOON + 10 * MINUTE),
    ]
