"""Assisted acts 线下代办: recorded by one, confirmed by another, overturned by whose act it is."""

from sqlalchemy import func, insert, select, update

from council.counter.assisted import rules
from council.counter.assisted.assist import Assist
from council.counter.assisted.commands import (
    AssistedAct,
    AssistOverturned,
    ConfirmAssist,
    OverturnAssist,
    RecordAssist,
    RevokeAssist,
)
from council.counter.assisted.reads import act_view
from council.counter.assisted.records import assist_by, is_involved
from council.counter.assisted.rules import ASSISTED
from council.counter.assisted.tables import assisted_acts
from council.counter.ballot_box import lay, retract, stands
from council.counter.papers.recording import (
    CHANNEL,
    Signer,
    check_unused,
    chosen,
    keep_paper,
    open_poll_for_paper,
    paper_content,
    resident_of,
    signers_of,
)
from council.counter.papers.rules import check_serial
from council.counter.papers.tables import papers
from council.counter.representatives import (
    Representative,
    is_about_manager,
    is_of_manager,
    representative,
)
from council.counter.rules import read_line
from council.counter.telling import tell_taken_back
from council.kernel.acts_log import record
from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents, roles
from council.kernel.files import kept_file
from council.kernel.outbox.enqueueing import holders, notify
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.polls.electorate.telling_co_owners import tell_unclear
from council.polls.poll import Poll, named
from council.polls.records import known_poll, rules_of_poll
from council.polls.tables import polls

#: A scan of the signed paper is shown as a signature is.
PAPER = "signature"


def check_helper(
    tx: Transaction, poll: Poll, *, helper: Representative, role: str, signer: Signer
) -> Refusal | None:
    """Refuse a helper who may not help this person in this poll."""
    return rules.check_helper(
        helper=helper.name,
        role=role,
        person=signer.name,
        is_person=helper.is_person(signer.name, resident_of(tx, poll, signer.slot)),
        about_manager=is_about_manager(tx, poll),
        of_manager=is_of_manager(tx, poll.community_id, helper),
    )


def helped(tx: Transaction, poll: Poll, helper: Representative) -> int:
    """Count how often somebody has helped in the polls of this poll's motion."""
    a, p = assisted_acts.c, polls.c
    their = a.helper == helper.name
    if helper.resident_id:
        their |= a.helper_id == helper.resident_id
    query = (
        select(func.count())
        .select_from(assisted_acts)
        .join(polls, (p.community_id == a.community_id) & (p.id == a.poll_id))
        .where(a.community_id == poll.community_id, p.motion_id == poll.motion_id, their)
    )
    return tx.connection.scalar(query) or 0


def check_evidence(tx: Transaction, who: Person, consent: str, sha256: str) -> Refusal | None:
    """Refuse evidence that is not kept, or cannot show this form of consent."""
    kept = kept_file(tx, who.community_id, sha256)
    if kept is None:
        return refuse("ballot.scan_unknown" if sha256 else "assist.evidence_needed")
    return rules.check_evidence(consent=consent, kind=kept.kind)


def record_assist(tx: Transaction, who: Person, command: RecordAssist) -> AssistedAct | Refusal:
    """Keep the whole record; nothing is cast yet."""
    poll = open_poll_for_paper(tx, who, command.poll, lock=True)
    if isinstance(poll, Refusal):
        return poll
    signers = signers_of(tx, poll, command.voter)
    signer = signers if isinstance(signers, Refusal) else chosen(signers, command.owner)
    if isinstance(signer, Refusal):
        return signer
    lines = _lines(command)
    if isinstance(lines, Refusal):
        return lines
    helper = representative(tx, poll, lines["helper"])
    if isinstance(helper, Refusal):
        return helper
    refusal = _check_done(command) or _check_people(tx, poll, signer, command, helper)
    if refusal is not None:
        return refusal
    content = paper_content(tx, poll, command.said)
    if isinstance(content, Refusal):
        return content
    serial = check_serial(command.serial)
    if isinstance(serial, Refusal):
        return serial
    refusal = (
        check_evidence(tx, who, command.consent, command.evidence)
        or check_evidence(tx, who, PAPER, command.scan)
        or check_unused(tx, poll, serial)
    )
    if refusal is not None:
        return refusal
    keep_paper(tx, who, poll, serial, slot=signer.slot, revision=None, scan=command.scan)
    number = _keep(tx, who, poll, signer, helper, command, lines, content=content, serial=serial)
    record(tx, who, "assist.record", "poll", poll.id, number=poll.number, act=number)
    kept = assist_by(tx, who.community_id, number)
    assert kept is not None
    _tell_second(tx, who, poll, number)
    return act_view(tx, who, kept, just="record")


