"""What was sent to the hall: a press or words or a file, read within limits.

Fields of a form, as a browser sends them with and without a script: ``id`` (made by the page, one
for each thing that somebody means), ``press``, ``message`` (the number of the message whose button
it is), ``text``, ``file``, and the ``token`` of the form.
"""

import asyncio
import hashlib
import re
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from council.kernel.texts import clean_text
from council.kernel.values import Account, Cause

#: The longest words (characters), the largest file taken in (bytes), and what is read of a larger
#: one before its sender is answered: a browser that is still sending does not hear us.
MOST_WORDS, MOST_BYTES, DRAINED = 4_096, 10 * 2**20, 64 * 2**20
#: How long (s) somebody may take to send.
PATIENCE = 300.0
_ID = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,14}", re.ASCII)
_FIELDS = frozenset({"id", "press", "message", "text", "token", "bot"})
#: How many bytes of a short field are read.
_SHORT = 4 * MOST_WORDS


class Garbled(Exception):
    """What was sent cannot be read."""


def numbered(text: str) -> int:
    """Read the number of a message or a revision; 0 for what can be none."""
    return int(text) if _NUMBER.fullmatch(text) else 0


@dataclass(slots=True)
class File:
    """A file that came; of one that is too large only its size is known. See ``AttachedFile``."""

    name: str
    size: int
    content: bytes
    #: What is recorded in a browser is a file like any other: it cannot be fetched again.
    voice: str = ""

    async def fetch(self) -> bytes:
        """Give its bytes."""
        return self.content


@dataclass(slots=True)
class Sent:
    """The fields that came; ``file`` is None where none was chosen."""

    fields: dict[str, str] = field(default_factory=dict)
    file: File | None = None

    @property
    def id(self) -> str:
        """The name that the page gave to it. Raises Garbled."""
        found = self.fields.get("id", "")
        if not _ID.fullmatch(found):
            raise Garbled
        return found

    @property
    def message(self) -> int:
        """The number of the message whose button was pressed; 0 for none."""
        return numbered(self.fields.get("message", ""))

    @property
    def text(self) -> str:
        """What was written."""
        return clean_text(self.fields.get("text", "")).strip()

    @property
    def act(self) -> str:
        """What tells it from all else that its sender ever sends, as a hash.

        A page without a script bears one ``id`` for all its buttons, so what was sent counts too.
        """
        parts = [self.id, self.fields.get("press", ""), str(self.message), self.text]
        if self.file is not None:
            content = hashlib.blake2b(self.file.content, digest_size=16).hexdigest()
            parts += [self.file.name, str(self.file.size), content]
        return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def cause_of(account: Account, bot: str, act: str) -> Cause:
    """Name an act as the command bus names updates: 126 bits stand in for a chat's numbers."""
    named = f"yishi-hall-1\n{account.channel}\n{account.id}\n{act}".encode()
    digest = hashlib.blake2b(named, digest_size=16).digest()
    first, second = (int.from_bytes(part) >> 1 for part in (digest[:8], digest[8:]))
    return Cause(bot=bot, update_id=first, digest=max(second, 1))


async def read(request: web.Request) -> Sent:
    """Read what was sent. Raises Garbled for what no page of ours sends, or what broke off."""
    try:
        async with asyncio.timeout(PATIENCE):
            if request.content_type.startswith("multipart/"):
                return await _parts(request)
            posted = await request.post()
    except (
        TimeoutError,
        ValueError,
        LookupError,  # a charset that there is not
        HttpProcessingError,  # the head of a part
        web.RequestPayloadError,
        web.HTTPException,
        ConnectionError,
    ) as error:
        raise Garbled from error
    return Sent({name: _written(str(text)) for name, text in posted.items() if name in _FIELDS})


def _written(text: str) -> str:
    """Let no half characters through, which some charsets can say."""
    return text.encode("utf-8", "replace").decode()


async def _parts(request: web.Request) -> Sent:
    sent = Sent()
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise Garbled
        if part.name == "file":
            found = await _file(part)
            if found.name or found.size:
                sent.file = found
        elif part.name in _FIELDS and part.name not in sent.fields:
            content = bytearray()
            while chunk := await part.read_chunk():
                content += chunk
                if len(content) > _SHORT:
                    raise Garbled
            sent.fields[part.name] = content.decode("utf-8", "replace")
        else:
            raise Garbled
    return sent


async def _file(part: BodyPartReader) -> File:
    content, size = bytearray(), 0
    while chunk := await part.read_chunk(64 * 1024):
        size += len(chunk)
        if size <= MOST_BYTES + 1:
            content += chunk
        else:
            content.clear()
        if size > DRAINED:
            raise Garbled
    name = (part.filename or "").replace("\\", "/").rpartition("/")[2][-120:]
    return File(name=clean_text(name), size=size, content=bytes(content))
