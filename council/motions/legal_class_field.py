"""A field that takes a legal class: proposed in plain words by what a text is about.

The one or two kinds of matter of the power-and-duty list that the text names come first, with why;
“something else” leads to all of them, by who decides. A class may also be typed.
"""

from collections.abc import Callable, Mapping

from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import Answer, Field, Ground, Offer, Reading
from council.kernel.refusals import Param
from council.proposals.matters import choices
from council.rules.power_list.matching import PROPOSED, Guess, guesses
from council.rules.power_list.matter import Matter
from council.rules.power_list.rules import by_decider, may_be_moved

#: The answers beside the class: the matter's name (empty: the class stands for itself), and where
#: in the list of matters the person is.
MATTER, AT = "matter", "matters_at"
#: Offers that answer nothing yet: who decides?, and a page of what one body decides.
OTHER, GROUP = "other", "group."
#: Matters on one page of a group.
_PAGE = 8

#: What a text says that the class is for, and a matter that was confirmed for it already.
Text = Callable[[Ground], str]
Confirmed = Callable[[Ground], Matter | None]
#: What else a matter answers on a form.
Party = Callable[[Ground, Matter], Mapping[str, Answer]]


def _nothing(_: Ground, __: Matter) -> Mapping[str, Answer]:
    return {}


def _none(_: Ground) -> Matter | None:
    return None


def legal_class(
    classes: Callable[[Ground], tuple[str, ...]],
    read: Callable[[Ground, str], Reading],
    text: Text,
    *,
    confirmed: Confirmed = _none,
    party: Party = _nothing,
) -> Field:
    """Make the field; ``classes`` tells which there are to choose from, ``text`` what it is about."""

    def matters(ground: Ground) -> tuple[Matter, ...]:
        known = choices(ground.tx, ground.who.community_id)
        return may_be_moved(known, classes(ground))

    def first(ground: Ground) -> tuple[Guess, ...]:
        """Tell what is proposed: what was confirmed already, then what the words say."""
        known = matters(ground)
        found = guesses(text(ground), [each for each in known if each.name])
        already = confirmed(ground)
        if already is not None and already in known:
            others = [each for each in found if each.matter != already]
            found = (Guess(matter=already, hits=0, words=()), *others)
        return found[:PROPOSED]

    def offers(ground: Ground) -> tuple[Offer, ...]:
        at = str(ground.answers.get(AT, ""))
        if at.startswith(GROUP):
            page, more = _page(matters(ground), at)
            return (*(_offer(each, ground) for each in page), *more, _back())
        proposed = () if at == OTHER else first(ground)
        if proposed:
            return (*(_offer(each.matter, ground, whose=True) for each in proposed), _other())
        groups = by_decider(matters(ground))
        return tuple(_group(each, len(theirs)) for each, theirs in groups.items())

    def hints(ground: Ground) -> tuple[Phrase, ...]:
        at = str(ground.answers.get(AT, ""))
        if at.startswith(GROUP):
            page, _ = _page(matters(ground), at)
            return tuple(_line(each, ground) for each in page)
        typed = Phrase(key="motion.matter.typed")
        if at == OTHER:
            return (Phrase(key="motion.matter.groups"), typed)
        proposed = first(ground)
        if not proposed:
            return (Phrase(key="motion.matter.none"), typed)
        return tuple(_why(each, ground) for each in proposed)

    def take(ground: Ground, said: str) -> Reading:
        if said == OTHER or said.startswith(GROUP):
            return {AT: said}
        found = next((each for each in matters(ground) if each.code == said), None)
        judged = read(ground, said.strip().upper() if found is None else found.legal_class)
        if not isinstance(judged, str):
            return judged
        if found is None or not found.name:
            return {"legal_class": judged, MATTER: "", AT: ""}
        return {"legal_class": judged, MATTER: found.name, AT: "", **party(ground, found)}

    return Field(name="legal_class", read=take, offers=offers, hints=hints, says=_said)


def _page(matters: tuple[Matter, ...], at: str) -> tuple[tuple[Matter, ...], tuple[Offer, ...]]:
    """Tell a page of a group, and the offers that turn it; ``at`` is ``group.WHO.PAGE``."""
    decides, _, number = at.removeprefix(GROUP).partition(".")
    theirs = by_decider(matters).get(decides, ())
    last = max(1, -(-len(theirs) // _PAGE))
    page = min(int(number) if number.isdecimal() and number else 1, last)
    turning = tuple(
        Offer(answer=f"{GROUP}{decides}.{to}", label=Phrase(key=f"proposal.page.{key}"))
        for key, to in (("back", page - 1), ("on", page + 1))
        if 1 <= to <= last
    )
    return theirs[(page - 1) * _PAGE : page * _PAGE], turning


def _name(matter: Matter, ground: Ground) -> dict[str, Param]:
    """Name a matter in the person's language; a class that stands for itself has no name."""
    return {"name": matter.named(ground.who.locale)} if matter.name else {}


def _offer(matter: Matter, ground: Ground, *, whose: bool = False) -> Offer:
    """Offer a matter; with who decides, where several are offered that different ones decide."""
    named = _name(matter, ground)
    stem = "motion.matter.offer" if whose else "motion.matter.button"
    key = stem if matter.name else f"{stem}.bare"
    return Offer(answer=matter.code, label=Phrase(key=key, params={**named, **_decided(matter)}))


def _line(matter: Matter, ground: Ground) -> Phrase:
    key = "motion.matter.line" if matter.name else "motion.matter.line.bare"
    return Phrase(key=key, params={**_name(matter, ground), **_decided(matter)})


def _decided(matter: Matter) -> dict[str, Param]:
    return {
        "decides_key": f"powers.decides.{matter.decides}",
        "class_key": f"legal_class.{matter.legal_class}",
        "row": matter.legal_class,
    }


def _why(guess: Guess, ground: Ground) -> Phrase:
    """Say what is proposed, and by which words."""
    named = {**_name(guess.matter, ground), **_decided(guess.matter)}
    if not guess.hits:
        return Phrase(key="motion.matter.confirmed", params=named)
    words = "、" if ground.who.locale == "zh_CN" else ", "
    return Phrase(
        key="motion.matter.guess", params={**named, "words": words.join(guess.words[:5])}
    )


def _group(decides: str, many: int) -> Offer:
    params: dict[str, Param] = {"decides_key": f"powers.decides.{decides}", "count": many}
    return Offer(
        answer=f"{GROUP}{decides}", label=Phrase(key="powers.button.group", params=params)
    )


def _other() -> Offer:
    return Offer(answer=OTHER, label=Phrase(key="motion.matter.other"))


def _back() -> Offer:
    return Offer(answer=OTHER, label=Phrase(key="motion.matter.back"))


def _said(ground: Ground, answer: Answer) -> Phrase:
    """Say what was chosen: the matter with who decides, else the class and its meaning."""
    legal_class = str(answer)
    params: dict[str, Param] = {"row": legal_class, "class_key": f"legal_class.{legal_class}"}
    name = ground.answers.get(MATTER, "")
    known = choices(ground.tx, ground.who.community_id) if name else ()
    for matter in known:
        if matter.name == name and matter.legal_class == legal_class:
            return Phrase(
                key="motion.matter.chosen", params={**_name(matter, ground), **_decided(matter)}
            )
    return Phrase(key="legal_class.line", params=params)
