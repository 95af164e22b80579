"""Who stands beside or in for somebody: a helper or a proxy, found by the name that was typed.

Caps count a person, and a name may be that of several. Who shares it with others on the residents'
list or on the roll is told apart by unit, reference or key; who is on neither is known by name alone.
"""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, select

from council.counter.assisted import rules
from council.counter.rules import read_line
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents, roles
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.motions.records import motion_by
from council.polls.electorate.reads import frozen_roll
from council.polls.poll import Poll

#: How many of the same name a refusal lists.
LISTED = 6


@value
class Representative:
    """A helper or proxy. ``name`` is what is kept; it names one person only.

    ``tells``: what tells this person from others of the same name, the first as it is shown.
    """

    name: str
    resident_id: str = ""
    owner_key: str = ""
    tells: tuple[str, ...] = ()

    def is_person(self, name: str, resident_id: str | None) -> bool:
        """Whether this is the person named so: by line of the list, owner's key or name."""
        return name in (self.name, self.owner_key) or self.resident_id == (resident_id or "-")


def representative(tx: Transaction, poll: Poll, typed: str) -> Representative | Refusal:
    """Find whom a typed name means; refuse the name of several, with what tells them apart."""
    line = read_line(typed)
    if isinstance(line, Refusal):
        return line
    called = _called(tx, poll, line)
    if len(called) == 1:
        return replace(called[0], name=line)
    name, _, tell = line.rpartition(" ")
    others = called or (_called(tx, poll, name) if name else [])
    meant = [each for each in others if not called and tell in each.tells]
    if len(meant) == 1:
        return replace(meant[0], name=_told_apart(meant[0], others))
    if others:
        people = "、".join(_shown(each) for each in others[:LISTED])
        example = f"{others[0].name} {others[0].tells[0]}"
        return refuse("desk.namesakes", name=others[0].name, people=people, example=example)
    return _by_reference(tx, poll, line) or Representative(name=line)


def name_of(tx: Transaction, poll: Poll, who: Person) -> str:
    """How somebody on the list is named here: told apart where others have the same name."""
    called = _called(tx, poll, who.name)
    own = next(each for each in called if each.resident_id == who.id)
    return _told_apart(own, called)


def _called(tx: Transaction, poll: Poll, name: str) -> list[Representative]:
    """Who has this name, on the residents' list or among the roll's owners (``name#…`` too)."""
    owned: dict[str, list[str]] = {}
    for unit in frozen_roll(tx, poll.community_id, poll.id):
        for key in unit.voters:
            if key.partition("#")[0] == name:
                owned.setdefault(key, []).append(unit.code)
    r = residents.c
    people = _people(tx, poll, (r.name == name) | r.owner_key.in_(owned))
    listed = {each.owner_key for each in people}
    return [
        *people,
        *(
            Representative(name=name, owner_key=key, tells=(key, *units))
            for key, units in owned.items()
            if key not in listed
        ),
    ]


def _by_reference(tx: Transaction, poll: Poll, line: str) -> Representative | None:
    found = _people(tx, poll, residents.c.ref == line)
    if not found:
        return None
    return replace(found[0], name=_told_apart(found[0], _called(tx, poll, found[0].name)))


def _people(tx: Transaction, poll: Poll, wanted: ColumnElement[bool]) -> list[Representative]:
    r = residents.c
    query = select(r.id, r.ref, r.name, r.unit, r.owner_key).where(
        r.community_id == poll.community_id, wanted
    )
    return [
        Representative(
            name=each.name,
            resident_id=each.id,
            owner_key=each.owner_key or "",
            tells=(each.ref, each.unit, each.owner_key or each.ref),
        )
        for each in tx.connection.execute(query.order_by(r.ref))
    ]


def _told_apart(one: Representative, others: Sequence[Representative]) -> str:
    return one.name if len(others) == 1 else f"{one.name} {one.tells[0]}"


def _shown(each: Representative) -> str:
    first, second, *_ = (*each.tells, "")
    return f"{second} {first}" if second else first


def is_about_manager(tx: Transaction, poll: Poll) -> bool:
    """Whether a poll's motion is addressed to the manager or about them."""
    motion = motion_by(tx, poll.community_id, id=poll.motion_id)
    assert motion is not None
    return rules.is_about_manager(
        legal_class=poll.legal_class or motion.legal_class, addressee=motion.addressee
    )


def is_of_manager(tx: Transaction, community_id: str, who: Representative) -> bool:
    """Whether somebody on the list holds the manager's role."""
    o = roles.c
    found = (
        select(o.resident_id)
        .where(
            o.community_id == community_id,
            o.role == "manager",
            o.resident_id == who.resident_id,
        )
        .limit(1)
    )
    return tx.connection.scalar(found) is not None
