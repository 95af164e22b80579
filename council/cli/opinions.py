"""Drawing the picture of statements again from a table: ``yishi statements`` (docs/statements.md).

Anybody who has the published answers of a collection, or an export of Polis, gets the picture that
the program keeps, without a database.
"""

import hashlib
from pathlib import Path

import click

from council.cli.counting_voice import Speaker, voice_here
from council.cli.opening import FILE, read_file, refusing, tell_encoding
from council.cli.terminal import say_lines
from council.rules.rulebook import NATIONAL, rulebook
from council.statements.opinion_groups.picture import Picture, to_json
from voting.formats.opinions_csv import read_opinions

#: Where the words of this command stand.
_WORDS = "statements"
_GROUPS = "ABCDE"
#: The answer is no: too few took part to show anything.
_NOTHING = 1


@click.command()
@click.argument("file", type=FILE)
@click.option(
    "--smallest-group",
    type=click.IntRange(min=1),
    default=rulebook()[NATIONAL].statements.smallest_group,
    show_default=True,
    help="No smaller group, and no figure of fewer answers, is shown.",
)
@click.option(
    "--shown-from",
    type=click.IntRange(min=1),
    default=rulebook()[NATIONAL].statements.shown_from,
    show_default=True,
    help="Nothing is shown with fewer participants.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the picture as one JSON object.")
def statements(file: Path, *, smallest_group: int, shown_from: int, as_json: bool) -> None:
    """Draw the picture of the answers in FILE again.

    A table that a collection's page offers, or participants-votes.csv or votes.csv of a Polis export;
    each also .gz
    """
    with refusing():
        data, name = read_file(file)
        tell_encoding(data, file=file.name)
        found = read_opinions(data, file=name)
    # Imported here: a fault of the file need not wait for numpy.
    from council.statements.opinion_groups.drawing import draw
    from council.statements.opinion_groups.matrix import matrix_of

    picture = draw(
        matrix_of(found.statements, found.answers),
        smallest_group=smallest_group,
        shown_from=shown_from,
    )
    if as_json:
        say_lines(to_json(picture))
    else:
        say = voice_here(_WORDS)
        head = [
            say(
                "opinions.title",
                file=file.name,
                statements=len(found.statements),
                n=picture.participants,
                grouped=picture.in_groups,
            ),
            say("opinions.digest", digest=hashlib.sha256(data).hexdigest()),
        ]
        least = smallest_group if picture.shown else shown_from
        say_lines("\n".join([*head, *_told(picture, say, least=least)]))
    if not picture.shown:
        raise click.exceptions.Exit(_NOTHING)


def _told(picture: Picture, say: Speaker, *, least: int) -> list[str]:
    """Write the picture a line each: groups, what is shared, what divides, what stands for each."""
    if not picture.shown:
        return [say("opinions.too_few", least=least)]
    sizes = " ".join(str(group.size) for group in picture.groups)
    lines = [
        say("opinions.groups", n=len(picture.groups), sizes=sizes)
        if picture.groups
        else say("opinions.no_groups", least=least)
    ]
    if picture.shared:
        lines.append(say("opinions.shared"))
        lines += [
            say(
                f"opinions.shared.{each.side}",
                number=each.number,
                groups=_figures(each.groups),
                product=each.per_mille,
            )
            for each in picture.shared
        ]
    if picture.divides:
        lines.append(say("opinions.divides" if picture.groups else "opinions.undecided"))
        lines += [
            say("opinions.divides.line", number=each.number, groups=_figures(each.groups))
            for each in picture.divides
        ]
    for letter, group in zip(_GROUPS, picture.groups, strict=False):
        several = (say(f"opinions.stands_for.{side}", number=n) for n, side in group.stands_for)
        lines.append(say("opinions.stands_for", group=letter, several="; ".join(several)))
    return lines


def _figures(per_mille: tuple[int, ...]) -> str:
    return " ".join(str(each) for each in per_mille)
