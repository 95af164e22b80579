"""Counting files without a database: ``yishi tally`` and ``yishi ratify`` (docs/interfaces.md).

Whoever gets a published file can count it again. Neither pydantic nor a database or chat library is
imported here: the whole process answers in well under a second.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from typing_extensions import override

from council.cli.counting_tables import budget_text, ratification_text, tally_text
from council.cli.counting_voice import Speaker, voice_here
from council.cli.opening import (
    BAD_INPUT,
    FILE,
    column_name,
    read_file,
    read_table_file,
    refuse,
    refusing,
    tell_encoding,
)
from council.cli.terminal import say_line, say_lines
from council.rules.files import read_profiles
from council.rules.profile import RuleProfile
from council.rules.rulebook import NATIONAL, rulebook
from council.rules.source import BadRulesError
from voting import budget_tally as budgets
from voting import tally as engine
from voting.budget_outcome import budget_json
from voting.formats.ballots_csv import read_ballots_noted
from voting.formats.deliveries_csv import read_deliveries
from voting.formats.faults import BadInput, bad
from voting.formats.notes import Note, notes_on_sheets
from voting.formats.roll_csv import read_roll
from voting.formats.sheet_layout import sheet_layout
from voting.formats.text import decode
from voting.options import COMMAND_LINE
from voting.ratification import Passed, count_ratification, deemed_reading, judged, undecided_order
from voting.ratification_json import ratification_json
from voting.roll import UnitCode

METHODS = (*engine.METHODS, *budgets.METHODS)

TIED = 3

#: Every option of docs/interfaces.md#tally: name → what to write after it (None: nothing). Those that the
#: engine does not know yet are refused by the engine, by name.
OPTIONS: dict[str, str | None] = {
    "seats": "N",
    "overvote": "RULE",
    "max_skipped": "N",
    "max_ranks": "N",
    "duplicates": "RULE",
    "ties": "LIST",
    "lot_seed": "TEXT",
    "majority": "RULE",
    "count_to": "RULE",
    "batch": None,
    "cannot_win": "ID",
    "quota": "NAME",
    "threshold": "RULE",
    "decimals": "N",
    "variant": "NAME",
    "strength": "RULE",
    "default_option": "ID",
    "default_majority": "N|ID=N",
    "withdraw": "ID",
    "pb_utility": "NAME",
    "completion": "NAME",
    "stop_when_exhaustive": None,
    "cells": "KIND",
}
#: Options that take several candidates: ``--withdraw 3 5``, ``--withdraw 3,5`` or one by one.
_MANY = frozenset({"cannot_win", "withdraw", "default_majority"})
_LIST = re.compile(r"[0-9]+(=[0-9:/.]+)?(,[0-9]+(=[0-9:/.]+)?)*,?")

F = TypeVar("F", bound=Callable[..., Any])

_as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


def _engine_options(function: F) -> F:
    """Declare every option of the table; those of other methods stay out of the help."""
    for name, metavar in reversed(OPTIONS.items()):
        function = click.option(
            "--" + name.replace("_", "-"),
            name,
            metavar=metavar,
            # False would make the value one that may be left out.
            is_flag=True if metavar is None else None,
            multiple=name in _MANY,
            hidden=name not in (*engine.OPTIONS, *budgets.OPTIONS["equal_shares"]),
        )(function)
    return function


class _Tally(click.Command):
    """A command whose options of several values take all the numbers that follow them."""

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        several = {"--" + name.replace("_", "-") for name in _MANY}
        said = [word.partition("=")[0] for word in args if word.startswith("--")]
        for option in sorted({*said} - several):
            if said.count(option) > 1:
                refuse(bad("option.said_twice", file=COMMAND_LINE, option=option).faults)
        spread: list[str] = []
        option = ""
        for word in args:
            if option and spread[-1] != option and _numbers(word):
                spread.append(option)
            elif not _numbers(word):
                option = word if word in several else ""
            spread.append(word)
        return super().parse_args(ctx, spread)


@click.command(cls=_Tally)
@click.argument("file", type=FILE)
@click.option("--method", required=True, metavar="NAME", help=" ".join(METHODS))
@_engine_options
@_as_json
def tally(file: Path, method: str, *, as_json: bool, **typed: Any) -> None:
    """Count a public FILE of ballots.

    .soc .soi .toc .toi .cat .blt .elx .csv .xlsx .pb, each also .gz
    """
    say = voice_here()
    given = {name: _text(value) for name, value in typed.items() if value not in (None, False, ())}
    if method not in METHODS:
        refuse(
            bad("method.unknown", file=COMMAND_LINE, text=method, known=" ".join(METHODS)).faults
        )
    if method in budgets.METHODS:
        _tally_budget(file, method, given, as_json=as_json, say=say)
        return
    with refusing():
        options = engine.options_from(given)
        engine.check_used(given, method=method)
        data, name = read_file(file)
        tell_encoding(data, file=file.name)
        with _naming_sheets(data, file=file.name, say=say):
            tallied = engine.tally_data(data, file=name, method=method, options=options)
    outcome, found = tallied.outcome, tallied.recognised
    if found is not None:
        unseen = notes_on_sheets(
            hidden_sheet=found.hidden_sheet, lines=found.hidden, other_sheets=found.other_sheets
        )
        _tell(unseen, file=file.name, say=say)
    if as_json:
        say_lines(_json(engine.to_json(outcome, margin=tallied.margin, recognised=found)))
    else:
        say_lines(tally_text(outcome, file=file.name, recognised=found, say=say))
    if outcome.unresolved is not None or not outcome.winners:
        raise click.exceptions.Exit(TIED)


def _tally_budget(
    file: Path, method: str, given: Mapping[str, str], *, as_json: bool, say: Speaker
) -> None:
    with refusing():
        options = budgets.options_from(given, method=method)
        data, name = read_file(file)
        tell_encoding(data, file=file.name)
        text = decode(data, file=file.name)
        outcome = budgets.count(text, file=name, options=options)
    if as_json:
        say_lines(_json(budget_json(outcome)))
    else:
        say_lines(budget_text(outcome, file=file.name, say=say))


@click.command()
@click.argument("roll", type=FILE)
@click.argument("ballots", type=FILE)
@click.option("--class", "row", required=True, metavar="ROW", help="O-1, O-2, O-4 … O-9.")
@click.option("--profile", default=NATIONAL, show_default=True, help="Whose rules.")
@click.option(
    "--rules",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Read the profile from the TOML files of this folder, such as an export has.",
)
@click.option(
    "--delivered",
    type=FILE,
    help="Units with proof of delivery, for rules with a silence clause.",
)
@_as_json
def ratify(
    roll: Path,
    ballots: Path,
    *,
    row: str,
    profile: str,
    folder: Path | None,
    delivered: Path | None,
    as_json: bool,
) -> None:
    """Count the owners' ballots in BALLOTS on the ROLL, by heads and by area."""
    say = voice_here()
    book = rulebook() if folder is None else _rules_in(folder)
    if profile not in book:
        _stop(say("ratify.profile", profile=profile, known=" ".join(book)))
    rules = book[profile]
    if not rules.ratified:
        able = " ".join(name for name, each in book.items() if each.ratified)
        _stop(say("ratify.profile_without", profile=profile, known=able))
    if row not in rules.ratified:
        _stop(say(_why_not(row), row=row, known=" ".join(rules.ratified)))
    asked = rules.rows[row]
    if delivered is not None and not rules.silence.deems:
        _stop(say("ratify.no_clause", profile=profile))
    with refusing():
        table = read_roll(read_table_file(roll), file=roll.name, counted=rules.counted_kinds)
        papers = read_table_file(ballots)
        with _naming_sheets(papers, file=ballots.name, say=say):
            cast, unseen = read_ballots_noted(papers, file=ballots.name, units=table.units)
        notes = [
            (roll, [each for each in table.notes if each.key != "ownerless"]),
            (ballots, unseen),
        ]
        served: frozenset[UnitCode] = frozenset()
        if delivered is not None:
            served, unseen = read_deliveries(
                read_table_file(delivered), file=delivered.name, units=table.units
            )
            notes.append((delivered, unseen))
    for path, of_file in notes:
        _tell(of_file, file=path.name, say=say)
    for cell in table.rewritten:
        told = say(
            "ratify.rewritten",
            file=roll.name,
            line=cell.line,
            column=column_name(cell.column),
            before=cell.before,
            after=cell.after,
        )
        say_line(told, err=True)
    for column in table.unknown_columns:
        say_line(say("ratify.unknown_column", file=roll.name, column=column), err=True)
    for earlier, later in undecided_order(table.units, cast):
        lines = f"{earlier.line}, {later.line}"
        told = say("ratify.same_time", file=ballots.name, owner=later.owner, lines=lines)
        say_line(told, err=True)
    counted = count_ratification(table.units, cast, rule=asked.thresholds)
    deemed = deemed_reading(counted, delivered=served) if rules.silence.deems else None
    passed = counted.passed if deemed is None else judged(deemed, rule=counted.rule)
    if as_json:
        written = ratification_json(
            counted, row=row, profile=profile, law_version=asked.law_version, deemed=deemed
        )
        say_lines(_json(written))
    else:
        say_lines(ratification_text(counted, asked, rules=rules, deemed=deemed, say=say))
    if passed is not Passed.YES:
        raise click.exceptions.Exit(1)


