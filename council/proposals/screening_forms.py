"""Forms of screening a proposal 提案: why it goes back, and what its voice message says."""

from collections.abc import Callable
from typing import Any

from council.kernel.forms.commands import Lead
from council.kernel.forms.form import Field, Form, Ground, Reading
from council.kernel.values import Account
from council.proposals.commands import ReturnProposal, WriteDown
from council.proposals.moving import screened
from council.proposals.rules import BODY_LENGTH, REASON_LENGTH, check_length, tidy_body
from council.proposals.screening import return_, write_down

WORDS = "screening"


def _proposal(ground: Ground) -> tuple[Lead, ...]:
    number = ground.about.number
    return (Lead(key="proposal.button.open", verb="proposal.desk", arguments=(number,)),)


def _form(
    name: str,
    verb: str,
    field: str,
    file: Callable[[Ground, Account], Any],
    *,
    judged: str,
    limits: tuple[int, int],
) -> Form:
    """Make a form of one text, judged as the field ``judged`` of a proposal."""
    move = verb.removeprefix("proposal.")

    def read(_: Ground, text: str) -> Reading:
        tidy = tidy_body(text)
        return check_length(judged, tidy, limits) or tidy

    return Form(
        name=name,
        verb=verb,
        words=WORDS,
        fields=(Field(name=field, read=read, public=True),),
        about=lambda tx, who, subject: screened(tx, who, int(subject), move),
        head=lambda ground: {
            "number": ground.about.number,
            "title": ground.about.title,
            "least": limits[0],
            "most": limits[1],
        },
        file=file,
        leads=_proposal,
        at_once=True,
    )


def _return(ground: Ground, actor: Account) -> Any:
    made = ReturnProposal(actor=actor, number=ground.about.number, reason=ground.answers["reason"])
    return return_(ground.tx, ground.who, made)


def _write_down(ground: Ground, actor: Account) -> Any:
    made = WriteDown(actor=actor, number=ground.about.number, text=ground.answers["transcript"])
    return write_down(ground.tx, ground.who, made)


SCREENING_FORMS = (
    _form(
        "proposal_return",
        "proposal.return",
        "reason",
        _return,
        judged="reason",
        limits=REASON_LENGTH,
    ),
    _form(
        "proposal_write_down",
        "proposal.write_down",
        "transcript",
        _write_down,
        judged="body",
        limits=BODY_LENGTH,
    ),
)
