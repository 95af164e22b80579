"""Drafting a motion, from a seconded proposal or as its mover wrote it; rewording a drafted one."""

from sqlalchemy import update

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.commands import DraftMotion, EditMotion, MotionView
from council.motions.motion import Motion
from council.motions.moving import insert_motion, movable
from council.motions.origins import PETITION, Origin, Petition, judge_petition, read_mover
from council.motions.reads import motion_view
from council.motions.responses.answering import ask, judge_party
from council.motions.rules import (
    read_addressee,
    read_body,
    read_legal_class,
    read_title,
)
from council.motions.tables import motions
from council.proposals.classifying import classify_by_motion
from council.proposals.proposal import Proposal
from council.proposals.records import proposal_by
from council.proposals.rules import check_source
from council.roll.records import load_roll
from council.roll.rules import figures
from council.rules.legal_classes import track_of
from council.rules.power_list.matter import Matter
from council.rules.power_list.records import in_force
from council.rules.records import rules_of

_READERS = {
    "addressee": read_addressee,
    "title": read_title,
    "body": read_body,
}


def draft(tx: Transaction, who: Person, command: DraftMotion) -> MotionView | Refusal:
    """Draft a motion; an addressee is asked at once."""
    source = _source(tx, who, command)
    if isinstance(source, Refusal):
        return source
    proposal, origin = source
    written = {
        "class": command.legal_class,
        "addressee": command.addressee,
        "title": command.title or (proposal.title if proposal else ""),
        "body": command.body or (proposal.body if proposal else ""),
    }
    fields = {}
    for field, text in written.items():
        read = read_field(tx, who, field, text)
        if isinstance(read, Refusal):
            return read
        fields[named(field)] = read
    if proposal is None and not fields["body"]:
        return refuse("motion.no_body")
    if origin and origin.petition and track_of(fields["legal_class"]) != "owners":
        return refuse("motion.petition_owners_only")
    matter = matter_of_class(tx, who, command.matter, fields["legal_class"])
    if isinstance(matter, Refusal):
        return matter
    unheard = judge_party(tx, who, fields["addressee"]) if fields["addressee"] else None
    if unheard is not None:
        return unheard
    motion = insert_motion(
        tx,
        who,
        proposal_id=proposal.id if proposal else "",
        origin=origin,
        matter=command.matter,
        **fields,
    )
    if proposal and matter is not None:
        classify_by_motion(tx, who, proposal.number, matter)
    if motion.addressee:
        ask(tx, who, motion)
    return motion_view(tx, who, motion.number, "staff", said="motion.said.drafted")


def matter_of_class(
    tx: Transaction, who: Person, name: str, legal_class: str
) -> Matter | Refusal | None:
    """Find a kind of matter on the list in force; one of another class, or gone, is refused."""
    if not name:
        return None
    for matter in in_force(tx, who.community_id).matters:
        if (matter.name, matter.legal_class) == (name, legal_class):
            return matter
    return refuse("powers.unknown_matter")


def _source(
    tx: Transaction, who: Person, command: DraftMotion
) -> tuple[Proposal | None, Origin | None] | Refusal:
    """Tell the proposal that the motion comes from, or who moves it."""
    if command.proposal_number:
        proposal = draftable(tx, who, command.proposal_number)
        return proposal if isinstance(proposal, Refusal) else (proposal, None)
    mover = read_mover(command.mover)
    if isinstance(mover, Refusal):
        return mover
    if mover != PETITION:
        return None, Origin(mover=mover)
    petition = judged(tx, who, command.signed_heads, command.signed_area_x100)
    if isinstance(petition, Refusal):
        return petition
    return None, Origin(mover=mover, petition=petition)


def judged(tx: Transaction, who: Person, heads: int, area_x100: int) -> Petition | Refusal:
    """Judge what was signed by the roll as it stands now."""
    share = rules_of(tx, who.community_id).petition
    if share is None:
        return refuse("motion.petition_not_here")
    petition = petition_of(tx, who, heads, area_x100)
    return judge_petition(petition, share) or petition


def petition_of(tx: Transaction, who: Person, heads: int, area_x100: int) -> Petition:
    """Hold what was signed against the roll as it stands now."""
    whole = figures(load_roll(tx, who.community_id))
    return Petition(
        heads=heads, area_x100=area_x100, of_heads=whole.heads, of_area_x100=whole.area_x100
    )


def read_field(tx: Transaction, who: Person, field: str, text: str) -> str | Refusal:
    """Read one field of a motion: class, addressee, title, body."""
    if field == "class":
        return read_legal_class(text, known=rules_of(tx, who.community_id).for_motions)
    return _READERS[field](text)


def named(field: str) -> str:
    """Tell the column of a field."""
    return "legal_class" if field == "class" else field


def draftable(tx: Transaction, who: Person, number: int) -> Proposal | Refusal:
    """Find the proposal of a new motion, unless it is not seconded or already decided."""
    proposal = proposal_by(tx, who.community_id, number=number, lock=True)
    if proposal is None:
        return refuse("motion.unknown_proposal", number=number)
    return check_source(number=number, state=proposal.state) or proposal


def edit(tx: Transaction, who: Person, command: EditMotion) -> MotionView | Refusal:
    """Reword a drafted motion; the log keeps the words from before and after."""
    motion = editable(tx, who, command.number, command.field)
    if isinstance(motion, Refusal):
        return motion
    text = _READERS[command.field](command.text) or refuse("motion.no_body")
    if isinstance(text, Refusal):
        return text
    before: str = getattr(motion, command.field)
    if text != before:
        tx.connection.execute(
            update(motions)
            .where(motions.c.community_id == who.community_id, motions.c.id == motion.id)
            .values(**{command.field: text, "changed_at": tx.now})
        )
        record(
            tx,
            who,
            command.verb,
            "motion",
            motion.id,
            field=command.field,
            before=before,
            after=text,
        )
    return motion_view(tx, who, motion.number, "staff", said="motion.said.edited")


def editable(tx: Transaction, who: Person, number: int, field: str) -> Motion | Refusal:
    """Find a motion whose title or body may still change."""
    if field not in {"title", "body"}:
        return refuse("press.unknown")
    return movable(tx, who, number, f"edit_{field}")


DRAFTING: UseCases = {DraftMotion: draft, EditMotion: edit}
