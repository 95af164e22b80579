"""A task from its plan to its acceptance, on both databases."""

from typing import Any

from sqlalchemy import insert, select, update

from council.checks.record import i21_rows_as_acts_left_them
from council.falls_due import NOUNS
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal
from council.kernel.screens.translator import LOCALES, Translator
from council.meetings.tables import meetings
from council.motions.tables import motions
from council.overview.indicators import indicators
from council.overview.public_files import public_file
from council.overview.todos import mine
from council.resolutions.commands import AddTasks, DoTask
from council.resolutions.public import one
from council.resolutions.tasks.commands import (
    AcceptAtMeeting,
    InspectTask,
    NoteProgress,
    PlanTask,
    TaskView,
)
from council.resolutions.tasks.due import due as late
from council.resolutions.tasks.reads import task
from council.wordings import render
from tests.council.conftest import Town
from tests.council.kernel.forms.filling import Filling, problem
from tests.council.moves import names
from tests.council.resolutions.deciding import PUBLISHED, published
from tests.council.resolutions.test_drafting import due

DAY = 86_400
JPEG = b"\xff\xd8\xff\xe0" + bytes(200)


def begun(town: Town, **plan: Any) -> str:
    """A published resolution with two tasks, the first of them planned."""
    number = published(town).number
    town.act("召", AddTasks, number=number, lines="规划许可\n消防验收")
    if plan:
        planned = town.act("召", PlanTask, number=number, position=1, **plan)
        assert isinstance(planned, TaskView), planned
    return number


def seen(town: Town, number: str, who: str = "召", bot: str = "staff") -> TaskView:
    view = town.read(who, task, number, 1, bot=bot)
    assert isinstance(view, TaskView), view
    for locale in LOCALES:
        assert render(view, Translator(locale)).text
    return view


def progress(town: Town, number: str, percent: int, note: str = "已招标", **more: Any) -> Any:
    return town.act(
        "物", NoteProgress, number=number, position=1, percent=percent, note=note, **more
    )


def inspect(town: Town, who: str, number: str, missing: str = "") -> Any:
    return town.act(who, InspectTask, number=number, position=1, missing=missing)


def tick(town: Town) -> None:
    for noun in NOUNS:
        for command in town.app.bus.read_now(noun):
            town.app.bus.submit(command).result()


def test_progress_is_kept_step_by_step_with_notes_and_public(town: Town):
    number = begun(town, owner="物", due_at=PUBLISHED + 9 * DAY, budget_fen=4_200_000)

    progress(town, number, 25, "已提交申请")
    progress(town, number, 75, "公示期满")
    page = town.app.bus.read_now(lambda tx: one(tx, town.id, number=number))
    view = seen(town, number)

    assert (view.owner, view.progress, view.budget_fen) == ("物", 75, 4_200_000)
    assert [(each.kind, each.progress, each.note) for each in view.steps] == [
        ("plan", 0, ""),
        ("progress", 25, "已提交申请"),
        ("progress", 75, "公示期满"),
    ]
    assert (page.state, page.tasks[0].owner, page.tasks[0].progress) == (
        "implementing",
        "manager",
        75,
    )
    assert all(not step.by for step in page.tasks[0].steps)
    assert town.app.bus.read_now(i21_rows_as_acts_left_them).state == "holds"


def test_every_inspector_must_accept_and_a_refusal_says_what_is_missing(town: Town):
    number = begun(town, owner="物", acceptance="inspectors", inspectors=("甲", "客"))
    progress(town, number, 60)
    reported = progress(town, number, 100, "全部装好")
    asked = [need.key for need in town.read("甲", mine).needs]
    first = inspect(town, "甲", number)
    refused = inspect(town, "客", number, "没有消防合格证")
    again = progress(town, number, 100, "合格证已补")
    second = [inspect(town, who, number) for who in ("甲", "客")]
    view = seen(town, number)

    assert (reported.done_at, bool(reported.reported_at)) == (0, True)
    assert "task_inspect" in asked
    assert first.done_at == 0
    assert (refused.progress, refused.reported_at) == (60, 0)
    assert "task_refused" in [notice for notice, _ in town.told("物", "staff")]
    assert [notice for notice, _ in town.told("甲")].count("task_to_inspect") == 2
    assert again.reported_at
    assert [each.done_at for each in second] == [0, PUBLISHED]
    assert [each.kind for each in view.steps] == [
        "plan",
        "progress",
        "report",
        "accept",
        "refuse",
        "report",
        "accept",
        "accept",
    ]
    assert view.steps[4].note == "没有消防合格证"
    assert town.app.bus.read_now(i21_rows_as_acts_left_them).state == "holds"


