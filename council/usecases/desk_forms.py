"""Filling in the desk's forms: each answer is judged while the person is still there."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from council.commands.desk_forms import (
    AnswerDeskForm,
    AttachToDeskForm,
    DeskForm,
    FileDeskForm,
    FilledIn,
    PickOnDeskForm,
    StartDeskForm,
)
from council.domain.assisted import check_consent, needs_review
from council.domain.ballots_paper import PAPER_CHOICES, check_serial
from council.domain.desk_forms import FORMS, Ask, asked, next_ask, read_line
from council.domain.polls import RANKING
from council.domain.ratification import choice_of
from council.domain.refusals import Refusal, refuse
from council.domain.values import Person
from council.reads.assisted import act_row
from council.reads.polls_view import options_of
from council.storage import drafts
from council.storage.drafts import Draft
from council.storage.transaction import Transaction
from council.usecases import assisted, deliveries, proxies
from council.usecases.attachments import take_file
from council.usecases.ballots_box import stands
from council.usecases.ballots_paper import (
    Signer,
    check_unused,
    chosen,
    open_poll_for_paper,
    paper_content,
    signers_of,
)
from council.usecases.desk_filing import FILED, Filed
from council.usecases.papers import recorded_paper

KIND = "desk"
_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
Answers = Mapping[str, str]


def start(tx: Transaction, who: Person, command: StartDeskForm) -> DeskForm | Refusal:
    """Begin a form anew."""
    if command.form not in FORMS:
        return refuse("press.unknown")
    row = _poll(tx, who, command.form, command.poll)
    if isinstance(row, Refusal):
        return row
    return _save(tx, who, row, command.form, {})


def answer(tx: Transaction, who: Person, command: AnswerDeskForm) -> DeskForm | Refusal:
    """Fill the asked field with what was typed."""
    found = _found(tx, who)
    return found if isinstance(found, Refusal) else _fill(tx, who, *found, command.text)


def attach(tx: Transaction, who: Person, command: AttachToDeskForm) -> DeskForm | Refusal:
    """Fill the asked field with a photo; it is kept by its hash."""
    found = _found(tx, who)
    if isinstance(found, Refusal):
        return found
    draft, row, ask = found
    if ask is None or ask.kind != "photo":
        return _form(tx, who, row, draft, refuse("desk.no_photo_wanted"))
    file = take_file(tx, who, command.content, kept=0)
    if isinstance(file, Refusal):
        return _form(tx, who, row, draft, file)
    answers = {**draft.content["answers"], ask.name: file.sha256}
    return _save(tx, who, row, draft.content["form"], answers)


def pick(tx: Transaction, who: Person, command: PickOnDeskForm) -> DeskForm | Refusal:
    """Fill the asked field with what a button offered."""
    found = _found(tx, who)
    if isinstance(found, Refusal):
        return found
    draft, row, ask = found
    if command.revision != draft.revision:
        return _form(tx, who, row, draft, refuse("poll.form_stale"))
    offered = () if ask is None else _offered(tx, who, row, ask, draft.content["answers"])
    if command.place >= len(offered):
        return refuse("press.unknown")
    return _fill(tx, who, draft, row, ask, offered[command.place])


def file(tx: Transaction, who: Person, command: FileDeskForm) -> Filed | DeskForm | Refusal:
    """Do what the form says; a refusal leaves the form as it is, with the reason."""
    found = _found(tx, who)
    if isinstance(found, Refusal):
        return found
    draft, row, ask = found
    if command.revision != draft.revision:
        return _form(tx, who, row, draft, refuse("poll.form_stale"))
    if ask is not None:
        return _form(tx, who, row, draft)
    done: Filed | Refusal = FILED[draft.content["form"]](
        tx, who, command.actor, row.number, draft.content["answers"]
    )
    if isinstance(done, Refusal):
        return _form(tx, who, row, draft, done)
    drafts.clear(tx, who, "staff", KIND)
    return done


def _poll(tx: Transaction, who: Person, form: str, number: int) -> Row[Any] | Refusal:
    """Find the form's poll: ballots are delivered from its announcement on, cast once it is open."""
    if form == "delivery":
        return deliveries.delivery_poll(tx, who, number)
    return open_poll_for_paper(tx, who, number)


