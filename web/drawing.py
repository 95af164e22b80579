"""Small pieces that templates draw with: machine-readable times, bars, paragraphs."""

from collections.abc import Iterable
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any
from unicodedata import east_asian_width

from markupsafe import Markup, escape

from council.campaigns.commands import CampaignView
from council.kernel.money import capitals
from council.kernel.screens.translator import Translator
from council.meetings.floor.screens import clock
from council.motions.opinions.screens import figures
from council.motions.screens import moved_by
from council.motions.votes.recorded import certainty, sentence_params
from council.overview.home import Home, Lead
from council.polls.budgets.screens import budget_text, rounded_down
from council.polls.public import PollLine
from council.polls.rules import PollOption
from council.polls.screens_results import ranking_paragraph
from council.proposals.public import ProposalLine
from voting.thresholds import percent
from web.charts.flow import flow
from web.charts.pairs import pair_table
from web.charts.pot import pot_of
from web.charts.target import Progress, target_chart
from web.charts.thresholds import gauge, majority_gauge, quorum_gauge
from web.charts.units import across
from web.sections import SECTIONS, section_of

#: The width of a bar's own coordinates: a tenth of a percent is one unit.
_WIDE = 1000
HOUR = 3600


def moment(say: Translator, at: int) -> Markup:
    """Write a date and time, also for machines."""
    return _time(say.moment(at), at)


def day(say: Translator, at: int) -> Markup:
    """Write a date, also for machines."""
    return _time(say.date(at), at)


def _time(text: str, at: int) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(iso(at), text)


def iso(at: int) -> str:
    """Write a time for machines."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def left(say: Translator, lead: Lead, now: int) -> Markup:
    """Tell how long it is until a matter closes, or a meeting begins; in the last hour in minutes.

    Whole days and hours, cut off: nobody is promised time that they do not have.
    """
    seconds = max(0, lead.ends_at - now)
    ahead = lead.noun == "meeting"
    if seconds < HOUR:
        minutes = -(-seconds // 60)
        return say("web.in.minutes" if ahead else "web.left.minutes", n=minutes)
    return say("web.in" if ahead else "web.left", left_hours=seconds // HOUR)


def also_open(home: Home) -> list[tuple[str, PollLine | ProposalLine]]:
    """Tell what waits for residents beside the matter that the page begins with.

    Campaigns and meetings stand under headings of their own.
    """
    lead = (home.lead.noun, home.lead.number) if home.lead else None
    lines: list[tuple[str, PollLine | ProposalLine]] = [
        *(("poll", line) for line in home.polls),
        *(("proposal", line) for line in home.proposals),
    ]
    return [each for each in lines if (each[0], each[1].number) != lead]


def paragraphs(text: str) -> Markup:
    """Write a plain text as paragraphs; every line break is kept."""
    blocks = [block.strip("\n") for block in text.replace("\r\n", "\n").split("\n\n")]
    written = [Markup("<br>").join(escape(line) for line in b.split("\n")) for b in blocks if b]
    return Markup("\n").join(Markup("<p>{}</p>").format(block) for block in written)


#: How a state looks besides its words: good, warn (somebody is waited for), bad; else calm.
_TONES = {
    "proposal": {"admitted": "warn", "seconded": "good", "on_agenda": "good", "decided": "good"},
    "meeting": {"announced": "good", "in_session": "good", "cancelled": "bad"},
    "motion": {"put": "warn", "carried": "good", "lost": "bad"},
    "poll": {
        "open": "good",
        "closed": "warn",
        "counted": "warn",
        "certified": "good",
        "annulled": "bad",
    },
    "resolution": {
        "provisional": "warn",
        "in_force": "good",
        "implementing": "good",
        "fulfilled": "good",
        "repealed": "bad",
    },
    "consultation": {"outcome": "good", "disagreement_open": "warn", "reported": "good"},
    "campaign": {
        "open": "good",
        "over": "warn",
        "target_met": "good",
        "failed": "bad",
        "cancelled": "bad",
    },
    "statements": {"open": "good"},
    "response": {"asked": "warn", "acknowledged": "warn", "answered": "good"},
}


def tone(noun: str, state: str) -> str:
    """Tell how a state looks; empty for the calm ones."""
    return _TONES[noun].get(state, "")


def share(part: int | str, whole: int) -> int:
    """Tell a share in thousandths, cut off, for drawing only; 0 of nothing.

    A part may be an exact fraction such as ``"5/2"``.
    """
    return 0 if whole <= 0 else min(_WIDE, int(Fraction(part) * _WIDE / whole))


def titles_of(options: Iterable[PollOption]) -> dict[str, str]:
    """Tell each option's title by its letter."""
    return {option.letter: option.title for option in options}


def qr(address: str) -> Markup:
    """Draw an address as a QR code that fills its box; a scratched print can still be read."""
    # Imported here: only a notice needs it, and the pages do not wait for it.
    import segno  # noqa: PLC0415

    drawn = segno.make(address, error="m").svg_inline(omitsize=True, border=2)
    return Markup(drawn)  # noqa: S704 - a drawing of the address, not its text


#: So many square letters fit on a poster at each size, the largest first.
_TITLE_SIZES = (27, 48, 85, 180)


def title_size(title: str) -> int:
    """Tell how large a poster's title may be, that the whole poster stays on one sheet: 1 is largest."""
    wide = sum(1 if east_asian_width(letter) in "WF" else 0.65 for letter in title)
    return 1 + sum(1 for most in _TITLE_SIZES if wide > most)


def goal_of(it: CampaignView) -> Progress:
    """Draw a campaign; all or nothing needs its minimum to start, or else the whole target."""
    return target_chart(
        received_fen=it.counted_fen,
        pledged_fen=it.pledged_fen,
        target_fen=it.target_fen,
        needed_fen=it.needed_fen,
    )


GLOBALS: dict[str, Any] = {
    "capitals": capitals,
    "title_size": title_size,
    "across": across,
    "flow_of": flow,
    "gauge": gauge,
    "majority_gauge": majority_gauge,
    "pair_table": pair_table,
    "goal_of": goal_of,
    "pot_of": pot_of,
    "quorum_gauge": quorum_gauge,
    "sections": SECTIONS,
    "section_of": section_of,
    "also_open": also_open,
    "left": left,
    "clock_of": lambda seconds: clock(max(0, seconds)),
    "figures": figures,
    "moment": moment,
    "moved_by": moved_by,
    "day": day,
    "iso": iso,
    "paragraphs": paragraphs,
    "qr": qr,
    "share": share,
    "vote_params": sentence_params,
    "vote_certainty": certainty,
    "tone": tone,
    "ranking_paragraph": ranking_paragraph,
    "budget_paragraph": budget_text,
    "rounded_down": rounded_down,
    "titles_of": titles_of,
    "percent": percent,
}
