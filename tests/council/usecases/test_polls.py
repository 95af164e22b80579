"""The life of a poll: drafted, announced, opened, extended, closed, counted, certified."""

import pytest
from sqlalchemy import select

from council.commands.ballots import AnswerPaper, FilePaper, PickPaper, RecordPaper, StartPaper
from council.commands.people import DraftDiscarded
from council.commands.polls import (
    AnnouncePoll,
    AnnulPoll,
    AnswerPollForm,
    AskPollField,
    CertifyPoll,
    ClosePoll,
    CountPoll,
    DraftMotionFromRanking,
    DropPollForm,
    ExtendPoll,
    FilePollForm,
    FormField,
    OpenPoll,
    PollForm,
    PollView,
    RankedMotionDrafted,
    StartPollForm,
    Turnout,
)
from council.domain.polls import PollOption
from council.domain.ratification import FirstClose
from council.domain.refusals import Refusal
from council.reads.motions import motion_view
from council.reads.needs import Need
from council.reads.polls import due, needs, new_poll, poll, show
from council.reads.polls_view import poll_row
from council.reads.recount import result_of
from council.storage.tables.polls import electorate
from tests.council.conftest import NOON, Town
from tests.council.usecases.polling import (
    DAY,
    NOTICE,
    WEEK,
    announce_in_time,
    choose,
    clock_runs,
    draft_ranking,
    draft_ratification,
    motion_state,
    open_ranking,
    open_ratification,
    put_motion,
    put_roll,
    receipt,
    vote,
)

A = PollOption(letter="A", title="立体停车场")
B = PollOption(letter="B", title="错峰共享")
C = PollOption(letter="C", title="道闸+重新划线")
D = PollOption(letter="D", title="维持现状", status_quo=True)


def council(town: Town) -> None:
    """Two facilitators, a chair, a clerk."""
    town.person("召", "facilitator")
    town.person("集", "facilitator")
    town.person("主", "chair")
    town.person("代", "clerk")


def recounted(town: Town) -> object:
    """What the kept ballots of poll 1 give when they are counted again."""
    return town.read("召", lambda tx, who: result_of(tx, poll_row(tx, who.community_id, number=1)))


def test_a_draft_always_offers_to_leave_things_as_they_are(town: Town):
    council(town)
    put_motion(town)

    view = draft_ranking(town)

    assert (view.state, view.options, view.just) == ("draft", (A, B, C, D), "draft")
    assert view.moves == ("announce", "annul")


def test_a_ranking_needs_a_deliberated_motion(town: Town):
    council(town)
    put_motion(town, state="announced")

    assert draft_ranking(town) == Refusal(
        "poll.motion_not_ready_ranking", {"number": 1, "state": "announced"}
    )
    assert draft_ranking(town, motion=9) == Refusal("poll.motion_unknown", {"number": 9})


def test_a_motion_has_one_running_poll_of_a_kind(town: Town):
    council(town)
    put_motion(town)
    draft_ranking(town)

    again = draft_ranking(town)
    town.act("召", AnnulPoll, poll=1, reason="写错了")
    anew = draft_ranking(town)

    assert again == Refusal("poll.already_on_motion", {"number": 1, "poll": 1})
    assert anew.number == 2


def test_a_ratification_takes_the_legal_class_of_its_motion(town: Town):
    council(town)
    put_motion(town, legal_class="O-8")
    put_motion(town, legal_class="O-3")

    assert draft_ratification(town, legal_class="O-9") == Refusal(
        "poll.class_differs", {"given": "O-9", "legal_class": "O-8"}
    )
    assert draft_ratification(town, motion=2, legal_class="").key == "poll.class_unknown"
    assert draft_ratification(town, legal_class="").legal_class == "O-8"


def test_only_a_facilitator_drafts(town: Town):
    council(town)
    put_motion(town)

    refused = town.act("主", StartPollForm, form="ranking", target=1)

    assert refused.key == "policy.not_your_role"


def test_announcing_freezes_the_adults_and_tells_them(town: Town):
    council(town)
    town.person("小明", adult=False)
    put_motion(town)
    draft_ranking(town, opens_at=NOON + DAY)

    view = town.act("召", AnnouncePoll, poll=1)
    again = town.act("召", AnnouncePoll, poll=1)

    assert (view.state, view.roll_size, len(view.roll_fingerprint)) == ("announced", 4, 64)
    assert again == Refusal("poll.not_now", {"verb": "announce", "state": "announced"})
    assert motion_state(town) == "put"
    told = {
        "number": 1,
        "title": "停车方案意向排序",
        "opens_at": NOON + DAY,
        "closes_at": NOON + WEEK,
    }
    assert town.told("代") == [("poll_announced_ranking", told)]
    assert town.told("小明") == []


