"""The power-and-duty list for everybody: who decides what, who answers, within how many hours."""

from council.kernel.database.transaction import Transaction
from council.kernel.values import value
from council.rules.power_list.matter import Matter, Ruled
from council.rules.power_list.records import Version, in_force, version_of, versions
from council.rules.power_list.rules import by_decider, usable
from council.rules.records import rules_of


@value
class MatterLine:
    """A kind of matter. ``hours``: until an answer is due, 0 where nobody is asked.

    ``own_hours``: the list says so itself, else the rules do.
    """

    name: str
    name_en: str
    words: tuple[str, ...]
    decides: str
    legal_class: str
    answers: str
    hours: int
    own_hours: bool
    citation: str
    remark: str
    remark_en: str


@value
class Group:
    """The matters that one body decides."""

    decides: str
    matters: tuple[MatterLine, ...]


@value
class Powers:
    """A version of the list, and which ones were in force, the newest first.

    ``in_force``: it is today's. ``number`` 0 is the list that ships with the rules.
    """

    number: int
    in_force: bool
    origin: str
    adopted_at: int
    groups: tuple[Group, ...]
    unfit: tuple[MatterLine, ...]
    versions: tuple[Version, ...]


@value
class RuledLine:
    """How something was classified, by which version of the list (0: by a class alone)."""

    matter: MatterLine
    version: int


def powers(tx: Transaction, community_id: str, *, number: int | None = None) -> Powers | None:
    """Gather the page of a version, or of the one in force; None where there is none such."""
    now = in_force(tx, community_id)
    found = now if number is None else version_of(tx, community_id, number)
    if found is None:
        return None
    rules = rules_of(tx, community_id)
    hours = rules.answer_hours.answer
    known = usable(found.matters, rules)
    return Powers(
        number=found.version.number,
        in_force=found.version.number == now.version.number,
        origin=found.version.origin,
        adopted_at=found.version.adopted_at,
        groups=tuple(
            Group(decides=each, matters=tuple(line_of(matter, hours) for matter in theirs))
            for each, theirs in by_decider(known).items()
        ),
        unfit=tuple(line_of(each, hours) for each in found.matters if each not in known),
        versions=versions(tx, community_id),
    )


def line_of(matter: Matter, hours: int) -> MatterLine:
    """Tell a matter; ``hours`` are those of the rules."""
    asked = matter.hours or hours
    return MatterLine(
        name=matter.name,
        name_en=matter.name_en,
        words=matter.words,
        decides=matter.decides,
        legal_class=matter.legal_class,
        answers=matter.answers,
        hours=asked if matter.answers else 0,
        own_hours=bool(matter.hours),
        citation=matter.citation,
        remark=matter.remark,
        remark_en=matter.remark_en,
    )


def ruled_line(tx: Transaction, community_id: str, found: Ruled | None) -> RuledLine | None:
    """Tell how something was classified."""
    if found is None:
        return None
    hours = rules_of(tx, community_id).answer_hours.answer
    return RuledLine(matter=line_of(found.matter, hours), version=found.version)
