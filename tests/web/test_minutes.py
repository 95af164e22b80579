"""Minutes on the web: the page, the sheet to print, the files; a draft is shown to nobody."""

from io import BytesIO

import docx
import pytest
from aiohttp.test_utils import TestClient
from pypdf import PdfReader

from council.kernel import paper
from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.meetings.commands import AdjournMeeting
from tests.council.evening import hand_in, read_and_approve
from tests.web.test_meeting_votes import read, voted


async def test_a_draft_is_nowhere_and_what_was_approved_is_read_printed_and_fetched(
    app: App, clock: FixedClock, client: TestClient
):
    town, _, met = voted(app, clock)
    town.act("主", AdjournMeeting, number=met)
    hand_in(town, met, text="<b>物业</b>说明了车位数。")
    hidden = [
        (await client.get(f"/meetings/{met}/minutes{end}")).status for end in ("", ".docx", ".pdf")
    ]
    empty = await read(client, f"/meetings/{met}?lang=zh_CN")
    read_and_approve(town, met)

    shown = await read(client, f"/meetings/{met}?lang=zh_CN")
    sheet = await read(client, f"/meetings/{met}/minutes?lang=zh_CN")
    english = await read(client, f"/meetings/{met}/minutes?lang=en")
    word = await client.get(f"/meetings/{met}/minutes.docx")
    drawn = await client.get(f"/meetings/{met}/minutes.pdf")
    told = await (await client.get(f"/api/v1/meetings/{met}/minutes")).json()

    assert hidden == [404, 404, 404]
    assert "物业" not in empty.text
    assert "纪要已经写好，等待批准；批准以后在这里公布。" in empty.text
    assert "已批准" in shown.text
    assert "<b>物业</b>说明了车位数。" in shown.text
    for words in (
        "二、出席情况",
        "（一）第 1 号议案：小区停车难怎么办",
        "附：表决汇总",
        "主持人（签字）：",
    ):
        assert words in sheet.text
    assert "2. 出席情况" in english.text
    assert "attachment; filename=" in word.headers["Content-Disposition"]
    assert "会议纪要" in [p.text for p in docx.Document(BytesIO(await word.read())).paragraphs]
    assert len(PdfReader(BytesIO(await drawn.read())).pages) >= 1
    assert (told["state"], told["parts"][0]["name"]) == ("approved", "head")


async def test_where_no_pdf_can_be_drawn_the_page_says_what_else_there_is(
    app: App, clock: FixedClock, client: TestClient, monkeypatch: pytest.MonkeyPatch
):
    town, _, met = voted(app, clock)
    town.act("主", AdjournMeeting, number=met)
    hand_in(town, met)
    read_and_approve(town, met)
    monkeypatch.setattr(paper, "_chinese_fonts", lambda: 0)

    answer = await client.get(f"/meetings/{met}/minutes.pdf?lang=zh_CN")
    text = await answer.text()

    assert answer.status == 503
    assert "这台机器没有中文字体" in text
