"""What may be wrong with a file: file, line, column, what, remedy.

``key`` and ``params`` are what council/wording translates; the English text here is the message
that stands in for a missing translation.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Param: TypeAlias = str | int

TEXTS: Mapping[str, tuple[str, str]] = {
    "ballot.future": (
        "{text} is still to come",
        "correct the time: it is when the ballot was given",
    ),
    "ballot.no_head": (
        "{unit} does not count in the vote and its owners hold nothing that does",
        "take the line out",
    ),
    "ballot.no_serial": (
        "a paper ballot has no serial",
        "write the number that is printed on the paper",
    ),
    "ballot.no_time": ("the ballot has no time", "write when it was given, as 2026-03-21T19:30"),
    "ballot.not_an_owner": (
        "{owner} is not an owner of {unit}",
        "write the owner as the roll does, or correct the roll",
    ),
    "ballot.not_delivered": (
        "{unit} is not delivered, so only the developer votes for it, not {owner}",
        "take the ballot out, or mark the unit as delivered in the roll",
    ),
    "ballot.not_the_nominee": (
        "{owner} does not vote for {unit}: its owners named {nominee}",
        "take the line out, or write {nominee} if that is who signed",
    ),
    "ballot.same_time": (
        "{owner} says otherwise on line {other}, and the times do not tell which is later",
        "write both times exactly, or take out the ballot that does not count",
    ),
    "ballot.serial_malformed": (
        "{text} is not a serial",
        "use letters, figures and hyphens, 30 at most",
    ),
    "ballot.serial_twice": (
        "serial {serial} stands for another ballot on line {other}",
        "compare both papers: one serial is one paper",
    ),
    "ballot.serial_used": (
        "serial {serial} is in the record of this poll already",
        "take the line out; what was recorded wrongly is corrected at the desk",
    ),
    "ballot.time_unsure": (
        "this owner voted by another way within {text}, and the time does not tell which is later",
        "write the exact time, as 2026-03-21T19:30:00",
    ),
    "ballot.too_early": (
        "{text} is before the poll opened ({opens})",
        "correct the time; a ballot from before does not count",
    ),
    "ballot.too_late": (
        "{text} is not before the close ({closes})",
        "correct the time; a ballot from after does not count: take the line out",
    ),
    "ballot.too_many_changes": (
        "{owner} has cast {most} ballots here, as many as may be kept",
        "take the line out; the last one stands",
    ),
    "ballot.time_malformed": (
        "{text} is not a time",
        "write ISO 8601, as 2026-03-21T19:30 or 2026-03-21T19:30:00+08:00",
    ),
    "ballot.unknown_unit": (
        "unit {unit} is not on the roll",
        "correct the unit's code, or add the unit to the roll",
    ),
    "blt.head_malformed": (
        "the first line is not the numbers of candidates and seats: {text}",
        "write two whole numbers, as 4 2",
    ),
    "blt.line_open": (
        "the ballot line does not end with 0",
        "end every line of ballots with a 0",
    ),
    "blt.all_withdrawn": (
        "every candidate is withdrawn",
        "take the lines of withdrawn candidates out of those who stand",
    ),
    "blt.name_number": (
        "the name numbered {text} does not stand in its place",
        "write the names in the order of their numbers, from 1",
    ),
    "blt.names_missing": (
        "{found} names for {said} candidates",
        "write each name on a line of its own, in quotation marks, after the closing 0",
    ),
    "blt.names_too_many": (
        "{found} names and titles for {said} candidates and a title",
        "correct the number of candidates in the first line, or put # before what is no name",
    ),
    "blt.no_seats": ("the file has no seats to fill", "write how many are elected, 1 or more"),
    "blt.option_line": (
        "{text} is an option line of the program Droop, which is not read here",
        "take the line out; say what it says with --ties, --withdraw or --cannot-win",
    ),
    "blt.quote_open": (
        "a quotation mark stands alone: {text}",
        "put the whole name between two quotation marks, or leave both out",
    ),
    "blt.no_end": (
        "the ballots do not end",
        "add a line with a single 0, then the names",
    ),
    "blt.rank_malformed": (
        "{text} is not a candidate's number",
        "write numbers separated by blanks, a shared rank as 2=3, a blank one as -",
    ),
    "blt.weight_malformed": (
        "{text} is not a number of ballots",
        "begin the line with a whole number above 0",
    ),
    "cvr.alike": (
        "{text} and {other} are written almost alike",
        "write one name in one way, or tell the two apart",
    ),
    "cvr.cell_unclear": (
        "{text} is no rank, no points and no mark",
        "names belong in columns such as rank 1; take out columns that are no option",
    ),
    "cvr.contests": (
        "the file holds several contests: {known}",
        "save each contest as a file of its own",
    ),
    "cvr.joined": (
        "{text} is several names in one",
        "where a rank names several, part them by a semicolon",
    ),
    "cvr.layout": (
        "this is an export of {name}, but not of the kind that is read",
        "export one contest as CSV, with 0 or 1 in its cells",
    ),
    "cvr.mark_unclear": (
        "{text} may mean yes or no, or a number, beside the other signs of this table",
        "write numbers alone, or 1 for yes and 0 for no",
    ),
    "cvr.no_header": (
        "the first line names no columns",
        "name columns rank 1, rank 2 … or one for each candidate",
    ),
    "cvr.no_number": (
        "the line is empty, while every ballot has a number or a count",
        "write them for a blank ballot, or take the line out",
    ),
    "cvr.not_a_mark": (
        "{text} is neither 0 nor 1, as an export of {name} has it",
        "export again with plain values",
    ),
    "cvr.not_approval": (
        "{text} is neither 1 (approved) nor 0, as approval needs it",
        "correct the cell, or count with --method score",
    ),
    "cvr.not_points": (
        "the cells are ranks (each ballot numbers its options from 1), {name} needs points",
        "add --cells points if they are points",
    ),
    "cvr.not_ranks": (
        "{text} is not a rank",
        "number the options of each ballot from 1, one number each",
    ),
    "cvr.points_malformed": (
        "{text} is not a number of points",
        "write a whole number from 0 to {limit}",
    ),
    "cvr.ranks_missing": (
        "the columns of ranks are numbered {found}",
        "number them from 1 without a gap",
    ),
    "cvr.spoiled": (
        "{text} is nobody's name, it says that the ballot is not valid",
        "empty the cells of the line (a blank ballot), or take the line out",
    ),
    "cvr.too_many_columns": (
        "the table has more than {limit} columns",
        "keep only the columns that are needed",
    ),
    "cvr.total": (
        "“{text}” looks like a line of totals, which is no ballot",
        "take the line out, or write the name in another way",
    ),
    "cvr.unclear": (
        "the cells may be ranks or points, as in this line: {text}",
        "add --cells ranks or --cells points",
    ),
    "budget.amount_malformed": (
        "{name} should be an amount, not {text}",
        "write digits, with a point before decimals, and no sign",
    ),
    "budget.column_missing": (
        "the column {name} is missing",
        "add it to the section's first line",
    ),
    "budget.free": ("project {text} costs nothing", "give it a cost, or take it out of the vote"),
    "budget.key_twice": (
        "{name} stands already on line {other}",
        "keep one of the two",
    ),
    "budget.over_limit": (
        "the vote comes to {found}, but {name} is {limit}",
        "correct the vote or {name}",
    ),
    "budget.voter_twice": (
        "voter {text} has voted already on line {other}",
        "keep one line for each voter, or correct the number",
    ),
    "budget.section_twice": ("the section {name} stands twice", "join the two"),
    "budget.meta_missing": ("META does not say {name}", "add a line {name};…"),
    "budget.named_twice": ("the vote names {text} twice", "name every project once"),
    "budget.no_projects": ("there are no projects", "name at least one"),
    "budget.no_section": ("{text} stands before the first section", "begin with the line META"),
    "budget.points_differ": (
        "the vote names {projects} projects and gives points to {found}",
        "give points to each, separated by commas",
    ),
    "budget.project_id": (
        "{text} is not a project's id",
        "give every project an id without a comma",
    ),
    "budget.same_id": (
        "project {text} stands already on line {other}",
        "give every project one line and an id of its own",
    ),
    "budget.section_missing": (
        "the section {name} is missing",
        "add the line {name} and its rows",
    ),
    "budget.too_long": (
        "the vote names {found} projects, more than the {limit} it may",
        "shorten the vote, or correct max_length or vote_type",
    ),
    "budget.too_many_projects": (
        "{count} projects are more than {limit}",
        "check that every line of the section is a project",
    ),
    "budget.unknown_project": (
        "project {text} is not on the list",
        "use one of the ids in PROJECTS",
    ),
    "file.budget": (
        "a .pb file is a participatory budget, which {name} does not count",
        "use --method equal_shares or --method greedy",
    ),
    "file.binary": (
        "the line holds bytes that no text has",
        "give the table or the ballots themselves, saved as text in UTF-8",
    ),
    "file.directory": ("this is a folder", "name a file in it"),
    "file.encoding": (
        "the text is neither UTF-8 nor GB18030; the line reads as {text}",
        "save the file again as UTF-8",
    ),
    "file.encoding_mixed": (
        "the file is in {name}, this line is not; it may mean {text}",
        "save every part as UTF-8 before putting the parts together",
    ),
    "file.encoding_other": (
        "the text is neither UTF-8 nor GB18030; it seems to be {name}, where the line reads as {text}",
        "save the file again as UTF-8",
    ),
    "file.extension": ("{text} is not a known kind of file", "use one of {known}"),
    "file.gzip_broken": (
        "this is not a whole gzip file",
        "pack it again, or give the plain file",
    ),
    "file.gzip_too_large": (
        "it unpacks to more than {limit} MB and was not read",
        "check the file, or unpack and split it first",
    ),
    "file.line_too_long": (
        "the line is longer than {limit} characters",
        "check that this is a file of ballots",
    ),
    "file.missing": ("there is no such file", "check the name and the folder"),
    "file.not_a_table": (
        "this is {name}, not a table",
        "open it in a spreadsheet and save it as XLSX or CSV",
    ),
    "file.not_permitted": (
        "the file may not be read",
        "let the account that runs yishi read it",
    ),
    "file.old_workbook": (
        "this is a workbook of the old kind (.xls)",
        "open it in a spreadsheet and save it as XLSX",
    ),
    "file.password": (
        "the workbook is locked with a password",
        "take the password off and save it again",
    ),
    "file.text_too_large": (
        "the file is larger than {limit} MB and was not read",
        "check the file, or split it",
    ),
    "file.too_large": (
        "the workbook unpacks to more than {limit} MB",
        "save only the sheet that is needed, or save it as CSV",
    ),
    "file.too_many_lines": (
        "the file has more than {limit} lines",
        "check the file, or give one line for all equal ballots",
    ),
    "file.unreadable": ("the file cannot be read ({text})", "check the file and the disk"),
    "file.workbook": ("this is not a readable XLSX workbook", "save it again as XLSX or CSV"),
    "method.unknown": ("{text} is not a method of this count", "use one of {known}"),
    "option.name_unknown": ("{text} is not an option of this count", "use one of {known}"),
    "option.unknown": ("{text} is not a value of {name}", "use one of {known}"),
    "option.no_seed": ("the rule lot needs a seed", "give the published text as --lot-seed"),
    "option.single_winner": ("{name} elects one, not {seats}", "leave out --seats"),
    "option.cells": (
        "--cells is for tables with a column for each option",
        "leave out --cells",
    ),
    "option.candidate_unknown": (
        "{name} names candidate {text}, whom the file does not know",
        "use a number of the file: {known}",
    ),
    "option.not_a_candidate": (
        "{text} is not a candidate's number, as {name} wants",
        "write numbers separated by commas, as 3,5",
    ),
    "option.all_withdrawn": (
        "every candidate is withdrawn",
        "leave those who stand out of --withdraw",
    ),
    "option.batch": (
        "--batch and {other} cannot go together: the order in which candidates leave would matter",
        "leave out one of the two",
    ),
    "option.idle": ("{option} has no effect with {other}", "leave out one of the two"),
    "option.majority_twice": (
        "--default-majority says two things or nothing of one option: {text}",
        "write one ratio for all, and ID=RATIO for options that need another, as 1,2=3",
    ),
    "option.nobody_can_win": (
        "nobody is left who can win",
        "leave those who can out of --cannot-win and --withdraw",
    ),
    "option.one_default": (
        "there is one default option, not several: {text}",
        "give --default-option one number",
    ),
    "option.said_twice": (
        "{option} is said twice",
        "say it once",
    ),
    "option.tie_decided": (
        "the tie rule {text} is never asked: {other} leaves no tie",
        "end the list with {other}, or put {text} before it",
    ),
    "option.tie_twice": (
        "the tie rule {text} stands twice",
        "name it once: what it cannot tell the first time it never tells",
    ),
    "option.without": ("{option} has no effect without {other}", "leave it out, or add {other}"),
    "option.not_of_method": ("{name} does not use {option}", "leave out {option}"),
    "option.too_many_seats": (
        "{seats} seats are more than the {found} who stand",
        "give --seats a number from 1 to {found}",
    ),
    "option.withdrawn": (
        "{name} names candidate {text}, who is withdrawn",
        "name somebody who stands",
    ),
    "option.no_split": (
        "a ballot cannot be split with {name}",
        "choose another --overvote: exhaust, skip or exhaust_if_multiple_continuing",
    ),
    "ranked.count_too_large": (
        "{text} ballots are more than anybody can count",
        "write at most 15 digits",
    ),
    "ranked.too_many_categories": (
        "the line has more categories than {limit}",
        "correct the line or the header NUMBER CATEGORIES",
    ),
    "ranked.categories_turned": (
        "the first category is called {text}, but the first is taken for the best",
        "put the category that approves first, in the headers and in every line",
    ),
    "ranked.not_graded": (
        "the file ranks candidates, {name} needs points for them",
        "give a .cat file or a .csv with a column of points for each candidate",
    ),
    "ranked.count_malformed": (
        "{text} is not a number of ballots",
        "write a whole number above 0 (in files such as .soi with a colon behind it)",
    ),
    "ranked.empty_place": ("a place names nobody", "name a candidate or take the place out"),
    "preflib.name_expected": (
        "{text} does not name candidate {number}",
        "write the candidates' lines as {number},Name, one a line, as many as the first line says",
    ),
    "preflib.totals_expected": (
        "{text} does not say how many voted",
        "after the names write a line voters,sum of counts,distinct orders",
    ),
    "ranked.header_twice": (
        "the header {name} stands twice and says different things",
        "keep the right one",
    ),
    "ranked.name_beyond": (
        "the header {name} names more candidates than the {count} of the file",
        "correct the number of candidates, or take the line out",
    ),
    "ranked.header_malformed": (
        "{name} should be a whole number, not {text}",
        "write the number in digits",
    ),
    "ranked.header_missing": ("the header {name} is missing", "add the line # {name}: …"),
    "ranked.incomplete": (
        "the ranking leaves somebody out, but .{kind} promises complete rankings",
        "rank everybody, or name the file .{other}",
    ),
    "ranked.mark_unreadable": (
        "{text} is a blank or overvoted rank",
        "close up the ranks: this count takes whole rankings",
    ),
    "ranked.name_breaks": ("the name {text} runs over a line break", "write it on one line"),
    "ranked.named_twice": ("the ranking names {text} twice", "name every candidate once"),
    "ranked.no_candidates": ("there are no candidates", "name at least one"),
    "ranked.place_malformed": (
        "{text} is not a candidate's number",
        "write numbers separated by commas, a shared place as {{1,2}}",
    ),
    "ranked.tie": (
        "two share a place, but .{kind} promises strict rankings",
        "rank them one after the other, or name the file .{other}",
    ),
    "ranked.too_many_candidates": (
        "{count} candidates are more than {limit}",
        "check the number of alternatives in the header",
    ),
    "ranked.unknown_candidate": (
        "candidate {text} is not in the header",
        "use one of the numbers of the header",
    ),
    "ranked.wrong_total": (
        "the header {name} says {said}, the lines make {found}",
        "correct the header or the lines",
    ),
    "residents.damaged": (
        "{text} reads like a date or a number that a spreadsheet made of what was typed",
        "format the column as text and type the cell again",
    ),
    "residents.empty": ("{name} is empty", "write the person's {name}"),
    "residents.nobody": ("there is nobody on the list", "write a line for each person"),
    "residents.same_ref": (
        "{ref} stands on line {other} already",
        "give every person a ref of their own",
    ),
    "residents.too_long": (
        "the cell is longer than {limit} characters",
        "write less",
    ),
    "roll.area_malformed": (
        "{text} is not an area in m²",
        "write digits with at most two decimals, as 89.36",
    ),
    "roll.area_none": (
        "the unit has no area",
        "write its area, or leave the line out: without area it has no weight",
    ),
    "roll.area_zero": ("the unit counts but has no area", "write its area, or counts = no"),
    "roll.id_number": (
        "the cell looks like an identity card number",
        "take identity numbers out of the file: the record must not hold them",
    ),
    "roll.phone_number": (
        "the cell holds what looks like a phone number",
        "take phone numbers out of the file: the record must not hold them",
    ),
    "roll.private_column": (
        "the column {name} looks like ID or phone numbers",
        "take the column out of the file: the record must not hold them",
    ),
    "roll.line_short": (
        "the line ends before its owners",
        "write the owners; of the developer's units write developer",
    ),
    "roll.look_alike": (
        "{text} looks like {unit} on line {other}",
        "keep one line for one unit; if they are two, write as_written = yes on this line",
    ),
    "roll.merged": (
        "the cell is merged with one on line {other}",
        "unmerge it and write what it says on every line",
    ),
    "roll.number_alone": (
        "{text} is a bare number among codes of another shape",
        "format the column as text and type the code again; if this is the code, write as_written = yes on this line",
    ),
    "roll.owners_unclear": (
        "{text} may name one owner, several, or none",
        "write a ; between owners; if it is one name, write as_written = yes on this line",
    ),
    "roll.unit_damaged": (
        "{text} reads like a date or a number that a spreadsheet made of a code",
        "format the column as text and type the code again; if this is the code, write as_written = yes on this line",
    ),
    "roll.no_heads": ("no unit on the roll counts", "add the units that count in the vote"),
    "roll.no_unit": ("the unit has no code", "write the unit's code, as 3-2-501"),
    "roll.same_code": (
        "unit {unit} stands already on line {other}",
        "give every unit one line and a code of its own",
    ),
    "roll.stranger_nominated": (
        "{nominee} is not an owner of {unit}",
        "name one of the unit's owners, or leave the cell empty",
    ),
    "roll.two_nominees": (
        "the same owners name another person on line {other}",
        "let the owners name one person for all their units",
    ),
    "table.csv": ("the line is not proper CSV ({text})", "save the table again as CSV"),
    "table.date": (
        "the cell holds a date ({text})",
        "the spreadsheet made a date of it: format the column as text and type it again",
    ),
    "table.delimiter": (
        "commas, semicolons or tabs: the line does not tell which of them part the cells",
        "write sep=, or sep=; as the first line of the file",
    ),
    "table.header_missing": (
        "the column {name} is missing",
        "add it to the first line: {known}",
    ),
    "table.header_twice": ("the column {name} stands twice", "keep one of the two"),
    "table.invisible": (
        "the cell holds an invisible character ({text})",
        "type the cell again instead of pasting it",
    ),
    "table.total": (
        "{text} is a total, but the line holds more than figures",
        "take the line out, or write the code of its unit",
    ),
    "table.too_long": (
        "the table goes on beyond line {limit}",
        "keep only the lines that are needed",
    ),
    "table.too_many_cells": (
        "the line has more cells than the header",
        "check for a comma inside a cell: such a cell needs quotation marks",
    ),
    "table.value_unknown": ("{text} is not a value of {name}", "use one of {known}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong; ``line`` and ``column`` count from 1, ``None`` = the whole file.

    In tables ``column`` is the cell's number, in ranked ballots the character's.
    """

    key: str
    file: str
    line: int | None = None
    column: int | None = None
    params: Mapping[str, Param] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """What is wrong, in English."""
        return TEXTS[self.key][0].format_map(self.params)

    @property
    def remedy(self) -> str:
        """What to do about it, in English."""
        return TEXTS[self.key][1].format_map(self.params)

    @property
    def message(self) -> str:
        """One line for a log or a terminal: where, what, remedy, in English."""
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{where}: {self.what}; {self.remedy}"


class BadInput(Exception):
    """A file cannot be used; ``faults`` names everything found wrong, at least one."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.message for fault in self.faults))


def bad(
    key: str, *, file: str, line: int | None = None, column: int | None = None, **params: Param
) -> BadInput:
    """Make the exception for a single fault."""
    return BadInput([Fault(key=key, file=file, line=line, column=column, params=params)])
