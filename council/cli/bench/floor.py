"""Row 12: a meeting of 60 in chat. 40 hands at once, a vote of all, and how late the wall shows it."""

import asyncio
import json
import time
from pathlib import Path
from typing import Any

from sqlalchemy import insert, update

from council import schema as migrate
from council.app import open_app
from council.cli.bench.load import Load, fire, post, until_answered
from council.cli.bench.population import populate
from council.cli.bench.row import Row
from council.cli.bench.serving import (
    SECRET,
    TOKEN,
    agreeable_api,
    cost_of,
    free_port,
    listening,
    process,
)
from council.kernel.app import App
from council.kernel.config import load
from council.kernel.database.transaction import Transaction
from council.kernel.directory import residents, roles
from council.kernel.values import Account, value
from council.meetings.floor.commands import (
    FloorView,
    OfChair,
    OpenMotion,
    PassOver,
    PutQuestion,
    StateQuestion,
)
from council.meetings.floor.doing import Ground, begin, deed
from council.meetings.floor.floor import Floor, Question, Show
from council.meetings.floor.public import stamp_of
from council.meetings.floor.records import floor_of
from council.meetings.floor.rules import queue
from council.meetings.tables import agenda_items, attendance, meetings
from council.motions.tables import motions
from council.people.records import person_of
from council.rules.records import rules_of

PEOPLE, HANDS, LOOKS = 60, 40, 20
BUDGET = 1.0
MEETING = 1


@value
class Evening:
    """A meeting under load: who is there, the first of them in the chair."""

    community_id: str
    meeting_id: str
    voters: tuple[Account, ...]

    @property
    def chair(self) -> Account:
        """Who presides."""
        return self.voters[0]


async def measure(folder: Path) -> list[Row]:
    """Measure the residents' bot by webhook, and the web view as another process."""
    from bot.update_receiver import hook_secret

    url = f"sqlite:///{folder / 'floor.db'}"
    migrate.upgrade(url)
    port, pages = free_port(), free_port()
    with open_app(load(database_url=url)) as app:
        evening = _held(app)
        secret = hook_secret(SECRET, "resident")
        async with agreeable_api() as api:
            environment = {
                "YISHI_DATABASE_URL": url,
                "YISHI_RESIDENT_BOT_TOKEN": TOKEN,
                "YISHI_BOT_API_URL": api,
                "YISHI_WEBHOOK_SECRET": SECRET,
                "YISHI_WEBHOOK_URL": f"http://127.0.0.1:{port}",
                "YISHI_LOG_LEVEL": "ERROR",
            }
            bot = process(
                "-m",
                "council",
                "resident-bot",
                environment={**environment, "YISHI_WEB_PORT": str(port)},
            )
            web = process(
                "-m", "council", "web", environment={**environment, "YISHI_WEB_PORT": str(pages)}
            )
            async with bot as serving, web as showing:
                await listening(port, serving)
                await listening(pages, showing)
                return await _measured(app, evening, port, pages, secret, serving.pid)


async def _measured(
    app: App, evening: Evening, port: int, pages: int, secret: str, pid: int
) -> list[Row]:
    presses = _Presses(secret)
    question = _question(app, evening)
    await _warm(presses, evening, port)
    late = await _late(app, evening, presses, question, port, pages)
    hands = [
        presses.one(voter, f"floor.raise:{MEETING}:{question}:{'for' if n % 2 else 'against'}")
        for n, voter in enumerate(evening.voters[1 : HANDS + 1])
    ]
    before = cost_of(pid).cpu
    raised = await fire(port, hands, connections=HANDS)
    raising = (cost_of(pid).cpu - before) / HANDS
    vote = _put(app, evening)
    ballots = [presses.one(voter, f"floor.vote:{MEETING}:{vote}:for") for voter in evening.voters]
    before = cost_of(pid).cpu
    voted = await fire(port, ballots, connections=PEOPLE)
    voting = (cost_of(pid).cpu - before) / PEOPLE
    kept = _kept(app, evening)
    return [
        _row(
            "12 hands",
            f"{HANDS} hands at once, {PEOPLE} there",
            raised,
            raising,
            complete=kept[0] == HANDS,
        ),
        _row(
            "12 vote", f"a vote of all {PEOPLE} at once", voted, voting, complete=kept[1] == PEOPLE
        ),
        Row(
            name="12 wall",
            what=f"answer → projector, another process, {LOOKS} hands",
            measured=f"p99 {late[-1] * 1000:.0f} ms",
            limit=f"median {late[len(late) // 2] * 1000:.0f} ms",
            ratio="",
            budget=f"≤ {BUDGET:.0f} s",
            met=late[-1] <= BUDGET,
        ),
    ]


