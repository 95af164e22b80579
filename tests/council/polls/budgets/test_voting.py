"""A budget vote from its draft to its certificate, by the commands of people."""

from dataclasses import replace

import pytest

from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.render import plain_text
from council.kernel.screens.translator import Translator
from council.motions.reads import motion_view
from council.overview.matters.matter import matter
from council.polls.ballots.commands import (
    BallotCast,
    BallotSheet,
    CastBallot,
    MarkBallot,
    OpenSheet,
    RecordPaper,
    TypeRanking,
)
from council.polls.budgets.rules import Project
from council.polls.commands import (
    AnnouncePoll,
    CertifyPoll,
    DraftMotionFromRanking,
    DraftRatification,
    PollView,
)
from council.polls.due import needs
from council.polls.rules import PollOption
from council.polls.tables import ballots
from council.wordings import render
from tests.council.conftest import NOON, Town
from tests.council.kernel.forms.filling import Filling, problem
from tests.council.polls.budgets.budgeting import (
    BUDGETED,
    STREET,
    certify,
    count,
    draft_budget,
    open_budget,
)
from tests.council.polls.polling import (
    Step,
    clock_runs,
    council,
    motion_state,
    put_motion,
    receipt,
    vote,
)

ZH, EN = Translator("zh_CN"), Translator("en")


@pytest.fixture
def street(town: Town) -> Town:
    """Eight neighbours and the council."""
    council(town)
    for place in range(8):
        town.person(f"邻{place}")
    return town


def said(outcome: object, say: Translator = ZH) -> str:
    return plain_text(render(outcome, say).text, 4_000)


def kept(town: Town) -> list[str]:
    query = ballots.select().order_by(ballots.c.slot, ballots.c.revision)
    return [row.content for row in town.rows(query)]


def test_a_draft_holds_pot_ballot_and_projects(town: Town):
    council(town)
    put_motion(town)

    drafted = draft_budget(town)

    assert (drafted.kind, drafted.state, drafted.pot_fen, drafted.ballot, drafted.method) == (
        "budget",
        "draft",
        80_000,
        "approval",
        "equal_shares",
    )
    assert drafted.options[:2] == (
        PollOption(letter="A", title="路灯", cost_fen=30_000),
        PollOption(letter="B", title="长椅", cost_fen=20_000, source="m1", body="三号楼前"),
    )
    assert "动用钱款要由业主表决或决议决定" in said(drafted)
    assert "B 长椅：¥200（议案 1）" in said(drafted)
    assert "B 长椅: ¥200 (motion 1)" in said(drafted, EN)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"pot_fen": 80_050}, refuse("budget.whole_yuan", amount_fen=80_050)),
        ({"pot_fen": 0}, refuse("budget.whole_yuan", amount_fen=0)),
        ({"ballot": "points"}, refuse("desk.use_buttons")),
        ({"projects": STREET[:1]}, refuse("budget.projects_few")),
        (
            {"projects": (*STREET, Project(title="会所", cost_fen=90_000))},
            refuse("budget.over_pot", project="会所", cost_fen=90_000, pot_fen=80_000),
        ),
        (
            {"projects": (*STREET, Project(title="白送", cost_fen=0))},
            refuse("budget.over_pot", project="白送", cost_fen=0, pot_fen=80_000),
        ),
        ({"closes_at": NOON + 60}, refuse("poll.budget_too_short", days=0)),
    ],
)
def test_a_draft_that_no_vote_could_use_is_refused(town: Town, fields: dict, refusal: Refusal):
    council(town)
    put_motion(town)

    assert draft_budget(town, **fields) == refusal


def test_a_motion_is_deliberated_first_and_has_one_budget_vote_at_a_time(town: Town):
    council(town)
    put_motion(town, state="announced")
    put_motion(town)

    early = draft_budget(town)
    draft_budget(town, motion=2)
    twice = draft_budget(town, motion=2)

    assert early == refuse("poll.motion_not_ready_budget", number=1, state="announced")
    assert twice == refuse("poll.already_on_motion", **BUDGETED)


def test_every_adult_has_one_ballot_and_is_told(street: Town):
    street.person("小孩", adult=False)
    open_budget(street)

    child = street.act("小孩", OpenSheet, poll=1)

    assert child == refuse("ballot.not_on_roll_budget", **BUDGETED)
    assert street.told("邻0")[-1][0] == "poll_opened_budget"
    assert [each.key for each in street.read("邻0", needs)] == ["poll_vote_budget"]


