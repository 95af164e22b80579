"""A kind of matter 事项 on the list: the words that name it, who decides it, who answers."""

import hashlib
import json
from dataclasses import asdict
from typing import Any, Literal, get_args

from council.kernel.values import value

#: Who decides a matter. All owners, a meeting of the residents, a consultation, the council's own
#: meeting, and those of whom the council can only ask something.
Decider = Literal[
    "owners",
    "residents",
    "deliberation",
    "council",
    "owners_committee",
    "residents_committee",
    "manager",
    "subdistrict",
    "authority",
]
DECIDERS: tuple[Decider, ...] = get_args(Decider)
#: Who can be asked to answer.
PARTIES = ("manager", "residents_committee", "owners_committee", "subdistrict")


@value
class Matter:
    """One kind of matter.

    ``words``: what people call it, beside its name. ``legal_class`` is a row of the rules.
    ``answers``: the party that is asked, empty for none, within ``hours`` (0: as the rules say).
    ``name`` is empty where a legal class stands for itself.
    """

    name: str
    decides: str
    legal_class: str
    name_en: str = ""
    words: tuple[str, ...] = ()
    answers: str = ""
    hours: int = 0
    citation: str = ""
    remark: str = ""
    remark_en: str = ""

    @property
    def code(self) -> str:
        """Stand for it in a button: one of the list by its name, else the legal class."""
        if not self.name:
            return self.legal_class
        return hashlib.sha256(self.name.encode()).hexdigest()[:8]

    def named(self, locale: str) -> str:
        """Tell its name in a language, in the other one where it has none there."""
        return (self.name_en or self.name) if locale == "en" else self.name

    def remarked(self, locale: str) -> str:
        """Tell its remark in a language, in the other one where there is none."""
        first, second = self.remark, self.remark_en
        return (second or first) if locale == "en" else (first or second)


@value
class Ruled:
    """How something was classified: by which matter, of which version of the list (0: none kept)."""

    matter: Matter
    version: int


def as_json(matters: tuple[Matter, ...]) -> str:
    """Write a list as it is kept."""
    return json.dumps([asdict(each) for each in matters], ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> tuple[Matter, ...]:
    """Read a list as it was kept."""
    return tuple(_matter(each) for each in json.loads(text))


def _matter(fields: dict[str, Any]) -> Matter:
    return Matter(**{**fields, "words": tuple(fields["words"])})
