"""Words about a matter that several screens share."""

from markupsafe import Markup

from council.kernel.screens.translator import Translator
from council.rules.power_list.matching import Guess
from council.rules.power_list.matter import Matter, Ruled


def named(matter: Matter, say: Translator) -> str:
    """Name a matter; one that is on no list by its legal class."""
    if not matter.name:
        return say("powers.bare", class_key=f"legal_class.{matter.legal_class}").unescape()
    return matter.named(say.locale)


def decided(matter: Matter, say: Translator) -> Markup:
    """Say who decides a matter, and as what, in one line."""
    return say(
        "powers.decided",
        matter=named(matter, say),
        decides_key=f"powers.decides.{matter.decides}",
        class_key=f"legal_class.{matter.legal_class}",
    )


def answered(matter: Matter, say: Translator, *, hours: int) -> Markup:
    """Say who answers, within how many hours; empty where nobody is asked."""
    if not matter.answers:
        return Markup()
    party = f"powers.decides.{matter.answers}"
    return say("powers.answered", party_key=party, count_hours=matter.hours or hours)


def guess_line(guess: Guess, say: Translator) -> str:
    """Say what a text may be about, and by which of its words."""
    words = say("list.and").join(f"“{word}”" for word in guess.words[:5])
    return str(say("powers.guess", decided=decided(guess.matter, say), words=words))


def ruled_lines(found: Ruled, say: Translator, *, hours: int) -> Markup:
    """Say how something was classified: who decides, who answers, by which version."""
    key = "powers.ruled" if found.version and found.matter.name else "powers.ruled_class"
    said = say(key, decided=decided(found.matter, say), number=found.version)
    answer = answered(found.matter, say, hours=hours)
    return Markup("\n").join((said, answer)) if answer else said
