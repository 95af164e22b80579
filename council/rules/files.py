"""Reading rule profiles: TOML text in, values out, or the line that is wrong and how to mend it.

A file names the one it ``extends`` and says only what differs. Thresholds are written as a lawyer
reads them: ``">= 2/3"`` includes the number (以上), ``"> 1/2"`` does not (过半数).
"""

import re
import tomllib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from council.rules.agreeing import (
    check_answers,
    check_debate,
    check_usual,
    check_windows,
    read_bodies,
)
from council.rules.keys import BEFORE, ROW_KEYS, SECTIONS, TOP
from council.rules.limits import wrong_with
from council.rules.profile import (
    COUNTINGS,
    SILENCE_POLICIES,
    AnswerHours,
    Debate,
    Floor,
    Ladder,
    Limb,
    MeetingTimes,
    MinutesRules,
    RuleProfile,
    RuleRow,
    Silence,
    Statements,
    Timing,
)
from council.rules.source import BadRulesError, Source
from voting.thresholds import Threshold

_Raw = dict[str, Any]

_SHARE = re.compile(r"(>=|>) ([1-9][0-9]?)/([1-9][0-9]?)", re.ASCII)
_ROW = re.compile(r"[OR]-[0-9A-Z]+", re.ASCII)

_TYPES = {int: "a whole number", str: "text in quotes", bool: "true or false"}
_MOST_NOTICE = 90
#: A row's ways to a quorum: its own, and up to two others, each with electorate and share.
_LIMBS = ("", "or_", "or_else_")
#: Counting → whether an approval must be given (True), or must not.
_WITH_APPROVAL = {"heads_and_area", "per_candidate", "members", "attending"}


def read_profiles(texts: Mapping[str, str]) -> Mapping[str, RuleProfile]:
    """Read all profiles at once: name (of the file) → TOML text. Raises BadRulesError."""
    sources = {name: _source(name, text) for name, text in texts.items()}
    return MappingProxyType({name: _profile(sources, name) for name in sorted(sources)})


def texts_of(texts: Mapping[str, str], name: str) -> Mapping[str, str]:
    """Pick the files that a profile is made of. Raises BadRulesError."""
    sources = {each: _source(each, text) for each, text in texts.items()}
    return {source.name: source.text for source in _chain(sources, name)}


def _source(name: str, text: str) -> Source:
    try:
        raw = tomllib.loads(text)
    except (
        ValueError,
        RecursionError,
    ) as error:  # beside syntax: endless numbers, endless nesting
        found = re.search(r"line (\d+)", str(error))
        raise BadRulesError(
            file=f"{name}.toml",
            line=int(found[1]) if found else text.count("\n") + 1,
            what=f"not TOML ({error})",
            remedy="mend this line",
        ) from None
    source = Source(name=name, text=text, raw=raw)
    for section, content in raw.items():
        if section in TOP:
            _typed(source, "", section, content, str)
        elif section == "rows":
            if not isinstance(content, dict):
                source.bad("", section, "not tables", "write [rows.O-1], [rows.O-2] …")
            for row, cells in content.items():
                _check_row(source, row, cells)
        elif section in SECTIONS:
            if not isinstance(content, dict):
                source.bad("", section, "not a table", f"write [{section}]")
            _check_section(source, section, content)
        else:
            known = ", ".join((*TOP, *SECTIONS, "rows"))
            source.bad("", section, "unknown", f"use one of: {known}")
    return source


def _check_section(source: Source, section: str, content: _Raw) -> None:
    keys = SECTIONS[section]
    for key, given in content.items():
        if key == "citation":
            _typed(source, section, key, given, str)
            continue
        if key not in keys:
            source.bad(section, key, "unknown", f"use one of: {', '.join((*keys, 'citation'))}")
        kind, least, most = keys[key]
        _typed(source, section, key, given, kind)
        if kind is int and not least <= given <= most:
            source.bad(section, key, f"{given} is out of range", f"write {least} to {most}")


def _check_row(source: Source, row: str, cells: Any) -> None:
    section = f"rows.{row}"
    if not _ROW.fullmatch(row) or not isinstance(cells, dict):
        source.bad(section, "", "not a row", "name rows like [rows.O-8] or [rows.R-MO]")
    for key, given in cells.items():
        if key not in ROW_KEYS:
            source.bad(section, key, "unknown", f"use one of: {', '.join(ROW_KEYS)}")
        _typed(source, section, key, given, ROW_KEYS[key])
        if key == "notice_days" and not 0 <= given <= _MOST_NOTICE:
            source.bad(section, key, f"{given} is out of range", f"write 0 to {_MOST_NOTICE}")


def _typed(source: Source, section: str, key: str, given: Any, kind: type) -> None:
    if type(given) is not kind:
        source.bad(section, key, "of the wrong kind", f"write {_TYPES[kind]}")
    if kind is str and not str(given).strip() and key != "clause_reference":
        source.bad(section, key, "empty", "write something, or take the line out")


