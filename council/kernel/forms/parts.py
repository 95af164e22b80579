"""A long text that is sent in parts: as many messages as it takes, until “done” is pressed.

A chat program cuts a text that is longer than one message may be, and sends the pieces one after the
other. Such pieces are joined as they were; what was sent as messages of their own stays on lines of
its own.
"""

import re
from collections.abc import Callable, Sequence

from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import Answer, Field, Ground, Reading
from council.kernel.refusals import Refusal, refuse

#: From so many UTF-16 units on, a message was cut by the chat program (at 4,096, or a little before
#: at a blank or a full stop).
CUT_FROM = 3_600
#: The words that end it when they are typed in place of the button.
DONE_WORDS = frozenset({"完成", "写完了", "done"})
#: How much of its end is shown while it is written.
TAIL = 500
#: How a part ends after which a line may have ended too.
_SENTENCE_END = re.compile(r"[。！？!?.；;：:”』」）)]\s*$")
_LATIN = re.compile(r"[0-9A-Za-z,]")


def joined(parts: Sequence[str]) -> str:
    """Join the parts of a text; no character of them is lost."""
    text = ""
    for before, part in zip(("", *parts), parts, strict=False):
        text += (_between(before, part) if before else "") + part
    return text


def _between(before: str, after: str) -> str:
    """Tell what stood between two parts: a cut in a sentence is closed, else a line ends."""
    if len(before.encode("utf-16-le")) // 2 < CUT_FROM or _SENTENCE_END.search(before):
        return "\n"
    both_latin = _LATIN.match(before[-1]) and _LATIN.match(after[:1])
    return " " if both_latin else ""


def parts_of(answer: Answer) -> tuple[str, ...]:
    """Tell the parts of an answer; of one that was left out, none."""
    return tuple(answer) if isinstance(answer, list) else ()


def read_typed(field: Field, ground: Ground, text: str) -> Reading:
    """Judge what was typed for a field: the whole answer, or one more part of it."""
    return longer(field, ground, text) if field.long else field.read(ground, text)


def longer(field: Field, ground: Ground, text: str) -> Reading:
    """Add a part to the answer of a field, or say why not."""
    part = field.read(ground, text)
    if not isinstance(part, str):
        return part
    parts = [*parts_of(ground.answers.get(field.name, [])), part]
    length = len(joined(parts))
    if length > field.long:
        return refuse("form.too_long", length=length, limit=field.long)
    return parts


def so_far(field: Field, ground: Ground) -> Phrase:
    """Tell how much there is already."""
    parts = parts_of(ground.answers.get(field.name, []))
    params = {"n": len(parts), "length": len(joined(parts)), "limit": field.long}
    return Phrase(key="form.parts", params={**params})


def as_tail(_: Ground, answer: Answer) -> Phrase:
    """Say the end of it: that is where somebody goes on."""
    text = joined(parts_of(answer))
    return Phrase(text=text if len(text) <= TAIL else f"……{text[-TAIL:]}")


def long_text(
    name: str, limit: int, read: Callable[[Ground, str], str | Refusal], **more: object
) -> Field:
    """Make a field of a long text of ``limit`` characters at most; ``read`` judges one message."""
    return Field(name=name, read=read, says=as_tail, long=limit, **more)  # type: ignore[arg-type]
