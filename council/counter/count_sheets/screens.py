"""Count sheets as files: for the eye in the reader's language, for other systems with fixed names."""

import json
from collections.abc import Iterator, Mapping

from council.counter.count_sheets.commands import CountSheetTaken
from council.counter.count_sheets.reads import Count, SheetLine, Standing
from council.kernel.screens.callback_data import press
from council.kernel.screens.render import home_row, plain_text, render
from council.kernel.screens.screen import Button, Screen
from council.kernel.screens.translator import Translator
from council.polls.ballots.head import ballot_head
from council.rules.poll_kinds import RATIFICATION
from voting.formats.deliveries_csv import write_deliveries
from voting.formats.roll_writing import write_roll
from voting.formats.table import BOM, write_area, write_table
from voting.formats.writing import write_ballots, write_time
from voting.ratification_json import ratification_json

COLUMNS = (
    "unit",
    "building",
    "kind",
    "area",
    "counts",
    "head",
    "owners",
    "nominee",
    "said",
    "owner",
    "choice",
    "channel",
    "time",
    "serial",
    "counted",
)
OFFICIAL = ("unit", "owner", "choice", "channel", "time")


def count_sheet(count: Count, say: Translator) -> str:
    """Write the sheet for the roll's keepers: every unit, a line for each ballot of its head."""
    header = [str(say(f"count_sheet.column.{name}")) for name in COLUMNS]
    rows = (_row(line, ballot, say) for line in count.lines for ballot in line.ballots or (None,))
    return write_table(header, map(tuple, rows))


def official(count: Count) -> str:
    """Write what an official voting system takes: unit, owner, choice, channel, time."""
    return write_table(
        OFFICIAL,
        (
            (
                line.unit.code,
                each.ballot.owner,
                each.ballot.choice.value,
                each.channel,
                write_time(each.ballot.at),
            )
            for line in count.lines
            for each in line.ballots
            if each.counted
        ),
    )


def files_of(count: Count, say: Translator) -> Mapping[str, str]:
    """Make every file of a count, by name."""
    counted = ratification_json(
        count.result,
        row=count.legal_class,
        profile=count.profile,
        law_version=count.law_version,
        deemed=count.deemed,
    )
    files = {
        "roll.csv": BOM + write_roll(count.units),
        "ballots.csv": BOM + write_ballots(count.ballots),
        "result.json": json.dumps(counted, ensure_ascii=False, indent=1) + "\n",
        "count-sheet.csv": BOM + count_sheet(count, say),
        "official.csv": BOM + official(count),
        **{f"rules/{name}.toml": text for name, text in count.rule_files.items()},
    }
    if count.deemed is not None:
        files["delivered.csv"] = BOM + write_deliveries(
            (each.unit, each.method, each.receiver, write_time(each.noted_at))
            for each in count.delivered
        )
    return files


def _row(line: SheetLine, ballot: Standing | None, say: Translator) -> Iterator[str]:
    unit = line.unit
    yield unit.code
    yield unit.building
    yield str(say(f"count_sheet.kind.{unit.kind.value}"))
    yield write_area(unit.area_x100)
    yield _yes_no(say, yes=line.head > 0)
    yield str(line.head or "")
    yield ";".join(unit.voters)
    yield unit.nominee or ""
    yield str(say(f"count_sheet.said.{line.said}")) if line.said else ""
    if ballot is None:
        yield from [""] * 6
        return
    yield ballot.ballot.owner
    yield str(say(f"count_sheet.said.{ballot.ballot.choice.value}"))
    yield str(say(f"ballot.channel.{ballot.channel}"))
    yield write_time(ballot.ballot.at)
    yield ballot.serial
    yield _yes_no(say, yes=ballot.counted)


def _yes_no(say: Translator, *, yes: bool) -> str:
    return str(say("count_sheet.yes" if yes else "count_sheet.no"))


@render.register
def count_sheet_taken(outcome: CountSheetTaken, say: Translator) -> Screen:
    """Say what the two files are and who may see them."""
    head = ballot_head(say, RATIFICATION, outcome.poll, outcome.title)
    text = str(say("count_sheet.taken", head=head, n=outcome.units))
    back = Button(label=str(say("poll.button.view")), press=press("poll.view", outcome.poll))
    return Screen(text=text, rows=((back,), home_row(say)), toast=plain_text(text), in_place=False)
