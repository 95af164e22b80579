"""The roll 产权清册: its figures and single units."""

from council.kernel.acts.views import Sends, Shown, Typed, View
from council.kernel.screens.translator import Translator
from council.kernel.screens.uploads import Upload
from council.roll.reading_commands import ReadUnit, TakeRoll
from council.roll.reads import RollFile, roll_file, view_roll, view_unit


def workbook(found: RollFile, say: Translator) -> tuple[Upload, ...]:
    """The roll as a file that can be imported again."""
    return (Upload(name=found.name, content=found.content),)


VIEWS: tuple[Shown, ...] = (
    View("roll", view_roll, bots="staff"),
    View("roll.unit", view_unit, "unit", noted=ReadUnit, bots="staff"),
    Sends("roll.export", roll_file, workbook, noted=TakeRoll, unsent="roll.file_not_sent"),
)
TYPED: tuple[Typed, ...] = (Typed("roll", bare="roll", words="roll.unit", bots="staff"),)
