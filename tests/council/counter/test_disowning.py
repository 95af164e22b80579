"""What the desk lays in somebody's name is told to them at once, and they can say: not me."""

from typing import Any

import pytest

from council.checks.every import check_all
from council.counter.assisted.commands import ConfirmAssist
from council.counter.ballot_files.commands import ImportBallots
from council.counter.papers.commands import CorrectPaper
from council.counter.papers.reads import poll_desk
from council.counter.proxies.commands import RevokeProxy
from council.kernel.refusals import refuse
from council.kernel.screens.translator import Translator
from council.people.commands import ImportResidents, ResidentLine
from council.polls.ballots.commands import BallotDisowned, DisownBallot, RecordPaper
from council.polls.commands import ClosePoll
from council.polls.reads import show, show_as_resident
from council.wordings import render
from tests.council.conftest import NOON, Town, lives_by
from tests.council.counter.assisted.assisting import assist
from tests.council.counter.ballot_files.test_keeping import file, read
from tests.council.counter.proxies.test_recording import authorise, last
from tests.council.polls.polling import DAY, RATIFIED, choose, open_ratification, receipt

CLOSES = NOON + 30 * DAY
TOLD = {
    "number": 1,
    "title": "建设立体停车场",
    "poll_key": "poll.name.ratification",
    "closes_at": CLOSES,
}


@pytest.fixture
def desk(town: Town) -> Town:
    """A facilitator, two clerks, and 甲 and 乙 who have voted in chat."""
    town.person("召", "facilitator")
    town.person("代", "clerk")
    town.person("办", "clerk")
    town.person("甲先生", owner_key="甲")
    town.person("乙先生", owner_key="乙")
    open_ratification(town)
    for name in ("甲先生", "乙先生"):
        receipt(choose(town, name, "agree"))
    return town


def paper(town: Town, said: str = "oppose", **fields: Any) -> Any:
    wanted = {"poll": 1, "voter": "1-101", "owner": "甲", "said": said, "serial": "P-1"}
    return town.act("代", RecordPaper, **{**wanted, "scan": "", **fields})


def disown(town: Town, name: str = "甲先生", revision: int = 2, place: int = 0) -> Any:
    return town.act(name, DisownBallot, poll=1, place=place, revision=revision)


def broken(town: Town) -> list[str]:
    return [each.text for each in town.app.bus.read_now(check_all) if each.state == "broken"]


def test_a_paper_that_replaces_a_vote_is_told_and_undone_by_its_voter(desk: Town):
    paper(desk)
    told = desk.told("甲先生")[-1]

    done = disown(desk)

    assert told == ("ballot_paper_replaces", TOLD)
    assert done == BallotDisowned(
        poll=1,
        kind="ratification",
        title="建设立体停车场",
        undone=True,
        restored=True,
        closes_at=CLOSES,
        open=True,
    )
    assert last(desk) == '{"choice":"agree"}'
    assert desk.told("代", "staff")[-1] == (
        "ballot_disowned_undone",
        {
            "number": 1,
            "title": "建设立体停车场",
            "poll_key": "poll.name.ratification",
            "name": "甲先生",
            "serial": "P-1",
        },
    )
    assert disown(desk) == refuse("ballot.disown_gone", **RATIFIED)
    assert broken(desk) == []


def test_the_desk_and_the_second_person_see_which_ballots_were_disowned(desk: Town):
    paper(desk)
    before = desk.read("召", show, 1).disowned

    disown(desk)

    assert (before, desk.read("召", show, 1).disowned) == ((), ("P-1",))
    assert desk.read("代", poll_desk, 1).disowned == ("P-1",)
    assert desk.read("乙先生", show_as_resident, 1).disowned == ()
    assert "说“不是我”的票：P-1" in render(desk.read("召", show, 1), Translator("zh_CN")).text


def test_one_s_own_vote_cannot_be_disowned_nor_that_of_others(desk: Town):
    paper(desk)

    assert disown(desk, "乙先生", revision=1) == refuse("ballot.disown_gone", **RATIFIED)
    assert disown(desk, "甲先生", place=7) == refuse("ballot.not_yours", **RATIFIED)
    assert disown(desk, "召") == refuse("ballot.not_yours", **RATIFIED)


