"""A field that takes a photo."""

from collections.abc import Callable
from typing import Any

from council.kernel.attachments import take_file
from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import Answer, Field, Ground, Reading
from council.kernel.refusals import Refusal

#: How many figures of a file's hash name it.
SHORT_HASH = 12
PHOTO = frozenset({"photo"})


def _hash(_: Ground, answer: Answer) -> Phrase:
    return Phrase(text=str(answer)[:SHORT_HASH])


def _photo(ground: Ground, content: bytes) -> Reading:
    kept = take_file(ground.tx, ground.who, content, kept=0, kinds=PHOTO)
    return kept if isinstance(kept, Refusal) else kept.sha256


def photo(
    name: str,
    take: Callable[[Ground, bytes], Reading] = _photo,
    says: Callable[[Ground, Answer], Phrase] = _hash,
    **more: Any,
) -> Field:
    """Make a field that takes a photo; it is kept, and said unless otherwise told, by its hash."""
    return Field(name=name, take=take, says=says, **more)
