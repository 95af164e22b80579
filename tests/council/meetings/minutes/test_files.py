"""Minutes as DOCX and PDF: what stands in them, the same bytes each time, and a sentence where none."""

from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Mm
from pypdf import PdfReader

from council.kernel import paper
from council.kernel.refusals import Refusal
from council.meetings.minutes.commands import WriteMinutes
from council.meetings.minutes.docx_file import docx_of
from council.meetings.minutes.files import name_of
from council.meetings.minutes.pdf_file import pdf_of
from council.meetings.minutes.printing import printed
from council.meetings.minutes.public import Sheet, sheet_of
from council.meetings.records import meeting_by
from tests.council.conftest import Town
from tests.council.evening import hand_in, read_and_approve
from tests.council.meetings.minutes.evening import over


def sheet(town: Town, met: int) -> Sheet:
    found = town.app.bus.read_now(lambda tx: sheet_of(tx, meeting_by(tx, town.id, number=met)))
    assert found is not None
    return found


@pytest.fixture
def approved(town: Town) -> Sheet:
    met = over(town)
    hand_in(town, met, text="<b>物业</b> & 居民\n\u0633\u0644\u0627\u0645\n第三行")
    read_and_approve(town, met)
    town.act("何", WriteMinutes, number=met, section="notes", text="改过的。", reason="写错。")
    return sheet(town, met)


def test_the_document_has_a4_pages_styles_and_a_table_of_votes(approved: Sheet):
    made = docx.Document(BytesIO(docx_of(approved)))

    page = made.sections[0]
    assert (round(page.page_width / Mm(1)), round(page.page_height / Mm(1))) == (210, 297)
    headings = [p.text for p in made.paragraphs if p.style.name == "Heading 1"]
    assert headings == [
        "一、会议概况",
        "二、出席情况",
        "三、会议议程",
        "四、审议情况",
        "五、议定事项",
        "六、任务落实",
        "七、暂缓事项",
        "八、下次会议",
        "九、其他事项 〔已更正〕",
        "附：表决汇总",
        "附：批准与更正",
    ]
    assert [p.text for p in made.paragraphs if p.style.name == "Heading 2"] == [
        "（一）第 1 号议案：小区停车难怎么办"
    ]
    (table,) = made.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["议案", "应到", "实到", "同意", "反对", "弃权", "结果"],
        ["第 1 号：小区停车难怎么办", "980", "491", "246", "200", "45", "通过"],
    ]
    assert made.styles["Normal"].element.xpath("./w:rPr/w:rFonts/@w:eastAsia") == ["仿宋"]


def test_every_part_of_the_document_is_sound_xml_and_the_bytes_are_the_same_each_time(
    approved: Sheet,
):
    made = docx_of(approved)

    with ZipFile(BytesIO(made)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))  # noqa: S314 - of our own making
    assert docx_of(approved) == made
    assert name_of(approved, "docx") == f"minutes-1-r{approved.revision}.docx"


def test_the_pdf_says_what_the_sheet_says_and_is_the_same_each_time(approved: Sheet):
    made = pdf_of(approved)
    assert isinstance(made, bytes)

    reader = PdfReader(BytesIO(made))
    text = "".join(page.extract_text() for page in reader.pages)
    text = "".join(text.split())

    assert pdf_of(approved) == made
    width, height = reader.pages[0].mediabox.upper_right
    assert (round(float(width)), round(float(height))) == (595, 842)
    for words in ("会议纪要", "二、出席情况", "附：表决汇总", "改过的。", "主持人（签字）"):
        assert words in text


def test_nothing_that_somebody_wrote_becomes_markup(town: Town):
    met = over(town)
    hand_in(town, met, text="<script>alert(1)</script><img src=http://x/>")

    page = printed(sheet(town, met))

    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "草稿，待批准" in page


def test_without_a_chinese_font_or_the_library_the_pdf_is_refused_in_words(
    approved: Sheet, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(paper, "_chinese_fonts", lambda: 0)
    no_font = pdf_of(approved)

    def missing() -> int:
        raise OSError

    monkeypatch.setattr(paper, "_chinese_fonts", missing)
    no_library = pdf_of(approved)

    assert (no_font, no_library) == (
        Refusal("minutes.pdf_no_font"),
        Refusal("minutes.pdf_no_library"),
    )


def test_long_minutes_have_pages(town: Town):
    met = over(town)
    hand_in(town, met, text="\n".join(f"第 {n} 段：" + "议" * 300 for n in range(90)))

    made = pdf_of(sheet(town, met))

    assert isinstance(made, bytes)
    assert len(PdfReader(BytesIO(made)).pages) > 10
