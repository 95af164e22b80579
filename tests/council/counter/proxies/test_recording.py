"""Proxies 委托: written, for one motion, as instructed, three heads at most, no chain."""

from typing import Any

from sqlalchemy import select, update

from council.counter.papers.commands import CorrectPaper
from council.counter.papers.reads import poll_desk
from council.counter.proxies.commands import ProxyAct, RecordProxy, RevokeProxy
from council.kernel.refusals import Refusal
from council.motions.tables import motions
from council.polls.ballots.commands import RecordPaper
from council.polls.reads import show
from council.polls.tables import ballots
from tests.council.conftest import NOON, Town
from tests.council.counter.assisted.assisting import keep
from tests.council.kernel.forms.filling import Filling, problem
from tests.council.polls.polling import (
    DAY,
    RANKED,
    RATIFIED,
    choose,
    open_ranking,
    open_ratification,
    receipt,
)


def council(town: Town) -> None:
    """A facilitator, a clerk and the owner 甲, who has a chat; the owners' vote is open."""
    town.person("召", "facilitator")
    town.person("代", "clerk")
    town.person("甲先生", owner_key="甲")
    open_ratification(town)


def authorise(town: Town, voter: str, owner: str, serial: str, **fields: Any) -> Any:
    wanted: dict[str, Any] = {
        "poll": 1,
        "voter": voter,
        "signed_by": owner,
        "proxy": "李志",
        "said": "agree",
        "serial": serial,
        "evidence": keep(town),
    }
    return town.act("代", RecordProxy, **{**wanted, **fields})


def voted(town: Town) -> int:
    return int(town.read("召", show, 1).turnout.voted)


def last(town: Town) -> str:
    b = ballots.c
    query = select(b.content).where(b.community_id == town.id).order_by(b.revision.desc())
    content: str = town.rows(query)[0].content
    return content


def test_an_authorisation_is_counted_as_instructed_and_the_owner_is_told(town: Town):
    council(town)
    photo = keep(town)

    made = authorise(town, "1-101", "甲", "W-1")

    assert made == ProxyAct(
        number=1,
        poll=1,
        title="建设立体停车场",
        owner="甲",
        voter="1-101",
        proxy="李志",
        choice="agree",
        serial="W-1",
        evidence=photo,
        state="counted",
        heads=1,
    )
    assert voted(town) == 1
    assert town.told("甲先生")[-1] == (
        "proxy_counted",
        {
            "number": 1,
            "title": "建设立体停车场",
            "proxy": "李志",
            "closes_at": NOON + 30 * DAY,
        },
    )
    assert town.read("代", poll_desk, 1).proxies == 1


def test_the_owners_own_vote_stands_before_and_after(town: Town):
    council(town)
    authorise(town, "1-101", "甲", "W-1")
    receipt(choose(town, "甲先生", "oppose"))

    again = authorise(town, "1-101", "甲", "W-2", said="abstain")

    assert again == Refusal("proxy.owner_voted", {"owner": "甲"})
    assert last(town) == '{"choice":"oppose"}'


def test_the_form_tells_at_once_that_the_owners_own_vote_stands(town: Town):
    council(town)
    receipt(choose(town, "甲先生", "oppose"))
    form = Filling(town, "代", "proxy")

    warned = form.say("1-101")
    refused = form.say("甲")

    assert [note.key for note in warned.notes] == ["desk.warning.own_vote"]
    assert (problem(refused), refused.asks) == ("proxy.owner_voted", "signed_by")


def test_a_newer_authorisation_replaces_the_older(town: Town):
    council(town)
    authorise(town, "1-101", "甲", "W-1")

    again = authorise(town, "1-101", "甲", "W-2", proxy="周建国", said="oppose")

    assert (again.proxy, again.choice) == ("周建国", "oppose")
    assert (voted(town), last(town)) == (1, '{"choice":"oppose"}')


def test_one_person_stands_for_three_heads_at_most(town: Town):
    council(town)
    made = [
        authorise(town, unit, owner, f"W-{unit}")
        for unit, owner in (("1-101", "甲"), ("1-102", "乙"), ("1-201", "丙"))
    ]

    fourth = authorise(town, "2-101", "己", "W-4")
    after = town.act("代", RevokeProxy, proxy_number=1, reason="业主来电")
    now = authorise(town, "2-101", "己", "W-4")

    assert [each.heads for each in made] == [1, 2, 3]
    assert fourth == Refusal("proxy.too_many", {"proxy": "李志", "most": 3})
    assert (after.state, after.heads, after.reason) == ("revoked", 2, "业主来电")
    assert now.heads == 3