def _found(tx: Transaction, who: Person) -> tuple[Draft, Row[Any], Ask | None] | Refusal:
    draft = drafts.load(tx, who, "staff", KIND)
    if draft is None or not draft.content:
        return refuse("draft.nothing_awaited_staff")
    row = _poll(tx, who, draft.content["form"], draft.content["poll"])
    if isinstance(row, Refusal):
        return row
    return draft, row, next_ask(draft.content["form"], draft.content["answers"])


def _fill(
    tx: Transaction, who: Person, draft: Draft, row: Row[Any], ask: Ask | None, text: str
) -> DeskForm | Refusal:
    if ask is None:
        return _form(tx, who, row, draft)
    answers = draft.content["answers"]
    judged = _judge(tx, row, ask, answers, text)
    if isinstance(judged, Refusal):
        return _form(tx, who, row, draft, judged)
    form = draft.content["form"]
    refusal = _early(tx, row, ask, form, {**answers, **judged})
    if refusal is not None:
        back = {**answers, "helper": ""} if ask.name == "helper_role" else answers
        return _save(tx, who, row, form, back, refusal)
    return _save(tx, who, row, draft.content["form"], {**answers, **judged})


def _judge(
    tx: Transaction, row: Row[Any], ask: Ask, answers: Answers, text: str
) -> dict[str, str] | Refusal:
    """Read an answer; gives what it fills in."""
    read: Any
    match ask.kind:
        case "voter":
            read = signers_of(tx, row, text)
            if not isinstance(read, Refusal):
                only = read[0].name if len(read) == 1 else ""
                return {"voter": " ".join(text.split()), "owner": only}
        case "owner":
            signers = signers_of(tx, row, answers["voter"])
            read = signers if isinstance(signers, Refusal) else chosen(signers, text.strip())
            read = read.name if isinstance(read, Signer) else read
        case "choice":
            read = paper_content(tx, row, text)
            if not isinstance(read, Refusal):
                read = text.strip() if row.kind == RANKING else choice_of(read)
        case "serial":
            read = check_serial(text)
            read = read if isinstance(read, Refusal) else check_unused(tx, row, read) or read
        case "recorded":
            read = recorded_paper(tx, row, text)
            read = read if isinstance(read, Refusal) else read.serial
        case "assisted":
            act = act_row(tx, row.community_id, int(text)) if _NUMBER.fullmatch(text) else None
            mine = act is not None and act.poll_id == row.id
            read = text if mine else refuse("assist.unknown", number=text[:9])
        case "authorised":
            read = proxies.number_on_poll(tx, row, text)
        case "signed":
            read = proxies.signer_of(tx, row, answers["voter"], text)
            read = read.name if isinstance(read, Signer) else read
        case "unit":
            read = deliveries.unit_of(tx, row, text)
            read = read if isinstance(read, Refusal) else str(read.code)
        case "text" | "me" | "none" | "pick" | "photo":
            read = _plain(ask, text)
    return read if isinstance(read, Refusal) else {ask.name: read}


def _plain(ask: Ask, text: str) -> str | Refusal:
    """Read what needs no look at the record."""
    if ask.kind == "photo":
        return refuse("desk.photo_wanted")
    if ask.kind == "pick":
        return text if text in ask.picks else refuse("desk.use_buttons")
    return read_line(text)


