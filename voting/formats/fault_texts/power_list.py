"""What may be wrong with a power-and-duty list: what, remedy."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "powers.class_unfit": (
        "{legal_class} is not decided by {text}",
        "write who decides by that row of the rules, or another class",
    ),
    "powers.class_unknown": (
        "{text} is no row of this community's rules",
        "write one of: {known}",
    ),
    "powers.empty": ("the cell of {name} is empty", "write one of: {known}"),
    "powers.hours": (
        "{text} is no number of hours",
        "write a whole number from 1 to {limit}, or nothing for the hours of the rules",
    ),
    "powers.many_words": (
        "{given} words name this matter",
        "keep {limit} at most",
    ),
    "powers.no_name": ("the matter has no name", "write what it is, as parking"),
    "powers.nothing": ("there is no matter in the file", "write one line for each kind of matter"),
    "powers.too_long": ("{given} characters", "write {limit} at most"),
    "powers.too_many": ("{given} matters", "keep {limit} at most"),
    "powers.twice": (
        "{text} stands on line {other} already",
        "keep one line for each kind of matter",
    ),
    "powers.word_long": (
        "{text}… is longer than a word",
        "write {limit} characters at most, and ; between words",
    ),
    "powers.word_says_nothing": ("{text} is no word", "take it out"),
    "powers.word_short": (
        "{text} is a single letter and would be found everywhere",
        "write a whole word",
    ),
    "powers.word_twice": (
        "{text} names {matter} on line {other} already",
        "leave it with one of them: a word names one kind of matter",
    ),
}
