"""Community consultations 社区协商: each step is written, looked at once more, and taken."""

from collections.abc import Mapping

from sqlalchemy import select

from council.commands.consultations import (
    AttachToConsultation,
    ConsultationSheet,
    FileConsultationStep,
    FillConsultationStep,
    StartConsultationStep,
)
from council.commands.motions import MotionView
from council.domain.consultations import (
    CONSULTATION,
    MOTION_VERBS,
    check_step,
    read_text,
    takes_photo,
)
from council.domain.refusals import Refusal, refuse
from council.domain.shortening import shortened
from council.domain.values import Person
from council.reads.motions import motion_view
from council.storage import drafts
from council.storage.acts import record
from council.storage.consultations import consultation_row, keep_step
from council.storage.drafts import Draft
from council.storage.motions import Motion, motion_by
from council.storage.outbox import notify, these
from council.storage.rules import rules_of
from council.storage.tables.meetings import attendance
from council.storage.transaction import Transaction
from council.usecases.attachments import take_file
from council.usecases.motions_moves import advance, settle_proposal
from council.usecases.responses import concerned
from council.usecases.table import UseCases

KIND = "consultation"
#: A notice quotes at most so much of a step; the rest is a button away.
QUOTED = 300


def start(
    tx: Transaction, who: Person, command: StartConsultationStep
) -> ConsultationSheet | Refusal:
    """Begin a step anew."""
    if command.step not in CONSULTATION.moves:
        return refuse("press.unknown")
    motion = _motion(tx, who, command.number)
    if isinstance(motion, Refusal):
        return motion
    after = _after(tx, who, motion, command.step)
    if isinstance(after, Refusal):
        return after
    return _save(tx, who, motion, command.step)


def fill(
    tx: Transaction, who: Person, command: FillConsultationStep
) -> ConsultationSheet | Refusal:
    """Take the text; one that cannot be used is said, and asked for again."""
    found = _found(tx, who, command.number)
    if isinstance(found, Refusal):
        return found
    motion, draft = found
    if _asks(draft.content) != "text":
        return _sheet(motion, draft, problem=refuse("consultation.photo_or_confirm"))
    text = read_text(command.text)
    if isinstance(text, Refusal):
        return _sheet(motion, draft, problem=text)
    return _save(tx, who, motion, draft.content["step"], text=text)


def attach(
    tx: Transaction, who: Person, command: AttachToConsultation
) -> ConsultationSheet | Refusal:
    """Take a photo for a step that may have one."""
    found = _found(tx, who, command.number)
    if isinstance(found, Refusal):
        return found
    motion, draft = found
    if _asks(draft.content) != "photo":
        return _sheet(motion, draft, problem=refuse("consultation.text_wanted"))
    kept = take_file(tx, who, command.content, kept=0)
    if not isinstance(kept, Refusal) and kept.kind != "photo":
        kept = refuse("consultation.photo_or_confirm")
    if isinstance(kept, Refusal):
        return _sheet(motion, draft, problem=kept)
    content = draft.content
    return _save(tx, who, motion, content["step"], text=content["text"], photo=kept.sha256)


def file(
    tx: Transaction, who: Person, command: FileConsultationStep
) -> MotionView | ConsultationSheet | Refusal:
    """Take the step, move the motion with it where it is still undecided, and tell people."""
    found = _found(tx, who, command.number)
    if isinstance(found, Refusal):
        return found
    motion, draft = found
    if command.revision != draft.revision or _asks(draft.content) == "text":
        return _sheet(motion, draft, stale=True)
    step, text, photo = (draft.content[name] for name in ("step", "text", "photo"))
    after = _after(tx, who, motion, step)
    if isinstance(after, Refusal):
        return after
    keep_step(tx, who, motion_id=motion.id, state=after, verb=step, text=text, photo=photo)
    record(tx, who, f"consultation.{step}", "motion", motion.id, after=after)
    if motion.state == "deliberated" and step in MOTION_VERBS:
        moved = advance(tx, who, motion, MOTION_VERBS[step])
        if isinstance(moved, Refusal):
            return moved
        settle_proposal(tx, who, moved)
    drafts.clear(tx, who, "staff", KIND, f"{motion.number}")
    _tell(tx, motion, step, text)
    return motion_view(tx, who, motion.number, "staff", said="consultation.said")


def _motion(tx: Transaction, who: Person, number: int) -> Motion | Refusal:
    motion = motion_by(tx, who.community_id, number=number, lock=True)
    return refuse("motion.unknown") if motion is None else motion


def _after(tx: Transaction, who: Person, motion: Motion, step: str) -> str | Refusal:
    row = consultation_row(tx, who.community_id, motion.id)
    rule = rules_of(tx, who.community_id).rows[motion.legal_class]
    return check_step(
        step,
        state="" if row is None else row.state,
        motion_state=motion.state,
        consensus=rule.counting == "consensus",
    )


def _found(tx: Transaction, who: Person, number: int) -> tuple[Motion, Draft] | Refusal:
    motion = _motion(tx, who, number)
    if isinstance(motion, Refusal):
        return motion
    draft = drafts.load(tx, who, "staff", KIND, f"{number}")
    if draft is None or not draft.content:
        return refuse("consultation.no_sheet")
    return motion, draft


def _asks(content: Mapping[str, str]) -> str:
    if not content["text"]:
        return "text"
    return "photo" if takes_photo(content["step"]) and not content["photo"] else ""


def _save(
    tx: Transaction, who: Person, motion: Motion, step: str, *, text: str = "", photo: str = ""
) -> ConsultationSheet:
    content = {"step": step, "text": text, "photo": photo}
    draft = drafts.save(
        tx,
        who,
        bot="staff",
        kind=KIND,
        subject=f"{motion.number}",
        content=content,
        awaits=_asks(content),
    )
    return _sheet(motion, draft)


def _sheet(
    motion: Motion, draft: Draft, *, stale: bool = False, problem: Refusal | None = None
) -> ConsultationSheet:
    content = draft.content
    return ConsultationSheet(
        motion=motion.number,
        title=motion.title,
        step=content["step"],
        text=content["text"],
        photo=bool(content["photo"]),
        asks=_asks(content),
        revision=draft.revision,
        stale=stale,
        problem="" if problem is None else problem.key,
        problem_params={} if problem is None else dict(problem.params),
    )


def _tell(tx: Transaction, motion: Motion, step: str, text: str) -> None:
    """Tell the proposal's author and followers; who came to the meeting hears the report too."""
    to = list(tx.connection.scalars(concerned(motion)))
    if step == "report":
        a = attendance.c
        there = select(a.resident_id).where(
            a.community_id == motion.community_id, a.meeting_id == motion.meeting_id
        )
        to += tx.connection.scalars(there)
    notify(
        tx,
        motion.community_id,
        these(motion.community_id, to),
        notice="consultation_step",
        subject=f"{motion.id}/{step}/{tx.now}",
        params={
            "number": motion.number,
            "title": motion.title,
            "step_key": f"consultation.step.{step}",
            "text": shortened(text, QUOTED),
        },
        buttons=(("motion.open", "motion", (motion.number,)),),
    )


CONSULTING: UseCases = {
    StartConsultationStep: start,
    FillConsultationStep: fill,
    AttachToConsultation: attach,
    FileConsultationStep: file,
}
