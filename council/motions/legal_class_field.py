"""A field that takes a legal class: what each means is said by track, its buttons are short."""

from collections.abc import Callable

from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import Answer, Field, Ground, Offer, Reading
from council.rules.legal_classes import by_track


def _meaning(legal_class: str) -> Phrase:
    named = {"row": legal_class, "class_key": f"legal_class.{legal_class}"}
    return Phrase(key="legal_class.line", params={**named})


def _phrases(classes: tuple[str, ...]) -> tuple[Phrase, ...]:
    """Say what each legal class is, the residents' before the owners'."""
    said = []
    for track, rows in by_track(classes).items():
        said.append(Phrase(key=f"motion.classes.{track}"))
        said += [_meaning(row) for row in rows]
    return tuple(said)


def _said(_: Ground, answer: Answer) -> Phrase:
    return _meaning(str(answer))


def legal_class(
    classes: Callable[[Ground], tuple[str, ...]], read: Callable[[Ground, str], Reading]
) -> Field:
    """Make the field; ``classes`` tells which there are to choose from."""
    return Field(
        name="legal_class",
        read=read,
        offers=lambda ground: tuple(
            Offer(answer=each, label=Phrase(text=each)) for each in classes(ground)
        ),
        hints=lambda ground: _phrases(classes(ground)),
        says=_said,
        columns=3,
    )
