"""Who it is: launch data that holds, and every way in which it does not."""

from urllib.parse import parse_qsl, urlencode

import pytest
from sqlalchemy import delete

from bot.resident.launch import MOST, claim_of
from council.kernel.directory import accounts
from council.kernel.refusals import refuse
from council.kernel.values import Account
from council.people.claims import AHEAD, HOLDS, Claim, check_age
from tests.council.conftest import NOON, Town
from tests.web.hand.conftest import TOKEN, Hand, launched
from web.hand.pace import UNPROVEN

OTHER_TOKEN = "1002:" + "s" * 35
NOT_PROVEN = refuse("hand.not_proven")


def changed(data: str, **fields: str) -> str:
    """The same launch data with some fields put otherwise."""
    return urlencode({**dict(parse_qsl(data)), **fields})


def test_launch_data_tells_the_account_and_when_it_was_made():
    found = claim_of(TOKEN, launched("700"))

    assert found == Claim(account=Account(channel="telegram", id="700"), made_at=NOON)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "nothing",
        "hash=",
        "hash=0",
        "a=b&hash=" + "0" * 64,
        "%FF%FE&hash=1",
        changed(launched("700"), user='{"id":1,"first_name":"x"}'),
        changed(launched("700"), auth_date=str(NOON + 9)),
        changed(launched("700"), hash="0" * 64),
        changed(launched("700"), hash="汉"),
        launched("700") + "&more=1",
        launched("700", token=OTHER_TOKEN),
        launched("700")[:-1],
        launched("700") + "&x=" + "y" * MOST,
        "user=汉",
        "&" * 2000,
    ],
    ids=range(16),
)
def test_what_this_bot_has_not_signed_proves_nothing(data):
    assert claim_of(TOKEN, data) == NOT_PROVEN


def test_without_a_token_nothing_is_proven():
    assert claim_of("", launched("700", token="")) == NOT_PROVEN


@pytest.mark.parametrize(
    ("made_at", "refusal"),
    [
        (NOON, None),
        (NOON + AHEAD, None),
        (NOON + AHEAD + 1, NOT_PROVEN),
        (NOON - HOLDS + 1, None),
        (NOON - HOLDS, refuse("hand.expired")),
    ],
)
def test_a_proof_ages_and_is_not_made_in_the_future(made_at, refusal):
    claim = Claim(account=Account(channel="telegram", id="700"), made_at=made_at)

    assert check_age(claim, now=NOON) == refusal


async def test_who_is_not_proven_does_nothing_and_is_told_in_the_pages_language(
    town: Town, hand: Hand
):
    hand.data = launched("700", token=OTHER_TOKEN)
    zh = await hand.press("ballot.open:1")
    async with hand.client.post("/c/heyue/hand/press?lang=en", data="{}") as answer:
        en = await answer.json()
        status = answer.status

    assert (zh["refused"], status, en["refused"]) == ("hand.not_proven", 401, "hand.no_proof")
    assert "没能确认是您" in zh["text"]
    assert en["text"].startswith("This page has to be opened from the chat")


async def test_an_old_page_is_opened_anew(town: Town, hand: Hand):
    hand.data = launched(town.people["王芳"].id, at=NOON - HOLDS)
    status, told = await hand.send("{}")

    assert (status, told["refused"]) == (401, "hand.expired")


async def test_a_stranger_and_whoever_has_left_is_not_known(town: Town, hand: Hand):
    stranger = Hand(hand.client, launched("4242"))
    told = await stranger.send("{}")

    gone = delete(accounts).where(accounts.c.account == town.people["王芳"].id)
    town.app.bus.submit_run(lambda tx: tx.connection.execute(gone).rowcount).result()
    left = await hand.send("{}")

    assert [(status, each["refused"]) for status, each in (told, left)] == [
        (403, "hand.unknown")
    ] * 2


@pytest.mark.parametrize("scheme", ["", "Bearer ", "Basic "])
async def test_another_scheme_is_no_proof(town: Town, hand: Hand, scheme):
    hand.headers = {"Authorization": scheme + hand.data}
    status, told = await hand.send("{}")

    assert (status, told["refused"]) == (401, "hand.no_proof")


async def test_launch_data_in_the_address_is_not_read(town: Town, hand: Hand):
    async with hand.client.post(f"/c/heyue/hand/press?{hand.data}", data="{}") as answer:
        assert answer.status == 401


async def test_what_cannot_be_proven_is_soon_not_even_refused_and_others_pass(
    town: Town, hand: Hand
):
    house = {"X-Forwarded-For": "203.0.113.5, 198.51.100.7"}
    forger = Hand(hand.client, launched("700", token=OTHER_TOKEN), headers=house)
    hand.headers = house

    told = [(await forger.send("{}"))[0] for _ in range(UNPROVEN[0] + 3)]
    status, _ = await hand.send("{}")

    assert told[0] == 401
    assert told[-1] == 429
    assert status == 400  # known, and the press itself is garbled


async def test_an_address_is_believed_of_the_server_in_front_and_of_nobody_else(
    town: Town, hand: Hand
):
    forger = Hand(hand.client, launched("700", token=OTHER_TOKEN))

    unnamed = [(await forger.send("{}"))[0] for _ in range(UNPROVEN[0] + 3)]
    forger.headers = {"X-Forwarded-For": "nowhere"}
    odd = (await forger.send("{}"))[0]

    assert {*unnamed, odd} == {401}
