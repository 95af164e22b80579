"""Forms about polls 表决: to draft one, to extend or annul it, to make a motion of its outcome."""

from collections.abc import Callable
from typing import Any

from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import (
    Answer,
    Answers,
    Field,
    Form,
    Ground,
    Offer,
    Reading,
    as_sum,
    picked,
)
from council.kernel.refusals import Param, Refusal
from council.kernel.values import Account, Person
from council.motions.legal_class_field import MATTER, legal_class
from council.motions.motion import Motion
from council.motions.records import is_extraordinary
from council.polls.budgets.rules import (
    APPROVAL,
    BALLOTS,
    YUAN,
    Project,
    lettered,
    read_pot,
    read_projects,
    typed_line,
)
from council.polls.budgets.sources import costed, source_of
from council.polls.commands import (
    AnnulPoll,
    DraftBudget,
    DraftMotionFromRanking,
    DraftRanking,
    DraftRatification,
    ExtendPoll,
)
from council.polls.counting import movable
from council.polls.drafting import (
    draft_budget,
    draft_motion,
    draft_ranking,
    draft_ratification,
    motion_for,
    singled_out,
)
from council.polls.form_fields import read_answer, usual_answers
from council.polls.moving import annul_poll, extend_poll
from council.polls.poll import Poll, named
from council.polls.records import rules_of_poll
from council.polls.rules import PollOption, check_extension
from council.rules.poll_kinds import BUDGET, RANKING, RATIFICATION
from council.rules.records import rules_of

WORDS = "poll"


def _read(name: str) -> Callable[[Ground, str], Reading]:
    def read(ground: Ground, text: str) -> Reading:
        rules = rules_of(ground.tx, ground.who.community_id)
        now, timezone = ground.tx.now, ground.who.timezone
        return read_answer(name, text, now=now, timezone=timezone, rules=rules)

    return read


def _field(name: str, **more: Any) -> Field:
    return Field(name=name, read=more.pop("read", _read(name)), public=True, **more)


def _rankable(tx: Transaction, who: Person, subject: str) -> Motion | Refusal:
    return motion_for(tx, who, int(subject), RANKING)


def _budgetable(tx: Transaction, who: Person, subject: str) -> Motion | Refusal:
    return motion_for(tx, who, int(subject), BUDGET)


def _ratifiable(tx: Transaction, who: Person, subject: str) -> Motion | Refusal:
    return motion_for(tx, who, int(subject), RATIFICATION)


def _movable(move: str) -> Callable[[Transaction, Person, str], Poll | Refusal]:
    return lambda tx, who, subject: movable(tx, who, int(subject), move)


def _of_motion(ground: Ground) -> dict[str, Param]:
    return {"target": ground.about.number, "title": ground.about.title}


def _of_poll(ground: Ground) -> dict[str, Param]:
    return {"head_key": "ballot.head", **named(ground.about)}


def _usual(form: str) -> Callable[[Ground], Answers]:
    """Fill in what usually fits."""

    def known(ground: Ground) -> Answers:
        tx, motion = ground.tx, ground.about
        timing = rules_of(tx, ground.who.community_id).timing
        extraordinary = form == RATIFICATION and is_extraordinary(
            tx, ground.who.community_id, motion.id
        )
        return usual_answers(
            form,
            title=motion.title,
            now=tx.now,
            timezone=ground.who.timezone,
            clear_days=timing.notice_before(extraordinary=extraordinary),
            usual_days=timing.usual_window if form == RATIFICATION else timing.usual_ranking,
        )

    return known


# -- to draft a poll about a motion


