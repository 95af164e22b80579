"""Resolutions once they are published: objections, tasks, fulfilment, repeal."""

import pytest
from sqlalchemy import insert, select

from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.people import records as people
from council.polls.tables import polls
from council.resolutions import reads
from council.resolutions.commands import (
    AddTasks,
    AnswerObjection,
    DoTask,
    FulfilResolution,
    Objection,
    PublishResolution,
    RaiseObjection,
    RepealResolution,
)
from council.resolutions.tables import resolutions
from tests.council.conftest import Town

#: 2 March 2026, the last second in Shanghai of the fifteenth day after; and a year after.
from tests.council.kernel.forms.filling import Filling, problem
from tests.council.moves import names
from tests.council.resolutions.deciding import POSTED_UNTIL, PUBLISHED, drafted, published
from tests.council.resolutions.test_drafting import due


def test_an_objection_is_public_and_its_answer_reaches_who_objected(town: Town):
    number = published(town).number

    town.act("客", RaiseObjection, number=number, text="  施工噪声太大，请先评估。 ")
    waiting = due(town, "召")
    again = town.act("客", RaiseObjection, number=number, text="还有消防通道的问题。")
    answered = town.act(
        "李", AnswerObjection, number=number, objection=1, text="已请第三方做噪声评估。"
    )
    seen = town.read("甲", reads.objection_list, number)

    assert [(need.key, need.params["n"]) for need in waiting] == [("resolution_answer", 1)]
    assert again == refuse("resolution.objection_waiting", number=number)
    assert answered.state == "in_force"
    assert seen.objections == (
        Objection(
            number=1,
            name="客*",
            body="施工噪声太大，请先评估。",
            raised_at=PUBLISHED,
            answer="已请第三方做噪声评估。",
            answered_at=PUBLISHED,
        ),
    )
    assert town.told("客")[-1][0] == "resolution_answered"
    assert due(town, "召") == []
    assert town.act("召", AnswerObjection, number=number, objection=1, text="再答一次") == refuse(
        "resolution.answered_already", objection=1
    )


def test_objections_are_taken_to_the_last_second_of_the_posting(town: Town):
    number = published(town).number
    town.clock.at = POSTED_UNTIL
    in_time = town.act("客", RaiseObjection, number=number, text="赶在最后一刻提出。")
    town.clock.at = POSTED_UNTIL + 1

    late = town.act("甲", RaiseObjection, number=number, text="晚了一秒提出。")

    assert in_time.just == "object"
    assert late == refuse("resolution.posting_over", until_on=POSTED_UNTIL)
    assert town.read("甲", reads.resolution, number).moves == ()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "resolution.objection_short"),
        ("反对", "resolution.objection_short"),
        ("长" * 10_000, "resolution.objection_long"),
    ],
)
def test_an_objection_that_cannot_be_used_leaves_the_bot_waiting(town: Town, text: str, key: str):
    number = published(town).number
    form = Filling(town, "客", "objection", number)
    asked = form.sheet

    refused = form.say(text)
    form.say("地面沉降怎么办？")
    filed = form.file()
    lost = form.say("地面沉降怎么办？")
    another = Filling(town, "客", "objection", number).sheet

    assert asked.head == {"number": number, "title": "解决停车难", "until_on": POSTED_UNTIL}
    assert (problem(refused), refused.asks) == (key, "objection")
    assert filed.just == "object"
    assert lost == refuse("form.gone")
    assert another == refuse("resolution.objection_waiting", number=number)


def test_an_unpublished_resolution_takes_no_objection(town: Town):
    number = drafted(town).number

    assert Filling(town, "客", "objection", number).sheet == refuse(
        "resolution.not_now", verb="object", state="provisional"
    )


def test_tasks_lead_from_in_force_over_implementing_to_fulfilled(town: Town):
    number = published(town).number
    planned = town.act("召", AddTasks, number=number, lines="规划许可\n\n- 特种设备使用登记\n")
    open_still = town.act("召", FulfilResolution, number=number)
    first = town.act("物", DoTask, number=number, position=1)
    twice = town.act("物", DoTask, number=number, position=1)
    second = town.act("召", DoTask, number=number, position=2)
    waits = due(town, "召")
    done = town.act("召", FulfilResolution, number=number)

    assert [(task.position, task.title, names(task.moves)) for task in planned.tasks] == [
        (1, "规划许可", ("done",)),
        (2, "特种设备使用登记", ("done",)),
    ]
    assert open_still == refuse("resolution.tasks_open", open=2)
    assert (first.state, first.tasks[0].done_by) == ("implementing", "物")
    assert (twice.just, twice.tasks) == ("", first.tasks)
    assert names(second.moves) == ("fulfil", "tasks", "plan_review", "correct", "repeal")
    assert [need.key for need in waits] == ["resolution_fulfil"]
    assert (done.state, done.fulfilled_at) == ("fulfilled", PUBLISHED)
    assert town.told("客")[-1] == (
        "resolution_fulfilled",
        {"number": number, "title": "解决停车难", "n": 2},
    )


