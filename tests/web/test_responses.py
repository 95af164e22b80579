"""Answers on public pages: handed on, with photos, completed; the rates by quarter."""

from aiohttp.test_utils import TestClient

from council.kernel.app import App
from council.kernel.clock import FixedClock
from council.motions.commands import AnnounceMotion
from council.motions.responses.commands import AnswerMotion, CompleteAnswer, HandOn, RateAnswer
from tests.council.conftest import NOON, Town, found
from tests.council.evening import motion
from tests.council.kernel.forms.filling import Filling
from tests.council.motions.responses.responding import HOUR, everybody
from tests.web.heyue import RED_DOT
from tests.web.page import Page


async def page(client: TestClient, path: str) -> Page:
    response = await client.get(path)
    assert response.status == 200, path
    return Page(await response.text())


def announced(app: App, clock: FixedClock) -> tuple[Town, int]:
    clock.at = NOON
    town = found(app, clock, "heyue")
    everybody(town)
    number = motion(town, legal_class="O-8", addressee="manager")
    town.act("何", AnnounceMotion, number=number)
    return town, number


async def test_the_page_tells_both_parties_while_it_is_handed_on(
    app: App, clock: FixedClock, client: TestClient
):
    town, number = announced(app, clock)
    town.act("物", HandOn, number=number, party="subdistrict", reason="路灯归街道管 <b>")

    chinese = await page(client, f"/motions/{number}?lang=zh_CN")
    english = await page(client, f"/motions/{number}?lang=en")

    assert (chinese.faults, english.faults) == ([], [])
    assert "负责单位物业服务人" in "".join(chinese.text.split())
    assert "已请街道办事处接办，尚未接办" in chinese.text
    assert "路灯归街道管 <b>" in chinese.text
    assert "The subdistrict office was asked to take it on" in english.text


#: The beginning of a PDF is what makes one here.
PDF = b"%PDF-1.7\n%%EOF\n"


async def test_an_answer_is_shown_with_its_photos_and_its_completion(
    app: App, clock: FixedClock, client: TestClient
):
    town, number = announced(app, clock)
    form = Filling(town, "物", "answer", number)
    form.tap("accept")
    form.say("装灯", "4200", "项目部", "2026-02-20")
    form.send(RED_DOT)
    form.file()
    done = Filling(town, "物", "complete", number)
    done.say("灯已装好")
    done.file()

    chinese = await page(client, f"/motions/{number}?lang=zh_CN")
    told = await (await client.get(f"/api/v1/motions/{number}")).json()
    (photo,) = [source for source in chinese.sources if source.startswith("/files/")]
    shown = await client.get(photo)

    assert chinese.faults == []
    assert "物业服务人办结：灯已装好" in chinese.text
    assert told["response"]["content"] == {"part": 0, "whole": 0, "percent": None, "few": False}
    assert (shown.status, await shown.read()) == (200, RED_DOT)
    assert "项目部" not in chinese.text  # who is named as responsible is not told


async def test_a_document_of_an_answer_is_saved_and_nothing_else_than_a_pdf_is_taken(
    app: App, clock: FixedClock, client: TestClient
):
    town, number = announced(app, clock)
    form = Filling(town, "物", "answer", number)
    form.tap("accept")
    form.say("装灯", "4200", "项目部", "2026-02-20")
    refused = form.send(b"PK\x03\x04 a word file")
    form.send(PDF)
    form.file()

    english = await page(client, f"/motions/{number}?lang=en")
    (way,) = [link for link in english.links if link.startswith("/files/")]
    saved = await client.get(way)

    assert refused.problem.key == "response.file_unknown"
    assert "PDF file 1 (to save)" in english.text
    assert (saved.status, saved.content_type, await saved.read()) == (200, "application/pdf", PDF)
    assert saved.headers["Content-Disposition"].startswith("attachment; ")
    assert saved.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


async def test_the_rates_have_both_figures_and_a_dash_for_nothing(
    app: App, clock: FixedClock, client: TestClient
):
    town, number = announced(app, clock)
    empty = await page(client, "/responses?lang=zh_CN")
    promise = {"decision": "accept", "responsible": "项目部", "done_by": "2026-02-20"}
    town.act("物", AnswerMotion, number=number, **promise)
    town.act("物", CompleteAnswer, number=number)
    town.act("王", RateAnswer, number=number, level="good")
    late = motion(town, legal_class="O-8", addressee="subdistrict")
    town.clock.at += 30 * HOUR

    chinese = await page(client, "/responses?lang=zh_CN")
    english = await page(client, "/responses?lang=en")
    told = await (await client.get("/api/v1/responses")).json()

    assert late == number + 1
    assert "还没有到期的答复" in empty.text
    assert (chinese.faults, english.faults) == ([], [])
    assert "2026 年第 1 季度" in chinese.text
    assert "1/2（50.00%）" in chinese.text
    assert "评价不足 5 份，不公布" in chinese.text
    assert "1 of 1 (100.00%)" in english.text
    (quarter,) = told["quarters"]
    lines = {line["party"]: line for line in quarter["lines"]}
    assert lines["subdistrict"]["acknowledged"] == {
        "part": 0,
        "whole": 1,
        "percent": "0.00",
        "few": False,
    }
    assert lines["subdistrict"]["solved"]["percent"] is None
    assert lines["manager"]["content"]["few"] is True
