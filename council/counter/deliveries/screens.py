"""Delivery 送达: lists by building, one building, the log, and what was written down."""

from markupsafe import Markup

from council.counter.deliveries.commands import (
    BuildingList,
    BuildingStands,
    DeliveryEntry,
    DeliveryLists,
    DeliveryLog,
    DeliveryNoted,
)
from council.counter.deliveries.rules import ORDER
from council.counter.screens import desk_button
from council.kernel.screens.callback_data import press
from council.kernel.screens.parts import clip, label
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.polls.ballots.head import ballot_head
from council.rules.poll_kinds import RATIFICATION

#: How many buildings get a button, and how many UTF-16 units of units a state lists.
BUILDINGS = 30
UNITS = 600


def _progress(building: BuildingStands, say: Translator) -> str:
    counts = [
        str(say("delivery.count", state=say(f"state.delivery.{state}"), many=many))
        for state, many in building.counts.items()
    ]
    name = _name(building, say)
    return str(say("delivery.building", name=name, counts=str(say("list.and")).join(counts)))


def _name(building: BuildingStands, say: Translator) -> str:
    """A building as the roll names it; a bare figure is said to be one."""
    if building.name.isdecimal():
        return str(say("delivery.building_number", number=building.name))
    return building.name or "—"


def _begin(number: int, say: Translator) -> Button:
    return Button(
        label=str(say("desk.button.delivery")), press=press("form.start", "delivery", number)
    )


def _head(outcome: DeliveryLists | BuildingList | DeliveryLog, say: Translator) -> Markup:
    return ballot_head(say, RATIFICATION, outcome.number, outcome.title)


@render.register
def delivery_lists(outcome: DeliveryLists, say: Translator) -> Screen:
    """Every building with its progress, one button each."""
    lines = [str(say("delivery.head", head=_head(outcome, say)))]
    lines += [_progress(each, say) for each in outcome.buildings]
    rows = [
        (
            Button(
                label=label(say, "delivery.button.building", name=_name(each, say)),
                press=press("delivery.building", outcome.number, each.place),
            ),
        )
        for each in outcome.buildings[:BUILDINGS]
    ]
    if outcome.takes_entries:
        rows.insert(0, (_begin(outcome.number, say),))
    log = Button(
        label=str(say("delivery.button.log")), press=press("delivery.log", outcome.number)
    )
    return Screen(
        text=clip("\n".join(lines), 3000),
        rows=(*rows, (log, desk_button(outcome.number, say)), home_row(say)),
    )


@render.register
def building_list(outcome: BuildingList, say: Translator) -> Screen:
    """One building, what is still to be done first."""
    lines = [
        str(say("delivery.head", head=_head(outcome, say))),
        _progress(outcome.building, say),
    ]
    for state in ORDER:
        units = " ".join(unit.code for unit in outcome.units if unit.state == state)
        if units:
            name = say(f"state.delivery.{state}")
            lines.append(str(say("desk.line", field=name, text=clip(units, UNITS))))
    return Screen(
        text="\n".join(lines),
        rows=((_begin(outcome.number, say), _all(outcome.number, say)), home_row(say)),
    )


def _all(number: int, say: Translator) -> Button:
    return Button(label=str(say("delivery.button.all")), press=press("delivery.lists", number))


@render.register
def delivery_log(outcome: DeliveryLog, say: Translator) -> Screen:
    """The newest entries, one line each."""
    lines = [str(say("delivery.log", head=_head(outcome, say)))]
    lines += [_entry(each, say) for each in outcome.entries]
    if not outcome.entries:
        lines.append(str(say("delivery.log_empty")))
    return Screen(
        text=clip("\n".join(lines), 3000), rows=((_all(outcome.number, say),), home_row(say))
    )


def _entry(each: DeliveryEntry, say: Translator) -> str:
    line = say(
        "delivery.entry",
        noted_at=each.noted_at,
        unit=each.unit,
        state=say(f"state.delivery.{each.state}"),
        method=say(f"desk.pick.method.{each.method}"),
        name=each.noted_by,
    )
    more = [text for text in (each.receiver, each.note) if text]
    return str(line) + "".join(f" · {say('ballot.body', body=text)}" for text in more)


@render.register
def delivery_noted(outcome: DeliveryNoted, say: Translator) -> Screen:
    """The entries are written; on to the next door, or the same for another vote."""
    units: dict[str, list[str]] = {}
    for unit in outcome.units:
        units.setdefault(unit.state, []).append(unit.code)
    lines = [
        str(
            say(
                "delivery.noted",
                number=outcome.number,
                unit=clip(" ".join(codes), UNITS),
                state=say(f"state.delivery.{state}"),
            )
        )
        for state, codes in units.items()
    ]
    lines += [_progress(each, say) for each in outcome.buildings]
    entries = (outcome.number, outcome.first, outcome.last)
    again = tuple(
        (
            Button(
                label=str(say("delivery.button.repeat", number=other)),
                press=press("delivery.repeat", other, *entries),
            ),
        )
        for other in outcome.others
    )
    back = tuple(
        (
            Button(
                label=label(say, "delivery.button.building", name=_name(each, say)),
                press=press("delivery.building", outcome.number, each.place),
            ),
        )
        for each in outcome.buildings[:1]
    )
    return Screen(
        text="\n".join(lines),
        rows=(*again, (_begin(outcome.number, say),), *back, home_row(say)),
    )
