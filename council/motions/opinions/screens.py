"""How the statements on a motion are told: what nearly all share first, then what divides."""

from markupsafe import Markup

from council.kernel.screens.parts import clip
from council.kernel.screens.translator import Translator
from council.motions.opinions.told import OpinionsTold

#: UTF-16 units of a statement in a line, and in an agenda.
_LINE, _SHORT = 120, 36
#: How many of each kind a motion's screen tells; the rest stands in the picture.
_FEW = 3
GROUPS = "ABCDE"


def opinion_lines(told: OpinionsTold, say: Translator, *, few: int = _FEW) -> str:
    """Tell a collection beside its motion."""
    lines: list[Markup] = [
        say(f"statements.told.{told.state}", n=told.took_part, ends_at=told.ends_at)
    ]
    if told.state == "closed" and not told.shown:
        lines.append(say("statements.too_few"))
    if told.groups:
        lines.append(group_line(told.groups, say))
    if told.shared:
        lines.append(say("statements.shared"))
        lines += [
            say(
                f"statements.shared.{each.side}",
                text=clip(each.text, _LINE),
                figures=figures(each.groups, say),
            )
            for each in told.shared[:few]
        ]
    if told.divides:
        lines.append(say("statements.divides" if told.groups else "statements.undecided"))
        lines += [
            say(
                "statements.divides.line",
                text=clip(each.text, _LINE),
                figures=figures(each.groups, say),
            )
            for each in told.divides[:few]
        ]
    return "\n".join(str(line) for line in lines)


def agenda_lines(told: OpinionsTold, say: Translator) -> list[Markup]:
    """Tell a closed collection in an agenda: the surest that is shared, the sharpest that divides."""
    lines = []
    for kind, several in (("shared", told.shared), ("divides", told.divides)):
        if several:
            text = clip(several[0].text, _SHORT)
            lines.append(say(f"statements.agenda.{kind}", text=text))
    return lines


def group_line(sizes: tuple[int, ...], say: Translator) -> Markup:
    """Name the groups with their sizes."""
    named = (
        say("statements.group", group=group, n=size)
        for group, size in zip(GROUPS, sizes, strict=False)
    )
    return say("statements.groups", groups=say("list.and").join(named))


def figures(per_mille: tuple[int, ...], say: Translator) -> Markup:
    """Tell a share of each group, or of all together, in whole per cent."""
    if len(per_mille) == 1:
        return say("statements.share", percent=per_mille[0] // 10)
    shares = (
        say("statements.group_share", group=group, percent=share // 10)
        for group, share in zip(GROUPS, per_mille, strict=False)
    )
    return say("list.and").join(shares)
