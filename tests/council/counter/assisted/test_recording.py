"""Assisted acts 线下代办: the whole record, a second person, and the resident's way to overturn it."""

from typing import Any

from sqlalchemy import select, update

from council.counter.assisted.commands import (
    AssistedAct,
    AssistOverturned,
    ConfirmAssist,
    OverturnAssist,
    RevokeAssist,
)
from council.counter.assisted.due import due
from council.counter.assisted.reads import show_act
from council.counter.papers.commands import CorrectPaper, WaitingAct
from council.counter.papers.reads import poll_desk
from council.demo.town import RULES_FILE
from council.kernel.refusals import Refusal
from council.kernel.tables import acts
from council.motions.tables import motions
from council.polls.ballots.commands import RecordPaper
from council.polls.reads import show
from council.polls.tables import ballots
from tests.council.conftest import NOON, Town, lives_by
from tests.council.counter.assisted.assisting import assist, keep
from tests.council.polls.polling import (
    DAY,
    RATIFIED,
    choose,
    open_ranking,
    open_ratification,
    put_roll,
    receipt,
)


def council(town: Town) -> None:
    """A facilitator, two clerks and the owner 甲, who has a chat."""
    town.person("召", "facilitator")
    town.person("代", "clerk")
    town.person("办", "clerk")
    town.person("甲先生", owner_key="甲")


def figures(town: Town) -> tuple[int, int, int]:
    """Voted, assisted, waiting: what the staff's view of the poll tells."""
    view = town.read("召", show, 1)
    return view.turnout.voted, view.assisted, view.assisted_waiting


def contents(town: Town) -> list[str]:
    b = ballots.c
    query = select(b.content).where(b.community_id == town.id).order_by(b.slot, b.revision)
    return [row.content for row in town.rows(query)]


def address_to_manager(town: Town) -> None:
    town.app.bus.submit_run(
        lambda tx: tx.connection.execute(
            update(motions).where(motions.c.community_id == town.id).values(addressee="manager")
        )
    ).result()


def test_an_assisted_vote_counts_once_a_second_person_has_confirmed_it(town: Town):
    council(town)
    open_ratification(town)
    file = keep(town)

    recorded = assist(town)
    before = figures(town)
    own = town.act("代", ConfirmAssist, act=1)
    town.clock.at += 60
    confirmed = town.act("办", ConfirmAssist, act=1)

    act = AssistedAct(
        number=1,
        poll=1,
        title="建设立体停车场",
        kind="ratification",
        state="recorded",
        person="甲",
        voter="1-101",
        helper="李志",
        helper_role="volunteer",
        desk="三号楼代办点",
        reason="eyesight",
        consent="signature",
        evidence=file,
        witness="",
        choice="agree",
        order=(),
        serial="A-1",
        scan=file,
        contact="居委会 小周 0571-1234",
        review=False,
        most=30,
        stands=False,
        recorded_by="代",
        recorded_at=NOON,
        confirmed_by="",
        end_reason="",
        moves=("revoke",),
        just="record",
    )
    assert recorded == act
    assert before == (0, 0, 1)
    assert own == Refusal("assist.second_person")
    assert (confirmed.state, confirmed.stands, confirmed.confirmed_by) == ("counted", True, "办")
    assert figures(town) == (1, 1, 0)
    verbs = town.rows(select(acts.c.verb, acts.c.actor_id).order_by(acts.c.number))
    assert [row.verb for row in verbs][-2:] == ["assist.record", "assist.confirm"]


def test_the_second_person_is_told_and_sees_it_in_todays_list(town: Town):
    council(town)
    open_ratification(town)

    assist(town)

    assert [need.key for need in town.read("办", due)] == ["assist_waiting"]
    assert town.read("代", due) == ()
    assert [key for key, _ in town.told("办", "staff")] == ["assist_waiting"]
    assert [key for key, _ in town.told("代", "staff")] == []
    waiting = town.read("办", poll_desk, 1).waiting
    assert waiting == (WaitingAct(number=1, person="甲", voter="1-101"),)


