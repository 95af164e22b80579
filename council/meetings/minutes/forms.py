"""Forms of minutes 会议纪要: one section, photos of a signed sheet, what a meeting said to earlier ones."""

import re
from typing import Any

from council.kernel.attachments import take_file
from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.forms.form import (
    Amiss,
    Answer,
    Answers,
    Field,
    Form,
    Ground,
    Offer,
    Reading,
    picked,
)
from council.kernel.forms.parts import joined, long_text, parts_of
from council.kernel.private_text import masked
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person, value
from council.meetings.meeting import Meeting
from council.meetings.minutes.acts import MINUTES_MOVES, SECTION_MOVES
from council.meetings.minutes.approving import approve_by_hands, check_voting
from council.meetings.minutes.commands import ApproveByHands, WriteMinutes
from council.meetings.minutes.minutes import Section
from council.meetings.minutes.reads import changed_lines, facts_of, section_facts
from council.meetings.minutes.records import history_of, locked, names_of, sections_of
from council.meetings.minutes.rules import (
    OLD_LIMIT,
    PHOTOS_AT_MOST,
    REASON_LIMIT,
    SECTION_LIMIT,
    SECTIONS,
    appended,
    read_text,
    replaced,
)
from council.meetings.minutes.writing import attach, write_section
from council.meetings.records import meeting_by
from council.meetings.rules import read_line
from council.meetings.votes.rules import read_count

WORDS = "minutes"
#: A meeting's number and a section; a meeting's number and the meeting that votes on its minutes.
OF_A_SECTION = re.compile(r"[1-9][0-9]{0,8}-(?:[a-z]{1,12}|m[1-9][0-9]{0,8})", re.ASCII)
AT_A_MEETING = re.compile(r"[1-9][0-9]{0,8}-[1-9][0-9]{0,8}", re.ASCII)
#: What is known of a form: the revision of the section that its writer saw, that nothing was
#: approved yet (so no reason is asked).
_BASE, _DRAFT = "base", "draft"
#: UTF-16 units of the text that is shown where it is written on.
_SHOWN = 900


@value
class Written:
    """What the form is about: a section as it stands (None: it is not there yet)."""

    meeting: Meeting
    section: str
    now: Section | None

    @property
    def text(self) -> str:
        """What stands there."""
        return "" if self.now is None else self.now.text


def _about(tx: Transaction, who: Person, subject: str) -> Written | Refusal:
    number, _, section = subject.partition("-")
    meeting = locked(tx, who, int(number))
    if isinstance(meeting, Refusal):
        return meeting
    refusal = SECTION_MOVES.refusal("write", section_facts(meeting, section))
    if refusal is not None:
        return refusal
    now = next((each for each in sections_of(tx, meeting) if each.section == section), None)
    if now is None and (section not in SECTIONS or section == "motions"):
        return refuse("minutes.no_section")
    return Written(meeting=meeting, section=section, now=now)


def _known(ground: Ground) -> Answers:
    about = ground.about
    base = {_BASE: str(about.now.revision if about.now is not None else 0)}
    if not about.text:
        base["way"] = "replace"
    return base if about.meeting.state == "approved" else {**base, _DRAFT: "yes"}


def _named(about: Written) -> dict[str, Param]:
    heading = about.now.heading if about.now is not None else ""
    position_key = f"minutes.section.{about.section}"
    return {"heading": heading} if heading else {"heading_key": position_key}


def _head(ground: Ground) -> dict[str, Param]:
    about = ground.about
    return {
        "title": about.meeting.title,
        "length": len(about.text),
        "limit": SECTION_LIMIT,
        "named_key": "minutes.named" if _named(about).get("heading") else "minutes.named_key",
        **_named(about),
    }


def _clash(ground: Ground) -> tuple[Phrase, ...]:
    """Show what somebody else wrote meanwhile: who, when, which lines."""
    about = ground.about
    if about.now is None:
        return ()
    written = history_of(ground.tx, about.meeting, about.section)
    before = written[-2].text if len(written) > 1 else ""
    names = names_of(ground.tx, about.now.community_id, {about.now.written_by})
    lines = "\n".join(changed_lines(before, about.now.text))
    params: dict[str, Param] = {
        "name": names.get(about.now.written_by, ""),
        "written_at": about.now.written_at,
        "lines": _cut(lines),
    }
    return (Phrase(key="minutes.clash", params=params),)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"


