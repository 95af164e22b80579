"""What the desk fills in for somebody who is there: the names of its forms, and a line of text."""

from council.kernel.refusals import Refusal, refuse

#: The forms about a poll that takes ballots (and a file of them), in the order of their buttons.
DESK_FORMS = ("paper", "file", "correction", "assist", "proxy", "unproxy", "revoke")
LINE_LIMIT = 200


def read_line(text: str) -> str | Refusal:
    """Read a line of 1 to 200 characters."""
    line = " ".join(text.split())
    if not line:
        return refuse("desk.text_wanted")
    if len(line) > LINE_LIMIT:
        return refuse("desk.text_too_long", length=len(line), limit=LINE_LIMIT)
    return line