def test_the_resident_is_told_and_overturns_it(town: Town):
    council(town)
    open_ratification(town)
    assist(town)
    town.act("办", ConfirmAssist, act=1)
    town.person("乙先生", owner_key="乙")

    stranger = town.act("乙先生", OverturnAssist, act=1)
    done = town.act("甲先生", OverturnAssist, act=1)
    again = town.act("甲先生", OverturnAssist, act=1)

    told = [(key, params) for key, params in town.told("甲先生") if key == "assist_counted"]
    assert told == [
        (
            "assist_counted",
            {
                "number": 1,
                "title": "建设立体停车场",
                "poll_key": "poll.name.ratification",
                "helper": "李志",
                "desk": "三号楼代办点",
                "recorded_at": NOON,
                "closes_at": NOON + 30 * DAY,
            },
        )
    ]
    assert stranger == Refusal("assist.not_yours")
    assert done == AssistOverturned(
        poll=1,
        kind="ratification",
        title="建设立体停车场",
        restored=False,
        closes_at=NOON + 30 * DAY,
    )
    assert again == Refusal("assist.not_now", {"verb": "overturn", "state": "overturned"})
    assert figures(town) == (0, 0, 0)
    assert contents(town) == ['{"choice":"agree"}', ""]


def test_what_the_resident_had_cast_before_stands_again(town: Town):
    council(town)
    open_ratification(town)
    receipt(choose(town, "甲先生", "oppose"))
    assist(town)
    town.act("办", ConfirmAssist, act=1)

    done = town.act("甲先生", OverturnAssist, act=1)

    assert done.restored
    assert contents(town)[-1] == '{"choice":"oppose"}'


def test_nobody_overturns_after_the_close(town: Town):
    council(town)
    open_ratification(town)
    assist(town)
    town.act("办", ConfirmAssist, act=1)
    assist(town, serial="A-2", voter="1-102", owner="乙")
    town.clock.at = NOON + 30 * DAY

    late = Refusal("assist.too_late", {**RATIFIED, "closes_at": NOON + 30 * DAY})
    assert town.act("甲先生", OverturnAssist, act=1) == late
    assert town.act("办", ConfirmAssist, act=2) == late
    assert town.act("办", RevokeAssist, act=1, reason="来电") == late


def test_a_vote_of_the_residents_own_after_the_dictation_stands(town: Town):
    council(town)
    open_ratification(town)
    assist(town)
    receipt(choose(town, "甲先生", "oppose"))

    answer = town.act("办", ConfirmAssist, act=1)

    assert answer == Refusal("assist.voted_since", {"person": "甲"})
    assert figures(town) == (1, 0, 1)


def test_a_vote_of_the_residents_own_after_the_confirmation_stands_and_is_not_assisted(town: Town):
    council(town)
    open_ratification(town)
    assist(town)
    town.act("办", ConfirmAssist, act=1)
    receipt(choose(town, "甲先生", "oppose"))

    answer = town.act("甲先生", OverturnAssist, act=1)

    assert answer == Refusal("ballot.later_stands", RATIFIED)
    assert figures(town) == (1, 0, 0)
    assert not town.read("办", show_act, 1).stands


def test_who_called_to_take_it_back_is_served_at_the_desk_with_the_reason(town: Town):
    council(town)
    open_ratification(town)
    assist(town)
    town.act("办", ConfirmAssist, act=1)

    unsaid = town.act("办", RevokeAssist, act=1, reason=" ")
    revoked = town.act("办", RevokeAssist, act=1, reason="本人来电撤销")

    assert unsaid == Refusal("desk.text_wanted")
    assert (revoked.state, revoked.end_reason, revoked.moves) == ("revoked", "本人来电撤销", ())
    assert figures(town) == (0, 0, 0)


#: What is wrong with a record, and the answer.
WANTING: list[tuple[dict[str, Any], Refusal]] = [
    ({"statement_read": False}, Refusal("assist.statement_read")),
    ({"read_back": False}, Refusal("assist.read_back")),
    ({"slip_given": False}, Refusal("assist.slip_given")),
    ({"evidence": ""}, Refusal("assist.evidence_needed")),
    ({"scan": ""}, Refusal("assist.evidence_needed")),
    ({"scan": "0" * 64}, Refusal("ballot.scan_unknown")),
    ({"contact": " "}, Refusal("desk.text_wanted")),
    ({"desk": ""}, Refusal("desk.text_wanted")),
    ({"helper": ""}, Refusal("desk.text_wanted")),
    ({"reason": "because"}, Refusal("desk.use_buttons")),
    ({"helper_role": "friend"}, Refusal("desk.use_buttons")),
    ({"consent": "nod"}, Refusal("desk.use_buttons")),
    ({"helper": "甲"}, Refusal("assist.helper_is_person", {"person": "甲"})),
    ({"consent": "fingerprint"}, Refusal("assist.witness_needed")),
    (
        {"consent": "fingerprint", "witness": "李志"},
        Refusal("assist.witness_is_party", {"witness": "李志"}),
    ),
    ({"said": "也许"}, Refusal("ballot.paper_choice", {"given": "也许"})),
    ({"serial": "票"}, Refusal("ballot.paper_serial", {"given": "票"})),
    ({"voter": "9-9"}, Refusal("ballot.paper_unknown_unit", {"given": "9-9"})),
]


