"""Assisted acts 线下代办: recorded by one, confirmed by another, overturned by whose act it is."""

from typing import Any

from sqlalchemy import Row, func, insert, select, update

from council.counter.assisted import rules
from council.counter.assisted.commands import (
    AssistedAct,
    AssistOverturned,
    ConfirmAssist,
    OverturnAssist,
    RecordAssist,
    RevokeAssist,
)
from council.counter.assisted.reads import act_row, act_view, is_involved
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
from council.kernel.files import kept_file, kind_of
from council.kernel.outbox.messages import holders, notify
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.polls.electorate.telling_co_owners import tell_unclear
from council.polls.tables import polls
from council.polls.view import named, poll_row
from council.rules.records import rules_of_poll

#: A scan of the signed paper is shown as a signature is.
PAPER = "signature"


def check_helper(
    tx: Transaction, row: Row[Any], *, helper: Representative, role: str, signer: Signer
) -> Refusal | None:
    """Refuse a helper who may not help this person in this poll."""
    return rules.check_helper(
        helper=helper.name,
        role=role,
        person=signer.name,
        is_person=helper.is_person(signer.name, resident_of(tx, row, signer.slot)),
        about_manager=is_about_manager(tx, row),
        of_manager=is_of_manager(tx, row.community_id, helper),
    )


def helped(tx: Transaction, row: Row[Any], helper: Representative) -> int:
    """Count how often somebody has helped in the polls of this poll's motion."""
    a, p = assisted_acts.c, polls.c
    their = a.helper == helper.name
    if helper.resident_id:
        their |= a.helper_id == helper.resident_id
    query = (
        select(func.count())
        .select_from(assisted_acts)
        .join(polls, (p.community_id == a.community_id) & (p.id == a.poll_id))
        .where(a.community_id == row.community_id, p.motion_id == row.motion_id, their)
    )
    return tx.connection.scalar(query) or 0


def check_evidence(tx: Transaction, who: Person, consent: str, sha256: str) -> Refusal | None:
    """Refuse evidence that is not kept, or cannot show this form of consent."""
    kept = kept_file(tx, who.community_id, sha256)
    if kept is None:
        return refuse("ballot.scan_unknown" if sha256 else "assist.evidence_needed")
    return rules.check_evidence(consent=consent, kind=kind_of(kept.media_type))


def record_assist(tx: Transaction, who: Person, command: RecordAssist) -> AssistedAct | Refusal:
    """Keep the whole record; nothing is cast yet."""
    row = open_poll_for_paper(tx, who, command.poll, lock=True)
    if isinstance(row, Refusal):
        return row
    signers = signers_of(tx, row, command.voter)
    signer = signers if isinstance(signers, Refusal) else chosen(signers, command.owner)
    if isinstance(signer, Refusal):
        return signer
    lines = _lines(command)
    if isinstance(lines, Refusal):
        return lines
    helper = representative(tx, row, lines["helper"])
    if isinstance(helper, Refusal):
        return helper
    refusal = _check_done(command) or _check_people(tx, row, signer, command, helper)
    if refusal is not None:
        return refusal
    content = paper_content(tx, row, command.said)
    if isinstance(content, Refusal):
        return content
    serial = check_serial(command.serial)
    if isinstance(serial, Refusal):
        return serial
    refusal = (
        check_evidence(tx, who, command.consent, command.evidence)
        or check_evidence(tx, who, PAPER, command.scan)
        or check_unused(tx, row, serial)
    )
    if refusal is not None:
        return refusal
    keep_paper(tx, who, row, serial, slot=signer.slot, revision=None, scan=command.scan)
    number = _keep(tx, who, row, signer, helper, command, lines, content=content, serial=serial)
    record(tx, who, "assist.record", "poll", row.id, number=row.number, act=number)
    kept = act_row(tx, who.community_id, number)
    assert kept is not None
    _tell_second(tx, who, row, number)
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
    tx: Transaction, row: Row[Any], signer: Signer, command: RecordAssist, helper: Representative
) -> Refusal | None:
    witness = " ".join(command.witness.split())
    return check_helper(
        tx, row, helper=helper, role=command.helper_role, signer=signer
    ) or rules.check_consent(
        consent=command.consent, witness=witness, helper=helper.name, person=signer.name
    )


def _keep(
    tx: Transaction,
    who: Person,
    row: Row[Any],
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
        "community_id": row.community_id,
        "id": tx.new_id(),
        "number": number,
        "act": "ballot",
        "poll_id": row.id,
        "slot": signer.slot,
        "state": "recorded",
        "person": signer.name,
        "voter": " ".join(command.voter.split()),
        "resident_id": resident_of(tx, row, signer.slot),
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
        "review": int(rules.needs_review(helped(tx, row, helper), most=_most(tx, row))),
        "stood": stands(tx, row, signer.slot).revision,
        "recorded_by": who.id,
        "recorded_at": tx.now,
        **lines,
        "helper": helper.name,
        "helper_id": helper.resident_id or None,
        "witness": lines["witness"] or None,
    }
    tx.connection.execute(insert(assisted_acts), [made])
    return number


def _most(tx: Transaction, row: Row[Any]) -> int:
    return rules_of_poll(tx, row).acts_of_one_helper


