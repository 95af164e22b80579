"""From a chat message to a seconded proposal: writing, filing, screening, seconding."""

from sqlalchemy import func, select

from council.kernel import drafts
from council.kernel.forms.commands import FormOver
from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.kernel.tables import acts
from council.proposals.commands import (
    AdmitProposal,
    FollowProposal,
    ProposalActed,
    ProposalFiled,
    SecondProposal,
    UnfollowProposal,
    WithdrawProposal,
)
from council.proposals.reads import list_proposals, show_proposal
from council.proposals.records import proposal_by
from council.proposals.seconding import close, decide, put_on_agenda
from council.proposals.tables import proposals, seconds
from council.wordings import render
from tests.council.conftest import Town
from tests.council.kernel.forms.filling import Filling, filled
from tests.council.proposals.proposing import BODY, TITLE, admitted, propose


def state(town: Town, number: int) -> str:
    (row,) = town.rows(
        select(proposals.c.state).where(
            proposals.c.community_id == town.id, proposals.c.number == number
        )
    )
    found: str = row.state
    return found


def neighbours(town: Town, count: int) -> list[str]:
    return [town.person(f"邻居{place}") for place in range(1, count + 1)]


def test_ten_other_residents_move_it_on_by_themselves(town: Town):
    number = admitted(town)
    names = neighbours(town, 10)

    notes = [town.act(name, SecondProposal, number=number).note for name in names]

    assert notes == ["seconded"] * 9 + ["reached"]
    assert state(town, number) == "seconded"
    assert [notice for notice, _ in town.told("王芳")] == [
        "proposal_admitted",
        "proposal_seconded",
    ]
    assert town.told("邻居1") == [
        ("proposal_seconded_news", {"number": 1, "title": TITLE, "seconds": 10})
    ]
    assert [notice for notice, _ in town.told("李敏", "staff")] == [
        "proposal_submitted",
        "proposal_ready",
    ]


def test_nine_are_not_enough_and_a_second_tap_does_not_count(town: Town):
    number = admitted(town)
    names = neighbours(town, 9)
    for name in names:
        town.act(name, SecondProposal, number=number)

    again = town.act("邻居9", SecondProposal, number=number)

    assert (again.note, again.seconds, again.state) == ("already_seconded", 9, "admitted")
    assert town.rows(select(func.count()).select_from(seconds)) == [(9,)]


def test_authors_minors_and_early_birds_cannot_second(town: Town):
    town.person("小明", adult=False)
    town.person("赵强")
    number = admitted(town)
    waiting = propose(town, "赵强", "清理楼道里的杂物\n楼道里有很多旧家具，请物业清理。")

    assert town.act("王芳", SecondProposal, number=number) == Refusal("proposal.own_second", {})
    assert town.act("小明", SecondProposal, number=number) == Refusal("proposal.adults_only", {})
    assert town.act("王芳", SecondProposal, number=waiting) == Refusal(
        "proposal.unknown", {"number": waiting}
    )
    assert town.act("王芳", SecondProposal, number=99) == Refusal(
        "proposal.unknown", {"number": 99}
    )


def test_following_and_unfollowing(town: Town):
    number = admitted(town)
    town.person("赵强")

    followed = town.act("赵强", FollowProposal, number=number)
    twice = town.act("赵强", FollowProposal, number=number)
    left = town.act("赵强", UnfollowProposal, number=number)

    assert [(view.following, view.followers) for view in (followed, twice, left)] == [
        (True, 1),
        (True, 1),
        (False, 0),
    ]


def test_a_returned_proposal_is_corrected_and_filed_again_under_its_number(town: Town):
    town.person("王芳")
    town.person("李敏", "facilitator")
    number = propose(town, "王芳")
    form = Filling(town, "李敏", "proposal_return", number)

    short = form.say("不行")
    returned = form.say("请写明是哪一块空地。")
    shown = town.read("王芳", show_proposal, number)
    correcting = Filling(town, "王芳", "proposal", number)
    sheet = correcting.sheet
    correcting.say("是5号楼后面那块。")
    filed = correcting.file()

    assert short.problem == Refusal("proposal.reason_short", {"length": 2, "limit": 5})
    assert returned == ProposalActed(what="returned", number=number, title=TITLE, state="returned")
    assert town.told("王芳") == [
        (
            "proposal_returned",
            {"number": number, "title": TITLE, "reason": "请写明是哪一块空地。"},
        )
    ]
    assert (shown.state, shown.reason) == ("returned", "请写明是哪一块空地。")
    assert (filled(sheet), sheet.variant) == ({"title": TITLE, "body": BODY}, "correct")
    assert filed == ProposalFiled(number=number, title=TITLE, needed=10, resubmitted=True)
    row = town.app.bus.read_now(lambda tx: proposal_by(tx, town.id, number=number))
    assert (row.state, row.body, row.return_reason) == (
        "submitted",
        f"{BODY}\n\n是5号楼后面那块。",
        None,
    )
    told = [notice for notice, _ in town.told("李敏", "staff")]
    assert told == ["proposal_submitted", "proposal_submitted"]  # all of it in one second


