"""Minutes 会议纪要: pages to read, sections to edit, files."""

from collections.abc import Callable, Sequence

from council.kernel.acts.views import Sends, Shown, Typed, View
from council.kernel.refusals import Refusal
from council.kernel.screens.uploads import Upload
from council.meetings.minutes.files import docx_upload, pdf_upload, photo_uploads
from council.meetings.minutes.public import file_read, photos_read
from council.meetings.minutes.reads import (
    changes_view,
    minutes_page,
    minutes_view,
    section_view,
)

_FILES: tuple[tuple[str, Callable[..., Sequence[Upload] | Refusal]], ...] = (
    ("docx", docx_upload),
    ("pdf", pdf_upload),
)

#: Whoever may approve has read the minutes when they have the whole of them as a file.
VIEWS: tuple[Shown, ...] = (
    View("minutes", minutes_view, "number", bots="staff"),
    View("minutes.section", section_view, "number section page", bots="staff"),
    View("minutes.changes", changes_view, "number section", bots="staff"),
    View("minutes.page", minutes_page, "number page"),
    *(
        Sends(press, file_read, files, "edition", unsent="minutes.not_sent", then=then)
        for kind, files in _FILES
        for press, then in ((f"minutes.{kind}", ""), (f"minutes.{kind}_read", "minutes.had"))
    ),
    Sends(
        "minutes.photos",
        photos_read,
        photo_uploads,
        "number",
        unsent="minutes.not_sent",
        then="minutes",
    ),
)
TYPED: tuple[Typed, ...] = ()