def _ways_on(ground: Ground) -> tuple[Offer, ...]:
    changes = ground.answers.get("way") == "change"
    ways = ("change",) if changes else ("append", "replace")
    return tuple(Offer(answer=way, label=Phrase(key=f"minutes.pick.clash.{way}")) for way in ways)


def _go_on(ground: Ground, answer: str) -> Reading:
    """Go on from the text that stands now, by the chosen way."""
    if answer not in {offer.answer for offer in _ways_on(ground)}:
        return refuse("desk.use_buttons")
    base = str(ground.about.now.revision if ground.about.now is not None else 0)
    return {_BASE: base, "way": answer}


def _old(ground: Ground, text: str) -> Reading:
    old = text.strip()
    if len(old) > OLD_LIMIT:
        return refuse("minutes.old_too_long", length=len(old), limit=OLD_LIMIT)
    found = replaced(ground.about.text, old, "") if old else refuse("minutes.empty")
    return found if isinstance(found, Refusal) else old


def _message(_: Ground, text: str) -> str | Refusal:
    return read_text(text)


def _reason(_: Ground, text: str) -> Reading:
    return read_line(text, field="reason", limit=REASON_LIMIT)


def _shown(ground: Ground) -> tuple[Phrase, ...]:
    """Show the end of what stands there, where more is to be written behind it."""
    text = ground.about.text
    if not text or ground.answers.get("way") == "replace":
        return ()
    shown = text if len(text) <= _SHOWN else f"……{text[-_SHOWN:]}"
    return (Phrase(key="minutes.stands", params={"text": shown}),)


def _whole(ground: Ground) -> str | Refusal:
    """Make the whole section of what was answered."""
    answers, text = ground.answers, ground.about.text
    new = joined(parts_of(answers.get("text", [])))
    match answers["way"]:
        case "append":
            return appended(text, new)
        case "change":
            return replaced(text, answers["old"], new)
        case _:
            return new


def _file(ground: Ground, actor: Account) -> Any:
    about, answers = ground.about, ground.answers
    if about.meeting.state == "approved" and _DRAFT in answers:
        return Amiss(refusal=refuse("minutes.approved_meanwhile"), forget=(_DRAFT,))
    base = int(answers[_BASE])
    now = about.now.revision if about.now is not None else 0
    if base != now:
        names = names_of(ground.tx, ground.who.community_id, {about.now.written_by})
        told = refuse(
            "minutes.changed_meanwhile",
            name=names.get(about.now.written_by, ""),
            written_at=about.now.written_at,
        )
        return Amiss(refusal=told, forget=(_BASE,))
    text = _whole(ground)
    if isinstance(text, Refusal):
        return Amiss(refusal=text, forget=("old",))
    command = WriteMinutes(
        actor=actor,
        number=about.meeting.number,
        section=about.section,
        text=masked(text),
        base=base,
        reason=masked(answers.get("reason", "")),
    )
    return write_section(ground.tx, ground.who, command)


def _back(ground: Ground) -> tuple[Lead, ...]:
    return (Lead(key="minutes.back", verb="minutes", arguments=(ground.about.meeting.number,)),)


SECTION = Form(
    name="minutes",
    verb="meeting.write_minutes",
    words=WORDS,
    fields=(
        Field(
            name="clash",
            read=_go_on,
            offers=_ways_on,
            hints=_clash,
            only=lambda answers: _BASE not in answers,
        ),
        picked(WORDS, "way", ("append", "change", "replace"), hints=_shown, forgets=("old",)),
        Field(
            name="old",
            read=_old,
            hints=_shown,
            only=lambda answers: answers.get("way") == "change",
        ),
        long_text(
            "text",
            SECTION_LIMIT,
            _message,
            public=True,
            optional=True,
            skip="minutes.delete_words",
            only=lambda answers: answers.get("way") == "change",
        ),
        long_text(
            "text",
            SECTION_LIMIT,
            _message,
            public=True,
            only=lambda answers: answers.get("way") != "change",
        ),
        Field(
            name="reason", read=_reason, only=lambda answers: _DRAFT not in answers, public=True
        ),
    ),
    about=_about,
    head=_head,
    known=_known,
    leads=_back,
    file=_file,
    subjects=OF_A_SECTION,
)


