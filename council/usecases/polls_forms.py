"""The staff's dialogues about polls: one draft row, filled field by field, then done at once."""

from collections.abc import Callable, Mapping
from typing import Any

from council.commands.people import DraftDiscarded
from council.commands.polls import (
    AnnulPoll,
    AnswerPollForm,
    AskPollField,
    DraftMotionFromRanking,
    DraftRanking,
    DraftRatification,
    DropPollForm,
    ExtendPoll,
    FilePollForm,
    FormField,
    PollForm,
    PollView,
    RankedMotionDrafted,
    StartPollForm,
)
from council.domain.polls import POLL, RANKING, RATIFICATION, check_extension
from council.domain.polls_form import (
    ABOUT_MOTION,
    FORMS,
    Answer,
    defaults,
    next_field,
    read_answer,
)
from council.domain.refusals import Refusal, refuse
from council.domain.values import Person
from council.reads.polls_view import named, poll_row
from council.storage import drafts
from council.storage.drafts import Draft
from council.storage.motions import is_extraordinary, motion_by
from council.storage.rules import rules_of, rules_of_poll
from council.storage.transaction import Transaction
from council.usecases.polls_drafting import (
    draft_motion,
    draft_ranking,
    draft_ratification,
    singled_out,
)
from council.usecases.polls_moving import annul_poll, extend_poll

KIND = "poll"

Filed = PollView | RankedMotionDrafted


def start_form(tx: Transaction, who: Person, command: StartPollForm) -> PollForm | Refusal:
    """Begin a form with what usually fits; a form that was half-filled before is put away."""
    if command.form not in FORMS:
        return refuse("press.unknown")
    named_so = _title(tx, who, command)
    if isinstance(named_so, Refusal):
        return named_so
    title, kind = named_so
    timing = rules_of(tx, who.community_id).timing
    content: dict[str, Any] = {
        "form": command.form,
        "target": command.target,
        "title": title,
        "kind": kind,
        "answers": defaults(
            command.form,
            title=title,
            now=tx.now,
            timezone=who.timezone,
            clear_days=timing.notice_before(extraordinary=_is_extraordinary(tx, who, command)),
            usual_days=timing.usual_window,
        ),
    }
    return _save(tx, who, content)


def _is_extraordinary(tx: Transaction, who: Person, command: StartPollForm) -> bool:
    if command.form != RATIFICATION:
        return False
    motion = motion_by(tx, who.community_id, number=command.target)
    return motion is not None and is_extraordinary(tx, who.community_id, motion.id)


def _title(tx: Transaction, who: Person, command: StartPollForm) -> tuple[str, str] | Refusal:
    """Give the title of what the form is about, and a poll's kind, unless it cannot be done now."""
    if command.form in ABOUT_MOTION:
        motion = motion_by(tx, who.community_id, number=command.target)
        if motion is None:
            return refuse("poll.motion_unknown", number=command.target)
        return motion.title, ""
    row = poll_row(tx, who.community_id, number=command.target)
    if row is None:
        return refuse("poll.unknown", number=command.target)
    if command.form == "motion":
        if row.state not in ("counted", "certified") or row.kind != RANKING:
            return refuse("poll.not_counted", **named(row))
        option = singled_out(tx, row, "")
        return option if isinstance(option, Refusal) else (option.title, "")
    after = POLL.after(command.form, row.state)
    return after if isinstance(after, Refusal) else (row.title, row.kind)


def answer_form(tx: Transaction, who: Person, command: AnswerPollForm) -> PollForm | Refusal:
    """Fill the asked field; what cannot be read is asked again, with the reason."""
    draft = _found(tx, who, command) if command.revision else _filled_in(tx, who)
    if isinstance(draft, Refusal):
        return draft
    if command.revision not in (0, draft.revision):
        return _form(tx, who, draft, refuse("poll.form_stale"))
    field = draft.content.get("asks", "")
    if not field:
        return refuse("draft.nothing_awaited_staff")
    rules = rules_of(tx, who.community_id)
    answer = read_answer(field, command.text, now=tx.now, timezone=who.timezone, rules=rules)
    if not isinstance(answer, Refusal) and (draft.content["form"], field) == ("extend", "closes"):
        answer = _extended(tx, who, draft.content["target"], answer)
    if isinstance(answer, Refusal):
        return _form(tx, who, draft, answer)
    answers: dict[str, Answer] = {**draft.content["answers"], field: answer}
    return _save(tx, who, {**draft.content, "answers": answers, "asks": ""})


def _extended(tx: Transaction, who: Person, poll: int, closes_at: Answer) -> Answer | Refusal:
    """Judge the new close as soon as it is typed: what filing would refuse need not be reasoned."""
    row = poll_row(tx, who.community_id, number=poll)
    assert row is not None
    assert isinstance(closes_at, int)
    refusal = check_extension(
        state=row.state,
        first_closes_at=row.first_closes_at,
        extended_at=row.extended_at,
        closes_at=closes_at,
        now=tx.now,
        longest_days=rules_of_poll(tx, row).timing.longest_extension,
    )
    return refusal or closes_at


def ask_field(tx: Transaction, who: Person, command: AskPollField) -> PollForm | Refusal:
    """Ask for one field again; what it held stays until something new is typed."""
    draft = _found(tx, who, command)
    if isinstance(draft, Refusal):
        return draft
    if command.revision != draft.revision:
        return _form(tx, who, draft, refuse("poll.form_stale"))
    if command.field not in FORMS[draft.content["form"]]:
        return refuse("press.unknown")
    return _save(tx, who, {**draft.content, "asks": command.field})


