"""Proxies 委托: an authorisation is recorded and cast as instructed; the owner's own vote stands."""

from typing import Any

from sqlalchemy import insert, select, update

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
from council.counter.proxies.proxy import Proxy
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
from council.kernel.database.records import record_by
from council.kernel.database.rows import value_from
from council.kernel.database.transaction import Transaction
from council.kernel.outbox.enqueueing import NoticeButton, notify, these
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.polls.electorate.telling_co_owners import tell_unclear
from council.polls.poll import Poll, named
from council.polls.ratification import choice_content, choice_of
from council.polls.records import known_poll, rules_of_poll
from council.polls.tables import ballots, electorate, polls
from council.rules.poll_kinds import RATIFICATION


def signer_of(tx: Transaction, poll: Poll, voter: str, signed_by: str) -> Signer | Refusal:
    """Find the owner who signed; a proxy cannot sign for them."""
    if poll.kind != RATIFICATION:
        return refuse("proxy.owners_only", **named(poll))
    signers = signers_of(tx, poll, voter)
    if isinstance(signers, Refusal):
        return signers
    name = " ".join(signed_by.split())
    found = next((each for each in signers if each.name == name), None)
    if found is not None:
        return found
    p = proxies.c
    held = select(p.owner).where(*_of_poll(poll), p.proxy == name, p.state == "counted").limit(1)
    owner = tx.connection.scalar(held)
    if owner is not None:
        return refuse("proxy.of_proxy", proxy=name, owner=owner)
    return refuse("proxy.not_signed_by_owner", given=name[:20])


def check_proxy(
    tx: Transaction, who: Person, poll: Poll, *, signer: Signer, proxy: Representative
) -> Refusal | None:
    """Refuse somebody who may not be this owner's proxy in this poll."""
    p = proxies.c
    owner_id = resident_of(tx, poll, signer.slot)
    stands_for_others = p.proxy == signer.name
    if owner_id is not None:
        stands_for_others |= p.proxy_id == owner_id
    chain = select(p.number).where(
        *_of_poll(poll),
        p.state == "counted",
        p.owner.in_((proxy.name, proxy.owner_key)) | stands_for_others,
    )
    return rules.check_proxy(
        records=proxy.resident_id == who.id,
        proxy=proxy.name,
        owner=signer.name,
        is_owner=proxy.is_person(signer.name, owner_id),
        about_manager=is_about_manager(tx, poll),
        of_manager=is_of_manager(tx, poll.community_id, proxy),
        represented=tx.connection.scalar(chain.limit(1)) is not None,
    )


def _of_poll(poll: Poll) -> tuple[Any, Any]:
    return proxies.c.community_id == poll.community_id, proxies.c.poll_id == poll.id


def _heads(tx: Transaction, poll: Poll, *, proxy: str, proxy_id: str) -> frozenset[str]:
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
                p.community_id == poll.community_id,
                o.motion_id == poll.motion_id,
                their,
                p.state == "counted",
            )
        )
    )