@contextmanager
def _naming_sheets(data: bytes, *, file: str, say: Speaker) -> Iterator[None]:
    """Where a workbook's reading fails, name the sheets that were not read: it may be one of them."""
    try:
        yield
    except BadInput as error:
        # What could not even be opened has no sheets to name.
        if not any(fault.key.startswith("file.") for fault in error.faults):
            around = sheet_layout(data, file=file)
            unread = notes_on_sheets(
                hidden_sheet=around.hidden_sheet, other_sheets=around.other_sheets
            )
            _tell(unread, file=file, say=say)
        raise


def _tell(notes: Iterable[Note], *, file: str, say: Speaker) -> None:
    """Say beside a count what the reader of a file did by itself."""
    for note in notes:
        say_line(say(f"ratify.note.{note.key}", file=file, text=note.text), err=True)


def _numbers(word: str) -> bool:
    """Whether a word is numbers of candidates, or majorities of theirs: 3, 3,5 or 3=2:1."""
    return _LIST.fullmatch(word) is not None


def _text(value: Any) -> str:
    """Write an option as the engine reads it: a comma list, ``yes`` for a bare one, or as typed."""
    if value is True:
        return "yes"
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _json(written: object) -> str:
    return json.dumps(written, ensure_ascii=False)


def _rules_in(folder: Path) -> Mapping[str, RuleProfile]:
    """Read the profiles of a folder."""
    texts = {}
    for file in sorted(folder.glob("*.toml")):
        try:
            texts[file.stem] = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            _stop(voice_here()("ratify.rules_unreadable", file=file.name))
    try:
        return read_profiles(texts)
    except BadRulesError as error:
        _stop(str(error))


def _why_not(row: str) -> str:
    if row.startswith("R-"):
        return "ratify.class.residents"
    named = {"O-3", "O-279", "O-WC", "O-PET"}
    return f"ratify.class.{row if row in named else 'unknown'}"


def _stop(message: str) -> NoReturn:
    say_line(f"yishi: {message}", err=True)
    raise click.exceptions.Exit(BAD_INPUT)
