"""Forms about a task 落实事项: its plan, its progress, an inspector's word, a meeting's."""

import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from council.kernel.acts.moves import Moves
from council.kernel.database.transaction import Transaction
from council.kernel.dates import read_date
from council.kernel.deadlines import local_date
from council.kernel.directory import residents, roles
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.forms.form import (
    Answer,
    Answers,
    Field,
    Form,
    Ground,
    Offer,
    Reading,
    as_money,
    picked,
)
from council.kernel.forms.photo import photo
from council.kernel.money import parse_amount
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person
from council.resolutions.acts import DESK_TASK_MOVES, OWN_TASK_MOVES
from council.resolutions.facts import TaskFacts
from council.resolutions.records import resolution_by
from council.resolutions.tasks.accepting import accept_at_meeting, inspect
from council.resolutions.tasks.commands import (
    AcceptAtMeeting,
    InspectTask,
    NoteProgress,
    PlanTask,
)
from council.resolutions.tasks.doing import Found, note_progress, plan
from council.resolutions.tasks.records import facts_of, named, task_of
from council.resolutions.tasks.rules import (
    ACCEPTANCES,
    INSPECTORS_AT_MOST,
    read_note,
    read_percent,
)

WORDS = "task"
SUBJECTS = re.compile(r"[1-9][0-9]{3}-[1-9][0-9]{0,5}-[1-9][0-9]?", re.ASCII)
_DIGITS = 8
_PERCENTS = ("25", "50", "75", "100")
_APART = re.compile(r"[\s,，、;；]+")


def _about(move: str, moves: Moves[TaskFacts]) -> Any:
    """Find a task as it stands if the form can be filed."""

    def about(tx: Transaction, who: Person, subject: str) -> Found | Refusal:
        number, _, position = subject.rpartition("-")
        resolution = resolution_by(tx, who.community_id, number=number)
        if resolution is None:
            return refuse("resolution.unknown", number=number)
        task = task_of(tx, resolution, int(position))
        if isinstance(task, Refusal):
            return task
        return moves.refusal(move, facts_of(tx, who, resolution, task)) or (resolution, task)

    return about


def _head(ground: Ground) -> dict[str, Param]:
    resolution, task = ground.about
    return {"number": resolution.number, "place": task.position, "task": task.title}


def _back(ground: Ground) -> tuple[Lead, ...]:
    resolution, task = ground.about
    arguments = (resolution.number, task.position)
    return (Lead(key="task.button.back", verb="resolution.task", arguments=arguments),)


def _named(ground: Ground) -> dict[str, Any]:
    resolution, task = ground.about
    return {"number": resolution.number, "position": task.position}


def _form(
    name: str,
    verb: str,
    fields: tuple[Field, ...],
    file: Any,
    moves: Moves[TaskFacts] = DESK_TASK_MOVES,
    **more: Any,
) -> Form:
    return Form(
        name=name,
        verb=verb,
        words=WORDS,
        fields=fields,
        about=_about(name, moves),
        head=_head,
        file=file,
        leads=_back,
        subjects=SUBJECTS,
        anew=True,
        **more,
    )


# -- who does it, until when, for how much, who accepts it


def _owner(ground: Ground, text: str) -> Reading:
    found = named(ground.tx, ground.who.community_id, text)
    return found if isinstance(found, Refusal) else found.ref


def _holders(ground: Ground) -> tuple[Offer, ...]:
    """Offer those who hold a role, by name."""
    r, held = residents.c, roles.c
    rows = ground.tx.connection.execute(
        select(r.ref, r.name)
        .where(
            r.community_id == ground.who.community_id,
            r.id.in_(select(held.resident_id).where(held.community_id == ground.who.community_id)),
        )
        .order_by(r.name, r.ref)
        .limit(12)
    )
    return tuple(Offer(answer=row.ref, label=Phrase(text=row.name)) for row in rows)


def _says_person(ground: Ground, ref: Answer) -> Phrase:
    found = named(ground.tx, ground.who.community_id, str(ref))
    return Phrase(text=str(ref) if isinstance(found, Refusal) else found.name)


def _day(ground: Ground, text: str) -> Reading:
    """Read a day; what is to be done by it may be done until it ends."""
    zone = ZoneInfo(ground.who.timezone)
    day = read_date(text, today=local_date(ground.tx.now, zone))
    return day if isinstance(day, Refusal) else day.isoformat()


def _end_of(day: str, timezone: str) -> int:
    last = datetime.combine(date.fromisoformat(day), time(23, 59, 59), ZoneInfo(timezone))
    return int(last.timestamp())


