"""How one bot stands with the Bot API: served, refused as a whole, or deaf.

A token that is unknown, revoked or used by somebody else is no fault of a chat or a letter: the
bot pauses, nothing of it is final, and an operator is told in the log, by ``/readyz`` and by a
metric until the Bot API serves it again.
"""

import logging
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from council.kernel.again import LONGEST, Again

log = logging.getLogger(__name__)

#: Statuses that concern the bot, not a chat: unknown or revoked token, no such bot, a rival.
OURS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT})
#: Seconds without an answer from the Bot API after which a bot counts as deaf: three long polls.
DEAF = 90.0


class Standing:
    """One bot's standing, shared by all who ask the Bot API for it."""

    def __init__(self, bot: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Begin as served: the start has asked who we are."""
        self.bot = bot
        self._monotonic = monotonic
        self._why = ""
        self._warning = ""
        self._refused = Again(monotonic, first=LONGEST)
        self._heard: float | None = None
        self._unheard = Again(monotonic)

    @property
    def paused(self) -> bool:
        """Whether nothing may be asked of the Bot API but whether it serves us again."""
        return bool(self._why)

    @property
    def trouble(self) -> str:
        """What an operator must know; empty when all is well."""
        if self._why:
            return f"paused: {self._why}"
        if self._heard is not None and self._monotonic() - self._heard > DEAF:
            return f"deaf: nothing heard for {int(self._monotonic() - self._heard)} s"
        return self._warning

    def refused(self, why: str) -> None:
        """Note that the Bot API does not serve the bot; told at most once a minute."""
        self._why = why
        if self._refused.due():
            log.error(
                "%s bot: paused, the Bot API does not serve it: %s; see Outages in docs/operators.md",
                self.bot,
                why,
            )

    def served(self) -> None:
        """Note that the Bot API serves the bot."""
        self._heard = self._monotonic()
        self._unheard.over()
        if self._why:
            log.warning("%s bot: served again", self.bot)
            self._why = ""
            self._refused.over()

    def unheard(self, why: str) -> None:
        """Note that a question for updates got no answer; told at growing intervals."""
        if self._unheard.due():
            log.warning("%s bot: no updates: %s", self.bot, why)

    def warn(self, what: str) -> None:
        """Note what does not stop the bot but must be seen; empty takes it back."""
        if what and what != self._warning:
            log.error("%s bot: %s", self.bot, what)
        self._warning = what

    def answered(self, status: int, answer: dict[str, Any]) -> None:
        """Note what an answer of the Bot API says about the bot itself."""
        if answer.get("ok"):
            self.served()
        elif status in OURS:
            self.refused(f"{status} {answer.get('description', '')}".strip())
