"""The invariants that tie the record's rows to one another: fingerprints, acts, seals, roles.

What somebody changes with the database in their hands mostly contradicts another row: the roll's
fingerprint, the act that made a row what it is, the roles that its doer held then (``numbers``: the
counter that gave the last number). What these do not find is said in docs/operators.md.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import and_, func, or_, select

from council.kernel.acts_log import Act
from council.kernel.database.records import read_all
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, communities, residents, roles
from council.kernel.findings import Finding, count, finding
from council.kernel.policy import MATRIX
from council.kernel.seals import SUBJECTS, WHOLES, seals, whole_kind, whole_seal
from council.kernel.tables import acts, files
from council.kernel.values import CLOCK, OPERATOR
from council.people.tables import join_codes
from council.polls.checks import polls_by_slug
from council.polls.digests import ballots_digest, electorate_digest
from council.polls.electorate.reads import fingerprint_of, slots_of
from council.polls.poll import Poll
from council.polls.tables import electorate, frozen_units, polls
from council.proposals.tables import seconds
from council.resolutions.tables import resolutions
from council.roll.records import unit_from
from council.rules.poll_kinds import RATIFICATION
from council.rules.tables import rulesets

#: Roles that everybody on the list has.
_EVERYBODY = frozenset({"anyone", "resident"})
#: Kinds of subjects whose rows nobody makes without an act about them.
_MADE_BY_ACTS = (
    "poll",
    "resolution",
    "objection",
    "motion",
    "meeting",
    "floor",
    "proposal",
    "campaign",
    "pledge",
    "receipt",
    "contract",
    "payment",
    "bank_statement",
    "publication",
    "powers",
)


def i20_rolls_and_rules_fit(tx: Transaction) -> Finding:
    """A frozen roll has the fingerprint announced; kept rules and files have that of their name."""
    p, r = polls.c, rulesets.c
    frozen = polls_by_slug(tx, p.roll_fingerprint.is_not(None))
    wrong = ((slug, poll.number, each) for slug, poll in frozen for each in _wrong_roll(tx, poll))
    broken = [f"{slug} poll {number}: {each}" for slug, number, each in wrong]
    kept = tx.connection.execute(
        select(communities.c.slug, r.name, r.files, r.fingerprint)
        .join(communities, communities.c.id == r.community_id)
        .order_by(r.kept_at)
    ).all()
    broken += [
        f"{row.slug} rules {row.name}: not those of {row.fingerprint[:12]}"
        for row in kept
        if hashlib.sha256(f"{row.name}\n{row.files}".encode()).hexdigest() != row.fingerprint
    ]
    for sha256, content in tx.connection.execute(select(files.c.sha256, files.c.content)):
        if hashlib.sha256(content).hexdigest() != sha256:
            broken.append(f"file {sha256[:12]}: another content")
    return finding(
        "I20",
        "frozen rolls, kept rules and files fit their fingerprints",
        checked=len(frozen) + len(kept) + count(tx, files),
        broken=broken,
    )


def _wrong_roll(tx: Transaction, poll: Poll) -> Iterator[str]:
    e, f = electorate.c, frozen_units.c
    mine = (e.community_id == poll.community_id, e.poll_id == poll.id)
    slots = tx.connection.execute(select(e.slot, e.head, e.owner_key).where(*mine)).all()
    if poll.kind != RATIFICATION:
        found = fingerprint_of(slot.slot for slot in slots)
    else:
        written = tx.connection.scalars(
            select(f.unit).where(f.community_id == poll.community_id, f.poll_id == poll.id)
        ).all()
        found = fingerprint_of(written)
        if {tuple(slot) for slot in slots} != _slots(written):
            yield "its voters are not those of its units"
    if found != poll.roll_fingerprint:
        yield "its roll is not the one that was announced"
    told = _told(tx, poll, "electorate")
    if told and told != electorate_digest(tx, poll.community_id, poll.id):
        yield "its voters are not those of the announcement"


def _slots(written: Iterable[str]) -> set[tuple[str, str, str]]:
    """The slots that frozen units give; none where nobody could have frozen them."""
    try:
        return set(slots_of([unit_from(unit) for unit in written]))
    except (KeyError, TypeError, ValueError):
        return set()


def i21_rows_as_acts_left_them(tx: Transaction) -> Finding:
    """Each row is as the last act about it left it, and nothing came to be without an act."""
    broken, checked = [], 0
    for community in tx.connection.execute(select(communities.c.id, communities.c.slug)):
        last = _last_acts(tx, community.id)
        broken += _seals_lost(tx, community, last)
        for kind in sorted(SUBJECTS):
            found = seals(tx, community.id, kind)
            checked += len(found)
            for subject, act in last[kind].items():
                if act.seal is not None and found.get(subject) != act.seal:
                    how = "is not as" if subject in found else "is gone since"
                    broken.append(f"{community.slug} {kind}: one {how} act {act.number} left it")
            if kind in _MADE_BY_ACTS and found.keys() - last[kind].keys():
                many = len(found.keys() - last[kind].keys())
                broken.append(f"{community.slug} {kind}: {many} without any act")
        for kind in sorted(WHOLES):
            end = last[kind].get(kind)
            if end is not None and end.seal not in (None, whole_seal(tx, community.id, kind)):
                broken.append(f"{community.slug} {kind}: not as act {end.number} left it")
        broken += _seconds_without_acts(tx, community)
    return finding("I21", "rows are as their last act left them", checked=checked, broken=broken)


def _seals_lost(
    tx: Transaction, community: Any, last: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """Last acts whose seal was taken off; those of before the first seal never had one."""
    a = acts.c
    first = tx.connection.scalar(
        select(func.min(a.number)).where(a.community_id == community.id, a.seal.is_not(None))
    )
    return [
        f"{community.slug} act {act.number}: its seal is gone"
        for kind in (*sorted(SUBJECTS), *sorted(WHOLES))
        for act in last[kind].values()
        if act.seal is None and first is not None and act.number > first
    ]


def _last_acts(tx: Transaction, community_id: str) -> defaultdict[str, dict[str, Any]]:
    """The last act about each subject: kind → subject → act. A whole is its own subject."""
    a = acts.c
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for row in tx.connection.execute(
        select(a.number, a.subject_kind, a.subject_id, a.seal)
        .where(a.community_id == community_id)
        .order_by(a.number)
    ):
        whole = whole_kind(row.subject_kind)
        found[whole or row.subject_kind][whole or row.subject_id] = row
    return found


def _seconds_without_acts(tx: Transaction, community: Any) -> list[str]:
    """Seconds 附议 and the acts of giving one, both ways."""
    s, a = seconds.c, acts.c
    given = select(s.proposal_id, s.resident_id).where(s.community_id == community.id)
    told = select(a.subject_id, a.actor_id).where(
        a.community_id == community.id, a.verb == "proposal.second"
    )
    rows = {tuple(row) for row in tx.connection.execute(given)}
    said = {tuple(row) for row in tx.connection.execute(told)}
    return [f"{community.slug} seconds: {len(rows ^ said)} unlike their acts"] * (rows != said)


def i22_acts_by_those_who_might(tx: Transaction) -> Finding:
    """Who acted in a role held it then, by the log itself; roles are as the log gives them."""
    broken, checked = [], 0
    for community in tx.connection.execute(select(communities.c.id, communities.c.slug)):
        a = acts.c
        log = read_all(
            tx, Act, select(acts).where(a.community_id == community.id).order_by(a.number)
        )
        checked += len(log)
        people = set(
            tx.connection.scalars(
                select(residents.c.id).where(residents.c.community_id == community.id)
            )
        )
        held: defaultdict[str, set[str]] = defaultdict(set)
        for act in log:
            if not _might(act, held, people):
                broken.append(f"{community.slug} act {act.number}: {act.verb} as {act.role}")
            _grant(act, held)
        now = {(each, role) for each, its in held.items() for role in its}
        rows = tx.connection.execute(
            select(roles.c.resident_id, roles.c.role).where(roles.c.community_id == community.id)
        )
        for _, role in now.symmetric_difference(tuple(row) for row in rows):
            broken.append(f"{community.slug} roles: a {role} unlike the log")
        broken += _accounts_of_others(tx, community)
    return finding("I22", "acts by those who held the role", checked=checked, broken=broken)


def _might(act: Act, held: defaultdict[str, set[str]], people: set[str]) -> bool:
    """Whether the doer of an act held its role; a role that the verb needs not is none."""
    if act.actor_id in (OPERATOR.id, CLOCK.id):
        return bool(act.role in ("", act.actor_id))
    if act.actor_id not in people:
        return False
    if act.role in _EVERYBODY or act.role in held[act.actor_id]:
        return bool(act.verb not in MATRIX or act.role in MATRIX[act.verb])
    # What follows from another act (a motion carried by a certificate) is logged without a role.
    return bool(act.role == "" and not _needs_own_role(act.verb))


def _needs_own_role(verb: str) -> bool:
    return verb in ("poll.certify", "poll.announce", "poll.annul", "poll.extend", "receipt.sign")


def _accounts_of_others(tx: Transaction, community: Any) -> list[str]:
    """Accounts that speak for somebody else than the last code they joined by was made for."""
    a, j = accounts.c, join_codes.c
    last: dict[str, tuple[int, frozenset[str]]] = {}
    for row in tx.connection.execute(
        select(j.used_by, j.used_at, j.resident_id)
        .where(j.community_id == community.id, j.used_by.is_not(None))
        .order_by(j.used_at)
    ):
        at, whose = last.get(row.used_by, (0, frozenset()))
        also = whose if at == row.used_at else frozenset()  # of one second any may be the last
        last[row.used_by] = row.used_at, also | {row.resident_id}
    bound = tx.connection.execute(
        select(a.channel, a.account, a.resident_id).where(a.community_id == community.id)
    )
    many = sum(
        joined is not None and row.resident_id not in joined[1]
        for row in bound
        for joined in [last.get(f"{row.channel}:{row.account}")]
    )
    return [f"{community.slug} accounts: {many} speak for another"] * bool(many)


def _grant(act: Act, held: defaultdict[str, set[str]]) -> None:
    if act.verb == "people.grant_role":
        held[act.subject_id].add(_detail(act.detail, "role"))
    if act.verb == "people.revoke_role":
        held[act.subject_id].discard(_detail(act.detail, "role"))


def i23_ballots_of_the_close(tx: Transaction) -> Finding:
    """The ballots of a closed poll are those that were there at its close."""
    over = polls.c.closed_at.is_not(None)
    told = [(slug, poll, _told(tx, poll, "ballots")) for slug, poll in polls_by_slug(tx, over)]
    known = [each for each in told if each[-1]]
    return finding(
        "I23",
        "ballots are those of the close",
        checked=len(known),
        broken=[
            f"{slug} poll {poll.number}: others than at its close"
            for slug, poll, digest in known
            if digest != ballots_digest(tx, poll.community_id, poll.id)
        ],
    )


def i25_signed_by_two(tx: Transaction) -> Finding:
    """A resolution in force rests on what passed; who published it did not draft it."""
    t, p = resolutions.c, polls.c
    rows = tx.connection.execute(
        select(communities.c.slug, t.number)
        .join_from(resolutions, communities, communities.c.id == t.community_id)
        .outerjoin(polls, and_(p.community_id == t.community_id, p.id == t.poll_id))
        .where(
            t.state != "provisional",
            or_(
                t.published_by.is_(None),
                t.published_at.is_(None),
                t.published_by == t.drafted_by,
                and_(t.poll_id.is_not(None), p.state != "certified"),
            ),
        )
        .order_by(communities.c.slug, t.number)
    )
    return finding(
        "I25",
        "resolutions are published by a second person, on what is certified",
        checked=count(tx, resolutions, t.state != "provisional"),
        broken=[f"{row.slug} resolution {row.number}" for row in rows],
    )


def _told(tx: Transaction, poll: Poll, key: str) -> str:
    """What the last act about a poll that speaks of a key says of it; empty where none does."""
    a = acts.c
    details = tx.connection.scalars(
        select(a.detail)
        .where(
            a.community_id == poll.community_id,
            a.subject_kind == "poll",
            a.subject_id == poll.id,
        )
        .order_by(a.number)
    )
    said = [_detail(detail, key) for detail in details]
    return next((each for each in reversed(said) if each), "")


def _detail(written: str, key: str) -> str:
    """What an act tells under a key; nothing where somebody has made it unreadable."""
    try:
        told = json.loads(written)
    except ValueError:
        return ""
    return str(told.get(key, "")) if isinstance(told, dict) else ""
