"""Minutes of a meeting as files: ``/meetings/N/minutes.docx`` and ``.pdf``.

The libraries that write them are imported with the first file: the pages do not wait for them.
"""

from council.kernel.refusals import Refusal
from council.meetings.minutes.docx_file import docx_of
from council.meetings.minutes.files import name_of
from council.meetings.minutes.pdf_file import pdf_of
from council.meetings.minutes.public import Sheet, public_sheet
from web.drawn import NO_CACHE, Drawn, document
from web.request_context import Wanted
from web.show import laid_out, served
from web.site import NothingThere, Site, look, render

PATH = "/meetings/{number:[1-9][0-9]{0,8}}/minutes."
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _sheet(site: Site, wanted: Wanted) -> Sheet:
    number = int(dict(wanted.named)["number"])
    _, found = look(site, wanted, lambda tx, community: public_sheet(tx, community.id, number))
    if found is None:
        raise NothingThere
    return found


def _sent(sheet: Sheet, content: bytes, media_type: str, ending: str) -> Drawn:
    name = name_of(sheet, ending)
    headers = {**NO_CACHE, "Content-Disposition": f'attachment; filename="{name}"'}
    return document(content, media_type, headers=headers)


def _docx(site: Site, wanted: Wanted) -> Drawn:
    sheet = _sheet(site, wanted)
    return _sent(sheet, docx_of(sheet), _DOCX, "docx")


def _pdf(site: Site, wanted: Wanted) -> Drawn:
    """Draw the PDF, or say in words why this machine cannot."""
    sheet = _sheet(site, wanted)
    made = pdf_of(sheet)
    if not isinstance(made, Refusal):
        return _sent(sheet, made, "application/pdf", "pdf")
    here, _ = look(site, wanted, lambda _tx, _community: None)
    html = render("no_pdf.html", here, why=made, number=sheet.number, section="meetings")
    return laid_out(here, html, status=503)


docx = served("minutes.docx", _docx)
pdf = served("minutes.pdf", _pdf)
