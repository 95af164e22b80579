"""Files of minutes 会议纪要 that a bot sends."""

from collections.abc import Sequence

from council.kernel.refusals import Refusal
from council.kernel.screens.translator import Translator
from council.kernel.screens.uploads import Upload, kept
from council.meetings.minutes.docx_file import docx_of
from council.meetings.minutes.pdf_file import pdf_of
from council.meetings.minutes.public import MinutesPhotos, Sheet


def name_of(sheet: Sheet, ending: str) -> str:
    """Name the file of a revision."""
    draft = "-draft" if sheet.state == "draft" else ""
    return f"minutes-{sheet.number}-r{sheet.revision}{draft}.{ending}"


def docx_upload(sheet: Sheet, say: Translator) -> Sequence[Upload]:
    """The minutes for an office program."""
    return (Upload(name=name_of(sheet, "docx"), content=docx_of(sheet)),)


def pdf_upload(sheet: Sheet, say: Translator) -> Sequence[Upload] | Refusal:
    """The minutes to be printed; refuses where this machine cannot draw them."""
    drawn = pdf_of(sheet)
    if isinstance(drawn, Refusal):
        return drawn
    return (Upload(name=name_of(sheet, "pdf"), content=drawn),)


def photo_uploads(found: MinutesPhotos, say: Translator) -> Sequence[Upload]:
    """The photos of the signed sheet."""
    return tuple(kept(each) for each in found.files)
