"""Fetching the file of a message, within a limit, or saying why not."""

from collections.abc import Callable

from council.chat.message import AttachedFile, NotFetched
from council.chat.visit import Visit
from council.kernel.refusals import Refusal
from council.kernel.screens.screen import Screen


async def content_of(
    file: AttachedFile,
    visit: Visit,
    *,
    most: int,
    too_large: Callable[[int], Refusal],
    not_fetched: str,
) -> bytes | Screen:
    """Fetch what a message carries, ``most`` bytes of it, or say why not."""
    if file.size > most:
        return visit.render(too_large(file.size))
    try:
        content = await file.fetch()
    except NotFetched:
        return visit.refuse(not_fetched)
    return visit.render(too_large(len(content))) if len(content) > most else content
