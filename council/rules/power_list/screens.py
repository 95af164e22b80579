"""The power-and-duty list 权责清单 in both bots: who decides what; its file, its versions."""

from collections.abc import Iterable

from council.kernel.screens.callback_data import press
from council.kernel.screens.file_faults import LISTED, fault_lines, note_lines
from council.kernel.screens.parts import clip, label
from council.kernel.screens.render import home_row, plain_text, render, stop_button
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.rules.power_list.commands import (
    PowersAdopted,
    PowersAwaited,
    PowersDropped,
    PowersFaults,
    PowersOffer,
)
from council.rules.power_list.matter import Matter
from council.rules.power_list.reads import (
    FORMS,
    PowersOf,
    PowersTable,
    PowersVersions,
    PowersView,
)
from council.rules.power_list.records import Version
from council.rules.power_list.rules import FieldChange, ListDiff
from council.rules.power_list.screens_parts import answered, decided

#: UTF-16 units of a file's name, of one cell, of a list of names.
NAME, CELL, NAMES = 60, 60, 300


def _button(say: Translator, key: str, verb: str, *arguments: str | int, **named: str) -> Button:
    return Button(label=label(say, f"powers.button.{key}", **named), press=press(verb, *arguments))


def _to_list(say: Translator) -> tuple[Button, ...]:
    return (_button(say, "view", "powers"),)


def _version(version: Version, say: Translator) -> str:
    """Say which version, from where and since when."""
    if version.number == 0:
        return str(say("powers.version.none"))
    key = f"powers.version.{version.origin}"
    return str(
        say(
            key,
            number=version.number,
            adopted_on=version.adopted_at,
            earlier=version.earlier,
            file=clip(version.source, NAME),
        )
    )


@render.register
def powers_view(outcome: PowersView, say: Translator) -> Screen:
    """Who decides, and how many kinds of matter each."""
    parts = [str(say("powers.head")), _version(outcome.version, say)]
    if not outcome.groups:
        parts.append(str(say("powers.empty")))
    if outcome.unfit:
        parts.append(str(say("powers.unfit", n=outcome.unfit)))
    if outcome.may_adopt:
        parts.append(str(say("powers.how")))
    page = say.page("/powers")
    if page:
        parts.append(str(say("powers.page", address=page)))
    rows: list[tuple[Button, ...]] = [
        (
            Button(
                label=label(
                    say, "powers.button.group", decides_key=f"powers.decides.{each}", count=many
                ),
                press=press("powers.of", each),
            ),
        )
        for each, many in outcome.groups
    ]
    if outcome.may_adopt:
        if outcome.groups:
            rows.append(tuple(_button(say, f"export_{f}", "powers.export", f) for f in FORMS))
        rows.append(
            (
                _button(say, "import", "powers.import"),
                _button(say, "versions", "powers.versions"),
            )
        )
    return Screen(text="\n\n".join(parts), rows=(*rows, home_row(say)))


@render.register
def powers_of(outcome: PowersOf, say: Translator) -> Screen:
    """The matters that one body decides, with who answers."""
    decides = f"powers.decides.{outcome.decides}"
    parts = [str(say("powers.of", decides_key=decides, n=outcome.total))]
    parts += [_matter(matter, say, outcome.hours) for matter in outcome.matters]
    turning = _turning(say, outcome)
    return Screen(text="\n\n".join(parts), rows=(*turning, _to_list(say), home_row(say)))


def _turning(say: Translator, outcome: PowersOf) -> list[tuple[Button, ...]]:
    row = [
        Button(
            label=str(say(f"proposal.page.{key}")), press=press("powers.of", outcome.decides, to)
        )
        for key, to in (("back", outcome.page - 1), ("on", outcome.page + 1))
        if 1 <= to <= outcome.pages
    ]
    return [tuple(row)] if row else []


def _matter(matter: Matter, say: Translator, hours: int) -> str:
    lines = [str(decided(matter, say)), answered(matter, say, hours=hours)]
    if matter.citation:
        lines.append(str(say("powers.citation", citation=clip(matter.citation, CELL * 2))))
    remark = matter.remarked(say.locale)
    if remark:
        lines.append(str(say("powers.remark", remark=clip(remark, CELL * 2))))
    return "\n".join(line for line in lines if line)


@render.register
def powers_versions(outcome: PowersVersions, say: Translator) -> Screen:
    """The versions that were in force, with a button to adopt one once more."""
    current, *others = outcome.versions
    lines = [str(say("powers.versions")), f"▶ {_version(current, say)}"]
    lines += [f"· {_version(each, say)}" for each in others]
    rows = [
        (
            _button(
                say,
                "earlier" if each.number else "shipped",
                "powers.earlier",
                each.number,
                number=str(each.number),
            ),
        )
        for each in others
    ]
    return Screen(text="\n".join(lines), rows=(*rows, _to_list(say), home_row(say)))


