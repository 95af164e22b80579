"""Delivery 送达: lists by building, the log, who may see it; never a choice."""

from typing import Any

from council.counter.deliveries.commands import (
    BuildingList,
    BuildingStands,
    DeliveryEntry,
    DeliveryLists,
    NoteDelivery,
    RepeatDelivery,
    UnitStands,
)
from council.counter.deliveries.reads import building, lists, log
from council.kernel.refusals import Refusal
from council.polls.ballots.commands import RecordPaper
from tests.council.conftest import NOON, Town
from tests.council.polls.polling import (
    DAY,
    RANKED,
    RATIFIED,
    announce_in_time,
    draft_ratification,
    open_ranking,
    open_ratification,
    put_motion,
    put_roll,
)


def council(town: Town) -> None:
    town.person("召", "facilitator")
    town.person("代", "clerk")
    town.person("甲先生", owner_key="甲")


def note(town: Town, unit: str, state: str = "delivered", **fields: Any) -> Any:
    wanted: dict[str, Any] = {"method": "hand", "receiver": "本人", **fields}
    return town.act("代", NoteDelivery, poll=1, units=(unit,), state=state, **wanted)


def test_each_building_tells_its_progress_and_what_is_to_be_done_first(town: Town):
    council(town)
    open_ratification(town)
    note(town, "1-101")
    note(town, "1-102", "refused", receiver="")
    note(town, "1-201", "unreachable", method="mailbox", receiver="")
    note(town, "1-201", note="第二次上门")
    town.act("代", RecordPaper, poll=1, voter="1-101", said="同意", serial="N-1")

    found = town.read("代", lists, 1)
    first = town.read("代", building, 1, 0)

    one = BuildingStands(
        place=0, name="1", counts={"pending": 1, "refused": 1, "delivered": 1, "voted": 1}
    )
    assert isinstance(found, DeliveryLists)
    assert found.buildings[0] == one
    assert [each.name for each in found.buildings] == ["1", "2"]
    assert first == BuildingList(
        number=1,
        title="建设立体停车场",
        building=one,
        units=(
            UnitStands(code="1-202", state="pending"),
            UnitStands(code="1-102", state="refused"),
            UnitStands(code="1-201", state="delivered"),
            UnitStands(code="1-101", state="voted"),
        ),
    )


def test_the_log_keeps_every_visit_with_method_time_receiver_and_note(town: Town):
    council(town)
    open_ratification(town)
    note(town, "1-201", "unreachable", method="post", receiver="-", note="敲门没人")
    town.clock.at += DAY
    note(town, "1-201", method="family", receiver="丙的女儿", note="-")

    entries = town.read("召", log, 1).entries

    assert entries == (
        DeliveryEntry(
            unit="1-201",
            state="delivered",
            method="family",
            receiver="丙的女儿",
            note="",
            noted_by="代",
            noted_at=NOON + DAY,
        ),
        DeliveryEntry(
            unit="1-201",
            state="unreachable",
            method="post",
            receiver="",
            note="敲门没人",
            noted_by="代",
            noted_at=NOON,
        ),
    )


def test_delivery_begins_with_the_announcement_and_ends_with_the_close(town: Town):
    council(town)
    put_roll(town)
    put_motion(town, state="drafted", legal_class="O-8")
    draft_ratification(town, opens_at=NOON + DAY)
    draft = note(town, "1-101")
    announce_in_time(town, 1)

    announced = note(town, "1-101")
    town.clock.at = NOON + 30 * DAY
    late = note(town, "1-102")

    assert draft == Refusal("poll.unknown", {"number": 1})
    assert announced.units == (UnitStands(code="1-101", state="delivered"),)
    assert late == Refusal("delivery.closed", RATIFIED)


def test_what_makes_no_entry(town: Town):
    council(town)
    open_ratification(town)

    answers = [
        note(town, "9-9"),
        note(town, "1-101", receiver="-"),
        note(town, "1-101", "voted"),
        note(town, "1-101", method="pigeon"),
        note(town, "1-101", note="长" * 201),
    ]

    assert answers == [
        Refusal("ballot.paper_unknown_unit", {"given": "9-9"}),
        Refusal("delivery.receiver_wanted"),
        Refusal("desk.use_buttons"),
        Refusal("desk.use_buttons"),
        Refusal("desk.text_too_long", {"length": 201, "limit": 200}),
    ]
    assert town.read("代", log, 1).entries == ()


def test_only_the_desk_sees_the_lists(town: Town):
    council(town)
    open_ratification(town)

    for read in (lists, log):
        assert town.read("甲先生", read, 1).key == "policy.not_your_role"
    assert town.read("甲先生", building, 1, 0).key == "policy.not_your_role"


def test_a_ranking_has_no_lists(town: Town):
    council(town)
    open_ranking(town)

    assert town.read("代", lists, 1) == Refusal("delivery.owners_only", RANKED)


def test_units_with_the_same_outcome_are_noted_together(town: Town):
    council(town)
    open_ratification(town)

    done = town.act(
        "代", NoteDelivery, poll=1, units=("1-101", "2-101"), state="delivered", method="mailbox"
    )
    unknown = town.act(
        "代", NoteDelivery, poll=1, units=("1-102", "9-9"), state="refused", method="hand"
    )

    assert [(unit.code, unit.state) for unit in done.units] == [
        ("1-101", "delivered"),
        ("2-101", "delivered"),
    ]
    assert [each.name for each in done.buildings] == ["1", "2"]
    assert (done.first, done.last) == (1, 2)
    assert unknown == Refusal("ballot.paper_unknown_unit", {"given": "9-9"})
    assert len(town.read("召", log, 1).entries) == 2


def test_an_envelope_with_the_ballots_of_two_votes_is_noted_once_and_repeated(town: Town):
    council(town)
    open_ratification(town)
    put_motion(town, state="drafted", legal_class="O-9")
    draft_ratification(town, motion=2, legal_class="O-9")
    announce_in_time(town, 2)
    first = note(town, "1-101")

    repeated = town.act("代", RepeatDelivery, poll=2, of=1, first=first.first, last=first.last)
    again = town.act("代", RepeatDelivery, poll=2, of=1, first=first.first, last=first.last)

    one, two = (town.read("召", log, number).entries for number in (1, 2))
    assert (first.others, repeated.others) == ((2,), (1,))
    assert one == two
    assert again == Refusal("delivery.repeated_already", {**RATIFIED, "number": 2})


def test_a_vote_on_another_roll_takes_no_repeated_entries(town: Town):
    council(town)
    open_ratification(town)
    first = note(town, "1-101")
    put_roll(town, {"3-101": (8936, ("庚",))})
    put_motion(town, state="drafted", legal_class="O-9")
    draft_ratification(town, motion=2, legal_class="O-9")
    announce_in_time(town, 2)

    refused = town.act("代", RepeatDelivery, poll=2, of=1, first=1, last=1)

    assert first.others == ()
    assert refused == Refusal("delivery.other_roll", {**RATIFIED, "number": 2})


def test_a_delivery_to_nobody_proves_nothing_and_is_refused(town: Town):
    council(town)
    open_ratification(town)

    refused = [note(town, "1-101", receiver=typed) for typed in ("", " ", " - ", "无 ")]

    assert refused == [Refusal("delivery.receiver_wanted")] * 4
