"""The power-and-duty list as people look at it: who decides what, its versions, its file."""

from council.kernel.database.transaction import Transaction
from council.kernel.policy import STAFF, check, may
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person, value
from council.rules.power_list.file import as_csv, as_workbook
from council.rules.power_list.matter import Matter
from council.rules.power_list.records import Version, in_force, version_of, versions
from council.rules.power_list.rules import by_decider, usable
from council.rules.records import rules_of

#: Matters on one screen.
PER_PAGE = 8
#: Versions on one screen, the newest.
VERSIONS = 8
FORMS = ("csv", "xlsx")


@value
class PowersView:
    """The list in force by who decides: (decider, how many). ``unfit`` the rules do not know."""

    bot: str
    version: Version
    groups: tuple[tuple[str, int], ...]
    unfit: int
    may_adopt: bool


@value
class PowersOf:
    """A page of the matters that one body decides; ``page`` counts from 1."""

    bot: str
    decides: str
    matters: tuple[Matter, ...]
    hours: int
    total: int
    page: int
    pages: int


@value
class PowersVersions:
    """The newest versions; the first is in force. ``may_adopt``: one may be adopted once more."""

    versions: tuple[Version, ...]
    may_adopt: bool


@value
class PowersTable:
    """The list in force as a file to edit."""

    name: str
    content: bytes
    matters: int
    version: Version


def powers_view(tx: Transaction, who: Person, bot: str) -> PowersView | Refusal:
    """Who decides what, in groups."""
    if bot == "staff" and not who.roles & STAFF:
        return refuse("people.not_staff", name=who.name)
    found = in_force(tx, who.community_id)
    known = usable(found.matters, rules_of(tx, who.community_id))
    return PowersView(
        bot=bot,
        version=found.version,
        groups=tuple((each, len(theirs)) for each, theirs in by_decider(known).items()),
        unfit=len(found.matters) - len(known),
        may_adopt=bot == "staff" and may(who, "powers.adopt"),
    )


def powers_of(
    tx: Transaction, who: Person, bot: str, decides: str, page: int = 1
) -> PowersOf | Refusal:
    """What one body decides."""
    rules = rules_of(tx, who.community_id)
    groups = by_decider(usable(in_force(tx, who.community_id).matters, rules))
    if decides not in groups:
        return refuse("press.unknown")
    theirs = groups[decides]
    pages = -(-len(theirs) // PER_PAGE)
    page = min(max(page, 1), pages)
    return PowersOf(
        bot=bot,
        decides=decides,
        matters=theirs[(page - 1) * PER_PAGE : page * PER_PAGE],
        hours=rules.answer_hours.answer,
        total=len(theirs),
        page=page,
        pages=pages,
    )


def powers_versions(tx: Transaction, who: Person) -> PowersVersions | Refusal:
    """Which lists were in force, and when."""
    refusal = check(who, "powers.adopt")
    if refusal is not None:
        return refusal
    kept = versions(tx, who.community_id)
    shipped = version_of(tx, who.community_id, 0)
    assert shipped is not None, "a profile has a list, or an empty one"
    return PowersVersions(versions=(*kept[:VERSIONS], shipped.version), may_adopt=True)


def powers_table(tx: Transaction, who: Person, form: str) -> PowersTable | Refusal:
    """Write the list in force as CSV or XLSX, in the language of whoever takes it."""
    refusal = check(who, "powers.adopt")
    if refusal is not None:
        return refusal
    if form not in FORMS:
        return refuse("press.unknown")
    found = in_force(tx, who.community_id)
    if not found.matters:
        return refuse("powers.nothing_to_export")
    write = as_csv if form == "csv" else as_workbook
    return PowersTable(
        name=f"powers.{form}",
        content=write(found.matters, who.locale),
        matters=len(found.matters),
        version=found.version,
    )
