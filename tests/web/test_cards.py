"""Share cards as pictures: what stands on them, in which size, drawn once for all who ask."""

import io

import pytest
from aiohttp.test_utils import TestClient
from PIL import Image
from sqlalchemy import update

from council.kernel import paper
from council.kernel.app import App
from council.overview.sharing import picture
from council.polls.tables import polls
from tests.lacking import lacking
from tests.web.heyue import lively

CARDS = (
    "/matters/p1",
    "/proposals/1",
    "/motions/1",
    "/meetings/1",
    "/polls/1",
    "/polls/2",
    "/polls/3",
    "/resolutions/2026-1",
    "/campaigns/1",
)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """A picture does not depend on the database."""
    return sqlite_url


@pytest.fixture
def can_draw() -> None:
    if paper.lacking():
        lacking("Pango and a font with Chinese letters (apt-get install fonts-noto-cjk)")


@pytest.mark.usefixtures("can_draw")
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
async def test_every_card_is_a_picture_of_the_size_that_links_are_shown_in(
    app: App, client: TestClient, lang: str
):
    lively(app)

    for path in CARDS:
        response = await client.get(f"{path}/card.png?lang={lang}")
        drawn = Image.open(io.BytesIO(await response.read()))

        assert (response.status, response.content_type) == (200, "image/png")
        assert (drawn.size, drawn.format) == ((1200, 630), "PNG")
        assert len(drawn.getcolors(256) or ()) > 8  # letters are drawn, not an empty sheet
        assert int(response.headers["Content-Length"]) < 100_000


@pytest.mark.usefixtures("can_draw")
async def test_a_picture_is_drawn_anew_only_when_something_on_it_has_changed(
    app: App, client: TestClient, clock, monkeypatch: pytest.MonkeyPatch
):
    lively(app)
    drawings = []
    draw = picture.png_of_html
    monkeypatch.setattr(picture, "png_of_html", lambda html: drawings.append(1) or draw(html))
    picture._drawn.cache_clear()

    first = await client.get("/polls/2/card.png")
    clock.at += 3600
    later = await client.get("/polls/2/card.png")
    had = await client.get("/polls/2/card.png", headers={"If-None-Match": first.headers["ETag"]})

    def rename(tx):
        return tx.connection.execute(
            update(polls).where(polls.c.number == 2).values(title="改了名字")
        ).rowcount

    app.bus.submit_run(rename).result()
    renamed = await client.get("/polls/2/card.png")

    assert (first.headers["ETag"], had.status) == (later.headers["ETag"], 304)
    assert renamed.headers["ETag"] != first.headers["ETag"]
    assert len(drawings) == 2


@pytest.mark.parametrize("path", ["/proposals/3", "/polls/99", "/matters/p3", "/motions/3"])
async def test_what_is_not_public_has_no_card(app: App, client: TestClient, path: str):
    lively(app)

    response = await client.get(f"{path}/card.png")

    assert response.status == 404


@pytest.mark.usefixtures("can_draw")
async def test_a_picture_may_stand_on_other_sites(app: App, client: TestClient):
    lively(app)

    response = await client.get("/polls/2/card.png")

    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Cache-Control"] == "public, max-age=300"
