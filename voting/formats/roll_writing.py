"""Writing a roll as ``roll_csv`` reads it."""

from voting.formats.owner_names import read_otherwise, write_owners
from voting.formats.roll_table import COLUMNS
from voting.formats.table import write_area, write_table
from voting.formats.unit_codes import doubts, is_damaged
from voting.roll import Unit, UnitCode, owners_of_several


def written(unit: Unit) -> dict[str, str]:
    """Write a unit as the cells of its line, by column name."""
    yes_no = {True: "yes", False: "no"}
    return {
        "unit": unit.code,
        "building": unit.building,
        "kind": unit.kind.value,
        "area": write_area(unit.area_x100),
        "area_source": unit.area_source.value,
        "owners": write_owners(unit.owners),
        "nominee": unit.nominee or "",
        "delivered": yes_no[unit.delivered],
        "counts": yes_no[unit.counts],
    }


def write_roll(units: tuple[Unit, ...]) -> str:
    """Write a roll as a CSV file that reads as these units, with what was confirmed of owners."""
    several = {
        code
        for codes in owners_of_several(each for each in units if each.counts).values()
        for code in codes
    }
    looked_at = _looked_at(units)
    return write_table(
        [column.name for column in COLUMNS],
        (
            [
                *written(unit).values(),
                "yes" if unit.code in several else "",
                "yes" if unit.code in looked_at else "",
            ]
            for unit in units
        ),
    )


def _looked_at(units: tuple[Unit, ...]) -> set[UnitCode]:
    """Tell which lines must say that they are as somebody wants them, to be read as they are."""
    codes = [unit.code for unit in units]
    in_doubt = doubts(codes, [unit.kind for unit in units])
    return {
        *(codes[doubt.index] for doubt in in_doubt),
        *(unit.code for unit in units if is_damaged(unit.code) or read_otherwise(unit.owners)),
    }