def record_proxy(tx: Transaction, who: Person, command: RecordProxy) -> ProxyAct | Refusal:
    """Keep the authorisation and cast as it instructs, unless the owner has voted themselves."""
    poll = open_poll_for_paper(tx, who, command.poll, lock=True)
    if isinstance(poll, Refusal):
        return poll
    signer = signer_of(tx, poll, command.voter, command.signed_by)
    if isinstance(signer, Refusal):
        return signer
    proxy = representative(tx, poll, command.proxy)
    if isinstance(proxy, Refusal):
        return proxy
    choice = read_choice(command.said)
    choice = choice if isinstance(choice, Refusal) else rules.read_instruction(choice)
    if isinstance(choice, Refusal):
        return choice
    serial = check_serial(command.serial)
    if isinstance(serial, Refusal):
        return serial
    profile = rules_of_poll(tx, poll)
    heads = _heads(tx, poll, proxy=proxy.name, proxy_id=proxy.resident_id)
    e = electorate.c
    line = tx.connection.execute(
        select(e.head, e.resident_id).where(
            e.community_id == poll.community_id, e.poll_id == poll.id, e.slot == signer.slot
        )
    ).one()
    evidence = check_scan(tx, who, command.evidence) or refuse("proxy.evidence_needed")
    refusal = (
        (evidence if isinstance(evidence, Refusal) else None)
        or check_proxy(tx, who, poll, signer=signer, proxy=proxy)
        or rules.check_cap(proxy=proxy.name, heads=heads, head=line.head, most=profile.proxy_cap)
        or rules.check_instructed(instructed=command.instructed, wanted=profile.proxy_instruction)
        or check_unused(tx, poll, serial)
        or check_not_voted(tx, poll, signer)
    )
    if refusal is not None:
        return refusal
    content = choice_content(choice)
    laid = lay(tx, who, poll, signer.slot, content, channel=CHANNEL, serial=serial)
    if isinstance(laid, Refusal):
        return laid
    keep_paper(
        tx,
        who,
        poll,
        serial,
        slot=signer.slot,
        revision=laid.revision,
        scan=command.evidence,
    )
    number = next_number(tx, who.community_id, "proxy")
    made = {
        "community_id": poll.community_id,
        "id": tx.new_id(),
        "number": number,
        "poll_id": poll.id,
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
    record(tx, who, "proxy.record", "poll", poll.id, number=poll.number, proxy=number)
    if line.resident_id is not None:
        _tell_owner(
            tx,
            poll,
            line.resident_id,
            number=number,
            proxy=proxy.name,
            disown=disown_button(tx, poll, signer.slot, laid.revision),
        )
    tell_unclear(tx, poll, (signer.slot,))
    return _view(tx, poll, number)


def check_not_voted(tx: Transaction, poll: Poll, signer: Signer) -> Refusal | None:
    """Refuse when the owner's own ballot stands; that of an earlier authorisation is replaced."""
    now = stands(tx, poll, signer.slot)
    if not now.channel:
        return None
    p = proxies.c
    by_proxy = select(p.number).where(
        *_of_poll(poll), p.slot == signer.slot, p.revision == now.revision
    )
    if tx.connection.scalar(by_proxy) is not None:
        return None
    return refuse("proxy.owner_voted", owner=signer.name)


def _tell_owner(
    tx: Transaction,
    poll: Poll,
    resident_id: str,
    *,
    number: int,
    proxy: str,
    disown: tuple[NoticeButton, ...],
) -> None:
    notify(
        tx,
        poll.community_id,
        these(poll.community_id, (resident_id,)),
        notice="proxy_counted",
        subject=f"proxy/{number}",
        params={
            "number": poll.number,
            "title": poll.title,
            "proxy": proxy,
            "closes_at": poll.closes_at,
        },
        buttons=[("button.poll_vote", "ballot.open", (poll.number,)), *disown],
        urgent=True,
    )


def revoke_proxy(tx: Transaction, who: Person, command: RevokeProxy) -> ProxyAct | Refusal:
    """Take an authorisation back; what stood before it stands again."""
    p, number = proxies.c, command.proxy_number
    found = record_by(tx, Proxy, proxies, who.community_id, number=number)
    if found is None:
        return refuse("proxy.unknown", number=number)
    on = known_poll(tx, who.community_id, found.poll_id).number
    poll = open_poll_for_paper(tx, who, on, lock=True)
    if isinstance(poll, Refusal):
        return poll
    reason = read_line(command.reason)
    if isinstance(reason, Refusal):
        return reason
    now = record_by(tx, Proxy, proxies, who.community_id, lock=True, number=number)
    if now is None or now.state != "counted":
        return refuse("proxy.revoked", number=found.number)
    back = retract(tx, who, poll, found.slot, found.revision)
    if isinstance(back, Refusal):
        return back
    tx.connection.execute(
        update(proxies)
        .where(p.community_id == found.community_id, p.id == found.id)
        .values(state="revoked", revoked_by=who.id, revoked_at=tx.now, revoke_reason=reason)
    )
    record(tx, who, "proxy.revoke", "poll", poll.id, number=poll.number, proxy=found.number)
    tell_taken_back(tx, poll, found.slot, back.revision, restored=bool(back.content))
    return _view(tx, poll, found.number)


def _view(tx: Transaction, poll: Poll, number: int) -> ProxyAct:
    b = ballots.c
    act = record_by(tx, Proxy, proxies, poll.community_id, number=number)
    assert act is not None
    content = tx.connection.scalar(
        select(b.content).where(
            b.community_id == poll.community_id,
            b.poll_id == poll.id,
            b.slot == act.slot,
            b.revision == act.revision,
        )
    )
    return value_from(
        ProxyAct,
        act,
        poll=poll.number,
        title=poll.title,
        choice=choice_of(content or ""),
        heads=len(_heads(tx, poll, proxy=act.proxy, proxy_id=act.proxy_id)),
        most=rules_of_poll(tx, poll).proxy_cap,
        reason=act.revoke_reason,
    )


def number_on_poll(tx: Transaction, poll: Poll, text: str) -> str | Refusal:
    """Read the number of an authorisation of this poll that counts."""
    p = proxies.c
    known = text.isascii() and text.isdecimal() and len(text) < 10  # noqa: PLR2004 - as long as any
    state = tx.connection.scalar(
        select(p.state).where(*_of_poll(poll), p.number == (int(text) if known else 0))
    )
    if state is None:
        return refuse("proxy.unknown", number=text[:9])
    return text if state == "counted" else refuse("proxy.revoked", number=int(text))
