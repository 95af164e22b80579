"""A visit through the web hall: files wait for the browser, a code is shown once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from typing_extensions import override

from council.chat.own import OWN
from council.chat.visit import Found, Visit, busy_with, voice
from council.kernel.app import App
from council.kernel.database.transaction import Transaction
from council.kernel.screens.uploads import Upload
from council.kernel.values import Cause, value
from council.people.hall.answers import answered
from council.people.hall.messages import Said
from council.people.hall.sessions import SignedIn
from web.hall.uploads import Uploads


@dataclass(slots=True)
class Aside:
    """What goes out beside the answer: files that wait, and words that are kept nowhere."""

    files: list[Said] = field(default_factory=list)
    once: str = ""


@value
class HallVisit(Visit):
    """Somebody in the web hall."""

    uploads: Uploads
    aside: Aside

    @override
    async def sent(self, uploads: Sequence[Upload]) -> bool:
        """Let files wait for the browser to fetch them."""
        for each in uploads:
            key = self.uploads.offer(self.account, each)
            self.aside.files.append(Said(text=each.caption, file=each.name, key=key))
        return True

    @override
    async def told_at_once(self, text: str) -> bool:
        self.aside.once = text
        return True


@value
class Came:
    """Something that came from somebody, before it is answered."""

    signed: SignedIn
    act: str
    cause: Cause


def look_up(tx: Transaction, came: Sequence[Came]) -> list[tuple[int | None, Found]]:
    """Tell of each what answered it before, and what its sender is busy with."""
    before = answered(tx, [(each.signed.account, each.act) for each in came])
    return [
        (
            before.get((each.signed.account.id, each.act)),
            busy_with(tx, each.signed.person, each.cause),
        )
        for each in came
    ]


def visit_of(
    app: App, uploads: Uploads, signed: SignedIn, cause: Cause, found: Found
) -> HallVisit:
    """Let somebody who is signed in come in with what they were busy with."""
    return HallVisit(
        app=app,
        bot=cause.bot,
        account=signed.account,
        cause=cause,
        who=found.who,
        draft=found.draft,
        say=voice(app, found.who or signed.person, None),
        answered=found.answered,
        own=OWN.get(cause.bot, {}),
        looked_at=found.looked_at,
        uploads=uploads,
        aside=Aside(),
    )
