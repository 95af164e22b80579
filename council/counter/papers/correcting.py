"""Correcting a paper: read again with a reason, never deleted."""

from sqlalchemy import func, insert, select, update

from council.counter.assisted.tables import assisted_acts
from council.counter.ballot_box import Laid, lay, retract, stands
from council.counter.papers.commands import CorrectPaper, PaperCorrected
from council.counter.papers.recording import chosen, open_poll_for_paper, paper_content, signers_of
from council.counter.papers.rules import check_serial
from council.counter.papers.tables import paper_corrections, papers
from council.counter.proxies.tables import proxies
from council.counter.rules import read_line
from council.counter.telling import LaidFor, tell_laid, tell_taken_back
from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.polls.poll import Poll, named
from council.polls.ranking import order_of
from council.polls.ratification import choice_of
from council.rules.poll_kinds import RATIFICATION


@value
class RecordedPaper:
    """A paper whose ballot stands: its slot, and the revision that it became."""

    serial: str
    slot: str
    revision: int


def recorded_paper(tx: Transaction, poll: Poll, text: str) -> RecordedPaper | Refusal:
    """Find a paper of this poll whose ballot stands, by its serial number."""
    serial = check_serial(text)
    if isinstance(serial, Refusal):
        return serial
    p = papers.c
    found = tx.connection.execute(
        select(p.slot, p.revision).where(
            p.community_id == poll.community_id, p.poll_id == poll.id, p.serial == serial
        )
    ).one_or_none()
    if found is None or found.revision is None:
        return refuse("ballot.paper_not_recorded", serial=serial, **named(poll))
    a = assisted_acts.c
    of_act = select(a.number).where(
        a.community_id == poll.community_id, a.poll_id == poll.id, a.serial == serial
    )
    act = tx.connection.scalar(of_act)
    if act is not None:
        return refuse("assist.not_corrected", act=act)
    x = proxies.c
    of_proxy = select(x.number).where(
        x.community_id == poll.community_id, x.poll_id == poll.id, x.serial == serial
    )
    number = tx.connection.scalar(of_proxy)
    if number is not None:
        return refuse("proxy.not_corrected", number=number)
    if stands(tx, poll, found.slot).revision != found.revision:
        return refuse("ballot.later_stands", **named(poll))
    return RecordedPaper(serial=serial, slot=found.slot, revision=found.revision)


def correct_paper(tx: Transaction, who: Person, command: CorrectPaper) -> PaperCorrected | Refusal:
    """Read a paper again. Its earlier reading stays as a revision, with the reason beside it."""
    poll = open_poll_for_paper(tx, who, command.poll, lock=True)
    if isinstance(poll, Refusal):
        return poll
    paper = recorded_paper(tx, poll, command.serial)
    if isinstance(paper, Refusal):
        return paper
    signers = signers_of(tx, poll, command.voter)
    signer = signers if isinstance(signers, Refusal) else chosen(signers, command.owner)
    if isinstance(signer, Refusal):
        return signer
    content = paper_content(tx, poll, command.said)
    if isinstance(content, Refusal):
        return content
    reason = read_line(command.reason)
    if isinstance(reason, Refusal):
        return reason
    same, reading = signer.slot == paper.slot, stands(tx, poll, paper.slot)
    if same and reading.content == content:
        return refuse("ballot.nothing_to_correct", serial=paper.serial)
    before = stands(tx, poll, signer.slot)
    back: Laid | Refusal = Laid()
    if not same:
        back = retract(tx, who, poll, paper.slot, paper.revision)
    if isinstance(back, Refusal):
        return back
    if not same:
        before = stands(tx, poll, signer.slot)
        if before.channel and before.cast_at > reading.cast_at:
            return refuse("ballot.paper_overtaken", number=poll.number, cast_at=before.cast_at)
    laid = lay(
        tx,
        who,
        poll,
        signer.slot,
        content,
        channel=reading.channel,
        serial=paper.serial,
        cast_at=reading.cast_at,  # read again, not signed again
    )
    if isinstance(laid, Refusal):
        return laid
    _keep(tx, who, poll, paper, laid, slot=signer.slot, reason=reason)
    record(
        tx, who, "ballot.correct_paper", "poll", poll.id, number=poll.number, serial=paper.serial
    )
    if not same:
        restored = bool(back.content)
        tell_taken_back(tx, poll, paper.slot, back.revision, restored=restored)
    made = LaidFor(
        slot=signer.slot, revision=laid.revision, how="corrected", replaced=bool(before.channel)
    )
    tell_laid(tx, poll, [made])
    binding = poll.kind == RATIFICATION
    return PaperCorrected(
        number=poll.number,
        title=poll.title,
        kind=poll.kind,
        serial=paper.serial,
        was="" if same else paper.slot,
        voter=command.voter.strip(),
        choice=choice_of(content) if binding else "",
        order=() if binding else order_of(content),
        reason=reason,
    )


def _keep(
    tx: Transaction,
    who: Person,
    poll: Poll,
    paper: RecordedPaper,
    laid: Laid,
    *,
    slot: str,
    reason: str,
) -> None:
    p, c = papers.c, paper_corrections.c
    earlier = tx.connection.scalar(
        select(func.count()).where(
            c.community_id == poll.community_id,
            c.poll_id == poll.id,
            c.serial == paper.serial,
        )
    )
    made = {
        "community_id": poll.community_id,
        "poll_id": poll.id,
        "serial": paper.serial,
        "number": (earlier or 0) + 1,
        "was_slot": paper.slot,
        "was_revision": paper.revision,
        "slot": slot,
        "revision": laid.revision,
        "reason": reason,
        "corrected_by": who.id,
        "corrected_at": tx.now,
    }
    tx.connection.execute(insert(paper_corrections), [made])
    tx.connection.execute(
        update(papers)
        .where(
            p.community_id == poll.community_id,
            p.poll_id == poll.id,
            p.serial == paper.serial,
        )
        .values(slot=slot, revision=laid.revision)
    )
