"""Proxies 委托: an authorisation is recorded and cast as instructed; the owner's own vote stands."""

from typing import Any

from sqlalchemy import Row, insert, select, update

from council.counter.ballot_box import lay, retract, stands
from council.counter.papers.recording import (
    CHANNEL,
    Signer,
    check_scan,
    check_unused,
    keep_paper,
    open_poll_for_paper,
    resident_of,
    signers_of,
)
from council.counter.papers.rules import check_serial, read_choice
from council.counter.proxies import rules
from council.counter.proxies.commands import ProxyAct, RecordProxy, RevokeProxy
from council.counter.proxies.tables import proxies
from council.counter.representatives import (
    Representative,
    is_about_manager,
    is_of_manager,
    representative,
)
from council.counter.rules import read_line
from council.counter.telling import disown_button, tell_taken_back
from council.kernel.acts_log import record
from council.kernel.database.counters import next_number
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.messages import NoticeButton, notify, these
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.polls.electorate.telling_co_owners import tell_unclear
from council.polls.ratification import choice_content, choice_of
from council.polls.tables import ballots, electorate, polls
from council.polls.view import named, poll_row
from council.rules.poll_kinds import RANKING
from council.rules.records import rules_of_poll


def signer_of(tx: Transaction, row: Row[Any], voter: str, signed_by: str) -> Signer | Refusal:
    """Find the owner who signed; a proxy cannot sign for them."""
    if row.kind == RANKING:
        return refuse("proxy.owners_only", **named(row))
    signers = signers_of(tx, row, voter)
    if isinstance(signers, Refusal):
        return signers
    name = " ".join(signed_by.split())
    found = next((each for each in signers if each.name == name), None)
    if found is not None:
        return found
    p = proxies.c
    held = select(p.owner).where(*_of_poll(row), p.proxy == name, p.state == "counted").limit(1)
    owner = tx.connection.scalar(held)
    if owner is not None:
        return refuse("proxy.of_proxy", proxy=name, owner=owner)
    return refuse("proxy.not_signed_by_owner", given=name[:20])


def check_proxy(
    tx: Transaction, who: Person, row: Row[Any], *, signer: Signer, proxy: Representative
) -> Refusal | None:
    """Refuse somebody who may not be this owner's proxy in this poll."""
    p = proxies.c
    owner_id = resident_of(tx, row, signer.slot)
    stands_for_others = p.proxy == signer.name
    if owner_id is not None:
        stands_for_others |= p.proxy_id == owner_id
    chain = select(p.number).where(
        *_of_poll(row),
        p.state == "counted",
        p.owner.in_((proxy.name, proxy.owner_key)) | stands_for_others,
    )
    return rules.check_proxy(
        records=proxy.resident_id == who.id,
        proxy=proxy.name,
        owner=signer.name,
        is_owner=proxy.is_person(signer.name, owner_id),
        about_manager=is_about_manager(tx, row),
        of_manager=is_of_manager(tx, row.community_id, proxy),
        represented=tx.connection.scalar(chain.limit(1)) is not None,
    )


def _of_poll(row: Row[Any]) -> tuple[Any, Any]:
    return proxies.c.community_id == row.community_id, proxies.c.poll_id == row.id


def _heads(tx: Transaction, row: Row[Any], *, proxy: str, proxy_id: str) -> frozenset[str]:
    """The heads that somebody stands for in the polls of this poll's motion."""
    p, o = proxies.c, polls.c
    their = p.proxy == proxy
    if proxy_id:
        their |= p.proxy_id == proxy_id
    return frozenset(
        tx.connection.scalars(
            select(p.head)
            .join(polls, (o.community_id == p.community_id) & (o.id == p.poll_id))
            .where(
                p.community_id == row.community_id,
                o.motion_id == row.motion_id,
                their,
                p.state == "counted",
            )
        )
    )


def record_proxy(tx: Transaction, who: Person, command: RecordProxy) -> ProxyAct | Refusal:
    """Keep the authorisation and cast as it instructs, unless the owner has voted themselves."""
    row = open_poll_for_paper(tx, who, command.poll, lock=True)
    if isinstance(row, Refusal):
        return row
    signer = signer_of(tx, row, command.voter, command.signed_by)
    if isinstance(signer, Refusal):
        return signer
    proxy = representative(tx, row, command.proxy)
    if isinstance(proxy, Refusal):
        return proxy
    choice = read_choice(command.said)
    choice = choice if isinstance(choice, Refusal) else rules.read_instruction(choice)
    if isinstance(choice, Refusal):
        return choice
    serial = check_serial(command.serial)
    if isinstance(serial, Refusal):
        return serial
    profile = rules_of_poll(tx, row)
    heads = _heads(tx, row, proxy=proxy.name, proxy_id=proxy.resident_id)
    e = electorate.c
    line = tx.connection.execute(
        select(e.head, e.resident_id).where(
            e.community_id == row.community_id, e.poll_id == row.id, e.slot == signer.slot
        )
    ).one()
    evidence = check_scan(tx, who, command.evidence) or refuse("proxy.evidence_needed")
    refusal = (
        (evidence if isinstance(evidence, Refusal) else None)
        or check_proxy(tx, who, row, signer=signer, proxy=proxy)
        or rules.check_cap(proxy=proxy.name, heads=heads, head=line.head, most=profile.proxy_cap)
        or rules.check_instructed(instructed=command.instructed, wanted=profile.proxy_instruction)
        or check_unused(tx, row, serial)
        or check_not_voted(tx, row, signer)
    )
    if refusal is not None:
        return refusal
    content = choice_content(choice)
    laid = lay(tx, who, row, signer.slot, content, channel=CHANNEL, serial=serial)
    if isinstance(laid, Refusal):
        return laid
    keep_paper(
        tx,
        who,
        row,
        serial,
        slot=signer.slot,
        revision=laid.revision,
        scan=command.evidence,
    )
    number = next_number(tx, who.community_id, "proxy")
    made = {
        "community_id": row.community_id,
        "id": tx.new_id(),
        "number": number,
        "poll_id": row.id,
        "slot": signer.slot,
        "head": line.head,
        "owner": signer.name,
        "voter": " ".join(command.voter.split()),
        "proxy": proxy.name,
        "proxy_id": proxy.resident_id or None,
        "instructed": int(command.instructed),
        "evidence": command.evidence,
        "serial": serial,
        "state": "counted",
        "revision": laid.revision,
        "recorded_by": who.id,
        "recorded_at": tx.now,
    }
    tx.connection.execute(insert(proxies), [made])
    record(tx, who, "proxy.record", "poll", row.id, number=row.number, proxy=number)
    if line.resident_id is not None:
        _tell_owner(
            tx,
            row,
            line.resident_id,
            number=number,
            proxy=proxy.name,
            disown=disown_button(tx, row, signer.slot, laid.revision),
        )
    tell_unclear(tx, row, (signer.slot,))
    return _view(tx, row, number)


