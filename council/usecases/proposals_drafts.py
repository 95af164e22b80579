"""Writing a proposal: a draft row that messages fill, a last look, filing."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert

from council.commands.proposals import (
    AttachEvidence,
    EditProposal,
    ProposalDraft,
    ProposalFiled,
    ProposalReview,
    ReviewProposal,
    Similar,
    StartProposal,
    SubmitProposal,
    WriteProposal,
)
from council.domain.proposal_texts import Sheet, awaited, fill
from council.domain.proposals import PROPOSAL, SECONDS_NEEDED
from council.domain.refusals import Refusal, refuse
from council.domain.values import Person
from council.reads.proposals import similar_proposals
from council.storage import drafts
from council.storage.acts import record
from council.storage.counters import next_number
from council.storage.drafts import Draft
from council.storage.files import Attachment, attach, attachments_of
from council.storage.outbox import holders, notify
from council.storage.tables.proposals import proposals
from council.storage.transaction import Transaction
from council.usecases.attachments import take_file
from council.usecases.proposals_moves import OPEN_BUTTON, advance, locked
from council.usecases.table import UseCases

BOT = "resident"
KIND = "proposal"
FIELDS = ("title", "body", "more", "files")


def start(tx: Transaction, who: Person, command: StartProposal) -> ProposalDraft | Refusal:
    """Go on with what is half-written, or begin; a returned proposal brings its texts along."""
    fresh: dict[str, Any] = {}
    if command.number:
        row = locked(tx, who, command.number)
        if isinstance(row, Refusal):
            return row
        if row.author_id != who.id:
            return refuse("proposal.not_author")
        state = PROPOSAL.after("resubmit", row.state)
        if isinstance(state, Refusal):
            return state
        attached = attachments_of(tx, who.community_id, "proposal", row.id)
        fresh = _content(Sheet(title=row.title, body=row.body), attached)
    before = drafts.load(tx, who, BOT, KIND, _subject(command.number))
    known = before is not None and _is_begun(before.content) and not command.fresh
    content = before.content if before is not None and known else fresh
    note = "continued" if known else ("correcting" if command.number else "new")
    return _save(tx, who, command.number, content, note=note)


def write(tx: Transaction, who: Person, command: WriteProposal) -> ProposalDraft | Refusal:
    """Fill in the awaited text."""
    draft = _waiting(tx, who)
    if isinstance(draft, Refusal):
        return draft
    filled = fill(_sheet(draft.content), draft.awaits, command.text)
    if isinstance(filled, Refusal):
        return filled
    content = _content(filled.sheet, _files(draft.content))
    return _save(tx, who, _number(draft), content, note=filled.note, length=filled.length)


def attach_evidence(
    tx: Transaction, who: Person, command: AttachEvidence
) -> ProposalDraft | Refusal:
    """Keep a photo or voice message; its caption counts as a text message."""
    draft = _waiting(tx, who)
    if isinstance(draft, Refusal):
        return draft
    kept = _files(draft.content)
    taken = take_file(tx, who, command.content, kept=len(kept))
    if isinstance(taken, Refusal):
        return taken
    sheet, note = _sheet(draft.content), f"{taken.kind}_kept"
    if taken in kept:
        note = "file_known"
    else:
        kept = (*kept, taken)
    if command.text.strip():
        filled = fill(sheet, draft.awaits, command.text)
        if isinstance(filled, Refusal):
            return filled
        sheet = filled.sheet
    return _save(tx, who, _number(draft), _content(sheet, kept), note=note)


def edit(tx: Transaction, who: Person, command: EditProposal) -> ProposalDraft | Refusal:
    """Wait for a field anew; what stands there stays until the new text comes."""
    if command.field not in FIELDS:
        return refuse("press.unknown")
    draft = _current(tx, who, command.number, command.revision)
    if isinstance(draft, ProposalDraft | Refusal):
        return draft
    content = draft.content
    if command.field == "files":
        content = _content(_sheet(content), ())
        return _save(tx, who, command.number, content, note="files_removed")
    return _save(tx, who, command.number, content, awaits=command.field, note="editing")


def review(
    tx: Transaction, who: Person, command: ReviewProposal
) -> ProposalReview | ProposalDraft | Refusal:
    """Show open proposals that resemble the draft, unless ``anyway``; then the last look."""
    draft = _current(tx, who, command.number, command.revision)
    if isinstance(draft, ProposalDraft | Refusal):
        return draft
    sheet = _sheet(draft.content)
    if awaited(sheet, voices=_voices(draft.content)) != "more":
        return _save(tx, who, command.number, draft.content, note="incomplete")
    similar: tuple[Similar, ...] = ()
    if not command.anyway and not command.number:
        similar = similar_proposals(tx, who, sheet.title, sheet.body)
    return ProposalReview(
        draft=_view(draft, note="review"), similar=similar, needed=SECONDS_NEEDED.value
    )


def submit(
    tx: Transaction, who: Person, command: SubmitProposal
) -> ProposalFiled | ProposalDraft | Refusal:
    """File the draft, or correct the returned proposal; a second tap files nothing more."""
    draft = _current(tx, who, command.number, command.revision)
    if isinstance(draft, ProposalDraft):
        return draft
    if isinstance(draft, Refusal):
        return _filed_already(tx, who, command) or draft
    sheet = _sheet(draft.content)
    if awaited(sheet, voices=_voices(draft.content)) != "more":
        return _save(tx, who, command.number, draft.content, note="incomplete")
    number = command.number
    filed = _file_again(tx, who, number, draft) if number else _file_new(tx, who, draft)
    if isinstance(filed, Refusal):
        return filed
    content = {"filed": filed.number, "of": command.revision, "named": filed.title}
    drafts.save(tx, who, bot=BOT, kind=KIND, subject=_subject(number), content=content, awaits="")
    notify(
        tx,
        who.community_id,
        holders(who.community_id, "facilitator"),
        notice="proposal_submitted",
        subject=f"{filed.number}/{tx.now}/{who.community_id}",
        params={"number": filed.number, "title": filed.title},
        buttons=((OPEN_BUTTON, "proposal.desk", (filed.number,)),),
        bot="staff",
    )
    return filed


def _file_new(tx: Transaction, who: Person, draft: Draft) -> ProposalFiled:
    sheet, proposal_id = _sheet(draft.content), tx.new_id()
    number = next_number(tx, who.community_id, "proposals")
    row = {
        "community_id": who.community_id,
        "id": proposal_id,
        "number": number,
        "author_id": who.id,
        "title": sheet.title,
        "body": sheet.body,
        "state": "submitted",
        "submitted_at": tx.now,
        "changed_at": tx.now,
    }
    tx.connection.execute(insert(proposals), [row])
    attach(tx, who.community_id, "proposal", proposal_id, _files(draft.content))
    record(tx, who, "proposal.submit", "proposal", proposal_id, number=number, state="submitted")
    return _filed(number, sheet.title, resubmitted=False)


def _file_again(
    tx: Transaction, who: Person, number: int, draft: Draft
) -> ProposalFiled | Refusal:
    row = locked(tx, who, number)
    if isinstance(row, Refusal):
        return row
    if row.author_id != who.id:
        return refuse("proposal.not_author")
    sheet = _sheet(draft.content)
    state = advance(
        tx,
        who,
        row,
        "resubmit",
        verb="proposal.submit",
        title=sheet.title,
        body=sheet.body,
        return_reason=None,
    )
    if isinstance(state, Refusal):
        return state
    attach(tx, who.community_id, "proposal", row.id, _files(draft.content))
    return _filed(number, sheet.title, resubmitted=True)


def _filed(number: int, title: str, *, resubmitted: bool, again: bool = False) -> ProposalFiled:
    return ProposalFiled(
        number=number,
        title=title,
        needed=SECONDS_NEEDED.value,
        resubmitted=resubmitted,
        again=again,
    )


def _filed_already(tx: Transaction, who: Person, command: SubmitProposal) -> ProposalFiled | None:
    """Tell what an earlier tap on the same button filed."""
    draft = drafts.load(tx, who, BOT, KIND, _subject(command.number))
    if draft is None or draft.content.get("of") != command.revision:
        return None
    number, title = int(draft.content["filed"]), str(draft.content["named"])
    return _filed(number, title, resubmitted=bool(command.number), again=True)


def _waiting(tx: Transaction, who: Person) -> Draft | Refusal:
    draft = drafts.awaiting(tx, who, BOT)
    if draft is None or draft.kind != KIND:
        return refuse("proposal.no_draft")
    return draft


def _current(
    tx: Transaction, who: Person, number: int, revision: int
) -> Draft | ProposalDraft | Refusal:
    """Read the draft that a button speaks of; an old button gets the current sheet instead."""
    draft = drafts.load(tx, who, BOT, KIND, _subject(number))
    if draft is None or not _is_begun(draft.content):
        return refuse("proposal.no_draft")
    if draft.revision != revision:
        if draft.awaits:
            return _view(draft, note="stale")
        return _save(tx, who, number, draft.content, note="stale")
    return draft


def _save(
    tx: Transaction,
    who: Person,
    number: int,
    content: Mapping[str, Any],
    *,
    note: str,
    awaits: str = "",
    length: int = 0,
) -> ProposalDraft:
    awaits = awaits or awaited(_sheet(content), voices=_voices(content))
    saved = drafts.save(
        tx,
        who,
        bot=BOT,
        kind=KIND,
        subject=_subject(number),
        content=dict(content),
        awaits=awaits,
    )
    return _view(saved, note=note, length=length)


def _view(draft: Draft, *, note: str, length: int = 0) -> ProposalDraft:
    sheet, voices = _sheet(draft.content), _voices(draft.content)
    return ProposalDraft(
        number=_number(draft),
        revision=draft.revision,
        title=sheet.title,
        body=sheet.body,
        photos=len(_files(draft.content)) - voices,
        voices=voices,
        awaits=draft.awaits or awaited(sheet, voices=voices),
        note=note,
        length=length,
    )


def _subject(number: int) -> str:
    return str(number) if number else ""


def _number(draft: Draft) -> int:
    return int(draft.subject or 0)


def _is_begun(content: Mapping[str, Any]) -> bool:
    return bool(content.get("title") or content.get("body") or content.get("files"))


def _sheet(content: Mapping[str, Any]) -> Sheet:
    return Sheet(title=str(content.get("title", "")), body=str(content.get("body", "")))


def _files(content: Mapping[str, Any]) -> tuple[Attachment, ...]:
    return tuple(Attachment(kind=kind, sha256=sha256) for kind, sha256 in content.get("files", ()))


def _voices(content: Mapping[str, Any]) -> int:
    return sum(part.kind == "voice" for part in _files(content))


def _content(sheet: Sheet, files: tuple[Attachment, ...]) -> dict[str, Any]:
    return {
        "title": sheet.title,
        "body": sheet.body,
        "files": [[part.kind, part.sha256] for part in files],
    }


DRAFTS: UseCases = {
    StartProposal: start,
    WriteProposal: write,
    AttachEvidence: attach_evidence,
    EditProposal: edit,
    ReviewProposal: review,
    SubmitProposal: submit,
}
