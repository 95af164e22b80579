"""Sections as they are written down: plain text in the community's language."""

from collections.abc import Iterable

from council.kernel.refusals import Param
from council.kernel.screens.translator import Translator
from council.meetings.minutes.assembly import Assembled, Line

#: The sign before a warning of the law's sentences: none on paper.
_SIGN = "⚠️ "


def written(
    sections: Iterable[Assembled], say: Translator
) -> tuple[tuple[str, int, str, str], ...]:
    """Write sections down: (section, position, heading, text)."""
    return tuple(
        (
            each.section,
            each.position,
            plain(say, each.heading, each.params),
            "\n".join(_line(line, say) for line in each.lines),
        )
        for each in sections
    )


def plain(say: Translator, key: str, params: dict[str, Param]) -> str:
    """Say a key without markup; a list of names is joined as the language does."""
    named = {
        name: str(say("list.and")).join(str(each).split("\n")) or str(say("minutes.nobody"))
        if name.endswith("_list")
        else each
        for name, each in params.items()
    }
    return say(key, **named).unescape()


def _line(line: Line, say: Translator) -> str:
    text = plain(say, line.key, line.params).replace(_SIGN, "")
    return text + plain(say, "minutes.afterwards", {}) if line.afterwards else text