def _early(
    tx: Transaction, row: Row[Any], ask: Ask, form: str, answers: Answers
) -> Refusal | None:
    """Refuse at once what the whole record would be refused for in the end."""
    if form == "assist" and ask.name == "helper_role":
        return assisted.check_helper(
            tx,
            row,
            helper=answers["helper"],
            role=answers["helper_role"],
            person=answers["owner"],
        )
    if form == "proxy" and ask.name == "proxy":
        return proxies.check_proxy(tx, row, owner=answers["signed_by"], proxy=answers["proxy"])
    if form == "assist" and ask.name == "witness":
        return check_consent(
            consent=answers["consent"],
            witness=answers["witness"],
            helper=answers["helper"],
            person=answers["owner"],
        )
    return None


def _offered(
    tx: Transaction, who: Person, row: Row[Any], ask: Ask, answers: Answers
) -> tuple[str, ...]:
    if ask.kind == "me":
        return (who.name,)
    if ask.kind == "owner":
        signers = signers_of(tx, row, answers["voter"])
        return () if isinstance(signers, Refusal) else tuple(each.name for each in signers)
    if ask.kind == "choice" and row.kind != RANKING:
        return PAPER_CHOICES
    return ask.picks


def _save(
    tx: Transaction,
    who: Person,
    row: Row[Any],
    form: str,
    answers: Answers,
    problem: Refusal | None = None,
) -> DeskForm:
    ask = next_ask(form, answers)
    content = {"form": form, "poll": row.number, "answers": dict(answers)}
    awaits = "" if ask is None else ask.name
    draft = drafts.save(tx, who, bot="staff", kind=KIND, content=content, awaits=awaits)
    return _form(tx, who, row, draft, problem)


def _form(
    tx: Transaction, who: Person, row: Row[Any], draft: Draft, problem: Refusal | None = None
) -> DeskForm:
    form, answers = draft.content["form"], draft.content["answers"]
    ask = next_ask(form, answers)
    picks = () if ask is None else _offered(tx, who, row, ask, answers)
    return DeskForm(
        form=form,
        number=row.number,
        kind=row.kind,
        title=row.title,
        filled=tuple(
            _filled(row, each, answers[each.name])
            for each in asked(form, answers)
            if answers.get(each.name)
        ),
        asks="" if ask is None else ask.name,
        picks=tuple(_said(row, ask, each) for each in picks) if ask is not None else (),
        options=tuple((o.letter, o.title) for o in options_of(tx, row.community_id, row.id)),
        warnings=_warnings(tx, row, form, answers),
        revision=draft.revision,
        problem="" if problem is None else problem.key,
        problem_params={} if problem is None else dict(problem.params),
    )


def _said(row: Row[Any], ask: Ask, answer: str) -> str:
    """Name an answer in the catalogs; an owner's name is said as it is."""
    if ask.kind == "choice" and row.kind != RANKING:
        return f"ballot.choice.{answer}"
    if ask.name == "choice" and ask.kind == "pick":
        return f"ballot.choice.{answer}"
    return f"desk.pick.{ask.name}.{answer}" if ask.kind == "pick" else answer


def _filled(row: Row[Any], ask: Ask, answer: str) -> FilledIn:
    named = ask.kind == "pick" or (ask.kind == "choice" and row.kind != RANKING)
    key = _said(row, ask, answer) if named else ""
    text = answer[:12] if ask.kind == "photo" else answer
    return FilledIn(name=ask.name, text="" if key else text, key=key)


def _warnings(tx: Transaction, row: Row[Any], form: str, answers: Answers) -> tuple[str, ...]:
    """Tell what the clerk must know: that the person's own ballot stands, and how it came."""
    if form == "correction" or not answers.get("owner"):
        return ()
    signers = signers_of(tx, row, answers["voter"])
    signer = signers if isinstance(signers, Refusal) else chosen(signers, answers["owner"])
    if isinstance(signer, Refusal):
        return ()
    before = stands(tx, row, signer.slot)
    found = [f"paper.stands.{before.channel}"] if before.channel else []
    if form == "assist" and needs_review(assisted.helped(tx, row, answers.get("helper", ""))):
        found.append("desk.warning.review")
    return tuple(found)
