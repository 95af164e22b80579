"""The clerk's dialogue for a signed paper: voter, owner, choice, serial number, confirm."""

from typing import Any

from sqlalchemy import Row

from council.commands.ballots import (
    AnswerPaper,
    FilePaper,
    PaperForm,
    PaperRecorded,
    PickPaper,
    RecordPaper,
    ScanPaper,
    StartPaper,
)
from council.domain.ballots_paper import check_serial, check_signed, read_signed
from council.domain.polls import RANKING
from council.domain.ranking import Order, order_of
from council.domain.ratification import choice_of
from council.domain.refusals import Refusal, refuse
from council.domain.values import Person
from council.reads.polls_view import options_of
from council.storage import drafts
from council.storage.drafts import Draft
from council.storage.transaction import Transaction
from council.usecases.attachments import take_file
from council.usecases.ballots_box import Laid, stands
from council.usecases.ballots_paper import (
    Signer,
    check_unused,
    chosen,
    open_poll_for_paper,
    paper_content,
    record_paper,
    signers_of,
)

KIND = "paper"


def start_paper(tx: Transaction, who: Person, command: StartPaper) -> PaperForm | Refusal:
    """Begin a paper of an open poll."""
    row = open_poll_for_paper(tx, who, command.poll)
    if isinstance(row, Refusal):
        return row
    return _save(tx, who, row, {"poll": command.poll})


def answer_paper(tx: Transaction, who: Person, command: AnswerPaper) -> PaperForm | Refusal:
    """Fill the asked field with what was typed."""
    found = _found(tx, who)
    if isinstance(found, Refusal):
        return found
    draft, row = found
    return _fill(tx, who, draft, row, command.text)


def scan_paper(tx: Transaction, who: Person, command: ScanPaper) -> PaperForm | Refusal:
    """Keep a photo of the paper; another one takes its place."""
    found = _found(tx, who)
    if isinstance(found, Refusal):
        return found
    draft, row = found
    file = take_file(tx, who, command.content, kept=0)
    if isinstance(file, Refusal):
        return _form(tx, row, draft, file)
    return _save(tx, who, row, {**draft.content, "scan": file.sha256})


def pick_paper(tx: Transaction, who: Person, command: PickPaper) -> PaperForm | Refusal:
    """Fill the asked field with what a button offered."""
    found = _found(tx, who)
    if isinstance(found, Refusal):
        return found
    draft, row = found
    if command.revision != draft.revision:
        return _form(tx, row, draft, refuse("poll.form_stale"))
    picked = command.picked
    if draft.content.get("asks") == "owner":
        signers = signers_of(tx, row, draft.content["voter"])
        if isinstance(signers, Refusal):
            return signers
        if not (picked.isdecimal() and int(picked) < len(signers)):
            return refuse("press.unknown")
        picked = signers[int(picked)].name
    return _fill(tx, who, draft, row, picked)


def file_paper(
    tx: Transaction, who: Person, command: FilePaper
) -> PaperRecorded | PaperForm | Refusal:
    """Record the paper; a refusal leaves the form as it is, with the reason."""
    found = _found(tx, who)
    if isinstance(found, Refusal):
        return found
    draft, row = found
    content = draft.content
    if command.revision != draft.revision:
        return _form(tx, row, draft, refuse("poll.form_stale"))
    if content["asks"]:
        return _form(tx, row, draft)
    made = RecordPaper(
        actor=command.actor,
        poll=content["poll"],
        voter=content["voter"],
        owner=content["owner"],
        said=content["said"],
        serial=content["serial"],
        scan=content.get("scan", ""),
        # A form that was begun before papers were asked for their time has none.
        signed_at=int(content["signed"]) if content.get("signed") else None,
    )
    done = record_paper(tx, who, made)
    if isinstance(done, Refusal):
        if done.key == "ballot.paper_serial_used":
            return _save(tx, who, row, {**content, "serial": ""}, problem=done)
        if done.key == "ballot.paper_overtaken":
            return _save(tx, who, row, {**content, "signed": ""}, problem=done)
        return done
    drafts.clear(tx, who, "staff", KIND)
    return done


def _found(tx: Transaction, who: Person) -> tuple[Draft, Row[Any]] | Refusal:
    draft = drafts.load(tx, who, "staff", KIND)
    if draft is None or not draft.content:
        return refuse("draft.nothing_awaited_staff")
    row = open_poll_for_paper(tx, who, draft.content["poll"])
    return row if isinstance(row, Refusal) else (draft, row)