def _lines(command: RecordAssist) -> dict[str, str] | Refusal:
    """Read the lines of text that every record has."""
    read = {}
    for name in ("helper", "desk", "contact"):
        line = read_line(getattr(command, name))
        if isinstance(line, Refusal):
            return line
        read[name] = line
    return {**read, "witness": " ".join(command.witness.split())}


def _check_done(command: RecordAssist) -> Refusal | None:
    if command.reason not in rules.REASONS:
        return refuse("desk.use_buttons")
    for name in ("statement_read", "read_back", "slip_given"):
        if not getattr(command, name):
            return refuse(f"assist.{name}")
    return None


def _check_people(
    tx: Transaction, poll: Poll, signer: Signer, command: RecordAssist, helper: Representative
) -> Refusal | None:
    witness = " ".join(command.witness.split())
    return check_helper(
        tx, poll, helper=helper, role=command.helper_role, signer=signer
    ) or rules.check_consent(
        consent=command.consent, witness=witness, helper=helper.name, person=signer.name
    )


def _keep(
    tx: Transaction,
    who: Person,
    poll: Poll,
    signer: Signer,
    helper: Representative,
    command: RecordAssist,
    lines: dict[str, str],
    *,
    content: str,
    serial: str,
) -> int:
    number = next_number(tx, who.community_id, "assist")
    made = {
        "community_id": poll.community_id,
        "id": tx.new_id(),
        "number": number,
        "act": "ballot",
        "poll_id": poll.id,
        "slot": signer.slot,
        "state": "recorded",
        "person": signer.name,
        "voter": " ".join(command.voter.split()),
        "resident_id": resident_of(tx, poll, signer.slot),
        "helper_role": command.helper_role,
        "reason": command.reason,
        "consent": command.consent,
        "evidence": command.evidence,
        "statement_read": 1,
        "content": content,
        "read_back": 1,
        "serial": serial,
        "scan": command.scan,
        "slip_given": 1,
        "review": int(rules.needs_review(helped(tx, poll, helper), most=_most(tx, poll))),
        "stood": stands(tx, poll, signer.slot).revision,
        "recorded_by": who.id,
        "recorded_at": tx.now,
        **lines,
        "helper": helper.name,
        "helper_id": helper.resident_id or None,
        "witness": lines["witness"] or None,
    }
    tx.connection.execute(insert(assisted_acts), [made])
    return number


def _most(tx: Transaction, poll: Poll) -> int:
    return rules_of_poll(tx, poll).acts_of_one_helper


def _tell_second(tx: Transaction, who: Person, poll: Poll, number: int) -> None:
    others = holders(who.community_id, "clerk", "facilitator").where(roles.c.resident_id != who.id)
    notify(
        tx,
        who.community_id,
        others,
        notice="assist_waiting",
        subject=f"assist/{number}",
        params={
            **named(poll),
            "act": number,
        },
        buttons=[("button.assist_view", "assist.view", (number,))],
        bot="staff",
    )


def _found(tx: Transaction, who: Person, number: int) -> tuple[Assist, Poll] | Refusal:
    """Take the poll's lock, then the act's; refuse once the poll takes no ballots."""
    act = assist_by(tx, who.community_id, number)
    if act is None:
        return refuse("assist.unknown", number=number)
    its = known_poll(tx, who.community_id, act.poll_id)
    poll = open_poll_for_paper(tx, who, its.number, lock=True)
    if isinstance(poll, Refusal):
        return refuse("assist.too_late", **named(its), closes_at=its.closes_at)
    act = assist_by(tx, who.community_id, number, lock=True)
    assert act is not None
    return act, poll


