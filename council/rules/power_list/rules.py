"""What a power-and-duty list may say, and what differs between two of them. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields

from council.kernel.refusals import Refusal, refuse
from council.kernel.values import value
from council.rules.power_list.matching import plain
from council.rules.power_list.matter import DECIDERS, Decider, Matter
from council.rules.profile import RuleProfile, RuleRow

#: Who stands behind a row of the rules by the way it is counted; owners by their track.
_BY_COUNTING: Mapping[str, Decider] = {
    "attending": "residents",
    "consensus": "deliberation",
    "more_yes_than_no": "council",
    "members": "owners_committee",
}
#: What the council can do about a matter that others decide: ask them, as its meeting or a
#: consultation agrees.
_ASKING = frozenset({"consensus", "more_yes_than_no"})
#: Deciders whom the council can only ask.
ASKED = frozenset(
    {"owners_committee", "residents_committee", "manager", "subdistrict", "authority"}
)


def decider_of(row: RuleRow) -> Decider:
    """Tell who decides by a row of the rules."""
    if row.counting == "members":
        return "owners_committee"
    return "owners" if row.track == "owners" else _BY_COUNTING[row.counting]


def fits(decides: str, row: RuleRow) -> bool:
    """Whether a matter of this decider may be of this class: no other body decides for it."""
    return decider_of(row) == decides or (decides in ASKED and row.counting in _ASKING)


def usable(matters: Sequence[Matter], rules: RuleProfile) -> tuple[Matter, ...]:
    """Leave out what the rules of today do not know: a list may be older than they are."""
    return tuple(each for each in matters if each.legal_class in rules.rows)


def may_be_moved(matters: Sequence[Matter], classes: Collection[str]) -> tuple[Matter, ...]:
    """Tell the matters that a motion may be of."""
    return tuple(each for each in matters if each.legal_class in classes)


def bare(classes: Sequence[str], rules: RuleProfile) -> tuple[Matter, ...]:
    """Let legal classes stand for themselves, for what is on no list."""
    return tuple(
        Matter(name="", decides=decider_of(rules.rows[each]), legal_class=each) for each in classes
    )


def by_decider(matters: Sequence[Matter]) -> dict[str, tuple[Matter, ...]]:
    """Group matters by who decides; who decides nothing is left out."""
    found = {
        each: tuple(matter for matter in matters if matter.decides == each) for each in DECIDERS
    }
    return {each: theirs for each, theirs in found.items() if theirs}


@value
class FieldChange:
    """One cell that differs: its column, before and after, as a file has them."""

    field: str
    before: str
    after: str


@value
class MatterChange:
    """A matter that stands on both lists and differs."""

    name: str
    fields: tuple[FieldChange, ...]


@value
class ListDiff:
    """What differs between two lists: names of what is new and gone, what changed.

    ``moved``: the same lines stand in another order.
    """

    added: tuple[str, ...] = ()
    changed: tuple[MatterChange, ...] = ()
    gone: tuple[str, ...] = ()
    unchanged: int = 0
    moved: bool = False

    @property
    def nothing(self) -> bool:
        """Whether both say the same in the same order."""
        return not (self.added or self.changed or self.gone or self.moved)


def differences(before: Sequence[Matter], after: Sequence[Matter]) -> ListDiff:
    """Compare two lists by the names of their matters."""
    old = {plain(each.name): each for each in before}
    new = {plain(each.name): each for each in after}
    both = [key for key in new if key in old]
    changed = tuple(
        MatterChange(name=new[key].name, fields=changes)
        for key in both
        if (changes := _changes(old[key], new[key]))
    )
    return ListDiff(
        added=tuple(each.name for key, each in new.items() if key not in old),
        changed=changed,
        gone=tuple(each.name for key, each in old.items() if key not in new),
        unchanged=len(both) - len(changed),
        moved=both != [key for key in old if key in new],
    )


def _changes(old: Matter, new: Matter) -> tuple[FieldChange, ...]:
    before, after = cells_of(old), cells_of(new)
    return tuple(
        FieldChange(field=name, before=before[name], after=after[name])
        for name in before
        if before[name] != after[name]
    )


#: A column of a file → the field that it writes, where they are called differently.
_COLUMN = {"name": "matter", "name_en": "matter_en", "legal_class": "class"}


def cells_of(matter: Matter) -> dict[str, str]:
    """Write a matter as the cells of its line, by column name, in the fixed words of a file."""
    written: dict[str, str] = {}
    for field in fields(matter):
        found = getattr(matter, field.name)
        if field.name == "words":
            found = "；".join(found)
        elif field.name == "hours":
            found = str(found) if found else ""
        written[_COLUMN.get(field.name, field.name)] = found
    return written


def check_adopting(diff: ListDiff) -> Refusal | None:
    """Refuse a list that says what the one in force says."""
    return refuse("powers.nothing_changes") if diff.nothing else None


def check_class(matter: Matter, rules: RuleProfile) -> Refusal | None:
    """Refuse a matter whose class the rules of today do not know."""
    if matter.legal_class in rules.rows:
        return None
    return refuse("powers.class_gone", legal_class=matter.legal_class)
