"""Papers at the desk: a serial once a poll, a scan, the latest act, corrections with a reason."""

from typing import Any

from sqlalchemy import select

from bot.sandbox.media import sample_photo
from council.counter.papers.commands import CorrectPaper, PaperCorrected, PollDesk
from council.counter.papers.reads import poll_desk
from council.counter.papers.tables import paper_corrections
from council.kernel.files import kept_file
from council.kernel.refusals import Refusal
from council.kernel.tables import acts
from council.polls.ballots.commands import PaperRecorded, RecordPaper
from council.polls.commands import AnnouncePoll, OpenPoll
from council.polls.due import needs
from council.polls.reads import show
from council.polls.tables import ballots
from tests.council.conftest import NOON, Town
from tests.council.counter.assisted.assisting import assist
from tests.council.kernel.forms.filling import Filling, filled, problem
from tests.council.polls.polling import (
    DAY,
    RATIFIED,
    choose,
    draft_ranking,
    open_ranking,
    open_ratification,
    put_motion,
    receipt,
    vote,
)


def council(town: Town) -> None:
    town.person("召", "facilitator")
    town.person("代", "clerk")


def paper(town: Town, voter: str, said: str, serial: str, **fields: Any) -> Any:
    return town.act("代", RecordPaper, poll=1, voter=voter, said=said, serial=serial, **fields)


def correct(town: Town, serial: str, voter: str, said: str, reason: str = "看错了一行") -> Any:
    return town.act(
        "代", CorrectPaper, poll=1, serial=serial, voter=voter, said=said, reason=reason
    )


def kept(town: Town) -> list[tuple[str, int, str, str]]:
    b = ballots.c
    query = select(b.slot, b.revision, b.content, b.channel).order_by(b.slot, b.revision)
    return [tuple(row) for row in town.rows(query.where(b.community_id == town.id))]


def voted(town: Town) -> int:
    turnout = town.read("召", show, 1).turnout
    assert turnout is not None
    return int(turnout.voted)


def test_the_clerk_sees_the_conflict_and_keeps_a_scan_before_filing(town: Town):
    council(town)
    town.person("甲先生", owner_key="甲")
    open_ratification(town)
    receipt(choose(town, "甲先生", "oppose"))
    photo = sample_photo(90)

    form = Filling(town, "代", "paper")
    form.say("1-101")
    form.tap("agree")
    form.say("N-1")
    ready = form.tap("now")
    wrong = form.send(b"no picture at all")
    scanned = form.send(photo)
    filed = form.file()

    assert ready.asks == ""
    assert [note.key for note in ready.notes] == [
        "paper.units",
        "paper.stands.chat",
        "paper.stands_at",
    ]
    assert [[hint.key for hint in sheet.hints] for sheet in (ready, scanned)] == [
        ["paper.no_scan"],
        [],
    ]
    assert problem(wrong) == "proposal.file_unknown"
    assert isinstance(filed, PaperRecorded)
    assert (filed.replaced, filed.revision) == ("chat", 2)
    assert filed.scan.startswith(filled(scanned)["scan"])
    file = town.app.bus.read_now(lambda tx: kept_file(tx, town.id, filed.scan))
    assert file is not None
    assert file.content == photo


def test_a_used_serial_is_told_while_the_paper_is_still_in_hand(town: Town):
    council(town)
    open_ratification(town)
    paper(town, "1-101", "同意", "N-1")

    form = Filling(town, "代", "paper")
    form.say("1-102")
    form.tap("agree")
    told = form.say("n-1")

    assert (told.asks, problem(told)) == ("serial", "ballot.paper_serial_used")


def test_a_paper_after_the_close_is_refused_with_what_to_do(town: Town):
    council(town)
    open_ratification(town)
    town.clock.at = NOON + 30 * DAY

    answer = paper(town, "1-101", "同意", "N-1")

    assert answer == Refusal("ballot.paper_closed", {**RATIFIED, "closes_at": NOON + 30 * DAY})


def test_a_scan_must_be_a_kept_file(town: Town):
    council(town)
    open_ratification(town)

    answer = paper(town, "1-101", "同意", "N-1", scan="0" * 64)

    assert answer == Refusal("ballot.scan_unknown")


def test_a_paper_read_wrongly_is_corrected_and_both_readings_are_kept(town: Town):
    council(town)
    open_ratification(town)
    paper(town, "1-101", "同意", "N-1")

    done = correct(town, "N-1", "1-101", "反对")

    assert done == PaperCorrected(
        number=1,
        title="建设立体停车场",
        kind="ratification",
        serial="N-1",
        was="",
        voter="1-101",
        choice="oppose",
        order=(),
        reason="看错了一行",
    )
    assert kept(town) == [
        ("甲|甲", 1, '{"choice":"agree"}', "paper"),
        ("甲|甲", 2, '{"choice":"oppose"}', "paper"),
    ]
    c = paper_corrections.c
    query = select(c.number, c.was_slot, c.was_revision, c.slot, c.revision, c.reason)
    assert town.rows(query) == [(1, "甲|甲", 1, "甲|甲", 2, "看错了一行")]
    assert town.rows(select(acts.c.verb).order_by(acts.c.number))[-1][0] == "ballot.correct_paper"
    assert town.read("代", poll_desk, 1) == PollDesk(
        number=1,
        kind="ratification",
        title="建设立体停车场",
        papers=1,
        corrections=1,
        assisted=0,
        waiting=(),
        proxies=0,
        forms=("paper", "file", "correction", "assist", "proxy"),
        delivers=True,
        serials=("N-1",),
        unscanned=("N-1",),
    )


