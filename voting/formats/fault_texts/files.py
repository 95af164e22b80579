"""What may be wrong with a file or a table, whatever it holds: what, remedy."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
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
    "table.csv": ("the line is not proper CSV ({text})", "save the table again as CSV"),
    "table.date": (
        "the cell holds a date ({text})",
        "the spreadsheet made a date of it: format the column as text and type it again",
    ),
    "table.delimiter": (
        "commas, semicolons or tabs: the line does not tell which of them part the cells",
        "write sep=, or sep=; as the first line of the file",
    ),
    "table.empty": ("the file is empty", "open it, save the table again, and give that"),
    "table.first_sheet": (
        "only the first sheet is read, “{sheet}”, and it has no column {name}",
        "move the sheet with the table to the front (the others are: {others}), or add the column: {known}",
    ),
    "table.first_sheet_hidden": (
        "only the first sheet is read; it is hidden (“{sheet}”) and has no column {name}",
        "show it and move the sheet with the table to the front (the others are: {others})",
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