def test_only_named_inspectors_say_and_never_the_owner(town: Town):
    number = begun(town, owner="物", acceptance="inspectors", inspectors=("甲",))

    early = inspect(town, "甲", number)
    own = town.act(
        "召",
        PlanTask,
        number=number,
        position=1,
        owner="物",
        acceptance="inspectors",
        inspectors=("物", "甲"),
    )
    nobody = town.act("召", PlanTask, number=number, position=1, acceptance="inspectors")
    progress(town, number, 100)
    stranger = inspect(town, "客", number)
    replanned = town.act("召", PlanTask, number=number, position=1, owner="甲")
    inspect(town, "甲", number)
    twice = inspect(town, "甲", number)

    assert early == Refusal("task.not_reported")
    assert own == Refusal("task.own_inspector")
    assert nobody == Refusal("task.no_inspectors")
    assert stranger == Refusal("task.not_inspector")
    assert replanned == Refusal("task.reported_already")
    assert twice == Refusal("task.done_already")


def moved(town: Town, number: int, state: str, drafted_at: int) -> None:
    """A motion that a meeting decided, by table."""

    def write(tx: Transaction) -> None:
        known = tx.connection.execute(select(motions)).first()
        assert known is not None
        row = {
            **known._asdict(),
            "id": f"m{number}",
            "number": number,
            "state": state,
            "legal_class": "R-MO",
            "drafted_at": drafted_at,
            "proposal_id": None,
            "from_poll_id": None,
        }
        tx.connection.execute(insert(motions), [row])
        tx.connection.execute(
            update(motions).where(motions.c.id == row["id"]).values(meeting_id=_meeting(tx, town))
        )

    town.app.bus.submit_run(write).result()


def _meeting(tx: Transaction, town: Town) -> str:
    known = tx.connection.scalar(select(meetings.c.id))
    if known is not None:
        return known
    columns = {column.name for column in meetings.c}
    row = {
        "community_id": town.id,
        "id": "met",
        "number": 1,
        "title": "议事会",
        "place": "活动室",
        "starts_at": tx.now,
        "state": "approved",
        "created_by": "x",
        "created_at": tx.now,
        "planned_by": "x",
        "planned_at": tx.now,
        "changed_at": tx.now,
    }
    tx.connection.execute(
        insert(meetings), [{name: each for name, each in row.items() if name in columns}]
    )
    return "met"


def test_the_council_accepts_at_a_meeting_by_its_motion(town: Town):
    number = begun(town, acceptance="meeting")

    def accept(motion: int, missing: str = "") -> Any:
        return town.act(
            "主", AcceptAtMeeting, number=number, position=1, motion=motion, missing=missing
        )

    early = accept(7)
    progress(town, number, 100)
    unknown = accept(7)
    moved(town, 7, "lost", PUBLISHED)
    moved(town, 8, "carried", PUBLISHED)
    moved(town, 9, "deliberated", PUBLISHED)
    silent = accept(7)
    refused = accept(7, "栏杆没有装")
    progress(town, number, 100, "栏杆已装")
    used = accept(7, "又一次")
    undecided = accept(9)
    done = accept(8)

    assert early == Refusal("task.not_reported")
    assert unknown == Refusal("motion.unknown")
    assert silent == Refusal("task.note_short", {"limit": 2})
    assert (refused.reported_at, refused.steps[-1].note) == (0, "栏杆没有装")
    assert used == Refusal("task.motion_used", {"number": 7})
    assert undecided == Refusal("task.motion_undecided", {"number": 9})
    assert (done.done_at, done.steps[-1].motion) == (PUBLISHED, 8)


