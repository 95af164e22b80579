"""The sheet of minutes 会议纪要 as HTML: one template for the page, for paper and for PDF.

The template engine is imported with the first sheet: the bots do not wait for it.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from council.kernel.screens.translator import Translator
from council.meetings.minutes.numbering import ordinal, sub_ordinal
from council.meetings.minutes.public import Sheet, SheetPart

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent / "templates"
CSS = FOLDER / "minutes_sheet.css"


def voice(sheet: Sheet) -> Translator:
    """The language and the time zone of the record: files are written in them, whoever asks."""
    return Translator(sheet.locale, sheet.timezone)


def numbered(sheet: Sheet, locale: str) -> tuple[tuple[str, SheetPart], ...]:
    """The parts with their numbers; one that has no heading has none."""
    found, number = [], 0
    for part in sheet.parts:
        headed = part.name == "motions" or bool(part.sections[0].heading)
        number += headed
        found.append((ordinal(number, locale) if headed else "", part))
    return tuple(found)


def lines(text: str) -> Markup:
    """Write each line of a text as a paragraph; blank ones part nothing here."""
    return Markup("\n").join(Markup("<p>{}</p>").format(line) for line in text.split("\n") if line)


#: What the template calls.
GLOBALS: dict[str, Any] = {"numbered": numbered, "sub_ordinal": sub_ordinal, "lines": lines}


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - see above

    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= GLOBALS
    return made


def printed(sheet: Sheet) -> str:
    """Write the sheet as one page of HTML that needs nothing else."""
    template = _templates().get_template("minutes_alone.html")
    return template.render(it=sheet, say=voice(sheet), css=CSS.read_text(encoding="utf-8"))