def test_every_part_of_the_record_is_needed(town: Town):
    council(town)
    open_ratification(town)

    answers = [assist(town, **fields) for fields, _ in WANTING]

    assert answers == [refusal for _, refusal in WANTING]
    assert figures(town) == (0, 0, 0)


def test_a_fingerprint_with_a_witness_is_consent(town: Town):
    council(town)
    open_ratification(town)

    made = assist(town, consent="fingerprint", witness="周建国")

    assert (made.consent, made.witness) == ("fingerprint", "周建国")


def test_a_serial_is_used_once_by_papers_and_assisted_acts_together(town: Town):
    council(town)
    open_ratification(town)
    assist(town)

    paper = town.act("代", RecordPaper, poll=1, voter="1-102", said="同意", serial="A-1")
    twice = assist(town, voter="1-102", owner="乙")
    corrected = town.act(
        "代", CorrectPaper, poll=1, serial="A-1", voter="1-101", said="反对", reason="看错"
    )

    used = Refusal("ballot.paper_serial_used", {"serial": "A-1", **RATIFIED})
    assert (paper, twice) == (used, used)
    assert corrected == Refusal("ballot.paper_not_recorded", {"serial": "A-1", **RATIFIED})
    town.act("办", ConfirmAssist, act=1)
    counted = town.act(
        "代", CorrectPaper, poll=1, serial="A-1", voter="1-101", said="反对", reason="看错"
    )
    assert counted == Refusal("assist.not_corrected", {"act": 1})


def test_the_managers_staff_do_not_help_with_a_motion_about_the_manager(town: Town):
    council(town)
    town.person("物业小陈", "manager")
    open_ratification(town)
    elsewhere = assist(town, serial="A-0", voter="1-102", owner="乙", helper="物业小陈")
    address_to_manager(town)

    barred = (
        assist(town, helper="物业小陈"),
        assist(town, helper="某人", helper_role="property"),
    )

    assert isinstance(elsewhere, AssistedAct)
    assert barred == (
        Refusal("assist.helper_of_manager", {"helper": "物业小陈"}),
        Refusal("assist.helper_of_manager", {"helper": "某人"}),
    )


def test_after_thirty_a_helpers_next_one_is_reviewed_by_a_facilitator(town: Town):
    council(town)
    roll = {f"9-{n}": (10000, (f"业主{n}",)) for n in range(31)}
    put_roll(town, roll)
    open_ratification(town)
    for n in range(30):
        assist(town, serial=f"A-{n}", voter=f"9-{n}", owner=f"业主{n}")

    over = assist(town, serial="A-30", voter="9-30", owner="业主30")
    other = assist(town, serial="B-1", helper="王红")
    by_clerk = town.act("办", ConfirmAssist, act=31)
    by_facilitator = town.act("召", ConfirmAssist, act=31)

    assert (over.review, other.review) == (True, False)
    assert by_clerk == Refusal("assist.needs_review", {"most": 30})
    assert by_facilitator.state == "counted"


def test_a_vote_keeps_what_its_rules_allow_one_helper(town: Town):
    council(town)
    put_roll(town, {f"9-{n}": (10000, (f"业主{n}",)) for n in range(3)})
    two = f"{RULES_FILE.read_text(encoding='utf-8')}\n[assisted]\nacts_of_one_helper = 2"
    lives_by(town, text=two)
    open_ratification(town)
    lives_by(town, text=two.replace("helper = 2", "helper = 1"))

    reviewed = [
        assist(town, serial=f"A-{n}", voter=f"9-{n}", owner=f"业主{n}").review for n in range(3)
    ]
    by_clerk = town.act("办", ConfirmAssist, act=3)

    assert reviewed == [False, False, True]
    assert by_clerk == Refusal("assist.needs_review", {"most": 2})


def test_an_assisted_ranking_is_an_order(town: Town):
    council(town)
    town.person("王芳")
    open_ranking(town)

    made = assist(town, voter="王芳", owner="王芳", said="C A")
    town.act("办", ConfirmAssist, act=made.number)

    assert made.order == (("C",), ("A",))
    assert figures(town)[:2] == (1, 1)


def test_only_the_desk_records_and_sees_assisted_acts(town: Town):
    council(town)
    open_ratification(town)
    assist(town)

    assert assist(town, "甲先生").key == "policy.not_your_role"
    assert town.read("甲先生", show_act, 1).key == "policy.not_your_role"
    assert town.act("办", ConfirmAssist, act=7) == Refusal("assist.unknown", {"number": 7})
