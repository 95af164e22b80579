"""What may be wrong with a roll, its owners' ballots or the residents' list: what, remedy."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
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
}