def test_announcing_a_ratification_freezes_heads_from_the_roll(town: Town):
    council(town)
    town.person("丁女士", owner_key="丁")
    put_roll(town)
    put_motion(town, state="drafted", legal_class="O-8")
    draft_ratification(town)

    view = announce_in_time(town, 1)
    slots = town.rows(
        select(electorate.c.slot, electorate.c.resident_id.is_not(None)).order_by(
            electorate.c.slot
        )
    )

    assert view.roll_size == 7
    assert sorted((slot, bool(known)) for slot, known in slots) == [
        ("developer|developer", False),
        ("丁;戊|丁", True),
        ("丁;戊|戊", False),
        ("丙|丙", False),
        ("乙|乙", False),
        ("己|己", False),
        ("甲|甲", False),
    ]


def test_without_a_roll_a_ratification_cannot_be_announced(town: Town):
    council(town)
    put_motion(town, state="drafted", legal_class="O-8")
    draft_ratification(town)

    assert announce_in_time(town, 1) == Refusal("poll.no_roll", {"problem": "no_heads"})


def test_the_clock_opens_reminds_closes_and_counts(town: Town):
    council(town)
    put_motion(town)
    draft_ranking(town, opens_at=NOON + DAY)
    town.act("召", AnnouncePoll, poll=1)

    at_first = clock_runs(town)
    town.clock.at = NOON + DAY
    opened = clock_runs(town)
    receipt(vote(town, "代", "A"))
    town.clock.at = NOON + 6 * DAY
    reminded = clock_runs(town)
    town.clock.at = NOON + WEEK
    closed = clock_runs(town)

    assert (at_first, opened, reminded, closed) == (
        [],
        ["OpenPoll"],
        ["RemindVoters"],
        ["ClosePoll", "CountPoll"],
    )
    assert [notice for notice, _ in town.told("主")] == [
        "poll_announced_ranking",
        "poll_opened_ranking",
        "poll_reminder",
    ]
    assert "poll_reminder" not in [notice for notice, _ in town.told("代")]
    assert [notice for notice, _ in town.told("主", "staff")] == ["poll_counted"]


def test_a_server_that_slept_through_the_whole_poll_catches_up(town: Town):
    council(town)
    put_motion(town)
    draft_ranking(town, opens_at=NOON + DAY)
    town.act("召", AnnouncePoll, poll=1)
    town.clock.at = NOON + 3 * WEEK

    did = clock_runs(town)
    view = town.read("召", lambda tx, who: poll(tx, who.community_id, 1))

    assert did == ["OpenPoll", "ClosePoll", "CountPoll"]
    assert (view.state, view.ranking.ballots, view.ranking.winner) == ("counted", 0, "")
    assert [notice for notice, _ in town.told("主")] == ["poll_announced_ranking"]


def test_a_ranking_is_counted_certified_by_a_second_person_and_told(town: Town):
    council(town)
    open_ranking(town)
    for name, order in (("召", "AB"), ("集", "CB"), ("主", "BC"), ("代", "CA")):
        receipt(vote(town, name, order))
    town.act("召", ClosePoll, poll=1)
    counted = town.act("召", CountPoll, poll=1)

    own = town.act("召", CertifyPoll, poll=1)
    certified = town.act("主", CertifyPoll, poll=1)

    assert counted.ranking.winner == "C"
    assert own == Refusal("poll.same_person", {})
    assert (certified.state, certified.certified_by) == ("certified", "主")
    assert motion_state(town) == "carried"
    assert town.told("代")[-1] == (
        "poll_ranked",
        {
            "number": 1,
            "title": "停车方案意向排序",
            "letter": "C",
            "option": "道闸+重新划线",
            "ballots": 4,
        },
    )
    assert recounted(town) == certified.ranking


def test_before_the_count_nobody_sees_what_was_chosen(town: Town):
    council(town)
    open_ranking(town)
    receipt(vote(town, "代", "A"))

    town.person("邻")
    staff = town.read("召", show, 1)
    resident = town.read("邻", show, 1)

    assert (staff.ranking, staff.turnout) == (None, Turnout(voted=1, roll=4))
    assert (resident.ranking, resident.turnout) == (None, None)


