"""The four words of the navigation, each with the pages that stand below it."""

from typing import Final

from council.kernel.values import value


@value
class Section:
    """One word of the navigation; ``below``: the names of the pages that it leads to, in order."""

    name: str
    path: str
    below: tuple[str, ...]


#: In the order of the navigation. A page that stands below one has the address of its name.
SECTIONS: Final = (
    Section(name="home", path="/", below=()),
    Section(
        name="matters",
        path="/matters",
        below=("meetings", "proposals", "motions", "responses", "polls", "resolutions"),
    ),
    Section(name="money", path="/money", below=("campaigns", "ledger", "funds")),
    Section(
        name="lookup", path="/lookup", below=("search", "indicators", "rules", "powers", "verify")
    ),
)


def section_of(name: str) -> Section | None:
    """Find the word under which a page stands; None for one that stands under none."""
    return next((each for each in SECTIONS if name == each.name or name in each.below), None)