def file_form(
    tx: Transaction, who: Person, command: FilePollForm
) -> PollView | RankedMotionDrafted | PollForm | Refusal:
    """Do what the form says. A refusal leaves the form as it is, with the reason."""
    draft = _found(tx, who, command)
    if isinstance(draft, Refusal):
        return draft
    if command.revision != draft.revision:
        return _form(tx, who, draft, refuse("poll.form_stale"))
    content = draft.content
    missing = next_field(content["form"], content["answers"])
    if missing:
        return _save(tx, who, {**content, "asks": missing})
    done = _FILE[content["form"]](tx, who, command, content["target"], content["answers"])
    if isinstance(done, Refusal):
        return _form(tx, who, draft, done)
    drafts.clear(tx, who, "staff", KIND)
    return done


def drop_form(tx: Transaction, who: Person, command: DropPollForm) -> DraftDiscarded | Refusal:
    """Put the form away; what was typed into it is gone, and its buttons do nothing any more."""
    draft = _found(tx, who, command)
    if isinstance(draft, Refusal):
        gone = draft.key == "draft.nothing_awaited_staff"
        return refuse("draft.nothing_to_stop") if gone else draft
    drafts.clear(tx, who, "staff", KIND)
    return DraftDiscarded(kind=KIND)


def _filled_in(tx: Transaction, who: Person) -> Draft | Refusal:
    """Find the form that is being filled in, whichever it is."""
    draft = drafts.load(tx, who, "staff", KIND)
    if draft is None or not draft.content:
        return refuse("draft.nothing_awaited_staff")
    return draft


def _found(
    tx: Transaction,
    who: Person,
    command: AnswerPollForm | AskPollField | FilePollForm | DropPollForm,
) -> Draft | Refusal:
    """Find the form that a button stands under, unless another has taken its place since.

    The other one is not shown in its stead: a second tap on the same spot would file it.
    """
    draft = _filled_in(tx, who)
    if isinstance(draft, Refusal):
        return draft
    if (command.form, command.target) != (draft.content["form"], draft.content["target"]):
        return refuse("poll.form_other")
    return draft


def _save(tx: Transaction, who: Person, content: dict[str, Any]) -> PollForm:
    asks = content.get("asks") or next_field(content["form"], content["answers"])
    kept = {**content, "asks": asks}
    draft = drafts.save(tx, who, bot="staff", kind=KIND, content=kept, awaits=asks)
    return _form(tx, who, draft)


def _form(tx: Transaction, who: Person, draft: Draft, problem: Refusal | None = None) -> PollForm:
    content = draft.content
    answers: Mapping[str, Answer] = content["answers"]
    return PollForm(
        form=content["form"],
        target=content["target"],
        target_title=content["title"],
        kind=content.get("kind", ""),
        fields=tuple(_field(name, answers.get(name, "")) for name in FORMS[content["form"]]),
        asks=content["asks"],
        revision=draft.revision,
        classes=_classes(tx, who, draft),
        problem="" if problem is None else problem.key,
        problem_params={} if problem is None else dict(problem.params),
    )


def _classes(tx: Transaction, who: Person, draft: Draft) -> tuple[str, ...]:
    asked = draft.content["asks"] == "legal_class"
    return rules_of(tx, who.community_id).ratified if asked else ()


def _field(name: str, answer: Answer) -> FormField:
    if isinstance(answer, int):
        return FormField(name=name, at=answer)
    if isinstance(answer, list):
        return FormField(name=name, lines=tuple(answer))
    return FormField(name=name, text=answer)


def _ranking(
    tx: Transaction, who: Person, by: FilePollForm, motion: int, answers: Mapping[str, Any]
) -> Filed | Refusal:
    made = DraftRanking(
        actor=by.actor,
        motion=motion,
        title=answers["title"],
        options=tuple(answers["options"]),
        opens_at=answers["opens"],
        closes_at=answers["closes"],
    )
    return draft_ranking(tx, who, made)


def _ratification(
    tx: Transaction, who: Person, by: FilePollForm, motion: int, answers: Mapping[str, Any]
) -> Filed | Refusal:
    made = DraftRatification(
        actor=by.actor,
        motion=motion,
        title=answers["title"],
        legal_class="",
        opens_at=answers["opens"],
        closes_at=answers["closes"],
    )
    return draft_ratification(tx, who, made)


def _motion(
    tx: Transaction, who: Person, by: FilePollForm, poll: int, answers: Mapping[str, Any]
) -> Filed | Refusal:
    made = DraftMotionFromRanking(
        actor=by.actor,
        poll=poll,
        legal_class=answers["legal_class"],
        title=answers["title"],
        body=answers["body"],
    )
    return draft_motion(tx, who, made)


def _extend(
    tx: Transaction, who: Person, by: FilePollForm, poll: int, answers: Mapping[str, Any]
) -> Filed | Refusal:
    made = ExtendPoll(
        actor=by.actor, poll=poll, closes_at=answers["closes"], reason=answers["reason"]
    )
    return extend_poll(tx, who, made)


def _annul(
    tx: Transaction, who: Person, by: FilePollForm, poll: int, answers: Mapping[str, Any]
) -> Filed | Refusal:
    return annul_poll(tx, who, AnnulPoll(actor=by.actor, poll=poll, reason=answers["reason"]))


_File = Callable[[Transaction, Person, FilePollForm, int, Mapping[str, Any]], Filed | Refusal]

_FILE: Mapping[str, _File] = {
    RANKING: _ranking,
    RATIFICATION: _ratification,
    "motion": _motion,
    "extend": _extend,
    "annul": _annul,
}