def test_the_motion_is_drafted_from_the_ranking_without_its_ballots(town: Town):
    council(town)
    open_ranking(town)
    receipt(vote(town, "代", "A"))
    early = town.act("召", DraftMotionFromRanking, poll=1, legal_class="O-8")
    town.act("召", ClosePoll, poll=1)
    town.act("召", CountPoll, poll=1)

    made = town.act("召", DraftMotionFromRanking, poll=1, legal_class="O-8")
    wrong = town.act("召", DraftMotionFromRanking, poll=1, legal_class="R-XS")
    nothing = town.act("召", DraftMotionFromRanking, poll=1, legal_class="O-8", letter="D")

    assert early == Refusal("poll.not_counted", {"number": 1, "state": "open"})
    assert isinstance(made, RankedMotionDrafted)
    assert (made.poll, made.letter, made.title, made.legal_class) == (
        1,
        "A",
        "立体停车场",
        "O-8",
    )
    assert motion_state(town, made.motion) == "drafted"
    assert wrong.key == "poll.class_unknown"
    assert nothing == Refusal("poll.status_quo", {"number": 1})


def test_the_form_of_a_motion_from_a_ranking_takes_the_text_that_the_owners_decide(town: Town):
    council(town)
    open_ranking(town)
    receipt(vote(town, "代", "A"))
    town.act("召", ClosePoll, poll=1)
    town.act("召", CountPoll, poll=1)
    form = {"form": "motion", "target": 1}

    begun = town.act("召", StartPollForm, **form)
    classed = town.act("召", AnswerPollForm, text="O-8", revision=begun.revision, **form)
    asked = town.act("召", AskPollField, field="body", revision=classed.revision, **form)
    empty = town.act("召", AnswerPollForm, text="  ")
    ready = town.act("召", AnswerPollForm, text="利用闲置空地建设\n60 位立体停车场。")
    made = town.act("召", FilePollForm, revision=ready.revision, **form)
    view = town.read("召", lambda tx, who: motion_view(tx, who, made.motion, "staff"))

    assert begun.fields[-1] == FormField(name="body", text="小区车位不足,请邻居们排一排。")
    assert asked.asks == "body"
    assert empty.problem == "motion.no_body"
    assert (view.title, view.body) == ("立体停车场", "利用闲置空地建设\n60 位立体停车场。")


def test_a_ratification_is_neither_opened_nor_closed_before_its_time(town: Town):
    council(town)
    put_roll(town)
    put_motion(town, state="drafted", legal_class="O-8")
    draft_ratification(town, opens_at=NOON + NOTICE, closes_at=NOON + NOTICE + 30 * DAY)
    town.act("召", AnnouncePoll, poll=1)

    early = town.act("召", OpenPoll, poll=1)
    town.clock.at = NOON + NOTICE
    town.tick(OpenPoll, poll=1)
    closing = town.act("召", ClosePoll, poll=1)

    assert early == Refusal("poll.open_by_clock_only", {"due_at": NOON + NOTICE})
    assert closing == Refusal("poll.close_by_clock_only", {"due_at": NOON + NOTICE + 30 * DAY})


@pytest.mark.parametrize(
    ("days", "just"),
    [(17, "announce"), (16, "announce"), (15, "announce_barely"), (14, "poll.notice_too_short")],
)
def test_fifteen_clear_days_lie_between_the_notice_and_the_opening(
    town: Town, days: int, just: str
):
    council(town)
    put_roll(town)
    put_motion(town, state="drafted", legal_class="O-8")
    opens_at = NOON + days * DAY
    draft_ratification(town, opens_at=opens_at, closes_at=opens_at + 30 * DAY)

    done = town.act("召", AnnouncePoll, poll=1)

    assert (done.key if isinstance(done, Refusal) else done.just) == just


def test_too_short_a_notice_names_the_earliest_safe_day_and_changes_nothing(town: Town):
    council(town)
    put_roll(town)
    put_motion(town, state="drafted", legal_class="O-8")
    draft_ratification(town, opens_at=NOON + DAY)

    refused = town.act("召", AnnouncePoll, poll=1)

    assert refused == Refusal(
        "poll.notice_too_short", {"days": 1, "wanted": 15, "earliest": "2026-02-15"}
    )
    assert motion_state(town) == "drafted"
    assert town.rows(select(electorate.c.slot)) == []