def _chain(sources: Mapping[str, Source], name: str) -> tuple[Source, ...]:
    """The files a profile is made of, the most general first."""
    chain: list[Source] = []
    wanted = name
    while wanted:
        if any(each.name == wanted for each in chain):
            chain[-1].bad("", "extends", f"{wanted} extends itself", "take this line out")
        if wanted not in sources:
            others = ", ".join(each for each in sources if each != chain[-1].name)
            remedy = f"use one of: {others}" if others else "take this line out"
            chain[-1].bad("", "extends", f"no {wanted}", remedy)
        chain.append(sources[wanted])
        wanted = sources[wanted].raw.get("extends", "")
    return tuple(reversed(chain))


def _profile(sources: Mapping[str, Source], name: str) -> RuleProfile:
    chain = _chain(sources, name)
    own = sources[name]
    law_version = _last(chain, "", "law_version")
    merged = {
        section: {key: _last(chain, section, key) for key in keys if key != "clause_reference"}
        for section, keys in SECTIONS.items()
    }
    check_windows(own, merged["window"])
    check_usual(own, "rankings", merged["rankings"])
    check_usual(own, "statements", merged["statements"])
    check_answers(own, merged["answers"])
    bodies = read_bodies(own, merged["answers"]["bodies"])
    check_debate(own, merged["debate"])
    _check_notice(chain)
    _check_official(chain)
    if merged["channels"]["platform_evote"]:
        _check_platform_evote(chain, official_only=merged["channels"]["official_only"])
    return RuleProfile(
        name=name,
        law_version=law_version,
        rows=MappingProxyType(_rows(chain)),
        timing=Timing(
            notice=merged["notice"]["clear_days"],
            extraordinary_notice=merged["notice"]["extraordinary_clear_days"],
            shortest_window=merged["window"]["shortest_days"],
            longest_window=merged["window"]["longest_days"],
            usual_window=merged["window"]["usual_days"],
            longest_extension=merged["window"]["longest_extension_days"],
            publish_within=merged["publication"]["within_days"],
            posted=merged["publication"]["posted_days"],
            challenge_years=merged["publication"]["challenge_years"],
            retention_years=merged["publication"]["retention_years"],
            answer_extension=merged["window"]["answer_extension_working_days"],
            longest_ranking=merged["rankings"]["longest_days"],
            usual_ranking=merged["rankings"]["usual_days"],
        ),
        silence=_silence(own, chain, **merged["silence"]),
        floor=Floor(
            seconds=merged["floor"]["seconds"], agenda_motions=merged["floor"]["agenda_motions"]
        ),
        minutes=MinutesRules(**merged["minutes"]),
        meetings=MeetingTimes(
            length=merged["meetings"]["length_minutes"],
            inform=merged["meetings"]["inform_minutes"],
            discuss=merged["meetings"]["discuss_minutes"],
            decide=merged["meetings"]["decide_minutes"],
            check_in_code=merged["meetings"]["check_in_code"],
        ),
        debate=Debate(**merged["debate"]),
        answer_hours=AnswerHours(
            acknowledge=merged["answers"]["acknowledge_hours"],
            answer=merged["answers"]["answer_hours"],
        ),
        ladder=Ladder(
            remind=merged["answers"]["remind_hours"],
            climb=merged["answers"]["climb_working_days"],
            bodies=bodies,
            plan=merged["answers"]["plan_working_days"],
            question_stops=merged["answers"]["question_stops_clock"],
        ),
        acts_of_one_helper=merged["assisted"]["acts_of_one_helper"],
        statements=Statements(**merged["statements"]),
        proxy_cap=merged["proxies"]["cap"],
        proxy_instruction=merged["proxies"]["instruction"],
        parking_counts=merged["roll"]["parking_counts"],
        platform_evote=merged["channels"]["platform_evote"],
        official_only=merged["channels"]["official_only"],
        citations=MappingProxyType(
            {section: _last(chain, section, "citation") for section in SECTIONS}
        ),
        sources=MappingProxyType(
            {
                f"{section}.{key}": _cited(chain, section, key)
                for section, keys in SECTIONS.items()
                for key in keys
            }
        ),
    )


def _last(chain: tuple[Source, ...], section: str, key: str) -> Any:
    """What the most special file says; every value must be said by one of them."""
    for source in reversed(chain):
        content = source.raw.get(section, {}) if section else source.raw
        if key in content:
            return content[key]
    if (section, key) in BEFORE:
        return BEFORE[section, key]
    return chain[-1].bad(section, key, "missing", f"add a line {key} = …")


def _cited(chain: tuple[Source, ...], section: str, key: str) -> str:
    """Where one value is from: a citation covers what stands beside it, one alone the whole section."""
    for source in reversed(chain):
        content = source.raw.get(section, {})
        if "citation" in content and (key in content or len(content) == 1):
            return str(content["citation"])
    return str(_last(chain, section, "citation"))


