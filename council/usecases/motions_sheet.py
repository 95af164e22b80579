"""The sheet on which a motion is drafted button by button: one for proposals and for movers."""

from typing import Any

from council.commands.motions import (
    DraftMotion,
    FileMotion,
    FillMotion,
    MotionSheet,
    MotionView,
)
from council.domain.legal_classes import track_of
from council.domain.motion_origins import MOVERS, PETITION, Petition, read_mover, read_signed
from council.domain.refusals import Refusal, refuse
from council.domain.roll import figures
from council.domain.rule_profiles import RuleProfile
from council.domain.values import Person
from council.reads.motions import motion_view
from council.storage import drafts
from council.storage.drafts import Draft
from council.storage.roll import load_roll
from council.storage.rules import rules_of
from council.storage.transaction import Transaction
from council.usecases.motions_draft import draft, draftable, judged, named, read_field
from council.usecases.table import UseCases

KIND = "motion"
#: Steps that a typed message fills; the others are buttons.
TYPED = ("signed", "title", "body")
_FIELDS = ("mover", "signed", "class", "addressee", "title", "body")


def fill(tx: Transaction, who: Person, command: FillMotion) -> MotionSheet | Refusal:
    """Begin a sheet, or fill one of its fields; an old sheet's button only shows the new one."""
    fresh = _fresh(tx, who, command.proposal_number)
    if isinstance(fresh, Refusal):
        return fresh
    subject = str(command.proposal_number)
    found = drafts.load(tx, who, "staff", KIND, subject)
    begun = found if found is not None and "title" in found.content else None
    if begun is None or not command.field:
        kept = _save(tx, who, subject, fresh if begun is None else begun.content)
        return sheet(tx, who, kept, stale=bool(command.field))
    if command.revision and command.revision != begun.revision:
        return sheet(tx, who, begun, stale=True)
    if command.field == "anew":
        return sheet(tx, who, _save(tx, who, subject, fresh))
    asked = command.field.removeprefix("ask_")
    if asked not in _FIELDS[0 if not command.proposal_number else 2 :]:
        return refuse("press.unknown")
    if asked != command.field:
        return sheet(tx, who, _save(tx, who, subject, begun.content, awaits=asked))
    filled = _filled(tx, who, begun.content, command.field, command.text)
    if isinstance(filled, Refusal):
        return sheet(tx, who, begun, problem=filled)
    return sheet(tx, who, _save(tx, who, subject, {**begun.content, **filled}))


def _filled(
    tx: Transaction, who: Person, content: dict[str, Any], field: str, text: str
) -> dict[str, Any] | Refusal:
    """Read one answer; tells what of the sheet it changes."""
    if field == "mover":
        mover = read_mover(text)
        if isinstance(mover, Refusal):
            return mover
        return _moved_by(content, mover)
    if field == "signed":
        signed = read_signed(text)
        if isinstance(signed, Refusal):
            return signed
        petition = judged(tx, who, *signed)
        return petition if isinstance(petition, Refusal) else {"signed": list(signed)}
    read = read_field(tx, who, field, text)
    if isinstance(read, Refusal):
        return read
    if field == "class" and content["mover"] == PETITION and track_of(read) != "owners":
        return refuse("motion.petition_owners_only")
    return {named(field): read}


def _moved_by(content: dict[str, Any], mover: str) -> dict[str, Any]:
    """Whoever moves it: signatures belong to a petition, and a petition to the owners' track."""
    if mover != PETITION:
        return {"mover": mover, "signed": []}
    kept = content["legal_class"]
    return {"mover": mover, "legal_class": kept if track_of(kept) == "owners" else ""}


