"""Forms for signed papers 纸质选票: to record one, and to read one again."""

from typing import Any

from council.counter.ballot_box import stands
from council.counter.fields import (
    CHOICE,
    SERIAL,
    VOTER,
    desk_form,
    line,
    mendable,
    signer_of,
    standing,
)
from council.counter.papers.commands import CorrectPaper
from council.counter.papers.correcting import correct_paper, recorded_paper
from council.counter.papers.recording import record_paper
from council.counter.papers.rules import check_signed, read_signed
from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import Amiss, Field, Ground, Offer, Reading
from council.kernel.forms.photo import photo
from council.kernel.refusals import Param, Refusal
from council.kernel.values import Account
from council.polls.ballots.commands import RecordPaper


def _signed(ground: Ground, text: str) -> Reading:
    """Read when the paper was signed, and hold it at once against what stands."""
    signed = read_signed(text, now=ground.tx.now, timezone=ground.who.timezone)
    if isinstance(signed, Refusal):
        return signed
    signer = signer_of(ground)
    if isinstance(signer, Refusal):
        return signer
    poll, before = ground.about, stands(ground.tx, ground.about, signer.slot)
    untimely = check_signed(
        signed,
        opens_at=poll.opens_at,
        now=ground.tx.now,
        number=poll.number,
        before=before.channel,
        since=before.cast_at,
    )
    return untimely or signed


def _now(_: Ground) -> tuple[Offer, ...]:
    return (Offer(answer="now", label=Phrase(key="paper.button.now")),)


def _of_paper(ground: Ground) -> tuple[Phrase, ...]:
    """Tell the units that the paper counts for, and what stands."""
    found: list[Phrase] = []
    signer = signer_of(ground) if ground.answers.get("owner") else None
    if signer is not None and not isinstance(signer, Refusal) and signer.units:
        units: dict[str, Param] = {
            "units": " ".join(signer.units),
            "area_x100": signer.area_x100,
        }
        found.append(Phrase(key="paper.units", params=units))
    found += standing(ground)
    return tuple(found)


def _file_paper(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = RecordPaper(
        actor=actor,
        poll=ground.about.number,
        voter=answers["voter"],
        owner=answers["owner"],
        said=answers["choice"],
        serial=answers["serial"],
        scan=answers.get("scan", ""),
        signed_at=answers["signed"],
    )
    done = record_paper(ground.tx, ground.who, made)
    if isinstance(done, Refusal) and done.key == "ballot.paper_serial_used":
        return Amiss(refusal=done, forget=("serial",))
    if isinstance(done, Refusal) and done.key == "ballot.paper_overtaken":
        return Amiss(refusal=done, forget=("signed",))
    return done


PAPER = desk_form(
    "paper",
    (
        *VOTER,
        CHOICE,
        SERIAL,
        Field(name="signed", read=_signed, offers=_now),
        photo("scan", asked=False, hints=lambda _: (Phrase(key="paper.no_scan"),)),
    ),
    _file_paper,
    verb="ballot.paper",
    notes=_of_paper,
)


def _recorded(ground: Ground, text: str) -> Reading:
    paper = recorded_paper(ground.tx, ground.about, text)
    return paper if isinstance(paper, Refusal) else str(paper.serial)


def _correct(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = CorrectPaper(
        actor=actor,
        poll=ground.about.number,
        serial=answers["serial"],
        voter=answers["voter"],
        owner=answers["owner"],
        said=answers["choice"],
        reason=answers["reason"],
    )
    return correct_paper(ground.tx, ground.who, made)


CORRECTION = desk_form(
    "correction",
    (Field(name="serial", read=_recorded), *VOTER, CHOICE, line("reason")),
    _correct,
    about=mendable,
)