def _silence(
    own: Source, chain: tuple[Source, ...], *, policy: str, posting_delivers: bool
) -> Silence:
    if policy not in SILENCE_POLICIES:
        known = " or ".join(SILENCE_POLICIES)
        own.bad("silence", "policy", f"{policy} is unknown", f"use {known}")
    if policy == "not_participating":
        return Silence(policy="not_participating")
    clause = next(
        (
            source.raw["silence"]["clause_reference"].strip()
            for source in reversed(chain)
            if "clause_reference" in source.raw.get("silence", {})
        ),
        "",
    )
    if not clause:
        remedy = 'add clause_reference = "…", the clause of the covenant or the rules of procedure'
        own.bad("silence", "policy", "silence counts only by a clause", remedy)
    return Silence(
        policy="deemed_participating_with_majority",
        clause_reference=clause,
        posting_delivers=posting_delivers,
    )


def _check_notice(chain: tuple[Source, ...]) -> None:
    """A file gives shorter notice than the one it extends only by a law or rules that it names."""
    so_far: dict[str, int] = {}
    for source in chain:
        section = source.raw.get("notice", {})
        for key in ("clear_days", "extraordinary_clear_days"):
            least = so_far.get(key, 0)
            so_far[key] = section.get(key, least)
            if so_far[key] < least and "citation" not in section:
                remedy = f'write {least}, or add citation = "…", the law that allows less'
                source.bad("notice", key, "shorter than what it extends", remedy)


def _check_official(chain: tuple[Source, ...]) -> None:
    """What the law of a place wants, no file that extends it can lift."""
    wanted = False
    for source in chain:
        says = source.raw.get("channels", {}).get("official_only", wanted)
        if wanted and not says:
            what = "the law of this place wants the official voting system"
            source.bad("channels", "official_only", what, "take this line out")
        wanted = says


def _check_platform_evote(chain: tuple[Source, ...], *, official_only: bool) -> None:
    """Votes cast in this program rest on a clause, and on a law that leaves room for one."""
    says = next(
        each for each in reversed(chain) if "platform_evote" in each.raw.get("channels", {})
    )
    where = ("channels", "platform_evote")
    if official_only:
        remedy = "write false; ballots of the official system are imported by file"
        says.bad(*where, "the law of this place wants the official voting system", remedy)
    if "citation" not in says.raw["channels"]:
        remedy = 'add citation = "…", the clause of your rules of procedure that allows it'
        says.bad(*where, "votes in chat count only by a clause", remedy)


def _rows(chain: tuple[Source, ...]) -> dict[str, RuleRow]:
    cells: dict[str, _Raw] = {}
    last: dict[str, Source] = {}
    for source in chain:
        for row, given in source.raw.get("rows", {}).items():
            inherited = (
                {"law_version": source.raw["law_version"]} if "law_version" in source.raw else {}
            )
            cells[row] = {**cells.get(row, {}), **inherited, **given}
            last[row] = source
    return {row: _row(last[row], row, given) for row, given in cells.items()}


def _row(source: Source, row: str, cells: _Raw) -> RuleRow:
    section = f"rows.{row}"
    for key in ("electorate", "counting", "citation", "law_version"):
        if key not in cells:
            source.bad(section, "", f"{key} is missing", f"add a line {key} = …")
    counting = cells["counting"]
    if counting not in COUNTINGS:
        source.bad(
            section, "counting", f"{counting} is unknown", f"use one of: {', '.join(COUNTINGS)}"
        )
    limbs = []
    for prefix in _LIMBS:
        if f"{prefix}participation" in cells:
            electorate: str = cells.get(f"{prefix}electorate") or cells["electorate"]
            share = _share(source, section, f"{prefix}participation", cells)
            limbs.append(Limb(electorate=electorate, share=share))
    if ("approval" in cells) is not (counting in _WITH_APPROVAL):
        wanted = "add" if counting in _WITH_APPROVAL else "take out"
        source.bad(section, "counting", f"{counting}", f"{wanted} the line approval")
    approval = _share(source, section, "approval", cells) if "approval" in cells else None
    read = RuleRow(
        id=row,
        electorate=cells["electorate"],
        counting=counting,
        participation=tuple(limbs),
        approval=approval,
        citation=cells["citation"],
        law_version=cells["law_version"],
        for_motions=cells.get("for_motions", False),
        provisional=cells.get("provisional", False),
        notice_days=cells.get("notice_days", 0),
    )
    wrong = wrong_with(read)
    if wrong is not None:
        source.bad(section, *wrong)
    return read


def _share(source: Source, section: str, key: str, cells: _Raw) -> Threshold:
    found = _SHARE.fullmatch(cells[key])
    if found is None or int(found[2]) > int(found[3]):
        remedy = 'write ">= 2/3" (at least) or "> 1/2" (more than)'
        source.bad(section, key, f"“{cells[key]}” is no share", remedy)
    return Threshold(numerator=int(found[2]), denominator=int(found[3]), strict=found[1] == ">")