# -- photos of a signed sheet


def _signable(tx: Transaction, who: Person, subject: str) -> Written | Refusal:
    meeting = locked(tx, who, int(subject))
    if isinstance(meeting, Refusal):
        return meeting
    refusal = MINUTES_MOVES.refusal("attach", facts_of(tx, who, meeting))
    return refusal or Written(meeting=meeting, section="", now=None)


def _take(ground: Ground, content: bytes) -> Reading:
    there = list(ground.answers.get("photos", []))
    facts = facts_of(ground.tx, ground.who, ground.about.meeting)
    if facts.photos + len(there) >= PHOTOS_AT_MOST:
        return refuse("minutes.photos_full", limit=PHOTOS_AT_MOST)
    kept = take_file(ground.tx, ground.who, content, kept=0, kinds=frozenset({"photo"}))
    if isinstance(kept, Refusal):
        return kept
    return refuse("proposal.file_known") if kept.sha256 in there else [*there, kept.sha256]


def _counted(_: Ground, answer: Answer) -> Phrase:
    return Phrase(key="minutes.photos", params={"n": len(parts_of(answer))})


def _more_photos(ground: Ground) -> tuple[Phrase, ...]:
    there = len(parts_of(ground.answers.get("photos", [])))
    return (Phrase(key="minutes.more_photos", params={"limit": PHOTOS_AT_MOST}),) * bool(there)


def _attach(ground: Ground, _: Account) -> Any:
    photos = parts_of(ground.answers["photos"])
    return attach(ground.tx, ground.who, ground.about.meeting, photos, "meeting.write_minutes")


PHOTOS = Form(
    name="minutes_photos",
    verb="meeting.write_minutes",
    words=WORDS,
    fields=(
        Field(
            name="photos",
            take=_take,
            says=_counted,
            only=lambda answers: "photos" not in answers,
        ),
        # Never asked for: further photos may follow once there is one.
        Field(name="photos", take=_take, says=_counted, hints=_more_photos, asked=False),
    ),
    about=_signable,
    head=lambda ground: {"title": ground.about.meeting.title},
    leads=_back,
    file=_attach,
)


# -- what a later meeting says


@value
class Votable:
    """Minutes that a later meeting in session can vote on."""

    meeting: Meeting
    at: Meeting


def _votable(tx: Transaction, who: Person, subject: str) -> Votable | Refusal:
    number, _, later = subject.partition("-")
    meeting = locked(tx, who, int(number))
    if isinstance(meeting, Refusal):
        return meeting
    at = meeting_by(tx, who.community_id, number=int(later))
    refusal = check_voting(tx, who, meeting, at)
    if refusal is not None:
        return refusal
    assert at is not None, "judged above"
    return Votable(meeting=meeting, at=at)


def _hands(_: Ground, text: str) -> Reading:
    number = read_count(text)
    return number if isinstance(number, Refusal) else str(number)


def _record(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    command = ApproveByHands(
        actor=actor,
        number=ground.about.meeting.number,
        at=ground.about.at.number,
        yes=int(answers["yes"]),
        no=int(answers["no"]),
        corrections=masked(joined(parts_of(answers.get("fixes", [])))),
    )
    return approve_by_hands(ground.tx, ground.who, command)


HANDS = Form(
    name="minutes_vote",
    verb="meeting.approve_by_hands",
    words=WORDS,
    fields=(
        long_text(
            "fixes",
            SECTION_LIMIT,
            _message,
            public=True,
            optional=True,
            skip="minutes.no_fixes",
        ),
        Field(name="yes", read=_hands),
        Field(name="no", read=_hands),
    ),
    about=_votable,
    head=lambda ground: {
        "title": ground.about.meeting.title,
        "starts_at": ground.about.meeting.starts_at,
    },
    leads=_back,
    file=_record,
    subjects=AT_A_MEETING,
)

MINUTES_FORMS = (SECTION, PHOTOS, HANDS)
