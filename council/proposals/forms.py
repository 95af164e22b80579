"""The form of a proposal 提案: a new one, or a returned one that its author corrects."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from council.kernel.attachments import take_file
from council.kernel.database.transaction import Transaction
from council.kernel.evidence import FILES_AT_MOST
from council.kernel.files import Attachment, attachments_of
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.forms.form import Answer, Answers, Field, Form, Ground, Reading
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person, value
from council.proposals.filing import file_again, file_new, returned
from council.proposals.proposal import Proposal
from council.proposals.reads import Similar, similar_proposals
from council.proposals.rules import BODY_LENGTH, TITLE_LENGTH
from council.proposals.sheet_texts import Sheet, fill
from council.rules.records import rules_of

WORDS = "proposal"
#: What the form is about, where it corrects no proposal.
NEW = "new"


@value
class Written:
    """What is written: ``proposal`` is the returned proposal that it corrects (None: a new one).

    ``alike`` finds the open proposals that resemble a title and a text, one look for each pair.
    """

    proposal: Proposal | None
    alike: Callable[[str, str], tuple[Similar, ...]]


def _written(tx: Transaction, who: Person, subject: str) -> Written | Refusal:
    if subject == NEW:
        alike = cache(lambda title, body: similar_proposals(tx, who, title, body))
        return Written(proposal=None, alike=alike)
    proposal = returned(tx, who, int(subject))
    return (
        proposal
        if isinstance(proposal, Refusal)
        else Written(proposal=proposal, alike=lambda *_: ())
    )


def _known(ground: Ground) -> Answers:
    """Take over what a returned proposal says."""
    proposal = ground.about.proposal
    if proposal is None:
        return {}
    parts = attachments_of(ground.tx, ground.who.community_id, "proposal", proposal.id)
    files = [f"{part.kind}:{part.sha256}" for part in parts]
    known = {"title": proposal.title, "body": proposal.body, "files": files}
    return {name: each for name, each in known.items() if each}


# -- its texts


def _sheet(answers: Answers) -> Sheet:
    return Sheet(title=answers.get("title", ""), body=answers.get("body", ""))


def _reader(awaits: str) -> Callable[[Ground, str], Reading]:
    """Read a text where it is awaited; one message may give title and text."""

    def read(ground: Ground, text: str) -> Reading:
        filled = fill(_sheet(ground.answers), awaits, text)
        if isinstance(filled, Refusal):
            return filled
        texts = {"title": filled.title, "body": filled.body}
        return {name: each for name, each in texts.items() if each}

    return read


def _kept_as_text(ground: Ground) -> tuple[Phrase, ...]:
    """Tell why the title is asked for, though a message came."""
    answers = ground.answers
    if "title" in answers or "body" not in answers:
        return ()
    return (Phrase(key="proposal.kept_as_text", params={"limit": TITLE_LENGTH[1]}),)


# -- its photos and voice messages


def _files(answers: Answers) -> tuple[Attachment, ...]:
    """Tell the kept files; each is known by its kind and its hash."""
    parts = (each.split(":") for each in answers.get("files", ()))
    return tuple(Attachment(kind=kind, sha256=sha256) for kind, sha256 in parts)


def _voices(answers: Answers) -> int:
    return sum(part.kind == "voice" for part in _files(answers))


def _take(ground: Ground, content: bytes) -> Reading:
    """Keep a photo or a voice message beside those that are there."""
    kept = [f"{part.kind}:{part.sha256}" for part in _files(ground.answers)]
    taken = take_file(ground.tx, ground.who, content, kept=len(kept))
    if isinstance(taken, Refusal):
        return taken
    file = f"{taken.kind}:{taken.sha256}"
    return refuse("proposal.file_known") if file in kept else [*kept, file]


def _counted(ground: Ground, _: Answer) -> Phrase:
    voices, files = _voices(ground.answers), len(_files(ground.answers))
    return Phrase(key="proposal.files", params={"photos": files - voices, "voices": voices})


def _wants_words(answers: Answers) -> bool:
    """A voice message stands in for the text: staff write it down."""
    return bool(answers.get("body")) or not _voices(answers)


# -- what is told with it


def _alike(ground: Ground) -> tuple[Similar, ...]:
    """Find what resembles the proposal, once it is all there."""
    if PROPOSAL_FORM.next_field(ground.answers) is not None:
        return ()
    sheet = _sheet(ground.answers)
    found: tuple[Similar, ...] = ground.about.alike(sheet.title, sheet.body)
    return found


def _told(ground: Ground) -> tuple[Phrase, ...]:
    told: list[Phrase] = []
    if ground.about.proposal is not None:
        told.append(
            Phrase(key="proposal.reason", params={"reason": ground.about.proposal.return_reason})
        )
    if _voices(ground.answers) and "body" not in ground.answers:
        told.append(Phrase(key="proposal.sheet.spoken"))
    alike = _alike(ground)
    if alike:
        told.append(Phrase(key="proposal.similar"))
    told += [Phrase(key="proposal.line", params=_named(one)) for one in alike]
    return tuple(told)


def _named(one: Similar) -> dict[str, Param]:
    return {
        "number": one.number,
        "title": one.title,
        "state_key": f"state.proposal.{one.state}",
        "seconds": one.seconds,
        "needed": one.needed,
    }


def _instead(ground: Ground) -> tuple[Lead, ...]:
    """Lead to the proposals that resemble it: to second one of them is quicker."""
    return tuple(
        Lead(
            key=f"proposal.button.{'second_instead' if one.may_second else 'look'}",
            verb="proposal.second" if one.may_second else "proposal.show",
            arguments=(one.number,),
            params={"number": one.number, "title": one.title},
            instead=True,
        )
        for one in _alike(ground)
    )


def _variant(ground: Ground) -> str:
    if ground.about.proposal is not None:
        return "correct"
    return "alike" if _alike(ground) else ""


def _head(ground: Ground) -> dict[str, Param]:
    return {
        "number": 0 if ground.about.proposal is None else ground.about.proposal.number,
        "title_least": TITLE_LENGTH[0],
        "title_most": TITLE_LENGTH[1],
        "body_least": BODY_LENGTH[0],
        "body_most": BODY_LENGTH[1],
        "files": FILES_AT_MOST,
        "needed": rules_of(ground.tx, ground.who.community_id).floor.seconds,
    }


def _file(ground: Ground, _: Account) -> Any:
    tx, who, proposal = ground.tx, ground.who, ground.about.proposal
    sheet, files = _sheet(ground.answers), _files(ground.answers)
    if proposal is None:
        return file_new(tx, who, sheet, files)
    return file_again(tx, who, proposal, sheet, files)


PROPOSAL_FORM = Form(
    name="proposal",
    verb="proposal.submit",
    words=WORDS,
    fields=(
        Field(name="title", read=_reader("title"), hints=_kept_as_text, public=True),
        Field(name="body", read=_reader("body"), only=_wants_words, public=True),
        Field(
            name="files",
            read=_reader("more"),
            take=_take,
            says=_counted,
            asked=False,
            optional=True,
            skip="proposal.button.drop_files",
            public=True,
        ),
    ),
    about=_written,
    head=_head,
    known=_known,
    file=_file,
    notes=_told,
    leads=_instead,
    variant=_variant,
    bot="resident",
    subjects=re.compile(rf"{NEW}|[1-9][0-9]{{0,8}}", re.ASCII),
)