def test_an_extension_is_told_before_the_first_close_once_and_for_thirty_days(town: Town):
    council(town)
    open_ratification(town)
    first = NOON + 30 * DAY

    def extend(closes_at: int, reason: str = "票数不够") -> object:
        return town.act("召", ExtendPoll, poll=1, closes_at=closes_at, reason=reason)

    backwards = extend(first)
    too_long = extend(first + 31 * DAY)
    no_reason = extend(first + 20 * DAY, " ")
    town.clock.at = first
    too_late = extend(first + 20 * DAY)
    town.clock.at = first - 2 * DAY
    extended = extend(first + 20 * DAY)
    again = extend(first + 21 * DAY)

    assert backwards == Refusal("poll.extend_backwards", {"closes_at": first})
    assert too_long == Refusal("poll.extend_too_long", {"days": 30, "latest_at": first + 30 * DAY})
    assert no_reason == Refusal("poll.reason_missing", {})
    assert too_late == Refusal("poll.extend_too_late", {"closes_at": first})
    assert isinstance(extended, PollView)
    assert (extended.closes_at, extended.first_closes_at) == (first + 20 * DAY, first)
    assert again == Refusal("poll.extended_already", {"closes_at": first})


def test_an_extended_poll_keeps_the_figures_of_its_first_close_and_goes_on(town: Town):
    council(town)
    for owner in "甲乙丙丁己":
        town.person(f"{owner}先生", owner_key=owner)
    open_ratification(town)
    first = NOON + 30 * DAY
    for owner in "甲乙":
        receipt(choose(town, f"{owner}先生", "agree"))
    town.clock.at = first - DAY
    town.act("召", ExtendPoll, poll=1, closes_at=first + 20 * DAY, reason="票数不够")

    town.clock.at = first
    did = clock_runs(town)
    for owner in "丙己":
        receipt(choose(town, f"{owner}先生", "agree"))
    town.clock.at = first + 20 * DAY
    closed = clock_runs(town)
    view = town.read("召", lambda tx, who: poll(tx, who.community_id, 1))

    assert did == ["RecordFirstClose"]
    assert closed[-2:] == ["ClosePoll", "CountPoll"]
    assert view.first_close == FirstClose(
        at=first,
        heads=2,
        heads_total=6,
        heads_needed=4,
        area_x100=17872,
        area_total_x100=84200,
        area_needed_x100=56134,
        heads_quorum=False,
        area_quorum=False,
        quorum=False,
    )
    result = view.ratification
    assert (result.heads.participating, result.heads.agree, result.quorum) == (4, 4, True)


def test_a_passed_ratification_carries_its_motion(town: Town):
    council(town)
    for owner in "甲乙丙丁己":
        town.person(f"{owner}先生", owner_key=owner)
    open_ratification(town)
    for owner in "甲乙丙丁己":
        receipt(choose(town, f"{owner}先生", "agree"))
    town.clock.at = NOON + 30 * DAY
    clock_runs(town)

    certified = town.act("集", CertifyPoll, poll=1)

    assert certified.ratification.passed == "yes"
    assert motion_state(town) == "carried"
    assert town.told("甲先生")[-1][0] == "poll_ratified_yes"


def test_without_a_quorum_the_motion_is_lost(town: Town):
    council(town)
    town.person("甲先生", owner_key="甲")
    open_ratification(town)
    receipt(choose(town, "甲先生", "agree"))
    town.clock.at = NOON + 30 * DAY
    clock_runs(town)

    certified = town.act("主", CertifyPoll, poll=1)

    assert (certified.ratification.passed, certified.ratification.quorum) == ("no", False)
    assert motion_state(town) == "lost"
    assert town.told("甲先生")[-1][0] == "poll_ratified_no_quorum"


def test_a_result_that_hangs_on_unclear_heads_is_not_certified(town: Town):
    council(town)
    for owner in "甲乙丙丁戊己":
        town.person(f"{owner}先生", owner_key=owner)
    open_ratification(town)
    said = zip(
        "甲乙丙丁戊己", ["oppose", "agree", "agree", "agree", "oppose", "agree"], strict=True
    )
    for owner, choice in said:
        receipt(choose(town, f"{owner}先生", choice))
    town.clock.at = NOON + 30 * DAY
    clock_runs(town)

    view = town.read("召", lambda tx, who: poll(tx, who.community_id, 1))
    answer = town.act("主", CertifyPoll, poll=1)

    assert (view.ratification.passed, view.ratification.heads.unclear) == ("needs_review", 1)
    assert answer == Refusal("poll.needs_review", {"number": 1, "units": "1-202"})