def test_a_reason_that_comes_too_late_is_answered_and_no_longer_awaited(town: Town):
    town.person("王芳")
    town.person("李敏", "facilitator")
    town.person("周立", "facilitator")
    number = propose(town, "王芳")
    form = Filling(town, "李敏", "proposal_return", number)
    town.act("周立", AdmitProposal, number=number)

    late = form.say("请写明是哪一块空地。")
    nothing = form.say("请写明是哪一块空地。")

    over = Refusal("proposal.not_now", {"verb": "return", "state": "admitted"})
    assert (late, nothing) == (
        FormOver(problem=over, typed="请写明是哪一块空地。"),
        Refusal("form.gone"),
    )
    assert town.read("李敏", drafts.awaiting, "staff") is None
    assert "您写的这段没有使用。" in render(late, Translator("zh_CN")).text


def test_only_a_facilitator_screens_and_only_once(town: Town):
    number = admitted(town)

    by_resident = town.act("王芳", AdmitProposal, number=number)
    twice = town.act("李敏", AdmitProposal, number=number)

    assert by_resident.key == "policy.not_your_role"
    assert twice == Refusal("proposal.not_now", {"verb": "admit", "state": "admitted"})


def test_the_author_withdraws_and_followers_are_told(town: Town):
    number = admitted(town)
    town.person("赵强")
    town.act("赵强", FollowProposal, number=number)

    foreign = town.act("赵强", WithdrawProposal, number=number)
    view = town.act("王芳", WithdrawProposal, number=number)
    again = town.act("王芳", WithdrawProposal, number=number)

    assert foreign == Refusal("proposal.not_author", {})
    assert (view.state, view.note) == ("withdrawn", "withdrawn")
    assert again == Refusal("proposal.not_now", {"verb": "withdraw", "state": "withdrawn"})
    assert [notice for notice, _ in town.told("赵强")] == ["proposal_withdrawn_news"]
    assert town.read("赵强", show_proposal, number).state == "withdrawn"


def test_motions_carry_it_over_the_agenda_to_its_end(town: Town):
    number = admitted(town)
    for name in neighbours(town, 10):
        town.act(name, SecondProposal, number=number)
    row = town.app.bus.read_now(lambda tx: proposal_by(tx, town.id, number=number))
    facilitator = town.read("李敏", lambda _tx, who: who)

    outcomes = [
        town.app.bus.submit_run(lambda tx, move=move: move(tx, facilitator, row.id)).result()
        for move in (put_on_agenda, put_on_agenda, decide, decide, close, close, put_on_agenda)
    ]

    assert outcomes == [
        *(None for _ in range(6)),
        Refusal("proposal.not_now", {"verb": "put_on_agenda", "state": "closed"}),
    ]
    assert [notice for notice, _ in town.told("邻居1")] == [
        "proposal_seconded_news",
        "proposal_on_agenda_news",
        "proposal_decided_news",
        "proposal_closed_news",
    ]
    verbs = town.rows(select(acts.c.verb).order_by(acts.c.number.desc()).limit(3))
    assert [row.verb for row in verbs] == [
        "proposal.close",
        "proposal.decide",
        "proposal.put_on_agenda",
    ]


def test_before_ten_seconds_it_cannot_be_put_on_an_agenda(town: Town):
    number = admitted(town)
    row = town.app.bus.read_now(lambda tx: proposal_by(tx, town.id, number=number))
    facilitator = town.read("李敏", lambda _tx, who: who)

    outcome = town.app.bus.submit_run(lambda tx: put_on_agenda(tx, facilitator, row.id)).result()

    assert outcome == Refusal("proposal.not_now", {"verb": "put_on_agenda", "state": "admitted"})


def test_a_proposal_of_another_community_does_not_exist_here(town: Town, other_town: Town):
    number = admitted(town)
    other_town.person("外人")

    assert other_town.read("外人", show_proposal, number) == Refusal(
        "proposal.unknown", {"number": number}
    )
    assert other_town.act("外人", SecondProposal, number=number) == Refusal(
        "proposal.unknown", {"number": number}
    )
    assert other_town.read("外人", list_proposals, 1).total == 0


def test_the_list_shows_screened_ones_and_my_own_page_by_page(town: Town):
    town.person("王芳")
    town.person("赵强")
    town.person("李敏", "facilitator")
    for place in range(1, 9):
        propose(town, "王芳", f"第{place}件提案标题\n{BODY}")
    for number in range(1, 8):
        town.act("李敏", AdmitProposal, number=number)

    mine_first = town.read("王芳", list_proposals, 1)
    theirs_last = town.read("赵强", list_proposals, 99)

    assert ([line.number for line in mine_first.lines], mine_first.pages) == (
        [8, 7, 6, 5, 4, 3],
        2,
    )
    assert ([line.number for line in theirs_last.lines], theirs_last.page) == ([1], 2)
    assert theirs_last.total == 7
