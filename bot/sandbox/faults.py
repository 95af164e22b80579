"""Faults on demand: what the real network and the real server do on bad days."""

from dataclasses import dataclass

from bot.sandbox.wire import ApiError, Json, bad_request, conflict, forbidden, too_many_requests

REPLY_KINDS = frozenset(
    {"429", "401", "403", "404", "409", "400", "500", "502_html"}
    | {"timeout_after_delivery", "reset"}
)
UPDATE_KINDS = frozenset({"duplicate_update", "reorder_updates", "drop_webhook_reply"})
HTML_502 = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
)


@dataclass(slots=True, kw_only=True)
class Fault:
    """A fault that strikes the next `count` calls (or updates) it matches; None matches all."""

    kind: str
    bot: str | None = None
    method: str | None = None
    chat: int | None = None
    count: int = 1
    retry_after: int = 1
    seconds: float = 60.0
    description: str | None = None

    def wire(self) -> Json:
        return {
            "kind": self.kind,
            "bot": self.bot,
            "method": self.method,
            "chat": self.chat,
            "count": self.count,
            "retry_after": self.retry_after,
            "seconds": self.seconds,
            "description": self.description,
        }

    def error(self) -> ApiError:
        """The refusal this fault answers with."""
        match self.kind:
            case "429":
                return too_many_requests(self.retry_after)
            case "403":
                return ApiError(403, self.description) if self.description else _BLOCKED
            case "400":
                return ApiError(400, self.description) if self.description else _NOT_FOUND
            case "401":
                return ApiError(401, self.description or "Unauthorized")
            case "404":
                return ApiError(404, self.description or "Not Found")
            case "409":
                return conflict(self.description or "terminated by other getUpdates request")
            case _:
                return ApiError(500, self.description or "Internal Server Error")


_BLOCKED = forbidden("bot was blocked by the user")
_NOT_FOUND = bad_request("chat not found")


class FaultPlan:
    """The faults still to come, oldest first."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Plan one more; an unknown kind is refused."""
        if fault.kind not in REPLY_KINDS | UPDATE_KINDS:
            raise ValueError(f"unknown fault kind: {fault.kind}")
        if fault.count < 1:
            raise ValueError("count must be at least 1")
        self.faults.append(fault)

    def clear(self) -> None:
        """No more faults."""
        self.faults.clear()

    def strike_call(self, *, bot: str, method: str, chat: str | None) -> Fault | None:
        """The fault that hits this call, used up by one."""
        for fault in self.faults:
            if (
                fault.kind in REPLY_KINDS
                and fault.bot in {None, bot}
                and (fault.method is None or fault.method.lower() == method.lower())
                and (fault.chat is None or str(fault.chat) == chat)
            ):
                return self._use(fault)
        return None

    def strike_update(self, kind: str, *, bot: str, chat: int | None) -> Fault | None:
        """The fault of this kind that hits the delivery of an update, used up by one."""
        fault = self.expects(kind, bot=bot, chat=chat)
        return None if fault is None else self._use(fault)

    def expects(self, kind: str, *, bot: str, chat: int | None) -> Fault | None:
        """The fault of this kind that would hit the delivery of an update."""
        for fault in self.faults:
            if fault.kind == kind and fault.bot in {None, bot} and fault.chat in {None, chat}:
                return fault
        return None

    def _use(self, fault: Fault) -> Fault:
        fault.count -= 1
        if fault.count <= 0:
            self.faults.remove(fault)
        return fault
