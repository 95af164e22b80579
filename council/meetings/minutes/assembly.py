"""What the log says of an evening, as sections of keys with their parameters: no words yet.

A line is a key of the catalogs with parameters, and whether it was entered afterwards.
"""

from collections.abc import Iterable

from council.kernel.refusals import Param
from council.kernel.values import value
from council.meetings.minutes.minutes import PartyThere, Proceedings, Task
from council.meetings.minutes.rules import SECTIONS, STEP
from council.motions.votes.recorded import RecordedVote, sentence_params

#: How many people are told by name; of more, only how many there were.
NAMES = 60
#: Sides of speeches in the order in which they are told.
SIDES = ("for", "against", "ask", "")


@value
class Line:
    """One line of a section. ``afterwards``: entered after it happened, and told so."""

    key: str
    params: dict[str, Param]
    afterwards: bool = False


@value
class Assembled:
    """A section as the log gives it; ``heading`` and ``params`` name it."""

    section: str
    position: int
    heading: str
    params: dict[str, Param]
    lines: tuple[Line, ...]


@value
class Item:
    """A motion on the agenda: what it asks for, what the meeting voted, what became of it."""

    number: int
    title: str
    body: str
    state: str
    legal_class: str
    vote: RecordedVote | None = None
    proceedings: Proceedings | None = None


@value
class Evening:
    """Everything that minutes are made of. Times are UTC seconds, 0 where there is none."""

    number: int
    title: str
    place: str
    starts_at: int
    opened_at: int
    adjourned_at: int
    chair: tuple[str, ...]
    clerk: tuple[str, ...]
    parties: tuple[PartyThere, ...]
    items: tuple[Item, ...]
    tasks: tuple[Task, ...]
    next_title: str = ""
    next_at: int = 0
    next_place: str = ""


def assembled(evening: Evening) -> tuple[Assembled, ...]:
    """Make the sections of minutes of what the log says."""
    made = {
        "head": _head(evening),
        "people": _people(evening),
        "agenda": _agenda(evening),
        "decisions": _decisions(evening),
        "tasks": _tasks(evening),
        "putoff": _put_off(evening),
        "next": _next(evening),
        "notes": (),
    }
    sections: list[Assembled] = []
    for place, name in enumerate(SECTIONS, start=1):
        if name == "motions":
            sections += [
                Assembled(
                    section=f"m{item.number}",
                    position=place * STEP + order,
                    heading="minutes.section.motion",
                    params={"number": item.number, "title": item.title},
                    lines=tuple(_of_motion(item)),
                )
                for order, item in enumerate(evening.items, start=1)
            ]
        elif name in made:
            sections.append(
                Assembled(
                    section=name,
                    position=place * STEP,
                    heading=f"minutes.section.{name}",
                    params={},
                    lines=made[name],
                )
            )
    return tuple(sections)


def position_of(section: str) -> int:
    """Tell where a section stands that every minutes may have."""
    return (SECTIONS.index(section) + 1) * STEP


def _line(key: str, **params: Param) -> Line:
    return Line(key=f"minutes.line.{key}", params=params)


def _told(key: str, *, afterwards: bool, **params: str | int) -> Line:
    """Make a line of something that may have been entered afterwards."""
    return Line(key=f"minutes.line.{key}", params={**params}, afterwards=afterwards)


def _head(it: Evening) -> tuple[Line, ...]:
    lines = [
        _line("title", title=it.title, number=it.number),
        _line("planned", starts_at=it.starts_at),
    ]
    if it.opened_at:
        lines.append(_line("opened", opened_at=it.opened_at))
    if it.adjourned_at:
        lines.append(_line("closed", closed_at=it.adjourned_at))
    lines.append(_line("place", place=it.place))
    lines.append(_line("chair", names_list=_listed(it.chair)))
    lines.append(_line("clerk", names_list=_listed(it.clerk)))
    return tuple(lines)


def _listed(names: Iterable[str]) -> str:
    """Join names by a mark that the wording writes as its language does."""
    return "\n".join(names)


def _people(it: Evening) -> tuple[Line, ...]:
    lines = [_line("attended", n=sum(p.count for p in it.parties if not p.standing))]
    for party in it.parties:
        named = 0 < len(party.names) <= NAMES
        key = "standing" if party.standing else "party"
        params: dict[str, Param] = {"party": party.party, "count": party.count}
        if named:
            params["names_list"] = _listed(party.names)
        lines.append(_line(f"{key}_named" if named else key, **params))
        if party.absent:
            lines.append(_line("absent", party=party.party, count=party.absent))
    return tuple(lines)


def _agenda(it: Evening) -> tuple[Line, ...]:
    if not it.items:
        return (_line("no_items"),)
    return tuple(
        _line(
            "item",
            place=place,
            number=item.number,
            title=item.title,
            matter_key=f"legal_class.{item.legal_class}",
        )
        for place, item in enumerate(it.items, start=1)
    )