def test_open_tasks_wait_for_facilitator_and_manager(town: Town):
    number = published(town).number
    town.act("召", AddTasks, number=number, lines="规划许可\n消防通道")

    assert [(need.key, need.params["n"]) for need in due(town, "物")] == [("resolution_do", 2)]
    assert due(town, "主") == []
    assert town.act("物", FulfilResolution, number=number).key == "policy.not_your_role"


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        (" \n \n", refuse("resolution.no_text")),
        ("长" * 61, refuse("resolution.task_long", task="长" * 20, limit=60)),
        ("验收\n验收", refuse("resolution.task_twice", task="验收")),
        (
            "\n".join(f"第{n}项" for n in range(21)),
            refuse("resolution.tasks_many", limit=20, known=0),
        ),
    ],
)
def test_tasks_that_cannot_be_used_are_refused(town: Town, lines: str, refused: Refusal):
    number = drafted(town).number

    assert town.act("召", AddTasks, number=number, lines=lines) == refused


def test_a_task_is_not_done_before_publication_nor_where_there_is_none(town: Town):
    view = drafted(town)
    town.act("召", AddTasks, number=view.number, lines="规划许可")

    early = town.act("物", DoTask, number=view.number, position=1)
    town.act("主", PublishResolution, number=view.number, seal=view.seal)
    absent = town.act("物", DoTask, number=view.number, position=9)

    assert early == refuse("resolution.not_now", verb="do_task", state="provisional")
    assert absent == refuse("resolution.no_task", number=view.number)


def test_an_answer_is_typed_below_the_objection(town: Town):
    number = published(town).number
    town.act("客", RaiseObjection, number=number, text="施工噪声太大。")

    form = Filling(town, "召", "objection_answer", f"{number}-1")
    asked = form.sheet
    short = form.say("好")
    masked = form.say("会做隔音，请打 13812345678 找施工队。")
    done = form.file()
    late = Filling(town, "召", "objection_answer", f"{number}-1").sheet

    assert ([each.text for each in asked.hints], asked.head["objection"]) == (
        ["施工噪声太大。"],
        1,
    )
    assert (problem(short), short.asks) == ("resolution.objection_short", "answer")
    assert (masked.masked, masked.asks) == (True, "")
    assert done.objections[0].answer == "会做隔音，请打 138******** 找施工队。"
    assert late == refuse("resolution.answered_already", objection=1)


def test_a_repeal_is_typed_and_judged_at_once(town: Town):
    view = published(town)
    later = later_resolution(town, published_at=PUBLISHED + 60)
    form = Filling(town, "召", "resolution_repeal", view.number)

    unread = form.say("第二号")
    done = form.say(" 2026-2 ")

    assert (problem(unread), unread.asks) == ("resolution.number_unreadable", "later")
    assert (done.state, done.repealed_by) == ("repealed", later)


def later_resolution(town: Town, *, published_at: int | None) -> str:
    """Put a second resolution into the record, by table."""

    def write(tx: Transaction) -> None:
        known = tx.connection.execute(select(resolutions)).one()
        poll = tx.connection.execute(select(polls).where(polls.c.id == known.poll_id)).one()
        second = {**poll._mapping, "id": tx.new_id(), "number": poll.number + 1}
        tx.connection.execute(insert(polls), [second])
        made = {
            **known._mapping,
            "id": tx.new_id(),
            "number": "2026-2",
            "poll_id": second["id"],
            "state": "provisional" if published_at is None else "in_force",
            "published_at": published_at,
        }
        tx.connection.execute(insert(resolutions), [made])
        if published_at is not None:
            chair = people.person_by(tx, town.id, ref="主")
            assert chair is not None
            record(tx, chair, "resolution.publish", "resolution", made["id"])

    town.app.bus.submit_run(write).result()
    return "2026-2"


def test_only_a_later_published_resolution_repeals(town: Town):
    view = published(town)
    later = later_resolution(town, published_at=PUBLISHED)  # in the same second

    backwards = town.act("召", RepealResolution, number=later, later=view.number)
    unread = town.act("召", RepealResolution, number=view.number, later="第二号")
    absent = town.act("召", RepealResolution, number=view.number, later="2027-1")
    done = town.act("召", RepealResolution, number=view.number, later=" 2026-2 ")

    assert backwards == refuse("resolution.repeal_not_later", later="2026-1")
    assert unread == refuse("resolution.number_unreadable")
    assert absent == refuse("resolution.unknown", number="2027-1")
    assert (done.state, done.repealed_by, done.repealed_at) == ("repealed", later, PUBLISHED)
    assert town.told("客")[-1][0] == "resolution_repealed"
    assert Filling(town, "客", "objection", view.number).sheet == refuse(
        "resolution.not_now", verb="object", state="repealed"
    )


def test_a_draft_repeals_nothing(town: Town):
    view = published(town)
    later = later_resolution(town, published_at=None)

    assert town.act("召", RepealResolution, number=view.number, later=later) == refuse(
        "resolution.repeal_not_published", later=later
    )