def test_a_proxy_is_not_passed_on(town: Town):
    council(town)
    authorise(town, "1-101", "甲", "W-1", proxy="乙")

    signed_by_proxy = authorise(town, "1-101", "乙", "W-2", proxy="丙")
    by_a_proxy = authorise(town, "1-102", "乙", "W-3", proxy="丙")
    to_a_represented = authorise(town, "1-201", "丙", "W-4", proxy="甲")

    assert signed_by_proxy == Refusal("proxy.of_proxy", {"proxy": "乙", "owner": "甲"})
    assert by_a_proxy == Refusal("proxy.of_proxy", {"proxy": "丙", "owner": "乙"})
    assert to_a_represented == Refusal("proxy.of_proxy", {"proxy": "甲", "owner": "丙"})


def test_the_managers_staff_are_no_proxies_where_it_is_about_the_manager(town: Town):
    council(town)
    town.person("物业小陈", "manager")
    town.app.bus.submit_run(
        lambda tx: tx.connection.execute(
            update(motions).where(motions.c.community_id == town.id).values(addressee="manager")
        )
    ).result()

    answer = authorise(town, "1-101", "甲", "W-1", proxy="物业小陈")

    assert answer == Refusal("proxy.of_manager", {"proxy": "物业小陈"})


def test_what_makes_no_authorisation(town: Town):
    council(town)
    town.act("代", RecordPaper, poll=1, voter="1-201", said="同意", serial="N-1")

    answers = [
        authorise(town, "1-101", "甲", "W-1", proxy="甲"),
        authorise(town, "1-101", "甲", "W-1", proxy=" "),
        authorise(town, "1-101", "甲", "W-1", said="invalid"),
        authorise(town, "1-101", "甲", "W-1", said="看着办"),
        authorise(town, "1-101", "甲", "W-1", evidence=""),
        authorise(town, "1-101", "甲", "W-1", evidence="0" * 64),
        authorise(town, "1-101", "王五", "W-1"),
        authorise(town, "9-9", "甲", "W-1"),
        authorise(town, "1-101", "甲", "n-1"),
    ]

    assert answers == [
        Refusal("proxy.self", {"owner": "甲"}),
        Refusal("desk.text_wanted"),
        Refusal("proxy.instruction"),
        Refusal("ballot.paper_choice", {"given": "看着办"}),
        Refusal("proxy.evidence_needed"),
        Refusal("ballot.scan_unknown"),
        Refusal("proxy.not_signed_by_owner", {"given": "王五"}),
        Refusal("ballot.paper_unknown_unit", {"given": "9-9"}),
        Refusal("ballot.paper_serial_used", {"serial": "N-1", **RATIFIED}),
    ]
    assert voted(town) == 1


def test_a_revoked_authorisation_counts_no_more(town: Town):
    council(town)
    authorise(town, "1-101", "甲", "W-1")
    corrected = town.act(
        "代", CorrectPaper, poll=1, serial="W-1", voter="1-101", said="反对", reason="看错"
    )

    unsaid = town.act("代", RevokeProxy, proxy_number=1, reason="")
    town.act("代", RevokeProxy, proxy_number=1, reason="业主来电")
    twice = town.act("代", RevokeProxy, proxy_number=1, reason="业主来电")
    unknown = town.act("代", RevokeProxy, proxy_number=9, reason="业主来电")

    assert corrected == Refusal("proxy.not_corrected", {"number": 1})
    assert unsaid == Refusal("desk.text_wanted")
    assert twice == Refusal("proxy.revoked", {"number": 1})
    assert unknown == Refusal("proxy.unknown", {"number": 9})
    assert voted(town) == 0


def test_a_ranking_knows_no_proxies(town: Town):
    town.person("召", "facilitator")
    town.person("代", "clerk")
    town.person("王芳")
    open_ranking(town)

    answer = authorise(town, "王芳", "王芳", "W-1")

    assert answer == Refusal("proxy.owners_only", RANKED)


def test_who_records_an_authorisation_is_not_its_proxy(town: Town):
    council(town)
    town.person("集", "facilitator")

    own = authorise(town, "1-102", "乙", "W-1", proxy="代")
    others = authorise(town, "1-102", "乙", "W-1", proxy="集")

    assert own == Refusal("proxy.recorder", {"proxy": "代"})
    assert isinstance(others, ProxyAct)
