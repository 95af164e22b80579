"""How messages fill the texts of a proposal. Pure."""

from council.kernel.refusals import Refusal
from council.kernel.values import value
from council.proposals.rules import (
    BODY_LENGTH,
    TITLE_LENGTH,
    check_length,
    split_message,
    tidy_body,
    tidy_title,
)


@value
class Sheet:
    """The texts of a proposal being written; empty until given."""

    title: str = ""
    body: str = ""


def fill(sheet: Sheet, awaits: str, text: str) -> Sheet | Refusal:
    """Put a message where it is awaited (``title``, ``body``, ``more``), or refuse its length.

    The first message may hold both texts. ``more`` is added below the text that is there.
    """
    if awaits == "title":
        return _fill_title(sheet, text)
    added = awaits == "more" and sheet.body
    body = tidy_body(f"{sheet.body}\n\n{text}" if added else text)
    return check_length("body", body, BODY_LENGTH) or Sheet(title=sheet.title, body=body)


def _fill_title(sheet: Sheet, text: str) -> Sheet | Refusal:
    title, body = split_message(text)
    most = TITLE_LENGTH[1]
    if sheet.body and not (body and len(title) <= most < len(tidy_title(text))):
        title = tidy_title(text)
        return check_length("title", title, TITLE_LENGTH) or Sheet(title=title, body=sheet.body)
    if len(title) > most and not sheet.title:
        # Somebody wrote the whole matter in one line: it is kept as the text.
        whole = tidy_body(text)
        return check_length("body", whole, BODY_LENGTH) or Sheet(body=whole)
    refusal = check_length("title", title, TITLE_LENGTH)
    if refusal is None and body:
        refusal = check_length("body", body, BODY_LENGTH)
    return refusal or Sheet(title=title, body=body)
