"""What somebody did and takes part in 我的: what needs them now, then each part with its number."""

from council.campaigns import own as campaigns
from council.kernel.database.transaction import Transaction
from council.kernel.own import Own, OwnPart
from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.callback_data import press
from council.kernel.screens.parts import clip, label, page_row
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.kernel.todos import TodoList
from council.kernel.values import Person, value
from council.meetings import own as meetings
from council.overview.todos import mine as needed
from council.polls import own as polls
from council.proposals import own as proposals
from council.resolutions.tasks import own as tasks
from council.statements import own as statements

#: In the order of a matter's life.
PARTS: tuple[Own, ...] = (
    *proposals.OWN,
    *statements.OWN,
    *meetings.OWN,
    *polls.OWN,
    *tasks.OWN,
    *campaigns.OWN,
)
#: UTF-16 units of one line's title or text.
TITLE = 120
#: What an empty part leads to.
_BEGIN = {
    "proposals": ("proposal.button.propose", "propose"),
    "seconds": ("key.proposals", "proposals"),
    "meetings": ("key.agenda", "agenda"),
    "votes": ("key.vote", "polls"),
    "pledges": ("key.pledge", "pledge"),
}


@value
class Mine:
    """What needs somebody now, and how much of their own there is: name of a part, number."""

    needs: TodoList
    counts: tuple[tuple[str, int], ...]


def mine(tx: Transaction, who: Person) -> Mine:
    """What needs a resident, and what is their own."""
    return Mine(
        needs=needed(tx, who), counts=tuple((own.name, own.count(tx, who)) for own in PARTS)
    )


def part(tx: Transaction, who: Person, name: str, page: int = 1) -> OwnPart | Refusal:
    """One part of it."""
    found = next((own for own in PARTS if own.name == name), None)
    return refuse("press.unknown") if found is None else found.part(tx, who, page)


@render.register
def mine_screen(outcome: Mine, say: Translator) -> Screen:
    """What needs somebody first; below it a button for each part, the empty ones too."""
    needs = render(outcome.needs, say)
    buttons = [
        Button(label=label(say, f"own.button.{name}", count=count), press=press("mine.part", name))
        for name, count in outcome.counts
    ]
    pairs = [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]
    text = f"{needs.text}\n\n{say('own.all')}"
    return Screen(text=text, rows=(*needs.rows[:-1], *pairs, needs.rows[-1]), brief=needs.text)


@render.register
def part_screen(outcome: OwnPart, say: Translator) -> Screen:
    """The lines of a part, each with its state and a button."""
    back = Button(label=str(say("own.back")), press=press("mine"))
    title = str(say(f"own.title.{outcome.name}", n=outcome.total))
    if not outcome.lines:
        begin = _BEGIN.get(outcome.name)
        rows = ((Button(label=str(say(begin[0])), press=press(begin[1])),),) if begin else ()
        text = f"{title}\n\n{say(f'own.none.{outcome.name}')}"
        return Screen(text=text, rows=(*rows, (back,), home_row(say)))
    parts, buttons = [title], []
    for place, line in enumerate(outcome.lines, start=1):
        params = {
            name: clip(each, TITLE) if isinstance(each, str) else each
            for name, each in line.params.items()
        }
        parts.append(f"{place}. {say(f'own.line.{outcome.name}', **params)}")
        said = label(say, f"own.open.{outcome.name}", **params)
        buttons.append(Button(label=f"{place}. {said}", press=press(line.verb, *line.arguments)))
    turning = page_row(say, f"mine.part:{outcome.name}", outcome.page, outcome.pages)
    if outcome.pages > 1:
        parts.append(str(say("own.page", page=outcome.page, pages=outcome.pages)))
    return Screen(
        text="\n\n".join(parts),
        rows=(*((each,) for each in buttons), *turning, (back,), home_row(say)),
    )
