"""A check of iCalendar files line by line: RFC 5545, sections 3.1 (lines) and 3.6 (components)."""

import re

_LINE = re.compile(
    rb"[A-Z0-9-]+(;[A-Z0-9-]+=(\"[^\"\x00-\x1f]*\"|[^\";:,\x00-\x1f]*))*:[^\x00-\x08\x0a-\x1f]*"
)
#: Component → (properties that stand in it once, properties that stand in it once at most).
_RULES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "VCALENDAR": (
        frozenset({"PRODID", "VERSION"}),
        frozenset({"CALSCALE", "METHOD"}),
    ),
    "VEVENT": (
        frozenset({"UID", "DTSTAMP", "DTSTART"}),
        frozenset(
            [
                "CLASS",
                "CREATED",
                "DESCRIPTION",
                "GEO",
                "LAST-MODIFIED",
                "LOCATION",
                "ORGANIZER",
                "PRIORITY",
                "SEQUENCE",
                "STATUS",
                "SUMMARY",
                "TRANSP",
                "URL",
                "RECURRENCE-ID",
                "RRULE",
                "DTEND",
                "DURATION",
            ]
        ),
    ),
    "VTIMEZONE": (frozenset({"TZID"}), frozenset({"LAST-MODIFIED", "TZURL"})),
    "STANDARD": (frozenset({"DTSTART", "TZOFFSETTO", "TZOFFSETFROM"}), frozenset({"RRULE"})),
    "DAYLIGHT": (frozenset({"DTSTART", "TZOFFSETTO", "TZOFFSETFROM"}), frozenset({"RRULE"})),
}
_STATUSES = {"TENTATIVE", "CONFIRMED", "CANCELLED"}


def faults(body: bytes) -> list[str]:
    """Tell what is wrong with a file; nothing, if it keeps to the rules."""
    if not body.endswith(b"\r\n"):
        return ["does not end with CRLF"]
    raw = body[:-2].split(b"\r\n")
    found = [f"a bare CR or LF: {line!r}" for line in raw if b"\r" in line or b"\n" in line]
    found += [f"more than 75 octets: {line!r}" for line in raw if len(line) > 75]
    for line in raw:
        try:
            line.decode()
        except UnicodeDecodeError:
            found.append(f"a character is split: {line!r}")
    return found + _components(body.replace(b"\r\n ", b"")[:-2].split(b"\r\n"))


def _components(lines: list[bytes]) -> list[str]:
    found, stack = [], []
    zones, used = set(), set()
    for line in lines:
        if not _LINE.fullmatch(line):
            found.append(f"no content line: {line!r}")
            continue
        head, _, value = line.decode().partition(":")
        name, *parameters = head.split(";")
        used |= {each[5:] for each in parameters if each.startswith("TZID=")}
        if name == "BEGIN":
            stack.append((value, []))
        elif name == "END":
            kind, inside = stack.pop()
            found += [f"{kind} ends as {value}"] if kind != value else []
            found += _one(kind, inside)
        else:
            stack[-1][1].append((name, parameters, value))
            zones |= {value} if name == "TZID" else set()
    found += [f"zone without VTIMEZONE: {zone}" for zone in used - zones]
    return found + (["a component does not end"] if stack else [])


def _one(kind: str, inside: list[tuple[str, list[str], str]]) -> list[str]:
    needed, once = _RULES[kind]
    names = [name for name, _, _ in inside]
    found = [f"{kind} needs one {name}" for name in needed if names.count(name) != 1]
    found += [f"{kind} has several {name}" for name in once if names.count(name) > 1]
    if kind != "VEVENT":
        return found
    said = {name: (parameters, value) for name, parameters, value in inside}
    if "DTEND" in said and "DURATION" in said:
        found.append("VEVENT has DTEND and DURATION")
    if said.get("STATUS", ([], "CONFIRMED"))[1] not in _STATUSES:
        found.append("VEVENT has an unknown STATUS")
    for name in ("DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"):
        if name in said and said[name][0] != said["DTSTART"][0]:
            found.append(f"VEVENT has another form in {name} than in DTSTART")
    if "RECURRENCE-ID" in said and "RRULE" in said:
        found.append("VEVENT is a rule and an instance at once")
    if not said.get("DTSTAMP", ([], "Z"))[1].endswith("Z"):
        found.append("VEVENT has a DTSTAMP that is not UTC")
    if "UNTIL=" in said.get("RRULE", ([], ""))[1] and not re.search(
        r"UNTIL=\d{8}T\d{6}Z", said["RRULE"][1]
    ):
        found.append("VEVENT has an UNTIL that is not UTC")
    return found