def test_an_annulled_poll_tells_why_and_is_never_counted(town: Town):
    council(town)
    open_ranking(town)

    annulled = town.act("召", AnnulPoll, poll=1, reason=" 选项写错了 ")
    counting = town.act("召", CountPoll, poll=1)

    assert (annulled.state, annulled.annul_reason) == ("annulled", "选项写错了")
    assert counting == Refusal("poll.not_now", {"verb": "count", "state": "annulled"})
    assert town.told("代")[-1][0] == "poll_annulled"


@pytest.mark.parametrize(
    ("kind", "legal_class", "state"),
    [("ranking", "R-XS", "deliberated"), ("ratification", "O-8", "drafted")],
)
def test_a_motion_whose_poll_is_annulled_is_put_again(
    town: Town, kind: str, legal_class: str, state: str
):
    def offered() -> tuple[bool, tuple[str, ...]]:
        motion = town.read("召", lambda tx, who: motion_view(tx, who, 1, "staff"))
        choice = town.read("召", lambda tx, who: new_poll(tx, who, 1))
        return "poll" in motion.may, choice.kinds

    draft = draft_ranking if kind == "ranking" else draft_ratification
    council(town)
    put_roll(town)
    put_motion(town, state=state, legal_class=legal_class)
    draft(town)
    announce_in_time(town, 1)

    running = (motion_state(town), offered())
    town.act("召", AnnulPoll, poll=1, reason="选项写错了")
    annulled = (motion_state(town), offered())
    begun = draft(town)
    announced = announce_in_time(town, 2)

    assert running == ("put", (False, ()))
    assert annulled == ("put", (True, (kind,)))
    assert (begun.number, begun.state, announced.state) == (2, "draft", "announced")
    assert motion_state(town) == "put"


def test_residents_are_waited_for_until_they_voted(town: Town):
    council(town)
    open_ranking(town)

    before = town.read("代", needs)
    vote(town, "代", "A")
    after = town.read("代", needs)

    assert before == (
        Need(
            key="poll_vote_ranking",
            verb="ballot.open",
            by=NOON + WEEK,
            params={
                "number": 1,
                "title": "停车方案意向排序",
                "closes_at": NOON + WEEK,
            },
            arguments=(1,),
        ),
    )
    assert after == ()


def test_staff_see_what_waits_for_them(town: Town):
    council(town)
    open_ranking(town)
    receipt(vote(town, "代", "A"))
    town.act("召", ClosePoll, poll=1)
    town.tick(CountPoll, poll=1)

    def keys(name: str) -> list[str]:
        return [need.key for need in town.read(name, due)]

    counted = (keys("召"), keys("集"), keys("主"), keys("代"))
    town.act("主", CertifyPoll, poll=1)

    assert counted == ([], ["poll_certify"], ["poll_certify"], [])
    assert keys("召") == ["poll_motion"]


def test_a_ranking_is_drafted_by_dialogue(town: Town):
    council(town)
    put_motion(town)

    asked = town.act("召", StartPollForm, form="ranking", target=1)
    wrong = town.act("召", AnswerPollForm, text="A 停车场\nB 停车场")
    ready = town.act("召", AnswerPollForm, text="A 立体停车场\nB 错峰共享")
    of_it = {"form": "ranking", "target": 1}
    changing = town.act("召", AskPollField, field="closes", revision=ready.revision, **of_it)
    unreadable = town.act("召", AnswerPollForm, text="下下周")
    dated = town.act("召", AnswerPollForm, text="2026-02-06 20:00")
    stale = town.act("召", FilePollForm, revision=ready.revision, **of_it)
    filed = town.act("召", FilePollForm, revision=dated.revision, **of_it)

    assert (asked.asks, wrong.problem, ready.asks) == ("options", "poll.option_twice", "")
    assert (changing.asks, unreadable.problem[:5], dated.asks) == ("closes", "date.", "")
    assert isinstance(stale, PollForm)
    assert stale.problem == "poll.form_stale"
    assert isinstance(filed, PollView)
    assert [option.title for option in filed.options] == ["立体停车场", "错峰共享", "维持现状"]
    assert filed.closes_at == 1770379200