def _of_motion(item: Item) -> Iterable[Line]:
    it = item.proceedings or Proceedings(motion=item.number)
    late = it.afterwards
    if item.body:
        yield _line("text", text=item.body)
    if it.backed:
        yield _told("backed", afterwards=late)
    elif it.mover:
        key = "moved_seconded" if it.seconder else "moved"
        yield _told(key, afterwards=late, mover=it.mover, seconder=it.seconder)
    yield from _speeches(it)
    for place, each in enumerate(it.amendments, start=1):
        yield _told(
            f"amendment.{each.outcome or 'open'}",
            afterwards=each.afterwards,
            place=place,
            text=each.text,
            mover=each.mover,
            seconder=each.seconder or "-",
            yes=each.yes,
            no=each.no,
        )
    if it.text:
        yield _line("amended", text=it.text)
    for point in it.points:
        key = f"point.{point.ruling or 'open'}"
        yield _told(key, afterwards=point.afterwards, name=point.name)
    if item.vote is not None:
        yield from _vote(item.vote)
    yield _line("became", state_key=f"state.motion.{item.state}")


def _speeches(it: Proceedings) -> Iterable[Line]:
    """Tell speeches by side: how many and how long together, then each with its words."""
    for side in SIDES:
        given = [each for each in it.speeches if each.side == side]
        if not given:
            continue
        name = side or "none"
        seconds = sum(each.seconds for each in given)
        # What was only sent took no time; nobody is told that it lasted for none.
        sent = all(each.in_writing for each in given)
        key = f"speeches_sent.{name}" if sent else f"speeches.{name}"
        yield _line(key, n=len(given), **_length(seconds))
        for each in given:
            key = "speech_said" if each.text else "speech"
            if each.in_writing:
                key = "speech_written" if each.text else "speech_voice"
            yield _told(
                key,
                afterwards=each.afterwards,
                name=each.name,
                text=each.text,
                **_length(each.seconds),
            )


def _length(seconds: int) -> dict[str, int]:
    minutes, rest = divmod(seconds, 60)
    return {"minutes": minutes, "seconds": rest}


def _vote(record: RecordedVote) -> Iterable[Line]:
    params = sentence_params(record.vote)
    for key in ("quorum", "majority", "law"):
        yield Line(key=str(params[f"{key}_key"]), params=params)
    yield _line("vote_outcome", verdict_key=f"minutes.verdict.{record.vote.outcome}")
    if record.reason:
        yield _line("corrected", n=record.reading - 1, reason=record.reason)


def _decisions(it: Evening) -> tuple[Line, ...]:
    lines = []
    for item in it.items:
        outcome = item.vote.vote.outcome if item.vote is not None else _on_floor(item)
        if outcome:
            verdict = f"minutes.verdict.{outcome}"
            lines.append(
                _line("decision", number=item.number, title=item.title, verdict_key=verdict)
            )
    numbered = [
        Line(key=each.key, params={**each.params, "place": place})
        for place, each in enumerate(lines, start=1)
    ]
    return tuple(numbered) or (_line("no_decisions"),)


def _on_floor(item: Item) -> str:
    outcome = item.proceedings.outcome if item.proceedings is not None else ""
    if outcome in ("", "postponed", "fallen"):
        return "concluded" if not outcome and item.state == "deliberated" else ""
    return outcome


def _tasks(it: Evening) -> tuple[Line, ...]:
    lines = []
    for place, task in enumerate(it.tasks, start=1):
        key = f"task{'_by' if task.owner else ''}{'_until' if task.due_on else ''}"
        params: dict[str, Param] = {"place": place, "title": task.title, "owner": task.owner}
        if task.due_on:
            params["due_on"] = task.due_on
        lines.append(_line(key, **params))
    return tuple(lines) or (_line("no_tasks"),)


def _put_off(it: Evening) -> tuple[Line, ...]:
    lines = []
    for item in it.items:
        why = _why_put_off(item)
        if why:
            reason = item.proceedings.reason if item.proceedings is not None else ""
            key = f"putoff.{'said' if reason else why}"
            lines.append(_line(key, number=item.number, title=item.title, reason=reason))
    return tuple(lines) or (_line("nothing_put_off"),)


def _why_put_off(item: Item) -> str:
    """Tell why a motion was not decided: no quorum, put off, fallen, left open or not reached."""
    if item.vote is not None:
        return "no_quorum" if item.vote.vote.outcome == "no_quorum" else ""
    outcome = item.proceedings.outcome if item.proceedings is not None else ""
    if outcome in ("postponed", "fallen", "no_quorum"):
        return outcome
    if item.state != "adjourned":
        return ""
    return "not_reached" if item.proceedings is None else "undecided"


def _next(it: Evening) -> tuple[Line, ...]:
    if not it.next_at:
        return (_line("no_next"),)
    return (_line("next", title=it.next_title, next_at=it.next_at, place=it.next_place),)
