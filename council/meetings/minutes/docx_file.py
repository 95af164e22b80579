"""Minutes 会议纪要 as DOCX, to be worked on in an office program.

The library is loaded with the first file. The same minutes give the same bytes: nothing in the file
tells when it was made, and the times inside the archive are fixed.
"""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from council.kernel.screens.translator import Translator
from council.kernel.texts import clean_text
from council.meetings.minutes.numbering import sub_ordinal
from council.meetings.minutes.printing import numbered, voice
from council.meetings.minutes.public import Sheet, SheetSection

#: Fonts of Chinese documents; where one is missing the office program takes its own of that kind.
_BODY, _TITLE, _HEAD, _SUB = "仿宋", "宋体", "黑体", "楷体"
_LATIN = "Times New Roman"
#: The styles of the parts, by the names that every office program knows.
_STYLES = (
    # name, font, size in points, bold, red
    ("Normal", _BODY, 12, False, False),
    ("Title", _TITLE, 24, True, True),
    ("Heading 1", _HEAD, 13, True, False),
    ("Heading 2", _SUB, 12, True, False),
)
_RED = "B3261E"
_COLUMNS = ("motion", "entitled", "came", "yes", "no", "abstained", "outcome")
#: Widths of the columns of the table of votes, in tenths of a millimetre.
_WIDTHS = (540, 150, 150, 150, 150, 150, 310)
_FIXED = (1980, 1, 1, 0, 0, 0)


def docx_of(sheet: Sheet) -> bytes:
    """Write the sheet as a document of A4 pages with styles, numbers of pages, a table of votes."""
    import docx  # noqa: PLC0415 - see above

    document = docx.Document()
    say = voice(sheet)
    _prepare(document, sheet, say)
    _write(document, sheet, say)
    made = BytesIO()
    document.save(made)
    return _fixed(made.getvalue())


def _prepare(document: Any, sheet: Sheet, say: Translator) -> None:
    from docx.shared import Mm, Pt, RGBColor  # noqa: PLC0415 - see above

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(25)
    page.left_margin, page.right_margin = Mm(26), Mm(24)
    for name, font, size, bold, red in _STYLES:
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = _LATIN, Pt(size), bold
        style.font.color.rgb = RGBColor.from_string(_RED if red else "000000")
        _east_asian(style.element.get_or_add_rPr(), font, sheet.locale)
        shape = style.paragraph_format
        shape.space_before, shape.space_after = Pt(8 if "Heading" in name else 0), Pt(2)
        shape.line_spacing, shape.widow_control = 1.25, True
        shape.keep_with_next = "Heading" in name
    for border in document.styles["Title"].element.xpath("./w:pPr/w:pBdr"):
        border.getparent().remove(border)
    _page_numbers(page.footer.paragraphs[0])
    written = datetime.fromtimestamp(sheet.written_at, UTC).replace(tzinfo=None)
    about = document.core_properties
    about.title = clean_text(f"{say('minutes.sheet.title').unescape()} {sheet.title}")
    about.author = about.last_modified_by = clean_text(sheet.community)
    about.comments, about.revision = "", sheet.revision
    about.language = sheet.locale.replace("_", "-")
    about.created = about.modified = written


def _east_asian(rpr: Any, font: str, locale: str) -> None:
    """Name the font of Chinese letters too: an office program asks for it by itself."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - see above
    from docx.oxml.ns import qn  # noqa: PLC0415 - see above

    fonts = rpr.get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for kind, named in (
        ("ascii", _LATIN),
        ("hAnsi", _LATIN),
        ("eastAsia", font),
        ("cs", _LATIN),
    ):
        fonts.set(qn(f"w:{kind}"), named)
    for old in rpr.findall(qn("w:lang")):
        rpr.remove(old)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), "en-US")
    lang.set(qn("w:eastAsia"), "zh-CN")
    rpr.append(lang)


def _page_numbers(paragraph: Any) -> None:
    """Write ``— 1 —`` below each page: a field that the office program counts."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - see above
    from docx.oxml import OxmlElement  # noqa: PLC0415 - see above
    from docx.oxml.ns import qn  # noqa: PLC0415 - see above

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    number = OxmlElement("w:t")
    number.text = "1"
    run.append(number)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - the library has no fields
    paragraph.add_run(" —")


