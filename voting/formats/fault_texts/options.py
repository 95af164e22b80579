"""What may be wrong with how a count was asked for: what, remedy."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
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
}
