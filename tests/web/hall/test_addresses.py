"""Behind a server on another machine people are told apart, once its address is trusted."""

from http import HTTPStatus
from pathlib import Path

import pytest
from pydantic import ValidationError

from council.kernel.config import Settings
from tests.web.hall.conftest import Browser, Hamlet
from web.hand.pace import BY_ADDRESS, TRUSTED


async def flood(browser: Browser, address: str) -> list[int]:
    """Knock as often as an address may, and once more; tells the statuses."""
    browser.headers["X-Forwarded-For"] = address
    return [(await browser.act(text="?"))["status"] for _ in range(BY_ADDRESS[0] + 60)]


async def test_who_floods_behind_the_same_server_holds_nobody_else_up(hamlet: Hamlet):
    code = hamlet.resident("R1")
    neighbour = hamlet.browser()
    neighbour.headers["X-Forwarded-For"] = "198.51.100.8"

    told = await flood(hamlet.browser(), "198.51.100.7")
    page = await neighbour.join(code)

    assert told[-1] == HTTPStatus.TOO_MANY_REQUESTS
    assert "居民R1" in page


def test_the_web_view_knows_the_servers_that_the_settings_name(hamlet: Hamlet):
    assert hamlet.application[TRUSTED] == hamlet.app.settings.trusted_networks == ()


def test_networks_and_addresses_are_read():
    settings = Settings(_env_file=None, trusted_proxies="10.0.0.5, 172.18.0.0/16,fd00::/8")

    assert [str(each) for each in settings.trusted_networks] == [
        "10.0.0.5/32",
        "172.18.0.0/16",
        "fd00::/8",
    ]


@pytest.mark.parametrize("wrong", ["nginx", "10.0.0.0/33", "10.0.0.1/8", "10.0.0.5 10.0.0.6"])
def test_what_is_no_network_stops_the_start(wrong: str, tmp_path: Path):
    with pytest.raises(ValidationError, match="addresses or networks"):
        Settings(_env_file=None, data_dir=tmp_path, trusted_proxies=wrong)
