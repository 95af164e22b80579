"""Filling in the desk's forms: each answer is judged while the person is still there."""

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
from council.domain.assisted import (
    EVIDENCE_KINDS,
    check_consent,
    check_evidence,
    needs_review,
)
from council.domain.ballots_paper import PAPER_CHOICES
from council.domain.desk_forms import FORMS, Ask, asked, next_ask
from council.domain.polls import RANKING
from council.domain.refusals import Refusal, refuse
from council.domain.values import Person
from council.reads.polls_view import options_of
from council.storage import drafts
from council.storage.drafts import Draft
from council.storage.rules import rules_of_poll
from council.storage.transaction import Transaction
from council.usecases import assisted, deliveries, proxies
from council.usecases.attachments import take_file
from council.usecases.ballots_box import stands
from council.usecases.ballots_paper import (
    Signer,
    chosen,
    open_poll_for_paper,
    signers_of,
)
from council.usecases.desk_answers import judge
from council.usecases.desk_filing import FILED, Filed
from council.usecases.stand_ins import StandIn, name_of, stand_in

KIND = "desk"
Answers = Mapping[str, str]


def start(tx: Transaction, who: Person, command: StartDeskForm) -> DeskForm | Refusal:
    """Begin a form anew."""
    if command.form not in FORMS:
        return refuse("press.unknown")
    row = _poll(tx, who, command.form, command.poll)
    if isinstance(row, Refusal):
        return row
    return _save(tx, who, row, command.form, _known_before(tx, row, command.form))


def _known_before(tx: Transaction, row: Row[Any], form: str) -> dict[str, str]:
    """Answers that the poll's rules have given already."""
    if form == "proxy" and rules_of_poll(tx, row).proxy_instruction:
        return {"instructed": "yes"}
    return {}


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
    evidence = ask.name == "evidence"
    kinds = EVIDENCE_KINDS if evidence else frozenset({"photo"})
    file = take_file(tx, who, command.content, kept=0, kinds=kinds)
    if isinstance(file, Refusal):
        return _form(tx, who, row, draft, file)
    if evidence:
        consent = draft.content["answers"]["consent"]
        unfit = check_evidence(consent=consent, kind=file.kind)
        if unfit is not None:
            return _form(tx, who, row, draft, unfit)
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
    judged = judge(tx, row, ask, answers, text)
    if isinstance(judged, Refusal):
        return _form(tx, who, row, draft, judged)
    form = draft.content["form"]
    refusal = _early(tx, who, row, ask, form, {**answers, **judged})
    if refusal is not None:
        back = {**answers, "helper": ""} if ask.name == "helper_role" else answers
        return _save(tx, who, row, form, back, refusal)
    return _save(tx, who, row, draft.content["form"], {**answers, **judged})


def _early(
    tx: Transaction, who: Person, row: Row[Any], ask: Ask, form: str, answers: Answers
) -> Refusal | None:
    """Refuse at once what the whole record would be refused for in the end."""
    if form == "assist" and ask.name == "helper_role":
        helper = stand_in(tx, row, answers["helper"])
        signer = _signer(tx, row, answers["voter"], answers["owner"])
        if isinstance(helper, Refusal) or isinstance(signer, Refusal):
            return None  # what filing refuses with its reason
        role = answers["helper_role"]
        return assisted.check_helper(tx, row, helper=helper, role=role, signer=signer)
    if form == "proxy" and ask.name == "proxy":
        proxy = stand_in(tx, row, answers["proxy"])
        signer = proxies.signer_of(tx, row, answers["voter"], answers["signed_by"])
        if isinstance(proxy, Refusal) or isinstance(signer, Refusal):
            return None
        return proxies.check_proxy(tx, who, row, signer=signer, proxy=proxy)
    if form == "proxy" and ask.name == "signed_by":
        signer = proxies.signer_of(tx, row, answers["voter"], answers["signed_by"])
        return None if isinstance(signer, Refusal) else proxies.check_not_voted(tx, row, signer)
    if form == "assist" and ask.name == "witness":
        return check_consent(
            consent=answers["consent"],
            witness=answers["witness"],
            helper=answers["helper"],
            person=answers["owner"],
        )
    return None


def _signer(tx: Transaction, row: Row[Any], voter: str, owner: str) -> Signer | Refusal:
    signers = signers_of(tx, row, voter)
    return signers if isinstance(signers, Refusal) else chosen(signers, owner)


def _offered(
    tx: Transaction, who: Person, row: Row[Any], ask: Ask, answers: Answers
) -> tuple[str, ...]:
    if ask.kind == "me":
        return (name_of(tx, row, who),)
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
    signer = _signer(tx, row, answers["voter"], answers["owner"])
    if isinstance(signer, Refusal):
        return ()
    if form == "proxy" and proxies.check_not_voted(tx, row, signer) is not None:
        return ("desk.warning.own_vote",)
    before = stands(tx, row, signer.slot)
    found = [f"paper.stands.{before.channel}"] if before.channel else []
    if form == "assist" and answers.get("helper"):
        helper = stand_in(tx, row, answers["helper"])
        if isinstance(helper, StandIn) and needs_review(assisted.helped(tx, row, helper)):
            found.append("desk.warning.review")
    return tuple(found)
