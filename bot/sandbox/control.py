"""The control API under /sim/: everything the chat page, a story or a test can do from outside."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, fields
from pathlib import Path

from aiohttp import WSMsgType, web

from bot.sandbox.accounts import BotAccount
from bot.sandbox.people import Person
from bot.sandbox.side import Side
from bot.sandbox.transport import JSON, read_call
from bot.sandbox.verbs import VERBS, need, whole
from bot.sandbox.wire import ApiError, Json, dump
from bot.sandbox.world import Unfit, Unknown, World

PAGE = Path(__file__).parent / "page"
TOASTS_SHOWN = 20
CHAT = "/sim/people/{person}/chats/{bot}"
PERSON_FIELDS = frozenset(field.name for field in fields(Person))
YES = frozenset({True, "true", "1"})

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Control:
    """Routes over one world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def add_routes(self, app: web.Application) -> None:
        """Bot-independent routes, the person's verbs, the page."""
        route = app.router.add_route
        route("GET", "/sim/state", _answering(self._state))
        route("POST", "/sim/bots", _answering(self._add_bots))
        route("POST", "/sim/people", _answering(self._add_people))
        route("GET", "/sim/clock", _answering(self._clock))
        route("POST", "/sim/clock", _answering(self._set_clock))
        route("GET", "/sim/faults", _answering(self._faults))
        route("POST", "/sim/faults", _answering(self._add_fault))
        route("DELETE", "/sim/faults", _answering(self._clear_faults))
        route("POST", "/sim/rates", _answering(self._set_rates))
        route("GET", "/sim/log", _answering(self._log))
        route("GET", "/sim/events", self._events)
        route("GET", "/sim/files/{file_id}", self._file)
        route("GET", CHAT, _answering(self._chat))
        route("POST", CHAT + "/{verb}", _answering(self._act))
        route("GET", "/", self._page)
        route("GET", "/{path:.+}", self._page)

    # State

    async def _state(self, _request: web.Request) -> Json:
        world = self._world
        return {
            "seq": world.events.seq,
            "bots": [
                {
                    "username": bot.username,
                    "name": bot.account.name,
                    "commands": bot.commands_for(0, ""),
                }
                for bot in world.bots.values()
            ],
            "people": [self._person(person) for person in world.people.values()],
            "clock": self._clock_now(),
            "rates": world.rates.on,
            **world.host,
        }

    def _person(self, person: Person) -> Json:
        return {**asdict(person), "bots": self._world.open_bots(person.id)}

    async def _add_bots(self, request: web.Request) -> Json:
        rows = await _rows(request)
        for row in rows:
            token, username = need(row, "token"), need(row, "username")
            name = str(row.get("name") or username)
            self._world.add_bot(BotAccount(token=token, username=username, name=name))
        return {"ok": True}

    async def _add_people(self, request: web.Request) -> Json | list[Json]:
        body = await _body(request)
        people = [self._person(self._add_person(row)) for row in _objects(body)]
        return people if isinstance(body, list) else people[0]

    def _add_person(self, row: Json) -> Person:
        unknown = set(row) - PERSON_FIELDS
        if unknown:
            raise Unfit(f"unknown field: {min(unknown)}")
        need(row, "first_name")
        number = row.get("id")
        known = {name: value for name, value in row.items() if value is not None}
        known["id"] = self._world.free_person_id() if number is None else int(number)
        return self._world.add_person(Person(**known))

    def _clock_now(self) -> Json:
        return {"now": self._world.clock.now(), "offset": self._world.clock.offset}

    async def _clock(self, _request: web.Request) -> Json:
        return self._clock_now()

    async def _set_clock(self, request: web.Request) -> Json:
        self._world.set_clock(whole(await _object(request), "offset"))
        return self._clock_now()

    async def _faults(self, _request: web.Request) -> list[Json]:
        return [fault.wire() for fault in self._world.faults.faults]

    async def _add_fault(self, request: web.Request) -> Json:
        return self._world.plan_fault(await _object(request)).wire()

    async def _clear_faults(self, _request: web.Request) -> Json:
        self._world.faults.clear()
        return {"ok": True}

    async def _set_rates(self, request: web.Request) -> Json:
        self._world.rates.on = (await _object(request)).get("on") in YES
        return {"ok": True, "on": self._world.rates.on}

    async def _log(self, request: web.Request) -> list[Json]:
        after = whole(dict(request.query), "after", default=0)
        return [entry.wire() for entry in self._world.log.since(after)]

    # One chat

    def _side(self, request: web.Request) -> Side:
        bot = self._world.bot_named(request.match_info["bot"])
        person_id = whole(dict(request.match_info), "person")
        chat = self._world.private_chat(bot, person_id)
        return Side(world=self._world, bot=bot, person_id=person_id, chat=chat)

    async def _chat(self, request: web.Request) -> Json:
        side = self._side(request)
        chat = side.chat
        return {
            "seq": self._world.events.seq,
            "messages": side.messages,
            "reply_keyboard": chat.reply_keyboard,
            "input_placeholder": chat.input_placeholder,
            "force_reply": chat.force_reply,
            "commands": side.commands,
            "menu_button": side.bot.menu_button_for(side.person_id),
            "toasts": chat.toasts[-TOASTS_SHOWN:],
            "blocked": chat.blocked,
            "started": chat.started,
            "typing": side.typing,
            "pinned_message_id": chat.pinned_message_id,
        }

    async def _act(self, request: web.Request) -> Json:
        verb = VERBS.get(request.match_info["verb"])
        if verb is None:
            raise Unknown(f"no verb {request.match_info['verb']}")
        side = self._side(request)
        params, uploads = await read_call(request)
        result = verb(side, params, next(iter(uploads.values()), None))
        return {"ok": True, **result}

    # Streams and files

    async def _events(self, request: web.Request) -> web.WebSocketResponse:
        people = [
            int(number) for number in request.query.getall("person", []) if number.isdecimal()
        ]
        after = request.query.get("after", "")
        socket = web.WebSocketResponse(heartbeat=30.0)
        await socket.prepare(request)
        with self._world.events.listen(people) as queue:
            missed = (
                self._world.events.since(int(after), people=people) if after.isdecimal() else []
            )
            writer = asyncio.create_task(_write(socket, missed, queue))
            try:
                async for message in socket:
                    if message.type is WSMsgType.ERROR:
                        break
            finally:
                writer.cancel()
                await asyncio.gather(writer, return_exceptions=True)
        return socket

    async def _file(self, request: web.Request) -> web.Response:
        stored = self._world.files.get(request.match_info["file_id"])
        if stored is None:
            return _error("no such file", status=404)
        return web.Response(
            body=stored.content,
            headers={"Content-Type": stored.mime_type, "Cache-Control": "max-age=3600"},
        )

    async def _page(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info.get("path", "index.html").removeprefix("page/")
        file = (PAGE / path).resolve()
        if not file.is_relative_to(PAGE.resolve()) or not file.is_file():
            return _error("not found", status=404)
        return web.FileResponse(file, headers={"Cache-Control": "no-cache"})


async def _write(
    socket: web.WebSocketResponse, missed: list[Json], queue: "asyncio.Queue[Json | None]"
) -> None:
    for event in missed:
        await socket.send_str(dump(event).decode())
    while (event_or_end := await queue.get()) is not None:
        await socket.send_str(dump(event_or_end).decode())
    await socket.close()


# Reading and answering


def _answering(handler: Callable[[web.Request], Awaitable[object]]) -> Handler:
    async def answer(request: web.Request) -> web.Response:
        try:
            result = await handler(request)
        except Unknown as error:
            return _error(str(error), status=404)
        except Unfit as error:
            return _error(str(error), status=400)
        except ApiError as error:
            return _error(error.description, status=error.code)
        return web.Response(body=dump(result), content_type=JSON)

    return answer


def _error(reason: str, *, status: int) -> web.Response:
    return web.Response(body=dump({"error": reason}), content_type=JSON, status=status)


async def _body(request: web.Request) -> object:
    try:
        return json.loads(await request.read() or b"{}")
    except ValueError:
        raise Unfit("the body is not JSON") from None


async def _object(request: web.Request) -> Json:
    body = await _body(request)
    if not isinstance(body, dict):
        raise Unfit("an object is expected")
    return body


async def _rows(request: web.Request) -> list[Json]:
    return _objects(await _body(request))


def _objects(body: object) -> list[Json]:
    rows: list[object] = body if isinstance(body, list) else [body]
    found = [row for row in rows if isinstance(row, dict)]
    if len(found) != len(rows):
        raise Unfit("an object or a list of objects is expected")
    return found
