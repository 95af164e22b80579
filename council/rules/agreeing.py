"""How the values of a file of rules must agree with each other."""

from typing import Any

from council.rules.power_list.matter import PARTIES
from council.rules.source import Source

#: What a section says, with what it inherits.
Merged = dict[str, Any]


def check_windows(own: Source, window: Merged) -> None:
    """A window's shortest, usual and longest days are in order."""
    if not window["shortest_days"] <= window["usual_days"] <= window["longest_days"]:
        own.bad(
            "window",
            "usual_days" if "usual_days" in own.raw.get("window", {}) else "shortest_days",
            "shortest, usual and longest are out of order",
            "let shortest_days <= usual_days <= longest_days",
        )


def check_usual(own: Source, section: str, merged: Merged) -> None:
    """What is usual must be allowed."""
    if merged["usual_days"] > merged["longest_days"]:
        own.bad(
            section,
            "usual_days" if "usual_days" in own.raw.get(section, {}) else "longest_days",
            "usual and longest are out of order",
            "let usual_days <= longest_days",
        )


def check_answers(own: Source, answers: Merged) -> None:
    """Nobody answers before they must have seen the question."""
    if answers["acknowledge_hours"] > answers["answer_hours"]:
        own.bad(
            "answers",
            "answer_hours"
            if "answer_hours" in own.raw.get("answers", {})
            else "acknowledge_hours",
            "acknowledging and answering are out of order",
            "let acknowledge_hours <= answer_hours",
        )


def read_bodies(own: Source, written: str) -> tuple[str, ...]:
    """Read the bodies that can be asked, the lowest first; each is known, and stands once."""
    bodies = tuple(written.split())
    if not set(bodies) <= set(PARTIES) or len(set(bodies)) < len(bodies):
        remedy = f"write each once, the lowest first, out of: {' '.join(PARTIES)}"
        own.bad("answers", "bodies", f"“{written}” is no ladder", remedy)
    return bodies


def check_debate(own: Source, debate: Merged) -> None:
    """Nobody is warned before they began."""
    if debate["warning_seconds"] >= debate["speech_seconds"]:
        own.bad(
            "debate",
            "warning_seconds"
            if "warning_seconds" in own.raw.get("debate", {})
            else "speech_seconds",
            "a speech and its warning are out of order",
            "let warning_seconds < speech_seconds",
        )