def test_the_running_sum_is_told_after_each_tap(street: Town):
    open_budget(street)
    step = Step(town=street, name="邻0", poll=1)
    sheet = street.act("邻0", OpenSheet, poll=1)

    first = step.mark(sheet, "tap", "B")
    second = step.mark(first, "tap", "A")
    third = step.mark(second, "tap", "D")
    fourth = step.mark(third, "tap", "C")
    back = step.mark(fourth, "tap", "B")
    undone = step.mark(back, "undo")

    assert "已选 1 项，合计 ¥200，总额还剩 ¥600。" in said(first)
    assert render(second, ZH).toast == "已选 2 项，合计 ¥500，总额还剩 ¥300。"
    assert "总额还剩 ¥0" in said(third)
    assert "已选 4 项，合计 ¥920，比总额多 ¥120" in said(fourth)
    assert back.order == (("A",), ("D",), ("C",))
    assert undone.order == (("A",), ("D",))
    labels = [row[0].label for row in render(undone, ZH).rows[:4]]
    assert labels == ["☑️ A ¥300 路灯", "▫️ B ¥200 长椅", "▫️ C ¥120 种树", "☑️ D ¥300 水池"]


def test_in_a_knapsack_the_pot_is_the_limit(street: Town):
    open_budget(street, ballot="knapsack")
    step = Step(town=street, name="邻0", poll=1)
    sheet = street.act("邻0", OpenSheet, poll=1)
    for letter in "ADB":
        sheet = step.mark(sheet, "tap", letter)

    over = step.mark(sheet, "tap", "C")
    typed = street.act("邻0", TypeRanking, text="1 2 3 4")
    fits = street.act("邻0", TypeRanking, text="1 2 3")
    corrected = street.act("邻0", TypeRanking, text="1 2 3 4")

    assert over == replace(sheet, note="over_pot")
    assert "这样合计会超过总额" in said(over)
    assert (typed.order, typed.note) == ((("A",), ("D",), ("B",)), "over_pot")
    assert (fits.order, fits.confirming) == ((("A",), ("B",), ("C",)), True)
    assert (corrected.order, corrected.note) == ((("A",), ("B",), ("C",)), "over_pot")


def test_ticks_are_cast_changed_and_stand_as_letters(street: Town):
    open_budget(street)

    first = receipt(vote(street, "邻0", "DA"))
    same = receipt(vote(street, "邻0", "AD"))
    street.act("邻0", OpenSheet, poll=1)
    sheet = street.act("邻0", TypeRanking, text="1 3")
    changed = receipt(street.act("邻0", CastBallot, poll=1, revision=sheet.revision))

    assert (first.revision, same.unchanged, changed.revision) == (1, True, 2)
    assert first.receipt == same.receipt != changed.receipt
    assert kept(street) == ['{"approval":["A","D"]}', '{"approval":["A","C"]}']
    assert "☑️ A 路灯：¥300 ☑️ C 种树：¥120 已选 2 项，合计 ¥420" in said(changed)
    assert street.act("邻0", OpenSheet, poll=1).order == (("A",), ("C",))


def test_where_the_ballot_is_an_order_places_are_kept(street: Town):
    open_budget(street, ballot="ranking")

    cast = receipt(vote(street, "邻0", "CA"))
    shared = street.act("邻0", TypeRanking, text="1=2")

    assert kept(street) == ['{"ranking":[["C"],["A"]]}']
    assert "1. C 种树：¥120 2. A 路灯：¥300" in said(cast)
    assert not isinstance(shared, BallotSheet) or shared.note == "projects_unreadable"


def test_nobody_shares_a_place_and_nothing_empty_is_cast(street: Town):
    open_budget(street)
    sheet = street.act("邻0", OpenSheet, poll=1)
    step = Step(town=street, name="邻0", poll=1)

    empty = step.mark(sheet, "done")
    tied = step.mark(step.mark(sheet, "tap", "A"), "tie")
    unknown = step.mark(street.act("邻0", OpenSheet, poll=1), "tap", "E")

    assert empty.note == "empty"
    assert tied == Refusal("press.unknown")
    assert unknown == Refusal("press.unknown")


def test_a_paper_ballot_is_read_by_the_same_rules(street: Town):
    open_budget(street, ballot="knapsack")
    receipt(vote(street, "邻0", "A"))

    over = street.act("代", RecordPaper, poll=1, voter="邻0", said="A B C D", serial="N-1")
    done = street.act("代", RecordPaper, poll=1, voter="邻0", said="c b", serial="N-1")

    assert over == refuse("ballot.projects_over_pot", known="A B C D")
    assert (done.order, done.replaced) == ((("B",), ("C",)), "chat")
    assert "选择：B · C" in said(done)
    assert kept(street) == ['{"approval":["A"]}', '{"approval":["B","C"]}']


