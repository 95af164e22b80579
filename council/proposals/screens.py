"""Proposals 提案: their screens for residents."""

from council.kernel.acts.moves import opened
from council.kernel.screens.callback_data import press
from council.kernel.screens.moves import move_rows
from council.kernel.screens.parts import BODY_UNITS, clip, label, page_row, units_of
from council.kernel.screens.render import home_row, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.proposals.commands import ProposalFiled, ProposalView
from council.proposals.reads import ProposalLine, ProposalList, WithdrawAsked
from council.rules.power_list.screens_parts import ruled_lines


def _button(
    say: Translator, key: str, verb: str, *arguments: str | int, **params: str | int
) -> Button:
    return Button(
        label=label(say, f"proposal.button.{key}", **params), press=press(verb, *arguments)
    )


@render.register
def proposal_filed(outcome: ProposalFiled, say: Translator) -> Screen:
    """Its number, and what happens next."""
    key = "resubmitted" if outcome.resubmitted else "new"
    text = say(
        f"proposal.filed.{key}",
        number=outcome.number,
        title=outcome.title,
        needed=outcome.needed,
    )
    show = _button(say, "open", "proposal.show", outcome.number, number=outcome.number)
    return Screen(text=str(text), rows=((show,), home_row(say)))


@render.register
def proposal_view(outcome: ProposalView, say: Translator) -> Screen:
    """One proposal with everything this resident can do to it now."""
    parts = []
    if outcome.note:
        parts.append(str(say(f"proposal.done.{outcome.note}", number=outcome.number)))
    parts += [
        str(
            say(
                "proposal.view",
                number=outcome.number,
                title=outcome.title,
                state=str(say(f"state.proposal.{outcome.state}")),
                author=outcome.author,
                submitted_at=outcome.submitted_at,
            )
        ),
        str(
            say(
                "proposal.sheet.body",
                body=clip(outcome.body, BODY_UNITS - units_of(outcome.reason)),
            )
        )
        if outcome.body
        else str(say("proposal.sheet.spoken")),
    ]
    if outcome.photos or outcome.voices:
        parts.append(str(say("proposal.files", photos=outcome.photos, voices=outcome.voices)))
    parts.append(
        str(
            say(
                "proposal.support",
                seconds=outcome.seconds,
                needed=outcome.needed,
                followers=outcome.followers,
            )
        )
    )
    parts += _about_me(outcome, say)
    toast = str(say(f"proposal.toast.{outcome.note}")) if outcome.note else ""
    return Screen(text="\n\n".join(parts), rows=tuple(_view_rows(outcome, say)), toast=toast)


def _about_me(outcome: ProposalView, say: Translator) -> list[str]:
    """What concerns the reader: whose matter it is, a return, a merge, a second given."""
    told: list[str] = []
    if outcome.ruled is not None:
        told.append(ruled_lines(outcome.ruled, say, hours=outcome.hours))
    if outcome.reason:
        told.append(str(say("proposal.reason", reason=outcome.reason)))
    if outcome.merged_into:
        told.append(str(say("proposal.merged_into", into=outcome.merged_into)))
    if outcome.merge_into:
        told.append(
            str(
                say(
                    "proposal.merge_question",
                    into=outcome.merge_into,
                    into_title=outcome.merge_into_title,
                )
            )
        )
    if outcome.seconded:
        told.append(str(say("proposal.you_seconded")))
    return told


def _view_rows(outcome: ProposalView, say: Translator) -> list[tuple[Button, ...]]:
    into = outcome.merge_into or outcome.merged_into
    answers = opened(outcome.moves, "agree", "decline")
    others = [move for move in outcome.moves if move not in answers]
    photos = (
        [(_button(say, "photos", "proposal.photos", outcome.number, n=outcome.photos),)]
        if outcome.photos
        else []
    )
    return [
        *move_rows(answers, say, "proposal.button", wide=2),
        *move_rows(others, say, "proposal.button", into=into),
        *photos,
        (_button(say, "list", "proposals", 1), *home_row(say)),
    ]


@render.register
def proposal_list(outcome: ProposalList, say: Translator) -> Screen:
    """A page of proposals with state and seconds, a button each."""
    propose = _button(say, "propose", "propose")
    if not outcome.lines:
        return Screen(text=str(say("proposal.list.none")), rows=((propose,), home_row(say)))
    parts = [
        str(say("proposal.list.title", n=outcome.total, page=outcome.page, pages=outcome.pages))
    ]
    parts += [_line(one, say) for one in outcome.lines]
    rows = [
        (_button(say, "pick", "proposal.show", one.number, number=one.number, title=one.title),)
        for one in outcome.lines
    ]
    turning = page_row(say, "proposals", outcome.page, outcome.pages)
    return Screen(
        text="\n\n".join(parts),
        rows=(*rows, *turning, (propose, *home_row(say))),
    )


def _line(one: ProposalLine, say: Translator) -> str:
    text = say(
        "proposal.line.mine" if one.mine else "proposal.line",
        number=one.number,
        title=one.title,
        state_key=f"state.proposal.{one.state}",
        seconds=one.seconds,
        needed=one.needed,
    )
    return str(text)


@render.register
def withdraw_asked(outcome: WithdrawAsked, say: Translator) -> Screen:
    """Withdrawing is confirmed once."""
    number = outcome.number
    return Screen(
        text=str(say("proposal.withdraw.sure", number=number, title=outcome.title)),
        rows=(
            (_button(say, "withdraw_yes", "proposal.withdrawn", number),),
            (_button(say, "back", "proposal.show", number),),
        ),
    )
