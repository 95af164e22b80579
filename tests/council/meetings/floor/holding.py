"""A meeting that is held, with its floor: people act by what their screens offer them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from council.kernel.refusals import Refusal
from council.kernel.screens import callback_data as presses
from council.kernel.screens.parts import LABEL, units_of
from council.kernel.screens.screen import TEXT_LIMIT
from council.kernel.screens.translator import Translator
from council.kernel.values import Person
from council.meetings.commands import AnnounceMeeting, CheckIn, StartMeeting
from council.meetings.floor.commands import FloorView
from council.meetings.floor.reads import floor_view
from council.motions.commands import DraftMotion
from council.people import records as people
from council.routes import ROUTES
from council.wordings import render
from tests.council.conftest import Town
from tests.council.evening import at, meeting, motion, staff
from tests.council.kernel.forms.filling import Filling

WHEN = "2026-02-27 19:30"
NEIGHBOURS = ("王", "李", "赵", "钱", "孙", "周")


@dataclass
class Held:
    """A meeting in session. ``do`` presses the button of a name on somebody's screen."""

    town: Town
    met: int
    motions: tuple[int, ...]
    seen: list[FloorView] = field(default_factory=list)

    def view(self, who: str, bot: str = "staff") -> FloorView:
        """What somebody sees, worded in both languages."""
        found = self.town.read(who, floor_view, self.met, bot)
        assert isinstance(found, FloorView), found
        return drawn(found)

    def press_of(self, who: str, name: str, bot: str, which: int = 0) -> str:
        """The press of an offered button."""
        view = self.view(who, bot)
        found = [move.press for move in view.open_moves if move.name == name]
        assert found, (who, name, [move.name for move in view.open_moves])
        return found[which]

    def do(self, who: str, name: str, bot: str = "staff", which: int = 0) -> FloorView:
        """Press a button that is offered."""
        done = self.press(who, self.press_of(who, name, bot, which), bot)
        assert isinstance(done, FloorView), done
        return drawn(done)

    def press(self, who: str, data: str, bot: str = "staff") -> Any:
        """Press a button, whether it is still offered or not."""
        press = presses.read(data)
        assert press is not None, data
        route = ROUTES[bot][press.verb]
        meaning = route.read(press.arguments)
        assert meaning is not None, data
        return self.town.act(who, route.row.command, **meaning.given)

    def chair(self, *names: str, who: str = "主") -> FloorView:
        """The chair presses one button after the other."""
        for name in names:
            view = self.do(who, name)
        return view

    def member(self, who: str, *names: str) -> FloorView:
        """A neighbour presses one button after the other."""
        for name in names:
            view = self.do(who, name, "resident")
        return view

    def form(self, who: str, form: str, *says: str, file: bool = False) -> Any:
        """Fill in a form about this meeting."""
        filling = Filling(self.town, who, form, self.met)
        answer: Any = filling.sheet
        for text in says:
            answer = filling.tap(text[1:]) if text.startswith("=") else filling.say(text)
        return filling.file() if file else answer

    def names(self, who: str, bot: str = "staff") -> list[str]:
        """What is offered to somebody."""
        return [move.name for move in self.view(who, bot).open_moves]

    def person(self, who: str) -> Person:
        """Somebody as a use case knows them."""
        return self.town.app.bus.read_now(
            lambda tx: people.person_of(tx, self.town.people[who])  # type: ignore[return-value]
        )


def drawn(view: FloorView) -> FloorView:
    """Every screen fits a message in both languages."""
    for say in (Translator("zh_CN"), Translator("en")):
        screen = render(view, say)
        assert units_of(screen.text) <= TEXT_LIMIT
        assert all(0 < len(button.label) <= LABEL for row in screen.rows for button in row)
        assert len([button for row in screen.rows for button in row]) < 40
    return view


def held(town: Town, *, legal_class: str = "R-MO", here: Iterable[str] = NEIGHBOURS) -> Held:
    """A meeting about a motion of a seconded proposal and one of the owners' committee."""
    staff(town)
    town.person("代", "clerk")
    for name in NEIGHBOURS[2:]:
        town.person(name)
    first = motion(town, legal_class=legal_class)
    drafted = town.act(
        "何",
        DraftMotion,
        title="楼道照明",
        body="换成感应灯。",
        legal_class="R-MO",
        mover="residents_committee",
    )
    assert not isinstance(drafted, Refusal), drafted
    met = meeting(town, WHEN, first, drafted.number)
    town.act("何", AnnounceMeeting, number=met)
    town.clock.at = at(WHEN)
    town.act("主", StartMeeting, number=met)
    for name in ("主", "何", *here):
        town.act(name, CheckIn, number=met)
    return Held(town=town, met=met, motions=(first, drafted.number))


def opened(town: Town, **given: Any) -> Held:
    """The first motion is on the floor and debated; twenty members there are."""
    evening = held(town, **given)
    evening.chair("open", "state")
    evening.form("代", "body", "20")
    return evening
