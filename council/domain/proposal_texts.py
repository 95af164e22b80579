"""How messages fill the sheet of a proposal. Pure."""

from council.domain.proposals import (
    BODY_LENGTH,
    TITLE_LENGTH,
    check_length,
    split_message,
    tidy_body,
    tidy_title,
)
from council.domain.refusals import Refusal
from council.domain.values import value


@value
class Sheet:
    """The texts of a proposal being written; empty until given."""

    title: str = ""
    body: str = ""


@value
class Filled:
    """The sheet after a message. ``note`` tells what was done; ``length`` counts characters."""

    sheet: Sheet
    note: str
    length: int = 0


def awaited(sheet: Sheet, *, voices: int) -> str:
    """Tell what the next message fills: ``title``, ``body``, or ``more`` of a complete sheet.

    A voice message stands in for the body: staff writes it down.
    """
    if not sheet.title:
        return "title"
    return "more" if sheet.body or voices else "body"


def fill(sheet: Sheet, awaits: str, text: str) -> Filled | Refusal:
    """Put a message into the sheet where it is awaited, or refuse it with the lengths."""
    if awaits == "title":
        return _fill_title(sheet, text)
    added = awaits == "more" and sheet.body
    body = tidy_body(f"{sheet.body}\n\n{text}" if added else text)
    refusal = check_length("body", body, BODY_LENGTH)
    if refusal is not None:
        return refusal
    return Filled(sheet=Sheet(title=sheet.title, body=body), note="added" if added else "body_set")


def _fill_title(sheet: Sheet, text: str) -> Filled | Refusal:
    title, body = split_message(text)
    most = TITLE_LENGTH[1]
    if sheet.body and not (body and len(title) <= most < len(tidy_title(text))):
        title = tidy_title(text)
        return check_length("title", title, TITLE_LENGTH) or Filled(
            sheet=Sheet(title=title, body=sheet.body), note="title_set"
        )
    if len(title) > most:
        # Somebody wrote the whole matter in one line: it is kept as the text.
        whole = tidy_body(text)
        return check_length("body", whole, BODY_LENGTH) or Filled(
            sheet=Sheet(body=whole), note="kept_as_text", length=len(title)
        )
    refusal = check_length("title", title, TITLE_LENGTH)
    if refusal is None and body:
        refusal = check_length("body", body, BODY_LENGTH)
    if refusal is not None:
        return refusal
    note = "both_set" if body else "title_set"
    return Filled(sheet=Sheet(title=title, body=body), note=note)
