"""Minutes 会议纪要 as PDF, drawn of the printed sheet."""

from council.kernel import paper
from council.kernel.refusals import Refusal, refuse
from council.meetings.minutes.printing import printed
from council.meetings.minutes.public import Sheet


def pdf_of(sheet: Sheet) -> bytes | Refusal:
    """Draw the sheet; refuses where Pango or a font with Chinese letters is not installed.

    The same minutes give the same bytes, with the same libraries and fonts.
    """
    lacks = paper.lacking()
    if lacks:
        return refuse(f"minutes.pdf_no_{lacks}")
    identifier = f"minutes-{sheet.number}-{sheet.revision}".encode()
    return paper.pdf_of_html(printed(sheet), identifier=identifier)