def _says_day(ground: Ground, day: Answer) -> Phrase:
    return Phrase(key="form.on", params={"answer_on": _end_of(str(day), ground.who.timezone)})


def _budget(_: Ground, text: str) -> Reading:
    return parse_amount(text)


def _inspectors(ground: Ground, text: str) -> Reading:
    words = [word for word in _APART.split(text.strip()) if word]
    if not words or len(words) > INSPECTORS_AT_MOST:
        return refuse("task.no_inspectors")
    found = []
    for word in words:
        known = named(ground.tx, ground.who.community_id, word)
        if isinstance(known, Refusal):
            return known
        if known.ref == ground.answers.get("owner"):
            return refuse("task.own_inspector")
        found.append(known.ref)
    return list(dict.fromkeys(found))


def _by_inspectors(answers: Answers) -> bool:
    return answers.get("acceptance") == "inspectors"


def _plan(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    day, budget = answers.get("due", ""), answers.get("budget", "")
    made = PlanTask(
        actor=actor,
        **_named(ground),
        owner=answers.get("owner", ""),
        due_at=_end_of(day, ground.who.timezone) if day else 0,
        budget_fen=None if budget == "" else budget,
        acceptance=answers["acceptance"],
        inspectors=tuple(answers.get("inspectors", ())),
    )
    return plan(ground.tx, ground.who, made)


PLAN = _form(
    "task_plan",
    "resolution.plan_tasks",
    (
        Field(
            name="owner",
            read=_owner,
            offers=_holders,
            says=_says_person,
            optional=True,
            forgets=("inspectors",),
            columns=2,
        ),
        Field(name="due", read=_day, says=_says_day, optional=True),
        Field(name="budget", read=_budget, says=as_money, optional=True),
        picked(WORDS, "acceptance", ACCEPTANCES),
        Field(name="inspectors", read=_inspectors, only=_by_inspectors),
    ),
    _plan,
)


# -- how far it is


def _percent(_: Ground, text: str) -> Reading:
    found = read_percent(text)
    return found if isinstance(found, Refusal) else str(found)


def _progress(ground: Ground, actor: Account) -> Any:
    made = NoteProgress(
        actor=actor,
        **_named(ground),
        percent=int(ground.answers["percent"]),
        note=ground.answers["note"],
        photo=ground.answers.get("photo", ""),
    )
    return note_progress(ground.tx, ground.who, made)


PROGRESS = _form(
    "task_progress",
    "resolution.do_task",
    (
        Field(
            name="percent",
            read=_percent,
            offers=lambda _: tuple(
                Offer(answer=each, label=Phrase(key="task.percent", params={"percent": int(each)}))
                for each in _PERCENTS
            ),
            says=lambda _, answer: Phrase(
                key="task.percent", params={"percent": int(str(answer))}
            ),
            columns=2,
        ),
        Field(name="note", read=lambda _, text: read_note(text), public=True),
        photo("photo", says=lambda _, __: Phrase(key="task.photo_here"), optional=True),
    ),
    _progress,
)


# -- who accepts it


def _refused(answers: Answers) -> bool:
    return answers.get("verdict") == "refuse"


def _inspect(ground: Ground, actor: Account) -> Any:
    made = InspectTask(actor=actor, **_named(ground), missing=ground.answers.get("missing", ""))
    return inspect(ground.tx, ground.who, made)


INSPECT = _form(
    "task_inspect",
    "resolution.inspect",
    (
        picked(WORDS, "verdict", ("accept", "refuse"), forgets=("missing",)),
        Field(name="missing", read=lambda _, text: read_note(text), only=_refused, public=True),
    ),
    _inspect,
    OWN_TASK_MOVES,
    bot="resident",
)


def _motion(_: Ground, text: str) -> Reading:
    plain = text.strip().lstrip("#")
    return (
        plain
        if plain.isascii() and plain.isdecimal() and len(plain) <= _DIGITS
        else refuse("motion.unknown")
    )


def _meeting(ground: Ground, actor: Account) -> Any:
    made = AcceptAtMeeting(
        actor=actor,
        **_named(ground),
        motion=int(ground.answers["motion"]),
        missing=ground.answers.get("missing", ""),
    )
    return accept_at_meeting(ground.tx, ground.who, made)


MEETING = _form(
    "task_meeting",
    "resolution.accept_task",
    (
        Field(name="motion", read=_motion),
        Field(name="missing", read=lambda _, text: read_note(text), public=True, optional=True),
    ),
    _meeting,
)

TASK_FORMS = (PLAN, PROGRESS, INSPECT, MEETING)