def _write(document: Any, sheet: Sheet, say: Translator) -> None:
    if sheet.demo:
        _centred(document, say("minutes.sheet.demo").unescape())
    _centred(document, sheet.community)
    _centred(document, say("minutes.sheet.title").unescape(), style="Title")
    named = say("minutes.sheet.number", number=sheet.number, title=sheet.title).unescape()
    _centred(document, named)
    _centred(document, say(f"minutes.sheet.{sheet.state}").unescape())
    for number, part in numbered(sheet, sheet.locale):
        if part.name == "motions":
            _heading(document, number + say("minutes.section.motions").unescape(), 1)
            for place, section in enumerate(part.sections, start=1):
                _section(document, section, sub_ordinal(place, sheet.locale), 2, say)
        else:
            for section in part.sections:
                _section(document, section, number, 1, say)
    if sheet.votes:
        _heading(document, say("minutes.sheet.votes").unescape(), 1)
        _votes(document, sheet, say)
    _approval(document, sheet, say)
    if sheet.photos:
        _paragraph(document, say("minutes.sheet.photos", n=sheet.photos).unescape())
    _signatures(document, say)


def _section(
    document: Any, section: SheetSection, number: str, level: int, say: Translator
) -> None:
    if section.heading:
        mark = f" {say('minutes.sheet.corrected').unescape()}" if section.corrected else ""
        _heading(document, f"{number}{section.heading}{mark}", level)
    for line in section.text.split("\n"):
        _paragraph(document, line)


def _heading(document: Any, text: str, level: int) -> None:
    document.add_paragraph(clean_text(text), style=f"Heading {level}")


def _paragraph(document: Any, text: str) -> None:
    from docx.shared import Pt  # noqa: PLC0415 - see above

    paragraph = document.add_paragraph(clean_text(text))
    paragraph.paragraph_format.first_line_indent = Pt(24)


def _centred(document: Any, text: str, style: str = "Normal") -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - see above

    document.add_paragraph(clean_text(text), style=style).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _whole(row: Any, *, head: bool) -> None:
    """Part no row of a table between pages, and repeat its head on each."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - see above

    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has neither
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _votes(document: Any, sheet: Sheet, say: Translator) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - see above
    from docx.shared import Mm  # noqa: PLC0415 - see above

    table = document.add_table(rows=1, cols=len(_COLUMNS), style="Table Grid")
    table.autofit = False
    for cell, name in zip(table.rows[0].cells, _COLUMNS, strict=True):
        cell.text = say(f"minutes.sheet.column.{name}").unescape()
    for each in sheet.votes:
        vote = each.recorded.vote
        named = say("minutes.sheet.motion", number=each.motion, title=each.title).unescape()
        verdict = say(f"minutes.verdict.{vote.outcome}").unescape()
        counts = (vote.entitled, vote.came, vote.yes, vote.no, vote.abstained)
        cells = table.add_row().cells
        for cell, text in zip(cells, (named, *map(str, counts), verdict), strict=True):
            cell.text = clean_text(text)
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width / 10)
    for order, row in enumerate(table.rows):
        _whole(row, head=order == 0)
        for place, (cell, width) in enumerate(zip(row.cells, _WIDTHS, strict=True)):
            cell.width = Mm(width / 10)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = 1.0
            if place:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _approval(document: Any, sheet: Sheet, say: Translator) -> None:
    if not sheet.approvals and not sheet.corrections:
        return
    _heading(document, say("minutes.sheet.approval").unescape(), 1)
    for said in sheet.approvals:
        key = f"minutes.sheet.said.{'meeting' if said.meeting else 'chair'}.{said.outcome}"
        told = say(
            key,
            meeting=said.meeting,
            yes=said.yes,
            no=said.no,
            recorded_at=said.recorded_at,
        )
        _paragraph(document, told.unescape())
    for each in sheet.corrections:
        told = say(
            "minutes.sheet.correction",
            heading=each.heading,
            reason=each.reason,
            written_at=each.written_at,
        )
        _paragraph(document, told.unescape())
        for line in each.lines:
            _paragraph(document, line)


def _signatures(document: Any, say: Translator) -> None:
    for name in ("chair", "clerk", "day"):
        _paragraph(document, say(f"minutes.sheet.sign.{name}").unescape() + "_" * 20)
        document.paragraphs[-1].paragraph_format.keep_with_next = name != "day"


def _fixed(content: bytes) -> bytes:
    """Pack the archive anew with fixed times, in the order in which it was written."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            info = ZipInfo(name, date_time=_FIXED)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            after.writestr(info, before.read(name))
    return made.getvalue()