def _fill(
    tx: Transaction, who: Person, draft: Draft, row: Row[Any], text: str
) -> PaperForm | Refusal:
    """Judge an answer at once, so that the clerk still has the paper in hand."""
    content, asked = draft.content, draft.content["asks"]
    answer: tuple[Signer, ...] | Signer | str | int | Refusal
    match asked:
        case "voter":
            answer = signers_of(tx, row, text)
            kept = {"voter": " ".join(text.split()), "owner": ""}
            if isinstance(answer, tuple) and len(answer) == 1:
                kept["owner"] = answer[0].name
        case "owner":
            signers = signers_of(tx, row, content["voter"])
            answer = signers if isinstance(signers, Refusal) else chosen(signers, text.strip())
            kept = {"owner": text.strip()}
        case "choice":
            answer = paper_content(tx, row, text)
            kept = {"said": text.strip()}
        case "serial":
            answer = _new_serial(tx, row, text)
            kept = {"serial": answer if isinstance(answer, str) else ""}
        case "signed":
            answer = _signed(tx, who, row, content, text)
            kept = {"signed": str(answer)}
        case _:
            return refuse("draft.nothing_awaited_staff")
    if isinstance(answer, Refusal):
        return _form(tx, row, draft, answer)
    return _save(tx, who, row, {**content, **kept})


def _new_serial(tx: Transaction, row: Row[Any], text: str) -> str | Refusal:
    serial = check_serial(text)
    return serial if isinstance(serial, Refusal) else check_unused(tx, row, serial) or serial


def _signed(
    tx: Transaction, who: Person, row: Row[Any], content: dict[str, Any], text: str
) -> int | Refusal:
    """Read when the paper was signed, and hold it at once against what stands."""
    signed = read_signed(text, now=tx.now, timezone=who.timezone)
    if isinstance(signed, Refusal):
        return signed
    signers = signers_of(tx, row, content["voter"])
    signer = signers if isinstance(signers, Refusal) else chosen(signers, content["owner"])
    if isinstance(signer, Refusal):
        return signer
    before = stands(tx, row, signer.slot)
    return (
        check_signed(
            signed,
            opens_at=row.opens_at,
            now=tx.now,
            number=row.number,
            before=before.channel,
            since=before.cast_at,
        )
        or signed
    )


def _save(
    tx: Transaction,
    who: Person,
    row: Row[Any],
    content: dict[str, Any],
    *,
    problem: Refusal | None = None,
) -> PaperForm:
    fields = (
        ("voter", "voter"),
        ("owner", "owner"),
        ("said", "choice"),
        ("serial", "serial"),
        ("signed", "signed"),
    )
    asks = next((asked for name, asked in fields if not content.get(name)), "")
    empty = dict.fromkeys(("voter", "owner", "said", "serial", "signed", "scan"), "")
    kept = {**empty, **content, "asks": asks}
    # A form that is filled in still waits for a photo of the paper.
    draft = drafts.save(tx, who, bot="staff", kind=KIND, content=kept, awaits=asks or "scan")
    return _form(tx, row, draft, problem)


def _form(
    tx: Transaction, row: Row[Any], draft: Draft, problem: Refusal | None = None
) -> PaperForm:
    content = draft.content
    signers = signers_of(tx, row, content["voter"]) if content["voter"] else ()
    known: tuple[Signer, ...] = () if isinstance(signers, Refusal) else signers
    signer = next((each for each in known if each.name == content["owner"]), None)
    said = paper_content(tx, row, content["said"]) if content["said"] else ""
    before = Laid() if signer is None else stands(tx, row, signer.slot)
    ranking = row.kind == RANKING
    order: Order = order_of(said) if ranking and isinstance(said, str) and said else ()
    return PaperForm(
        number=row.number,
        kind=row.kind,
        title=row.title,
        options=options_of(tx, row.community_id, row.id),
        voter=content["voter"],
        units=known[0].units if known else (),
        area_x100=known[0].area_x100 if known else 0,
        owner=content["owner"],
        owners=tuple(each.name for each in known),
        order=order,
        choice=choice_of(said) if not ranking and isinstance(said, str) and said else "",
        serial=content["serial"],
        asks=content["asks"],
        stands=before.channel,
        stands_at=before.cast_at if before.channel else 0,
        signed_at=int(content.get("signed") or 0),
        scan=content.get("scan", ""),
        revision=draft.revision,
        problem="" if problem is None else problem.key,
        problem_params={} if problem is None else dict(problem.params),
    )