def _row(name: str, what: str, load: Load, cpu: float, *, complete: bool) -> Row:
    return Row(
        name=name,
        what=f"{what}, SQLite FULL",
        measured=f"p99 {load.p99 * 1000:.0f} ms",
        limit=f"median {load.p50 * 1000:.0f} ms",
        ratio=f"{load.p99 / load.p50:.1f}",
        budget=f"p99 ≤ {BUDGET:.0f} s",
        met=complete and load.p99 <= BUDGET,
        note=f"{cpu * 1000:.0f} ms CPU a press",
    )


async def _warm(presses: "_Presses", evening: Evening, port: int) -> None:
    """Let everybody look at the floor once: the first answers compile what the others run."""
    looks = [presses.one(voter, f"floor:{MEETING}") for voter in evening.voters]
    await until_answered(port, looks[0])
    await fire(port, looks, connections=4)


async def _late(
    app: App, evening: Evening, presses: "_Presses", question: int, port: int, pages: int
) -> list[float]:
    """How long (s) after the answer to a press the projector's stream tells of it, sorted."""
    reader, writer = await asyncio.open_connection("127.0.0.1", pages)
    writer.write(
        f"GET /meetings/{MEETING}/floor/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    )
    await _told(reader, 1)
    found = []
    voter = evening.voters[-1]
    for n in range(LOOKS):
        what = "lower" if n % 2 else "raise"
        side = "" if n % 2 else ":for"
        request = presses.one(voter, f"floor.{what}:{MEETING}:{question}{side}")
        await fire(port, [request], connections=1)
        began = time.perf_counter()
        last = app.bus.read_now(lambda tx: stamp_of(tx, evening.community_id, MEETING)[0])
        await _told(reader, last)
        found.append(time.perf_counter() - began)
    writer.close()
    await writer.wait_closed()
    return sorted(found)


async def _told(reader: asyncio.StreamReader, position: int) -> None:
    """Read on until the stream tells of an event at this position, or a later one."""
    async with asyncio.timeout(30):
        while True:
            line = (await reader.readline()).decode(errors="replace").strip()
            if line.startswith("id: ") and int(line[4:]) >= position:
                return


class _Presses:
    """Presses of buttons, as the Bot API posts them."""

    def __init__(self, secret: str) -> None:
        self._secret, self._number = secret, 0

    def one(self, voter: Account, data: str) -> bytes:
        self._number += 1
        chat = {"id": int(voter.id), "type": "private", "first_name": "居民"}
        update = {
            "update_id": self._number,
            "callback_query": {
                "id": str(self._number),
                "from": {**chat, "is_bot": False, "language_code": "zh-hans"},
                "chat_instance": "1",
                "data": data,
                "message": {"message_id": 5, "date": 1769745600, "chat": chat, "text": "现场"},
            },
        }
        headers = {
            "Content-Type": "application/json",
            "X-Telegram-Bot-Api-Secret-Token": self._secret,
        }
        return post("/hooks/resident", json.dumps(update).encode(), headers)


def _held(app: App) -> Evening:
    """A meeting in session with everybody there, and its motion on the floor."""
    population = populate(app, PEOPLE)
    community_id = population.community_id
    meeting_id = app.bus.submit_run(lambda tx: _rows(tx, community_id)).result()
    evening = Evening(community_id=community_id, meeting_id=meeting_id, voters=population.voters)
    _ask(app, evening, OpenMotion, motion=1)
    app.bus.submit_run(lambda tx: _prepare(tx, evening)).result()
    _ask(app, evening, StateQuestion)
    return evening


def _rows(tx: Transaction, community_id: str) -> str:
    execute, meeting_id = tx.connection.execute, tx.new_id()
    meeting = {
        "community_id": community_id,
        "id": meeting_id,
        "number": MEETING,
        "title": "议事会",
        "place": "社区活动室",
        "starts_at": tx.now,
        "state": "in_session",
        "announced_at": tx.now,
        "opened_at": tx.now,
    }
    execute(insert(meetings), [meeting])
    ids = list(
        tx.connection.scalars(
            residents.select()
            .with_only_columns(residents.c.id)
            .where(residents.c.community_id == community_id)
            .order_by(residents.c.ref)
        )
    )
    mine = {"community_id": community_id, "meeting_id": meeting_id}
    came = [{**mine, "resident_id": each, "arrived_at": tx.now, "noted_by": each} for each in ids]
    execute(insert(attendance), came)
    chair = {"community_id": community_id, "resident_id": ids[0], "role": "chair"}
    execute(insert(roles), [{**chair, "granted_at": tx.now, "granted_by": "bench"}])
    motion = tx.connection.execute(
        motions.select().where(motions.c.community_id == community_id)
    ).one()
    execute(
        update(motions)
        .where(motions.c.community_id == community_id, motions.c.id == motion.id)
        .values(meeting_id=meeting_id, state="announced", legal_class="R-MO")
    )
    execute(
        insert(agenda_items),
        [{**mine, "motion_id": motion.id, "position": 1, "added_at": tx.now}],
    )
    return meeting_id


def _prepare(tx: Transaction, evening: Evening) -> None:
    """The motion is moved and seconded, and the size of the body told."""
    chair = person_of(tx, evening.chair)
    mover = person_of(tx, evening.voters[1])
    second = person_of(tx, evening.voters[2])
    assert chair is not None
    assert mover is not None
    assert second is not None
    on = begin(tx, chair, MEETING, verb="floor.note", origin="room")
    assert isinstance(on, Ground), on
    on.keep(
        deed("move", resident=mover.id),
        deed("second", resident=second.id),
        deed("body", text="members", amount=PEOPLE),
    )


def _ask(app: App, evening: Evening, command: type[OfChair], **fields: Any) -> None:
    """Let the chair press a button of this turn."""
    turn = app.bus.read_now(lambda tx: _floor(tx, evening).turn)
    made = command(actor=evening.chair, meeting=MEETING, turn=turn, **fields)
    done = app.bus.submit(made).result()
    assert isinstance(done, FloorView), done


def _floor(tx: Transaction, evening: Evening) -> Floor:
    debate = rules_of(tx, evening.community_id).debate
    return floor_of(tx, evening.community_id, evening.meeting_id, debate)


def _pending(tx: Transaction, evening: Evening) -> Question:
    question = _floor(tx, evening).question
    assert question is not None, "the motion is on the floor all the time"
    return question


def _show(tx: Transaction, evening: Evening) -> Show:
    show = _pending(tx, evening).show
    assert show is not None, "it was put"
    return show


def _question(app: App, evening: Evening) -> int:
    return app.bus.read_now(lambda tx: _pending(tx, evening).id)


def _put(app: App, evening: Evening) -> int:
    """Let nobody wait any more, and put the question; tells the vote."""
    while hand := app.bus.read_now(lambda tx: _next(tx, evening)):
        _ask(app, evening, PassOver, hand=hand)
    _ask(app, evening, PutQuestion)
    return app.bus.read_now(lambda tx: _show(tx, evening).id)


def _next(tx: Transaction, evening: Evening) -> int:
    waiting = queue(_pending(tx, evening), _floor(tx, evening).rules)
    return waiting[0].id if waiting else 0


def _kept(app: App, evening: Evening) -> tuple[int, int]:
    """How many hands were raised by those who were to, and how many votes are kept."""

    def look(tx: Transaction) -> tuple[int, int]:
        return len(_pending(tx, evening).raised) - 1, _show(tx, evening).voted

    return app.bus.read_now(look)