def check_not_voted(tx: Transaction, row: Row[Any], signer: Signer) -> Refusal | None:
    """Refuse when the owner's own ballot stands; that of an earlier authorisation is replaced."""
    now = stands(tx, row, signer.slot)
    if not now.channel:
        return None
    p = proxies.c
    by_proxy = select(p.number).where(
        *_of_poll(row), p.slot == signer.slot, p.revision == now.revision
    )
    if tx.connection.scalar(by_proxy) is not None:
        return None
    return refuse("proxy.owner_voted", owner=signer.name)


def _tell_owner(
    tx: Transaction,
    row: Row[Any],
    resident_id: str,
    *,
    number: int,
    proxy: str,
    disown: tuple[NoticeButton, ...],
) -> None:
    notify(
        tx,
        row.community_id,
        these(row.community_id, (resident_id,)),
        notice="proxy_counted",
        subject=f"proxy/{number}",
        params={
            "number": row.number,
            "title": row.title,
            "proxy": proxy,
            "closes_at": row.closes_at,
        },
        buttons=[("button.poll_vote", "ballot.open", (row.number,)), *disown],
        urgent=True,
    )


def revoke_proxy(tx: Transaction, who: Person, command: RevokeProxy) -> ProxyAct | Refusal:
    """Take an authorisation back; what stood before it stands again."""
    p = proxies.c
    query = select(proxies).where(
        p.community_id == who.community_id, p.number == command.proxy_number
    )
    found = tx.connection.execute(query).one_or_none()
    if found is None:
        return refuse("proxy.unknown", number=command.proxy_number)
    poll = poll_row(tx, who.community_id, id=found.poll_id)
    assert poll is not None
    row = open_poll_for_paper(tx, who, poll.number, lock=True)
    if isinstance(row, Refusal):
        return row
    reason = read_line(command.reason)
    if isinstance(reason, Refusal):
        return reason
    if tx.connection.execute(query.with_for_update()).one().state != "counted":
        return refuse("proxy.revoked", number=found.number)
    back = retract(tx, who, row, found.slot, found.revision)
    if isinstance(back, Refusal):
        return back
    tx.connection.execute(
        update(proxies)
        .where(p.community_id == found.community_id, p.id == found.id)
        .values(state="revoked", revoked_by=who.id, revoked_at=tx.now, revoke_reason=reason)
    )
    record(tx, who, "proxy.revoke", "poll", row.id, number=row.number, proxy=found.number)
    tell_taken_back(tx, row, found.slot, back.revision, restored=bool(back.content))
    return _view(tx, row, found.number)


def _view(tx: Transaction, row: Row[Any], number: int) -> ProxyAct:
    p, b = proxies.c, ballots.c
    act = tx.connection.execute(
        select(proxies).where(p.community_id == row.community_id, p.number == number)
    ).one()
    content = tx.connection.scalar(
        select(b.content).where(
            b.community_id == row.community_id,
            b.poll_id == row.id,
            b.slot == act.slot,
            b.revision == act.revision,
        )
    )
    return ProxyAct(
        number=number,
        poll=row.number,
        title=row.title,
        owner=act.owner,
        voter=act.voter,
        proxy=act.proxy,
        choice=choice_of(content or ""),
        serial=act.serial,
        evidence=act.evidence,
        state=act.state,
        heads=len(_heads(tx, row, proxy=act.proxy, proxy_id=act.proxy_id or "")),
        most=rules_of_poll(tx, row).proxy_cap,
        instructed=bool(act.instructed),
        reason=act.revoke_reason or "",
    )


def number_on_poll(tx: Transaction, row: Row[Any], text: str) -> str | Refusal:
    """Read the number of an authorisation of this poll that counts."""
    p = proxies.c
    known = text.isascii() and text.isdecimal() and len(text) < 10  # noqa: PLR2004 - as long as any
    state = tx.connection.scalar(
        select(p.state).where(*_of_poll(row), p.number == (int(text) if known else 0))
    )
    if state is None:
        return refuse("proxy.unknown", number=text[:9])
    return text if state == "counted" else refuse("proxy.revoked", number=int(text))
