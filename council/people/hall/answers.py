"""Keeping the answers to what was sent in the web hall, a crowd of them by a few statements."""

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, or_, select, update

from council.kernel.database.batch import insert_batch, select_crowd
from council.kernel.database.in_array import in_array, members
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts
from council.kernel.screens.screen import Screen, as_json
from council.kernel.values import Account, value
from council.people.hall.messages import DRAWN, Message, Said, sweep
from council.people.hall.sessions import BOTS, CHANNEL, hashed
from council.people.hall.tables import hall_acts, hall_messages, hall_sessions

_M = hall_messages.c
#: Writes over a message that an answer stands in the place of.
_CHANGE = (
    update(hall_messages)
    .where(
        _M.account == bindparam("of_account"),
        _M.bot == bindparam("of_bot"),
        _M.number == bindparam("of_number"),
    )
    .values(
        kind="shown",
        body=bindparam("to_body"),
        revision=bindparam("to_revision"),
        changed_at=bindparam("at"),
    )
)


@value
class Answer:
    """What was sent, and the screen that answers it.

    ``said`` are the words that were sent, ``files`` go out before the answer; an answer that stands
    in the place of the message ``pressed`` changes it. With a ``token`` it is kept only while
    that device is signed in.
    """

    account: Account
    bot: str
    act: str
    screen: Screen
    said: Said | None = None
    files: tuple[Said, ...] = ()
    pressed: int = 0
    token: str = ""

    @property
    def name(self) -> tuple[str, str]:
        """What names it among those of everybody."""
        return self.account.id, self.act


@value
class Kept:
    """What became of an answer: its message's number (0: there is none), and what that side shows now.

    ``messages`` are new or changed since the revision ``before``, up to ``revision``. ``gone``: its
    device is signed out, and nothing was kept. What was kept already brings no messages.
    """

    number: int
    before: int = 0
    revision: int = 0
    messages: tuple[Message, ...] = ()
    gone: bool = False


@value
class _Side:
    """Where the messages of one side end."""

    number: int = 0
    revision: int = 0


def answered(tx: Transaction, acts: Sequence[tuple[Account, str]]) -> dict[tuple[str, str], int]:
    """Tell the messages that answer what was sent already; what is left out was not.

    By account and act: a name that two people give to something is not the same name.
    """
    theirs = {(account.id, act) for account, act in acts}
    rows = _crowd(
        tx,
        _acts_query,
        accounts=[account for account, _ in theirs],
        acts=[act for _, act in theirs],
    )
    found = {(row.account, row.act): row.number for row in rows}
    return {each: number for each, number in found.items() if each in theirs}


def keep_answer(tx: Transaction, answer: Answer) -> Kept:
    """Keep one answer."""
    return keep_answers(tx, [answer])[0]


def keep_answers(tx: Transaction, answers: Sequence[Answer]) -> list[Kept]:
    """Keep answers, in their order; what was answered before stays as it is."""
    out = _signed_out(tx, [each.token for each in answers if each.token])
    kept: dict[int, Kept] = {
        place: Kept(number=0, gone=True) for place, each in enumerate(answers) if each.token in out
    }
    left = [place for place in range(len(answers)) if place not in kept]
    while left:  # two of one account follow each other
        seen: set[str] = set()
        turn = [
            place
            for place in left
            if answers[place].account.id not in seen and not seen.add(answers[place].account.id)  # type: ignore[func-returns-value]
        ]
        kept.update(zip(turn, _keep(tx, [answers[place] for place in turn]), strict=True))
        left = [place for place in left if place not in kept]
    sweep(tx)
    return [kept[place] for place in range(len(answers))]


@cache
def _devices_query(dialect: str) -> Select[Any]:
    s, a = hall_sessions.c, accounts.c
    return (
        select(s.token_hash)
        .join_from(hall_sessions, accounts, and_(a.channel == CHANNEL, a.account == s.account))
        .where(
            in_array(dialect, s.token_hash, "tokens"),
            s.ended_at.is_(None),
            s.expires_at > bindparam("now"),
        )
    )


def _signed_out(tx: Transaction, tokens: Sequence[str]) -> set[str]:
    """Tell which devices nobody is signed in on any more."""
    if not tokens:
        return set()
    names = {hashed(token): token for token in tokens}
    rows = _crowd(tx, _devices_query, tokens=list(names), now=tx.now)
    return set(names.values()) - {names[row.token_hash] for row in rows}


