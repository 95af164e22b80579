"""What travels on the wire: JSON objects and Telegram's way of saying no."""

import json
from typing import Any

Json = dict[str, Any]
"""A JSON object in the shape of the Bot API; messages are replaced, never changed in place."""


class ApiError(Exception):
    """A refusal of a Bot API call, worded as Telegram words it."""

    def __init__(self, code: int, description: str, *, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def envelope(self) -> Json:
        """The reply body of a refused call."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str) -> ApiError:
    """400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """403 with Telegram's prefix."""
    return ApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    """409 with Telegram's prefix."""
    return ApiError(409, f"Conflict: {reason}")


def too_many_requests(retry_after: int) -> ApiError:
    """429; `retry_after` in whole seconds."""
    return ApiError(
        429,
        f"Too Many Requests: retry after {retry_after}",
        parameters={"retry_after": retry_after},
    )


def dump(value: object) -> bytes:
    """JSON bytes; plain ASCII, so that even a lone surrogate reaches the bot as it was typed."""
    return json.dumps(value, separators=(",", ":")).encode()
