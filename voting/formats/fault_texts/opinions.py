"""What may be wrong with a table of answers to statements: what, remedy."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "opinions.header": (
        "the first line names neither participants and statements nor answers",
        "give a column participant and one for each statement by its number, or the columns {known}",
    ),
    "opinions.statement_twice": (
        "two columns have the number of one statement",
        "take one of them out",
    ),
    "opinions.participant_twice": (
        "participant {text} has a line already",
        "keep one line for each participant",
    ),
    "opinions.no_participant": ("the line names no participant", "write a number or take it out"),
    "opinions.no_number": ("{text} is not the number of a statement", "write a whole number"),
    "opinions.answer": (
        "{text} is not an answer",
        "write 1 (agree), -1 (disagree), 0 (unsure) or leave the cell empty",
    ),
}