def _tell_second(tx: Transaction, who: Person, row: Row[Any], number: int) -> None:
    others = holders(who.community_id, "clerk", "facilitator").where(roles.c.resident_id != who.id)
    notify(
        tx,
        who.community_id,
        others,
        notice="assist_waiting",
        subject=f"assist/{number}",
        params={
            "number": row.number,
            "title": row.title,
            "poll_key": f"poll.name.{row.kind}",
            "act": number,
        },
        buttons=[("button.assist_view", "assist.view", (number,))],
        bot="staff",
    )


def _found(tx: Transaction, who: Person, number: int) -> tuple[Row[Any], Row[Any]] | Refusal:
    """Take the poll's lock, then the act's; refuse once the poll takes no ballots."""
    act = act_row(tx, who.community_id, number)
    if act is None:
        return refuse("assist.unknown", number=number)
    poll = poll_row(tx, who.community_id, id=act.poll_id)
    assert poll is not None
    row = open_poll_for_paper(tx, who, poll.number, lock=True)
    if isinstance(row, Refusal):
        return refuse("assist.too_late", **named(poll), closes_at=poll.closes_at)
    act = act_row(tx, who.community_id, number, lock=True)
    assert act is not None
    return act, row


def confirm(tx: Transaction, who: Person, command: ConfirmAssist) -> AssistedAct | Refusal:
    """Let it count. What the person did themselves since it was recorded stands instead."""
    found = _found(tx, who, command.act)
    if isinstance(found, Refusal):
        return found
    act, row = found
    after = ASSISTED.after("confirm", act.state)
    if isinstance(after, Refusal):
        return after
    refusal = rules.check_confirmer(
        involved=is_involved(who, act),
        review=bool(act.review),
        facilitator=who.holds("facilitator"),
        most=_most(tx, row),
    )
    if refusal is not None:
        return refusal
    before = stands(tx, row, act.slot)
    if before.revision != act.stood:
        return refuse("assist.voted_since", person=act.person)
    laid = lay(tx, who, row, act.slot, act.content, channel=CHANNEL, serial=act.serial)
    if isinstance(laid, Refusal):
        return laid
    p = papers.c
    tx.connection.execute(
        update(papers)
        .where(p.community_id == row.community_id, p.poll_id == row.id, p.serial == act.serial)
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
        _tell_person(tx, row, act, replaced=bool(before.channel))
    tell_unclear(tx, row, (act.slot,))
    return act_view(tx, who, act, just="confirm")


def _tell_person(tx: Transaction, row: Row[Any], act: Row[Any], *, replaced: bool) -> None:
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
            "number": row.number,
            "title": row.title,
            "poll_key": f"poll.name.{row.kind}",
            "helper": act.helper,
            "desk": act.desk,
            "recorded_at": act.recorded_at,
            "closes_at": row.closes_at,
        },
        buttons=[
            ("button.poll_vote", "ballot.open", (row.number,)),
            ("button.assist_overturn", "assist.overturn", (act.number,)),
        ],
        urgent=True,
    )


def revoke(tx: Transaction, who: Person, command: RevokeAssist) -> AssistedAct | Refusal:
    """Reject a record, or take back what counted because the person asked for it."""
    found = _found(tx, who, command.act)
    if isinstance(found, Refusal):
        return found
    act, row = found
    reason = read_line(command.reason)
    if isinstance(reason, Refusal):
        return reason
    ended = _ended(tx, who, act, row, "revoke", reason)
    if isinstance(ended, Refusal):
        return ended
    if act.revision is not None:
        now = stands(tx, row, act.slot)
        tell_taken_back(tx, row, act.slot, now.revision, restored=bool(now.channel))
    return act_view(tx, who, ended, just="revoke")


def overturn(tx: Transaction, who: Person, command: OverturnAssist) -> AssistOverturned | Refusal:
    """Take back what was done in one's own name; what stood before stands again."""
    found = _found(tx, who, command.act)
    if isinstance(found, Refusal):
        return found
    act, row = found
    if act.resident_id != who.id:
        return refuse("assist.not_yours")
    ended = _ended(tx, who, act, row, "overturn", None)
    if isinstance(ended, Refusal):
        return ended
    return AssistOverturned(
        poll=row.number,
        kind=row.kind,
        title=row.title,
        restored=bool(stands(tx, row, act.slot).channel),
        closes_at=row.closes_at,
    )


def _ended(
    tx: Transaction, who: Person, act: Row[Any], row: Row[Any], verb: str, reason: str | None
) -> Row[Any] | Refusal:
    after = ASSISTED.after(verb, act.state)
    if isinstance(after, Refusal):
        return after
    if act.revision is not None:
        back = retract(tx, who, row, act.slot, act.revision)
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
    tx: Transaction, who: Person, act: Row[Any], verb: str, **columns: str | int | None
) -> Row[Any]:
    """Write columns of a locked act, log it, and read the row anew."""
    a = assisted_acts.c
    tx.connection.execute(
        update(assisted_acts)
        .where(a.community_id == act.community_id, a.id == act.id)
        .values(**columns)
    )
    record(tx, who, f"assist.{verb}", "assisted_act", act.id, act=act.number)
    found = act_row(tx, act.community_id, act.number)
    assert found is not None
    return found
