"""Listing the owners on the residents' list: its preview, its questions, its end."""

from council.kernel.screens.callback_data import press
from council.kernel.screens.parts import clip, label
from council.kernel.screens.render import home_row, plain_text, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.roll.owners.commands import OwnersListed, OwnersOffer

#: UTF-16 units of a list of units.
UNITS = 80


@render.register
def owners_offer(outcome: OwnersOffer, say: Translator) -> Screen:
    """Who would be new, who may be the same person, where they live; yes or no."""
    parts = []
    if outcome.problem:
        parts.append(f"⚠️ {say(f'refusal.{outcome.problem}')}")
    parts.append(
        str(
            say(
                "owners.offer",
                owners=outcome.owners,
                known=outcome.known,
                linked=outcome.linked,
                n=outcome.added,
                firms=outcome.firms,
                asked=outcome.asked,
            )
        )
    )
    if outcome.new:
        parts.append(_new_lines(outcome, say))
        parts.append(str(say("owners.here" if outcome.live_here else "owners.only")))
    if outcome.alike:
        lines = [str(say("owners.alike", n=outcome.asked))]
        lines += [
            str(
                say(
                    "owners.alike.line",
                    owner=each.owner,
                    units=clip(" ".join(each.units), UNITS),
                    ref=each.ref,
                    unit=each.unit or "—",
                )
            )
            for each in outcome.alike
        ]
        parts.append("\n".join(lines))
    toast = plain_text(parts[0]) if outcome.problem else ""
    return Screen(text="\n\n".join(parts), rows=_offer_rows(outcome, say), toast=toast)


def _new_lines(outcome: OwnersOffer, say: Translator) -> str:
    lines = [str(say("owners.new"))]
    lines += [
        str(
            say(
                "owners.new.firm" if line.firm else "owners.new.line", ref=line.ref, name=line.name
            )
        )
        for line in outcome.new
    ]
    if outcome.added > len(outcome.new):
        lines.append(str(say("roll.more", n=outcome.added - len(outcome.new))))
    return "\n".join(lines)


def _offer_rows(outcome: OwnersOffer, say: Translator) -> tuple[tuple[Button, ...], ...]:
    revision, asked = outcome.revision, outcome.alike
    rows: list[tuple[Button, ...]] = [
        tuple(
            Button(
                label=label(say, f"owners.button.{answer}", owner=each.owner, ref=each.ref),
                press=press("owners.settle", revision, answer, place),
            )
            for answer in ("same", "apart")
        )
        for place, each in enumerate(asked)
    ]
    if len(asked) > 1:
        everyone = Button(
            label=str(say("owners.button.all")), press=press("owners.settle", revision, "all")
        )
        rows.append((everyone,))
    if outcome.new:
        other = "only" if outcome.live_here else "here"
        turned = Button(
            label=str(say(f"owners.button.{other}")), press=press("owners.settle", revision, other)
        )
        rows.append((turned,))
    if not asked and (outcome.added or outcome.linked):
        yes = Button(
            label=str(say("owners.button.confirm")), press=press("owners.confirm", revision)
        )
        rows.append((yes,))
    back = Button(label=str(say("roll.button.view")), press=press("roll"))
    return (*rows, (back,), home_row(say))


@render.register
def owners_listed(outcome: OwnersListed, say: Translator) -> Screen:
    """They stand on the list; the next step is their codes."""
    parts = [
        say("owners.listed", n=outcome.added, firms=outcome.firms, linked=outcome.linked),
        say("owners.listed.here" if outcome.live_here else "owners.listed.only"),
    ]
    codes = Button(label=str(say("owners.button.codes")), press=press("codes"))
    back = Button(label=str(say("roll.button.view")), press=press("roll"))
    return Screen(text="\n\n".join(map(str, parts)), rows=((codes, back), home_row(say)))
