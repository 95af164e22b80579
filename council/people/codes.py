"""Join codes: made for people on the list, shown once, kept as hashes only."""

import base64
import hashlib
import secrets
import unicodedata
from collections.abc import Iterable

from sqlalchemy import delete, exists, insert, select

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, communities, residents
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.people.codes_reads import last_issued_at
from council.people.commands import CodesIssued, IssueCodes, IssuedCode
from council.people.tables import join_codes

#: How many people's codes one statement replaces: databases bound the number of parameters.
CHUNK = 500


def code_hash(code: str) -> str:
    """Hash a code as it is kept: without spaces and hyphens, upper case; full-width letters too."""
    plain = "".join(unicodedata.normalize("NFKC", code).split()).replace("-", "").upper()
    return hashlib.sha256(b"yishi/join/" + plain.encode()).hexdigest()


def issue_codes(tx: Transaction, who: Person, command: IssueCodes) -> CodesIssued | Refusal:
    """Issue fresh codes; earlier unused codes of the same lines stop working."""
    c = communities.c
    tx.connection.execute(select(c.id).where(c.id == who.community_id).with_for_update())
    last = last_issued_at(tx, who.community_id)
    if command.last_issued_at is not None and command.last_issued_at != last:
        return refuse("codes.issued_meanwhile", issued_at=last)
    t = residents.c
    bound = exists().where(
        accounts.c.community_id == t.community_id, accounts.c.resident_id == t.id
    )
    query = select(t.id, t.ref, t.name, bound.label("bound")).where(
        t.community_id == who.community_id
    )
    everybody = t.joined_at.is_(None) & ~bound
    query = query.where(t.ref.in_(command.refs) if command.refs else everybody)
    lines = tx.connection.execute(query.order_by(t.ref)).all()
    missing = set(command.refs) - {line.ref for line in lines}
    if missing:
        return refuse("people.unknown_ref", ref=" ".join(sorted(missing)))
    taken = next((line for line in lines if line.bound), None)
    if taken is not None:
        return refuse("codes.joined_already", name=taken.name, ref=taken.ref)
    for start in range(0, len(lines), CHUNK):
        tx.connection.execute(
            delete(join_codes).where(
                join_codes.c.community_id == who.community_id,
                join_codes.c.resident_id.in_([line.id for line in lines[start : start + CHUNK]]),
                join_codes.c.used_by.is_(None),
            )
        )
    issued, rows = [], []
    for line in lines:
        code = base64.b32encode(secrets.token_bytes(7)).decode()[:10]
        payload = base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")
        issued.append(IssuedCode(ref=line.ref, name=line.name, code=code, payload=payload))
        issue = tx.new_id()
        rows += [
            {
                "code_hash": code_hash(form),
                "issue": issue,
                "community_id": who.community_id,
                "resident_id": line.id,
                "issued_at": tx.now,
            }
            for form in (code, payload)
        ]
    if rows:
        tx.connection.execute(insert(join_codes), rows)
    record(tx, who, command.verb, "residents", who.community_id, count=len(issued))
    return CodesIssued(codes=tuple(issued))


def void_shown(tx: Transaction, shown: Iterable[str]) -> int:
    """Void the unused codes among what others could read; tells how many people's."""
    c = join_codes.c
    live = c.code_hash.in_({code_hash(code) for code in shown}) & c.used_by.is_(None)
    issues = set(tx.connection.scalars(select(c.issue).where(live)))
    if issues:
        tx.connection.execute(delete(join_codes).where(c.issue.in_(issues)))
    return len(issues)


CODES: UseCases = {IssueCodes: issue_codes}