def confirm(tx: Transaction, who: Person, command: ConfirmAssist) -> AssistedAct | Refusal:
    """Let it count. What the person did themselves since it was recorded stands instead."""
    found = _found(tx, who, command.act)
    if isinstance(found, Refusal):
        return found
    act, poll = found
    after = ASSISTED.after("confirm", act.state)
    if isinstance(after, Refusal):
        return after
    refusal = rules.check_confirmer(
        involved=is_involved(who, act),
        review=bool(act.review),
        facilitator=who.holds("facilitator"),
        most=_most(tx, poll),
    )
    if refusal is not None:
        return refusal
    before = stands(tx, poll, act.slot)
    if before.revision != act.stood:
        return refuse("assist.voted_since", person=act.person)
    laid = lay(tx, who, poll, act.slot, act.content, channel=CHANNEL, serial=act.serial)
    if isinstance(laid, Refusal):
        return laid
    p = papers.c
    tx.connection.execute(
        update(papers)
        .where(p.community_id == poll.community_id, p.poll_id == poll.id, p.serial == act.serial)
        .values(revision=laid.revision)
    )
    act = _changed(
        tx,
        who,
        act,
        "confirm",
        state=after,
        revision=laid.revision,
        confirmed_by=who.id,
        confirmed_at=tx.now,
    )
    if act.resident_id is not None:
        _tell_person(tx, poll, act, replaced=bool(before.channel))
    tell_unclear(tx, poll, (act.slot,))
    return act_view(tx, who, act, just="confirm")


def _tell_person(tx: Transaction, poll: Poll, act: Assist, *, replaced: bool) -> None:
    chosen_people = select(residents.c.id).where(
        residents.c.community_id == act.community_id, residents.c.id == act.resident_id
    )
    notify(
        tx,
        act.community_id,
        chosen_people,
        notice="assist_counted_replaces" if replaced else "assist_counted",
        subject=f"assist/{act.number}",
        params={
            **named(poll),
            "helper": act.helper,
            "desk": act.desk,
            "recorded_at": act.recorded_at,
            "closes_at": poll.closes_at,
        },
        buttons=[
            ("button.poll_vote", "ballot.open", (poll.number,)),
            ("button.assist_overturn", "assist.overturn", (act.number,)),
        ],
        urgent=True,
    )


def revoke(tx: Transaction, who: Person, command: RevokeAssist) -> AssistedAct | Refusal:
    """Reject a record, or take back what counted because the person asked for it."""
    found = _found(tx, who, command.act)
    if isinstance(found, Refusal):
        return found
    act, poll = found
    reason = read_line(command.reason)
    if isinstance(reason, Refusal):
        return reason
    ended = _ended(tx, who, act, poll, "revoke", reason)
    if isinstance(ended, Refusal):
        return ended
    if act.revision is not None:
        now = stands(tx, poll, act.slot)
        tell_taken_back(tx, poll, act.slot, now.revision, restored=bool(now.channel))
    return act_view(tx, who, ended, just="revoke")


def overturn(tx: Transaction, who: Person, command: OverturnAssist) -> AssistOverturned | Refusal:
    """Take back what was done in one's own name; what stood before stands again."""
    found = _found(tx, who, command.act)
    if isinstance(found, Refusal):
        return found
    act, poll = found
    if act.resident_id != who.id:
        return refuse("assist.not_yours")
    ended = _ended(tx, who, act, poll, "overturn", None)
    if isinstance(ended, Refusal):
        return ended
    return AssistOverturned(
        poll=poll.number,
        kind=poll.kind,
        title=poll.title,
        restored=bool(stands(tx, poll, act.slot).channel),
        closes_at=poll.closes_at,
    )


def _ended(
    tx: Transaction, who: Person, act: Assist, poll: Poll, verb: str, reason: str | None
) -> Assist | Refusal:
    after = ASSISTED.after(verb, act.state)
    if isinstance(after, Refusal):
        return after
    if act.revision is not None:
        back = retract(tx, who, poll, act.slot, act.revision)
        if isinstance(back, Refusal):
            return back
    return _changed(
        tx,
        who,
        act,
        verb,
        state=after,
        ended_by=who.id,
        ended_at=tx.now,
        end_reason=reason,
    )


def _changed(
    tx: Transaction, who: Person, act: Assist, verb: str, **columns: str | int | None
) -> Assist:
    """Write columns of a locked act, log it, and read it anew."""
    a = assisted_acts.c
    tx.connection.execute(
        update(assisted_acts)
        .where(a.community_id == act.community_id, a.id == act.id)
        .values(**columns)
    )
    record(tx, who, f"assist.{verb}", "assisted_act", act.id, act=act.number)
    found = assist_by(tx, act.community_id, act.number)
    assert found is not None
    return found