@render.register
def powers_table(outcome: PowersTable, say: Translator) -> Screen:
    """The file was sent above."""
    text = say("powers.exported", n=outcome.matters)
    rows = ((_button(say, "import", "powers.import"),), _to_list(say), home_row(say))
    return Screen(text=str(text), rows=rows, in_place=False)


@render.register
def powers_awaited(outcome: PowersAwaited, say: Translator) -> Screen:
    """Send the file now."""
    return Screen(text=str(say("powers.awaited")), rows=((stop_button(say),), home_row(say)))


@render.register
def powers_faults(outcome: PowersFaults, say: Translator) -> Screen:
    """Everything wrong, by line and column; nothing was kept."""
    head = say("powers.faults", n=len(outcome.faults), file=clip(outcome.file, NAME))
    lines = [str(head), *fault_lines(outcome.faults, say, columns="powers.field")]
    again = (_button(say, "again", "powers.import"),)
    return Screen(text="\n".join(lines), rows=(again, home_row(say)), in_place=False)


@render.register
def powers_offer(outcome: PowersOffer, say: Translator) -> Screen:
    """What the list would change; yes or no."""
    parts = []
    if outcome.problem:
        parts.append(f"⚠️ {say(f'refusal.{outcome.problem}')}")
    if outcome.earlier < 0:
        parts.append(str(say("powers.offer", file=clip(outcome.file, NAME), n=outcome.matters)))
    elif outcome.earlier:
        head = say("powers.offer.earlier", number=outcome.earlier, n=outcome.matters)
        parts.append(str(head))
    else:
        parts.append(str(say("powers.offer.shipped", n=outcome.matters)))
    parts += diff_lines(outcome.diff, say)
    parts += note_lines(outcome.unread, outcome.notes, say)
    yes = _button(say, "confirm", "powers.confirm", outcome.revision)
    no = _button(say, "drop", "powers.drop")
    toast = plain_text(parts[0]) if outcome.problem else ""
    return Screen(text="\n\n".join(parts), rows=((yes, no), home_row(say)), toast=toast)


def diff_lines(diff: ListDiff, say: Translator) -> list[str]:
    """Say what is new, changed and gone."""
    parts = []
    for key, names in (("added", diff.added), ("gone", diff.gone)):
        if names:
            listed = clip(str(say("list.semicolon")).join(names), NAMES)
            parts.append(str(say(f"powers.{key}", n=len(names), names=listed)))
    if diff.changed:
        lines = [str(say("powers.changed", n=len(diff.changed)))]
        for change in diff.changed[:LISTED]:
            fields = "\n".join(_field_lines(change.fields, say))
            lines.append(f"· {say('powers.name', name=clip(change.name, CELL))}\n{fields}")
        if len(diff.changed) > LISTED:
            lines.append(str(say("roll.more", n=len(diff.changed) - LISTED)))
        parts.append("\n".join(lines))
    if diff.moved:
        parts.append(str(say("powers.moved")))
    parts.append(str(say("powers.unchanged", n=diff.unchanged)))
    return parts


def _field_lines(fields: Iterable[FieldChange], say: Translator) -> Iterable[str]:
    for each in fields:
        yield "  " + str(
            say(
                "powers.change",
                field_key=f"powers.field.{each.field}",
                before=_cell(each.field, each.before, say),
                after=_cell(each.field, each.after, say),
            )
        )


def _cell(field: str, text: str, say: Translator) -> str:
    """Say a cell: deciders and parties in words, an empty one as such."""
    if not text:
        return str(say("powers.cell.empty"))
    key = f"powers.decides.{text}"
    if field in ("decides", "answers") and say.has(key):
        return str(say(key))
    return clip(text, CELL)


@render.register
def powers_adopted(outcome: PowersAdopted, say: Translator) -> Screen:
    """The list is in force."""
    diff = outcome.diff
    text = say(
        "powers.adopted",
        number=outcome.number,
        added=len(diff.added),
        changed=len(diff.changed),
        gone=len(diff.gone),
        unchanged=diff.unchanged,
    )
    return Screen(text=str(text), rows=(_to_list(say), home_row(say)))


@render.register
def powers_dropped(outcome: PowersDropped, say: Translator) -> Screen:
    """Nothing was kept."""
    return Screen(text=str(say("powers.dropped")), rows=(_to_list(say), home_row(say)))
