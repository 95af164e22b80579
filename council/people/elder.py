"""Elder mode 长辈版: the whole of a screen of which a chat showed the essential."""

from typing import Any

from council.kernel import drafts
from council.kernel.database.transaction import Transaction
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value


@value
class WholeScreen:
    """A screen as it was drawn before anything was left out, its fields as JSON has them."""

    screen: dict[str, Any]


def whole_screen(tx: Transaction, who: Person, key: str, bot: str) -> WholeScreen | Refusal:
    """The whole of a screen that was shown lately; of older ones nothing is kept."""
    kept = drafts.of_kind(tx, who, bot, drafts.SCREEN)  # one of each channel
    screens = {name: screen for each in kept for name, screen in each.content.get("screens", ())}
    found = screens.get(key)
    return refuse("people.old_screen") if found is None else WholeScreen(screen=found)
