"""What the desk's forms ask, as data: one row a field, in the order of the asking.

A form is filled in by a clerk with the person before them. Each answer is judged at once, and the
whole is shown once more before it is filed.
"""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Literal

from council.domain.assisted import CONSENTS, HELPER_ROLES, REASONS
from council.domain.deliveries import METHODS, RECEIVED, STATES
from council.domain.proxies import INSTRUCTIONS
from council.domain.refusals import Refusal, refuse
from council.domain.values import value

#: How an answer is read: the roll (``voter``, ``owner``), a ballot's ``choice``, a paper's
#: ``serial`` (a new one, or a ``recorded`` one), an ``assisted`` act's or ``authorised`` proxy's
#: number, the owner's name as ``signed``, the name of a ``person`` (``me``: often the clerk's
#: own), a line of ``text`` (``none``: it may be empty), some ``units``, a ``pick``, a ``photo``,
#: voice message or video.
Kind = Literal[
    "voter",
    "owner",
    "choice",
    "serial",
    "recorded",
    "assisted",
    "signed",
    "units",
    "none",
    "authorised",
    "text",
    "person",
    "me",
    "pick",
    "photo",
]

LINE_LIMIT = 200


@value
class Ask:
    """One field. ``only`` names other fields and the answers with which this one is asked."""

    name: str
    kind: Kind
    picks: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


#: What must be done before the form goes on has one answer only.
DONE = ("yes",)
_VOTER = (Ask(name="voter", kind="voter"), Ask(name="owner", kind="owner"))

FORMS: Mapping[str, tuple[Ask, ...]] = MappingProxyType(
    {
        "correction": (
            Ask(name="serial", kind="recorded"),
            *_VOTER,
            Ask(name="choice", kind="choice"),
            Ask(name="reason", kind="text"),
        ),
        "assist": (
            *_VOTER,
            Ask(name="why", kind="pick", picks=REASONS),
            Ask(name="helper", kind="me"),
            Ask(name="helper_role", kind="pick", picks=HELPER_ROLES),
            Ask(name="desk", kind="text"),
            Ask(name="statement", kind="pick", picks=DONE),
            Ask(name="consent", kind="pick", picks=CONSENTS),
            Ask(name="witness", kind="text", only={"consent": ("fingerprint",)}),
            Ask(name="evidence", kind="photo"),
            Ask(name="choice", kind="choice"),
            Ask(name="read_back", kind="pick", picks=DONE),
            Ask(name="serial", kind="serial"),
            Ask(name="scan", kind="photo"),
            Ask(name="slip", kind="pick", picks=DONE),
            Ask(name="contact", kind="text"),
        ),
        "proxy": (
            Ask(name="voter", kind="voter"),
            Ask(name="signed_by", kind="signed"),
            Ask(name="proxy", kind="person"),
            Ask(name="instructed", kind="pick", picks=("yes", "no")),
            Ask(name="choice", kind="pick", picks=INSTRUCTIONS),
            Ask(name="serial", kind="serial"),
            Ask(name="authorisation", kind="photo"),
        ),
        "unproxy": (Ask(name="proxy_number", kind="authorised"), Ask(name="reason", kind="text")),
        "delivery": (
            Ask(name="units", kind="units"),
            Ask(name="state", kind="pick", picks=STATES),
            Ask(name="method", kind="pick", picks=METHODS),
            Ask(
                name="receiver",
                kind="text",
                only={"state": ("delivered",), "method": RECEIVED},
            ),
            Ask(name="note", kind="none"),
        ),
        "revoke": (Ask(name="act", kind="assisted"), Ask(name="reason", kind="text")),
    }
)


def next_ask(form: str, answers: Mapping[str, str]) -> Ask | None:
    """Tell the first field that is asked and not answered; None = ready to be filed."""
    return next((ask for ask in asked(form, answers) if not answers.get(ask.name)), None)


def asked(form: str, answers: Mapping[str, str]) -> tuple[Ask, ...]:
    """Tell the fields that these answers call for."""
    return tuple(
        ask
        for ask in FORMS[form]
        if all(answers.get(name) in wanted for name, wanted in ask.only.items())
    )


def read_line(text: str) -> str | Refusal:
    """Read a line of 1 to 200 characters."""
    line = " ".join(text.split())
    if not line:
        return refuse("desk.text_wanted")
    if len(line) > LINE_LIMIT:
        return refuse("desk.text_too_long", length=len(line), limit=LINE_LIMIT)
    return line
