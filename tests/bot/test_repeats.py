"""A repeat is a repeat only if sender, kind and content are the same, whatever its number is."""

from pathlib import Path

from sqlalchemy import select

from council.kernel.directory import residents
from council.polls.tables import ballots
from tests.bot.conftest import Stage, staged
from tests.bot.crowd import confirming, joined, press, texts, town_of
from tests.council.polls.polling import open_ranking


async def test_where_numbers_begin_anew_nobody_gets_anothers_answer(
    database_url: str, tmp_path: Path, webhook: bool
):
    async with staged(database_url, tmp_path, webhook=webhook) as first:
        town = town_of(first)
        town.person("召", "facilitator")
        joined(first, town, "王伟", "租客")
        open_ranking(town)
        his = confirming(town, "王伟", "A")
        press(first, "王伟", f"ballot.cast:1:{his}")
        await first.quiet()
        his_receipts = receipts(first, "王伟")

    async with staged(database_url, tmp_path, webhook=webhook, after=first) as second:
        town = town_of(second)
        hers = confirming(town, "租客", "C")
        press(second, "租客", f"ballot.cast:1:{hers}")
        await second.quiet()
        her_receipts = receipts(second, "租客")
        cast = _ballots(second)

    assert hers == his, "even the pressed buttons are alike"
    assert ["1. A 立体停车场" in text for text in his_receipts] == [True]
    assert ["1. C 道闸+重新划线" in text for text in her_receipts] == [True]
    assert cast == [("王伟", '{"ranking":[["A"]]}'), ("租客", '{"ranking":[["C"]]}')]


async def test_the_same_update_under_its_number_is_answered_alike_and_done_once(
    database_url: str, tmp_path: Path, webhook: bool
):
    async with staged(database_url, tmp_path, webhook=webhook) as stage:
        town = town_of(stage)
        town.person("召", "facilitator")
        joined(stage, town, "王伟")
        open_ranking(town)
        revision = confirming(town, "王伟", "A")
        stage.sandbox.fault("duplicate_update", bot="hall_bot", count=2)

        press(stage, "王伟", f"ballot.cast:1:{revision}")
        await stage.quiet()

        assert _ballots(stage) == [("王伟", '{"ranking":[["A"]]}')]
        assert len(set(receipts(stage, "王伟"))) == 1


def receipts(stage: Stage, name: str) -> list[str]:
    return [text for text in texts(stage, name) if text.startswith("✅ 已收到您的选票")]


def _ballots(stage: Stage) -> list[tuple[str, str]]:
    query = (
        select(residents.c.name, ballots.c.content)
        .join(residents, residents.c.id == ballots.c.cast_by)
        .order_by(residents.c.name)
    )
    return stage.app.bus.read_now(lambda tx: [tuple(r) for r in tx.connection.execute(query)])