def street_votes(street: Town) -> None:
    """What tests/voting/methods/test_equal_shares counts by hand; B and C are worth the same."""
    for place in range(4):
        receipt(vote(street, f"邻{place}", "AB"))
    for place in (4, 5):
        receipt(vote(street, f"邻{place}", "C"))
    for place in (6, 7):
        receipt(vote(street, f"邻{place}", "ACD"))


def test_it_is_counted_by_the_clock_and_certified_by_a_second_person(street: Town):
    open_budget(street)
    street_votes(street)

    did = count(street)
    own = street.act("召", CertifyPoll, poll=1)
    certified = certify(street)

    assert did == ["ClosePoll", "CountPoll"]
    assert own == refuse("poll.same_person")
    result = certified.budget
    assert [(each.letter, each.supporters) for each in result.funded] == [
        ("A", 6),
        ("C", 4),
        ("B", 4),
    ]
    assert (result.spent_fen, result.left_fen, result.ballots, result.roll) == (
        62_000,
        18_000,
        8,
        12,
    )
    assert "结果：选上 3 个项目，共 ¥620，余 ¥180" in said(certified)
    assert "✅ A 路灯：¥300" in said(certified)
    notice, told = street.told("邻0")[-1]
    assert (notice, told["letters"], told["spent_fen"]) == ("poll_budgeted", "A C B", 62_000)
    assert motion_state(street) == "carried"


def test_nothing_funded_carries_nothing_and_makes_no_motion(street: Town):
    open_budget(street)

    count(street)
    certified = certify(street)
    motion = street.act("召", DraftMotionFromRanking, poll=1, legal_class="O-9")

    assert "没有人投票，没有结果" in said(certified)
    assert street.told("邻0")[-1][0] == "poll_budgeted_nobody"
    assert motion == refuse("budget.nothing_funded", **BUDGETED)
    assert motion_state(street) == "lost"


def test_an_owners_motion_is_only_sounded_out_and_the_owners_decide_on_what_is_funded(
    street: Town,
):
    put_motion(street, legal_class="O-9")
    draft_budget(street)
    street.act("召", AnnouncePoll, poll=1)
    street.clock.at = NOON
    clock_runs(street)
    street_votes(street)
    count(street)
    certify(street)

    drafted = street.act("召", DraftMotionFromRanking, poll=1, legal_class="O-9")
    view = street.read("召", lambda tx, who: motion_view(tx, who, drafted.motion, "staff"))
    put = street.act(
        "召",
        DraftRatification,
        motion=drafted.motion,
        title="公共收益怎么花",
        legal_class="O-9",
        opens_at=street.clock.at + 20 * 86_400,
        closes_at=street.clock.at + 50 * 86_400,
    )

    assert motion_state(street) == "deliberated"
    assert (view.title, view.body) == (
        "公共收益怎么花",
        "A 路灯 ¥300\nC 种树 ¥120\nB 长椅 ¥200",
    )
    assert "已根据预算表决 1 选上的项目起草议案 2" in said(drafted)
    assert isinstance(put, PollView)


def test_a_press_for_a_mark_that_is_none_changes_nothing(street: Town):
    open_budget(street)
    sheet = street.act("邻0", OpenSheet, poll=1)

    odd = street.act("邻0", MarkBallot, poll=1, revision=sheet.revision, act="win", letter="A")

    assert odd == Refusal("press.unknown")
    assert not isinstance(odd, BallotCast)


def test_the_clerks_form_takes_a_paper_of_projects(street: Town):
    open_budget(street)

    form = Filling(street, "代", "paper")
    form.say("邻0")
    wrong = form.say("A Z")
    read = form.say("A C")

    assert problem(wrong) == "ballot.projects_unknown"
    assert "A 路灯 · C 种树" in said(read)


def test_the_matter_of_its_motion_tells_of_it(street: Town):
    open_budget(street)
    street_votes(street)
    count(street)
    certify(street)

    told = street.read("召", lambda tx, who: matter(tx, who.community_id, root="m1"))

    assert {each.said.key: each.said.params for each in told.events}["matter.event.budgeted"] == {
        "poll_key": "poll.name.budget",
        "number": 1,
        "n": 3,
        "spent_fen": 62_000,
    }