def _keep(tx: Transaction, answers: Sequence[Answer]) -> list[Kept]:
    """Keep answers of different accounts."""
    before = answered(tx, [(each.account, each.act) for each in answers])
    new = [each for each in answers if each.name not in before]
    sides, pressed = _sides(tx, new), _pressed(tx, new)
    kept: dict[tuple[str, str], Kept] = {}
    added: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for each in new:
        key = (each.account.id, each.bot)
        side = sides.get(key, _Side())
        said = [("said", each.said.body)] if each.said is not None else []
        said += [("file", file.body) for file in each.files]
        old = pressed.get((*key, each.pressed))
        screen = each.screen
        in_place = old is not None and screen.in_place and screen.keyboard is None
        if screen.text and not in_place:
            said.append(("shown", as_json(screen)))
        messages = [
            Message(
                number=side.number + place,
                revision=side.revision + place,
                kind=kind,
                body=body,
                made_at=tx.now,
                changed_at=tx.now,
            )
            for place, (kind, body) in enumerate(said, start=1)
        ]
        added += [_row(key, message) for message in messages]
        number = messages[-1].number if screen.text and not in_place else each.pressed
        if screen.text and in_place:
            assert old is not None
            message = Message(
                number=each.pressed,
                revision=side.revision + len(said) + 1,
                kind="shown",
                body=as_json(screen),
                made_at=old.made_at,
                changed_at=tx.now,
            )
            changed.append(
                {
                    "of_account": each.account.id,
                    "of_bot": each.bot,
                    "of_number": message.number,
                    "to_body": message.body,
                    "to_revision": message.revision,
                    "at": tx.now,
                }
            )
            messages.insert(0, message)
        kept[each.name] = Kept(
            number=number,
            before=side.revision,
            revision=side.revision + len(messages),
            messages=tuple(messages),
        )
    insert_batch(tx.connection, hall_messages, added)
    if changed:
        tx.connection.execute(_CHANGE, changed)
    insert_batch(
        tx.connection,
        hall_acts,
        [
            {
                "account": each.account.id,
                "act": each.act,
                "bot": each.bot,
                "number": kept[each.name].number,
                "made_at": tx.now,
            }
            for each in new
        ],
    )
    return [
        Kept(number=before[each.name]) if each.name in before else kept[each.name]
        for each in answers
    ]


def _row(key: tuple[str, str], message: Message) -> dict[str, Any]:
    account, bot = key
    return {
        "account": account,
        "bot": bot,
        **{field.name: getattr(message, field.name) for field in fields(Message)},
    }


@cache
def _acts_query(dialect: str) -> Select[Any]:
    a = hall_acts.c
    return select(a.account, a.act, a.number).where(
        in_array(dialect, a.account, "accounts"), in_array(dialect, a.act, "acts")
    )


@cache
def _sides_query(dialect: str) -> Select[Any]:
    """Read the ends of one side, each by its index."""
    a, m = accounts.c, hall_messages.c

    def last(column: Any) -> Any:
        query = select(column).where(m.account == a.account, m.bot == bindparam("of_bot"))
        return query.order_by(column.desc()).limit(1).correlate(accounts).scalar_subquery()

    return select(
        a.account, last(m.number).label("number"), last(m.revision).label("revision")
    ).where(a.channel == CHANNEL, in_array(dialect, a.account, "accounts"))


def _sides(tx: Transaction, answers: Sequence[Answer]) -> dict[tuple[str, str], _Side]:
    found: dict[tuple[str, str], _Side] = {}
    for bot in BOTS:
        theirs = [each.account.id for each in answers if each.bot == bot]
        if theirs:
            for row in _crowd(tx, _sides_query, accounts=theirs, of_bot=bot):
                found[row.account, bot] = _Side(number=row.number or 0, revision=row.revision or 0)
    return found


@cache
def _pressed_query(dialect: str) -> Select[Any]:
    m = hall_messages.c
    return select(m.account, m.bot, m.number, m.made_at).where(
        in_array(dialect, m.account, "accounts"),
        in_array(dialect, m.number, "numbers"),
        or_(*(m.kind == kind for kind in DRAWN)),
    )


def _pressed(tx: Transaction, answers: Sequence[Answer]) -> dict[tuple[str, str, int], Any]:
    """Find the messages whose buttons were pressed; what somebody wrote is none."""
    theirs = [each for each in answers if each.pressed and each.screen.text]
    if not theirs:
        return {}
    rows = _crowd(
        tx,
        _pressed_query,
        accounts=[each.account.id for each in theirs],
        numbers=[each.pressed for each in theirs],
    )
    return {(row.account, row.bot, row.number): row for row in rows}


def _crowd(tx: Transaction, query: Any, **given: Any) -> Sequence[Any]:
    dialect = tx.connection.dialect.name
    params = {
        name: each if isinstance(each, str | int) else members(dialect, each)
        for name, each in given.items()
    }
    return select_crowd(tx.connection, query(dialect), params)