def test_a_tap_on_done_reports_what_somebody_accepts(town: Town):
    number = begun(town, acceptance="inspectors", inspectors=("甲",))

    reported = town.act("物", DoTask, number=number, position=1)
    twice = town.act("物", DoTask, number=number, position=1)
    plain = town.act("物", DoTask, number=number, position=2)

    assert (reported.just, reported.tasks[0].done_at) == ("report_task", 0)
    assert twice.just == ""
    assert (plain.just, bool(plain.tasks[1].done_at)) == ("do_task", True)


def test_lateness_is_told_once_and_again_for_another_day(town: Town):
    number = begun(town, owner="甲", due_at=PUBLISHED + DAY)
    town.clock.at = PUBLISHED + DAY
    tick(town)
    in_time = [notice for notice, _ in town.told("甲")]
    town.clock.at += 1
    for _ in range(2):
        tick(town)
    told = [notice for notice, _ in town.told("甲")].count("task_late")
    listed = [need.key for need in due(town, "物")]
    todays = [need.key for need in town.read("物", late)]
    town.act("召", PlanTask, number=number, position=1, owner="甲", due_at=town.clock.at + DAY)
    town.clock.at += 2 * DAY
    tick(town)

    assert "task_late" not in in_time
    assert told == 1
    assert "task_late" in todays
    assert listed
    assert [notice for notice, _ in town.told("甲")].count("task_late") == 2
    assert seen(town, number).late


def test_rates_have_numerator_and_denominator_by_quarter(town: Town):
    number = begun(town, due_at=PUBLISHED + DAY)
    town.act("召", PlanTask, number=number, position=2, due_at=PUBLISHED + DAY)
    progress(town, number, 100)
    town.clock.at = PUBLISHED + 2 * DAY
    town.act("物", DoTask, number=number, position=2)

    found = town.app.bus.read_now(lambda tx: indicators(tx, town.id, timezone="Asia/Shanghai"))
    page = town.app.bus.read_now(lambda tx: one(tx, town.id, number=number))

    assert (found.tasks_due.part, found.tasks_due.whole) == (2, 2)
    assert (found.tasks_on_time.part, found.tasks_on_time.whole) == (1, 2)
    assert (found.tasks_due_before.whole, found.tasks_due_before.percent) == (0, None)
    assert (page.tasks_on_time, page.tasks_due) == (1, 2)
    assert page.tasks[1].late


def test_the_forms_plan_report_and_accept_and_a_photo_is_public(town: Town):
    number = begun(town)
    plan = Filling(town, "召", "task_plan", f"{number}-1")
    plan.say("物", "2026-12-01", "42000")
    plan.tap("inspectors")
    own = plan.say("物")
    ready = plan.say("甲，客")
    planned = plan.file()
    noted = Filling(town, "物", "task_progress", f"{number}-1")
    wrong = noted.say("33")
    noted.tap("100")
    noted.say("已完工")
    noted.send(JPEG)
    reported = noted.file()
    verdict = Filling(town, "甲", "task_inspect", f"{number}-1")
    verdict.tap("refuse")
    verdict.say("还缺验收单")
    refused = verdict.file()
    photo = reported.steps[-1].photo
    shown = town.app.bus.read_now(lambda tx: public_file(tx, town.id, sha256=photo))

    assert problem(own) == "task.own_inspector"
    assert ready.asks == ""
    assert (planned.owner, planned.budget_fen, planned.acceptance) == (
        "物",
        4_200_000,
        "inspectors",
    )
    assert {each.name for each in planned.inspectors} == {"客", "甲"}
    assert problem(wrong) == "task.percent"
    assert bool(reported.reported_at)
    assert (refused.reported_at, refused.steps[-1].note) == (0, "还缺验收单")
    assert shown is not None
    assert shown.media_type == "image/jpeg"


def test_residents_see_masked_names_and_only_what_is_published(town: Town):
    number = begun(town, owner="物", acceptance="inspectors", inspectors=("甲",))

    view = seen(town, number, "客", "resident")
    inspector = seen(town, number, "甲", "resident")
    hidden = town.read("客", task, "2026-99", 1, bot="resident")

    assert (view.owner, view.inspectors[0].name) == ("物*", "甲*")
    assert (view.moves, inspector.moves) == ((), ())
    assert hidden == Refusal("resolution.unknown", {"number": "2026-99"})
    progress(town, number, 100)
    assert names(seen(town, number, "甲", "resident").moves) == ("task_inspect",)
    assert seen(town, number, "物").moves == ()