def test_the_desk_offers_only_what_there_is_something_to_do_for(town: Town):
    council(town)
    town.person("甲先生", owner_key="甲")
    open_ratification(town)
    put_motion(town)
    ranking = draft_ranking(town, motion=2).number
    town.act("召", AnnouncePoll, poll=ranking)
    town.tick(OpenPoll, poll=ranking)

    bare = town.read("代", poll_desk, 1).forms
    of_ranking = town.read("代", poll_desk, ranking).forms
    assist(town)

    assert bare == ("paper", "file", "assist", "proxy")
    assert of_ranking == ("paper", "assist")
    after = town.read("代", poll_desk, 1).forms
    assert after == ("paper", "file", "correction", "assist", "proxy", "revoke")


def test_a_paper_of_somebody_else_is_moved_and_what_stood_before_stands_again(town: Town):
    council(town)
    town.person("甲先生", owner_key="甲")
    open_ratification(town)
    receipt(choose(town, "甲先生", "oppose"))
    paper(town, "1-101", "同意", "N-1")

    correct(town, "N-1", "1-102", "同意")

    assert kept(town) == [
        ("乙|乙", 1, '{"choice":"agree"}', "paper"),
        ("甲|甲", 1, '{"choice":"oppose"}', "chat"),
        ("甲|甲", 2, '{"choice":"agree"}', "paper"),
        ("甲|甲", 3, '{"choice":"oppose"}', "chat"),
    ]
    assert voted(town) == 2


def test_who_had_not_voted_before_has_not_voted_after_their_neighbours_paper_is_moved(town: Town):
    council(town)
    town.person("甲先生", owner_key="甲")
    open_ratification(town)
    paper(town, "1-101", "同意", "N-1")

    correct(town, "N-1", "1-102", "同意")

    assert voted(town) == 1
    assert [need.key for need in town.read("甲先生", needs)] == ["poll_vote_ratification"]
    again = receipt(choose(town, "甲先生", "agree"))
    assert again.revision == 3
    assert voted(town) == 2


def test_a_paper_that_a_later_act_replaced_is_not_corrected(town: Town):
    council(town)
    town.person("甲先生", owner_key="甲")
    open_ratification(town)
    paper(town, "1-101", "同意", "N-1")
    receipt(choose(town, "甲先生", "oppose"))

    answers = (
        correct(town, "N-1", "1-101", "弃权"),
        correct(town, "N-9", "1-101", "弃权"),
    )

    assert answers == (
        Refusal("ballot.later_stands", RATIFIED),
        Refusal("ballot.paper_not_recorded", {"serial": "N-9", **RATIFIED}),
    )


def test_a_correction_says_why_and_changes_something(town: Town):
    council(town)
    open_ratification(town)
    paper(town, "1-101", "同意", "N-1")

    answers = (
        correct(town, "N-1", "1-101", "反对", reason="  "),
        correct(town, "N-1", "1-101", "反对", reason="长" * 201),
        correct(town, "N-1", "1-101", "同意"),
    )

    assert answers == (
        Refusal("desk.text_wanted"),
        Refusal("desk.text_too_long", {"length": 201, "limit": 200}),
        Refusal("ballot.nothing_to_correct", {"serial": "N-1"}),
    )


def test_a_ranking_on_paper_is_corrected_too(town: Town):
    council(town)
    town.person("王芳")
    open_ranking(town)
    receipt(vote(town, "王芳", "AB"))
    paper(town, "王芳", "C A", "R-1")

    done = correct(town, "R-1", "王芳", "C=A")

    assert done.order == (("A", "C"),)
    assert voted(town) == 1


def test_a_paper_is_recorded_with_the_time_at_which_it_was_signed(town: Town):
    council(town)
    open_ratification(town)
    town.clock.at = NOON + 2 * DAY

    form = Filling(town, "代", "paper")
    form.say("1-101")
    form.tap("agree")
    form.say("N-1")
    asked = [form.say(text) for text in ("以前", "1月29日 10:00", "明天 9:00")]
    form.say("昨天 20:30")
    filed = form.file()

    assert [(each.asks, problem(each)) for each in asked] == [
        ("signed", "date.no_moment"),
        ("signed", "ballot.paper_before"),
        ("signed", "ballot.paper_to_come"),
    ]
    assert isinstance(filed, PaperRecorded)
    assert town.rows(select(ballots.c.cast_at)) == [(NOON + DAY + 8 * 3600 + 1800,)]


def test_a_paper_signed_before_a_later_vote_in_chat_does_not_replace_it(town: Town):
    council(town)
    town.person("甲先生", owner_key="甲")
    open_ratification(town)
    town.clock.at = NOON + DAY
    receipt(choose(town, "甲先生", "oppose"))

    before = paper(town, "1-101", "同意", "N-1", signed_at=NOON + DAY - 60)
    early = paper(town, "1-101", "同意", "N-1", signed_at=NOON - 60)
    after = paper(town, "1-101", "同意", "N-1", signed_at=NOON + DAY)

    assert before == Refusal("ballot.paper_overtaken", {"number": 1, "cast_at": NOON + DAY})
    assert early == Refusal("ballot.paper_before", {"opens_at": NOON})
    assert isinstance(after, PaperRecorded)


def test_a_paper_read_again_keeps_the_time_at_which_it_was_signed(town: Town):
    council(town)
    open_ratification(town)
    town.clock.at = NOON + DAY
    paper(town, "1-101", "同意", "N-1", signed_at=NOON + 60)

    correct(town, "N-1", "1-101", "反对")

    b = ballots.c
    assert town.rows(select(b.revision, b.cast_at).order_by(b.revision)) == [
        (1, NOON + 60),
        (2, NOON + 60),
    ]