def _ranking(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = DraftRanking(
        actor=actor,
        motion=ground.about.number,
        title=answers["title"],
        options=tuple(answers["options"]),
        opens_at=answers["opens"],
        closes_at=answers["closes"],
    )
    return draft_ranking(ground.tx, ground.who, made)


def _lettered(_: Ground, answer: Answer) -> Phrase:
    assert isinstance(answer, list)
    lines = (f"{letter} {title}" for letter, title in zip("ABCDEFGHIJ", answer, strict=False))
    return Phrase(text="\n" + "\n".join(lines))


RANKING_FORM = Form(
    name=RANKING,
    verb="poll.draft",
    words=WORDS,
    fields=(
        _field("options", says=_lettered),
        _field("title"),
        _field("opens"),
        _field("closes"),
    ),
    about=_rankable,
    head=_of_motion,
    known=_usual(RANKING),
    file=_ranking,
    anew=True,
)


def _pot(ground: Ground, text: str) -> Reading:
    return read_pot(text)


def _projects(ground: Ground, text: str) -> Reading:
    """Read the projects; each is kept as its four parts, so that no reading of them is needed again."""
    tx, community_id = ground.tx, ground.who.community_id
    found = read_projects(
        text,
        pot_fen=ground.answers["pot"],
        known=lambda root: source_of(tx, community_id, root),
    )
    if isinstance(found, Refusal):
        return found
    return [
        part for each in found for part in (each.title, str(each.cost_fen), each.source, each.body)
    ]


def _drafted(answer: Answer) -> tuple[Project, ...]:
    assert isinstance(answer, list)
    parts = zip(*(iter(answer),) * 4, strict=True)
    return tuple(
        Project(title=title, cost_fen=int(cost), source=source, body=body)
        for title, cost, source, body in parts
    )


def _costed(ground: Ground) -> tuple[Offer, ...]:
    """Offer by one button all that a party has named a cost for and the pot could buy."""
    found = costed(ground.tx, ground.who.community_id, most_fen=ground.answers["pot"])
    lines = "\n".join(typed_line(each) for each in found)
    many = Phrase(key="budget.offer.costed", params={"n": len(found)})
    return (Offer(answer=lines, label=many),) if found else ()


def _project_hints(ground: Ground) -> tuple[Phrase, ...]:
    return tuple(
        Phrase(
            key="budget.hint.costed",
            params={"number": each.source[1:], "title": each.title, "cost_fen": each.cost_fen},
        )
        for each in costed(ground.tx, ground.who.community_id, most_fen=ground.answers["pot"])
    )


def _costs(_: Ground, answer: Answer) -> Phrase:
    lines = (
        f"{each.letter} {each.title} ¥{each.cost_fen // YUAN:,}"
        + (f" | {each.body}" if each.body else "")
        for each in lettered(_drafted(answer))
    )
    return Phrase(text="\n" + "\n".join(lines))


def _budget(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = DraftBudget(
        actor=actor,
        motion=ground.about.number,
        title=answers["title"],
        pot_fen=answers["pot"],
        ballot=answers["ballot"],
        projects=_drafted(answers["projects"]),
        opens_at=answers["opens"],
        closes_at=answers["closes"],
    )
    return draft_budget(ground.tx, ground.who, made)


BUDGET_FORM = Form(
    name=BUDGET,
    verb="poll.draft",
    words=WORDS,
    fields=(
        _field("pot", read=_pot, says=as_sum, forgets=("projects",)),
        _field("projects", read=_projects, offers=_costed, hints=_project_hints, says=_costs),
        picked(WORDS, "ballot", BALLOTS, stem="budget.ballot"),
        _field("title"),
        _field("opens"),
        _field("closes"),
    ),
    about=_budgetable,
    head=_of_motion,
    known=lambda ground: {"ballot": APPROVAL, **_usual(BUDGET)(ground)},
    file=_budget,
    anew=True,
)


def _ratification(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = DraftRatification(
        actor=actor,
        motion=ground.about.number,
        title=answers["title"],
        legal_class="",
        opens_at=answers["opens"],
        closes_at=answers["closes"],
    )
    return draft_ratification(ground.tx, ground.who, made)


RATIFICATION_FORM = Form(
    name=RATIFICATION,
    verb="poll.draft",
    words=WORDS,
    fields=(_field("title"), _field("opens"), _field("closes")),
    about=_ratifiable,
    head=_of_motion,
    known=_usual(RATIFICATION),
    file=_ratification,
    anew=True,
)


# -- a motion of a ranking's outcome


def _counted(tx: Transaction, who: Person, subject: str) -> Poll | Refusal:
    poll = movable(tx, who, int(subject), "motion")
    if isinstance(poll, Refusal):
        return poll
    option = singled_out(tx, poll, "")
    return option if isinstance(option, Refusal) else poll


def _singled_out(ground: Ground) -> PollOption:
    """The option that the motion is drafted for; ``_counted`` has refused where there is none."""
    option = singled_out(ground.tx, ground.about, "")
    assert not isinstance(option, Refusal)
    return option


def _classes(ground: Ground) -> tuple[str, ...]:
    return rules_of(ground.tx, ground.who.community_id).ratified


def _no_body(ground: Ground) -> tuple[Phrase, ...]:
    return () if ground.answers.get("body") else (Phrase(key="poll.form.motion_empty"),)


def _ranked_motion(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = DraftMotionFromRanking(
        actor=actor,
        poll=ground.about.number,
        legal_class=answers["legal_class"],
        title=answers["title"],
        body=answers["body"],
        matter=answers.get(MATTER, ""),
    )
    return draft_motion(ground.tx, ground.who, made)


RANKED_MOTION = Form(
    name="ranked_motion",
    verb="poll.draft",
    words=WORDS,
    fields=(
        legal_class(_classes, _read("legal_class"), lambda ground: _singled_out(ground).title),
        _field("title"),
        _field("body"),
    ),
    about=_counted,
    head=lambda ground: {"target": ground.about.number, "title": _singled_out(ground).title},
    known=lambda ground: {
        "title": _singled_out(ground).title,
        "body": _singled_out(ground).body,
    },
    notes=_no_body,
    file=_ranked_motion,
    anew=True,
)


# -- to extend or annul a poll


def _later_close(ground: Ground, text: str) -> Reading:
    """Judge the new close as soon as it is typed: what filing would refuse need not be reasoned."""
    closes_at = _read("closes")(ground, text)
    if not isinstance(closes_at, int):
        return closes_at
    poll = ground.about
    refusal = check_extension(
        poll,
        closes_at=closes_at,
        now=ground.tx.now,
        longest_days=rules_of_poll(ground.tx, poll).timing.longest_extension,
    )
    return refusal or closes_at


def _extend(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = ExtendPoll(
        actor=actor,
        poll=ground.about.number,
        closes_at=answers["closes"],
        reason=answers["reason"],
    )
    return extend_poll(ground.tx, ground.who, made)


EXTEND = Form(
    name="extend",
    verb="poll.draft",
    words=WORDS,
    fields=(_field("closes", read=_later_close), _field("reason")),
    about=_movable("extend"),
    head=_of_poll,
    file=_extend,
    anew=True,
)


def _annul(ground: Ground, actor: Account) -> Any:
    made = AnnulPoll(actor=actor, poll=ground.about.number, reason=ground.answers["reason"])
    return annul_poll(ground.tx, ground.who, made)


ANNUL = Form(
    name="annul",
    verb="poll.draft",
    words=WORDS,
    fields=(_field("reason"),),
    about=_movable("annul"),
    head=_of_poll,
    file=_annul,
    anew=True,
)

POLL_FORMS = (RANKING_FORM, BUDGET_FORM, RATIFICATION_FORM, RANKED_MOTION, EXTEND, ANNUL)