def file(tx: Transaction, who: Person, command: FileMotion) -> MotionView | MotionSheet | Refusal:
    """Draft what the sheet says; a second tap shows the motion that the first one made."""
    subject = str(command.proposal_number)
    found = drafts.load(tx, who, "staff", KIND, subject)
    if found is not None and "filed" in found.content:
        number: int = found.content["filed"]
        return motion_view(tx, who, number, "staff", said="motion.said.drafted_already")
    if found is None or "title" not in found.content:
        return refuse("motion.no_sheet")
    if found.revision != command.revision or _step(found) != "confirm":
        return sheet(tx, who, found, stale=True)
    content = found.content
    heads, area_x100 = content["signed"] or (0, 0)
    made = draft(
        tx,
        who,
        DraftMotion(
            actor=command.actor,
            proposal_number=command.proposal_number,
            mover=content["mover"],
            signed_heads=heads,
            signed_area_x100=area_x100,
            legal_class=content["legal_class"],
            addressee=content["addressee"],
            title=content["title"],
            body=content["body"],
        ),
    )
    if isinstance(made, Refusal):
        return sheet(tx, who, found, problem=made)
    drafts.save(tx, who, bot="staff", kind=KIND, subject=subject, content={"filed": made.number})
    return made


def sheet(
    tx: Transaction,
    who: Person,
    kept: Draft,
    *,
    stale: bool = False,
    problem: Refusal | None = None,
) -> MotionSheet:
    """The sheet that a draft row holds, with what there is to choose from."""
    content, step = kept.content, _step(kept)
    rules = rules_of(tx, who.community_id)
    return MotionSheet(
        proposal_number=int(kept.subject),
        revision=kept.revision,
        title=content["title"],
        body=content["body"],
        legal_class=content["legal_class"],
        addressee=content["addressee"],
        step=step,
        classes=_classes(rules, content["mover"]) if step == "class" else (),
        stale=stale,
        mover=content["mover"],
        petition=_petition(tx, who, content["signed"]),
        movers=_movers(rules) if step == "mover" else (),
        problem="" if problem is None else problem.key,
        problem_params={} if problem is None else dict(problem.params),
    )


def _step(kept: Draft) -> str:
    return kept.awaits or _next(kept.subject, kept.content)


def _next(subject: str, content: dict[str, Any]) -> str:
    """Tell which field comes next; a proposal brings its own title and text."""
    if subject == "0":
        if not content["mover"]:
            return "mover"
        if content["mover"] == PETITION and not content["signed"]:
            return "signed"
    if not content["legal_class"]:
        return "class"
    if content["addressee"] == "?":
        return "addressee"
    if subject == "0":
        return next((field for field in ("title", "body") if not content[field]), "confirm")
    return "confirm"


def _movers(rules: RuleProfile) -> tuple[str, ...]:
    return tuple(each for each in MOVERS if each != PETITION or rules.petition is not None)


def _classes(rules: RuleProfile, mover: str) -> tuple[str, ...]:
    known = rules.for_motions
    return tuple(each for each in known if mover != PETITION or track_of(each) == "owners")


def _petition(tx: Transaction, who: Person, signed: list[int]) -> Petition | None:
    if not signed:
        return None
    whole = figures(load_roll(tx, who.community_id))
    return Petition(
        heads=signed[0],
        area_x100=signed[1],
        of_heads=whole.heads,
        of_area_x100=whole.area_x100,
    )


def _fresh(tx: Transaction, who: Person, proposal_number: int) -> dict[str, Any] | Refusal:
    """An empty sheet, or one with the proposal's words."""
    title = body = ""
    if proposal_number:
        proposal = draftable(tx, who, proposal_number)
        if isinstance(proposal, Refusal):
            return proposal
        title, body = proposal.title, proposal.body
    return {
        "mover": "",
        "signed": [],
        "title": title,
        "body": body,
        "legal_class": "",
        "addressee": "?",
    }


def _save(
    tx: Transaction, who: Person, subject: str, content: dict[str, Any], *, awaits: str = ""
) -> Draft:
    step = awaits or _next(subject, content)
    return drafts.save(
        tx,
        who,
        bot="staff",
        kind=KIND,
        subject=subject,
        content=content,
        awaits=awaits or (step if step in TYPED else ""),
    )


SHEET: UseCases = {FillMotion: fill, FileMotion: file}
