"""The first pages, in both languages and sizes."""

import pytest
from aiohttp.test_utils import TestClient

from council.bootstrap import Hall
from tests.web.heyue import lively

PATHS = ("/", "/meetings", "/meetings/1", "/proposals", "/proposals/1", "/proposals/3")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("how", ["", "?lang=en", "?large=1"])
async def test_a_page_opens(hall: Hall, client: TestClient, path: str, how: str):
    lively(hall)

    response = await client.get(path + how)

    assert response.status == 200