def test_a_first_paper_is_told_too_and_leaves_nothing_when_undone(town: Town):
    town.person("召", "facilitator")
    town.person("代", "clerk")
    town.person("甲先生", owner_key="甲")
    open_ratification(town)
    paper(town)
    told = town.told("甲先生")[-1]

    done = disown(town, revision=1)

    assert told == ("ballot_paper", TOLD)
    assert (done.undone, done.restored) == (True, False)
    assert int(town.read("召", show, 1).turnout.voted) == 0


def test_where_votes_are_on_paper_only_the_objection_is_kept_and_the_desk_told(town: Town):
    lives_by(town, "national")
    town.person("召", "facilitator")
    town.person("代", "clerk")
    town.person("甲先生", owner_key="甲")
    open_ratification(town)
    paper(town)

    done = disown(town, revision=1)

    assert (done.undone, done.open) == (False, True)
    assert last(town) == '{"choice":"oppose"}'
    assert town.told("代", "staff")[-1][0] == "ballot_disowned"


def test_after_the_close_the_objection_is_kept(desk: Town):
    paper(desk)
    desk.clock.at = CLOSES
    desk.tick(ClosePoll, poll=1)

    done = disown(desk)

    assert (done.undone, done.open) == (False, False)
    assert desk.told("召", "staff")[-1][0] == "ballot_disowned"
    assert broken(desk) == []


def test_a_file_tells_everybody_whose_vote_it_brings(desk: Town):
    desk.clock.at += 3600
    content = file("1-101,甲,反对,2026-01-30T12:30,paper,P-9")

    desk.act("召", ImportBallots, poll=1, table=read(content), content=content)

    assert desk.told("甲先生")[-1] == ("ballot_paper_replaces", TOLD)
    assert [key for key, _ in desk.told("乙先生") if key.startswith("ballot_")] == []


def test_a_corrected_paper_tells_both_whom_it_leaves_and_whom_it_is_for(desk: Town):
    paper(desk)

    desk.act(
        "代",
        CorrectPaper,
        poll=1,
        serial="P-1",
        voter="1-102",
        owner="乙",
        said="oppose",
        reason="看错了房号",
    )

    assert desk.told("甲先生")[-1] == ("ballot_taken_back_restored", TOLD)
    assert desk.told("乙先生")[-1] == ("ballot_corrected_replaces", TOLD)


def test_an_assisted_act_says_that_it_replaces(desk: Town):
    assist(desk, said="oppose")

    desk.act("办", ConfirmAssist, act=1)

    assert desk.told("甲先生")[-1][0] == "assist_counted_replaces"


def test_an_unknown_proxy_is_undone_by_its_owner(town: Town):
    town.person("召", "facilitator")
    town.person("代", "clerk")
    town.person("甲先生", owner_key="甲")
    open_ratification(town)
    authorise(town, "1-101", "甲", "W-1")

    done = disown(town, revision=1)

    assert (done.undone, done.restored) == (True, False)
    assert town.act("代", RevokeProxy, proxy_number=1, reason="重复") == refuse(
        "proxy.revoked", number=1
    )
    assert broken(town) == []


def test_an_owner_who_is_listed_after_the_announcement_votes_and_is_told(town: Town):
    town.person("召", "facilitator")
    town.person("代", "clerk")
    open_ratification(town)
    town.person("甲先生", owner_key="甲")

    voted = receipt(choose(town, "甲先生", "agree"))
    paper(town)

    assert voted.number == 1
    assert town.told("甲先生")[-1] == ("ballot_paper_replaces", TOLD)
    assert broken(town) == []


def test_a_slot_that_is_somebody_s_stays_theirs(town: Town):
    town.person("召", "facilitator")
    town.person("甲先生", owner_key="甲")
    open_ratification(town)

    town.person("冒名的", owner_key="甲")

    assert choose(town, "冒名的", "agree") == refuse("ballot.not_on_roll_ratification", **RATIFIED)


def test_whoever_is_on_no_roll_is_linked_to_nothing(town: Town):
    town.person("召", "facilitator")
    open_ratification(town)
    line = ResidentLine(ref="n", name="外人", unit="", adult=True, owner_key="谁", locale=None)

    town.operate(ImportResidents, lines=(line,))

    assert broken(town) == []
