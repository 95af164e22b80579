"""The power-and-duty list 权责清单: who decides what; for staff also its file and its versions."""

from council.kernel.acts.views import Sends, Shown, Typed, View
from council.kernel.screens.translator import Translator
from council.kernel.screens.uploads import Upload
from council.rules.power_list.reads import (
    PowersTable,
    powers_of,
    powers_table,
    powers_versions,
    powers_view,
)


def table(found: PowersTable, say: Translator) -> tuple[Upload, ...]:
    """The list as a file to edit and send back."""
    return (Upload(name=found.name, content=found.content),)


VIEWS: tuple[Shown, ...] = (
    View("powers", powers_view),
    View("powers.of", powers_of, "decides page"),
    View("powers.versions", powers_versions, bots="staff"),
    Sends("powers.export", powers_table, table, "form", unsent="roll.file_not_sent"),
)
TYPED: tuple[Typed, ...] = (Typed("powers", bare="powers"),)
