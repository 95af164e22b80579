"""Every method the sandbox knows, by name without regard to case."""

from collections.abc import Callable

from bot.sandbox.call import Call
from bot.sandbox.methods import (
    callbacks,
    chats,
    commands,
    edits,
    files,
    forums,
    groups,
    invoices,
    media,
    messages,
    polls,
    profile,
)

Method = Callable[[Call], object]

METHODS: dict[str, Method] = {
    **callbacks.METHODS,
    **chats.METHODS,
    **commands.METHODS,
    **edits.METHODS,
    **files.METHODS,
    **forums.METHODS,
    **groups.METHODS,
    **invoices.METHODS,
    **media.METHODS,
    **messages.METHODS,
    **polls.METHODS,
    **profile.METHODS,
}
QUEUE_METHODS = ("getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo")
"""Handled by the server itself: they wait, or start and stop deliveries."""
UNCHECKED = frozenset(
    {"getMe", "logOut", "close", "getUpdates", "deleteWebhook", "getWebhookInfo"}
)
"""Too plain for a model: answered without waiting for the libraries."""
NAMES: dict[str, str] = {name.lower(): name for name in (*METHODS, *QUEUE_METHODS)}