def test_a_button_of_one_form_does_nothing_to_another(town: Town):
    council(town)
    open_ranking(town)
    old = {"form": "extend", "target": 1}
    town.act("召", StartPollForm, **old)
    town.act("召", AnswerPollForm, text="2026-02-08 20:00")
    extending = town.act("召", AnswerPollForm, text="参加的人还太少,再等几天。")
    town.act("召", StartPollForm, form="annul", target=1)
    annulling = town.act("召", AnswerPollForm, text="选项写错了,要重新来。")

    filed = [
        town.act("召", FilePollForm, revision=form.revision, **old)
        for form in (extending, annulling)
    ]
    asked = town.act("召", AskPollField, field="reason", revision=annulling.revision, **old)
    elsewhere = town.act("召", FilePollForm, revision=annulling.revision, form="annul", target=2)
    dropped = town.act("召", DropPollForm, **old)

    other = Refusal("poll.form_other")
    assert (*filed, asked, elsewhere, dropped) == (other, other, other, other, other)
    assert town.read("召", lambda tx, who: show(tx, who, 1)).state == "open"


def test_a_form_that_is_dropped_cannot_be_filed(town: Town):
    council(town)
    open_ranking(town)
    form = {"form": "annul", "target": 1}
    town.act("召", StartPollForm, **form)
    ready = town.act("召", AnswerPollForm, text="选项写错了,要重新来。")

    dropped = town.act("召", DropPollForm, **form)
    filed = town.act("召", FilePollForm, revision=ready.revision, **form)
    again = town.act("召", DropPollForm, **form)

    assert dropped == DraftDiscarded(kind="poll")
    assert filed == Refusal("draft.nothing_awaited_staff")
    assert again == Refusal("draft.nothing_to_stop")


def test_a_paper_ballot_is_the_latest_act_and_its_serial_counts_once(town: Town):
    council(town)
    town.person("甲先生", owner_key="甲")
    open_ratification(town)
    receipt(choose(town, "甲先生", "oppose"))

    def paper(voter: str, said: str, serial: str, owner: str = "") -> object:
        return town.act(
            "代", RecordPaper, poll=1, voter=voter, said=said, serial=serial, owner=owner
        )

    recorded = paper("1-101", "同意", "N-001")
    twice = paper("1-102", "同意", "n-001")
    unknown = paper("9-999", "同意", "N-002")
    whose = paper("1-202", "同意", "N-003")
    signed = paper("1-202", "弃权", "N-003", "戊")
    unreadable = paper("1-102", "也许", "N-004")
    by_resident = town.act("甲先生", RecordPaper, poll=1, voter="1-101", said="同意", serial="1")

    assert (recorded.replaced, recorded.revision, recorded.choice) == ("chat", 2, "agree")
    assert twice == Refusal("ballot.paper_serial_used", {"serial": "N-001", "number": 1})
    assert unknown == Refusal("ballot.paper_unknown_unit", {"given": "9-999"})
    assert whose == Refusal("ballot.paper_which_owner", {"owners": "丁、戊"})
    assert (signed.owner, signed.units, signed.replaced) == ("戊", ("1-202",), "")
    assert unreadable == Refusal("ballot.paper_choice", {"given": "也许"})
    assert by_resident.key == "policy.not_your_role"


def test_the_clerk_fills_in_a_paper_by_dialogue(town: Town):
    council(town)
    open_ratification(town)

    asked = [town.act("代", StartPaper, poll=1).asks]
    asked.append(town.act("代", AnswerPaper, text="8-8").problem)
    asked.append(town.act("代", AnswerPaper, text="1-202").asks)
    form = town.act("代", AnswerPaper, text="丁")
    asked.append(form.asks)
    form = town.act("代", PickPaper, revision=form.revision, picked="agree")
    asked.append(form.asks)
    form = town.act("代", AnswerPaper, text="N-7")
    asked.append(form.asks)
    stale = town.act("代", FilePaper, revision=form.revision - 1)
    filed = town.act("代", FilePaper, revision=form.revision)
    twice = town.act("代", FilePaper, revision=form.revision)

    assert twice == Refusal("draft.nothing_awaited_staff")
    assert asked == ["voter", "ballot.paper_unknown_unit", "owner", "choice", "serial", ""]
    assert stale.problem == "poll.form_stale"
    assert (filed.owner, filed.choice, filed.serial) == ("丁", "agree", "N-7")
