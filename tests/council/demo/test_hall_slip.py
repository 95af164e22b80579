"""Whoever tries the demo gets a slip of their own."""

from pathlib import Path

from council.app import open_app
from council.demo.hall import slip
from council.demo.town import RULES_FILE, SLUG
from council.kernel.app import App
from council.kernel.clock import Clock
from council.kernel.config import Settings
from council.kernel.values import OPERATOR
from council.people.commands import ImportResidents, ResidentLine
from council.rules.founding import create_community


def _found(app: App) -> str:
    made = app.bus.submit_run(
        lambda tx: create_community(
            tx,
            slug=SLUG,
            name="和悦家园",
            locale="zh_CN",
            timezone="Asia/Shanghai",
            own_rules=RULES_FILE.read_text(encoding="utf-8"),
            demo=True,
        )
    )
    return str(made.result())


async def test_each_slip_is_another_residents_until_there_are_none(
    sqlite_url: str, tmp_path: Path
):
    settings = Settings(_env_file=None, database_url=sqlite_url, data_dir=tmp_path)
    with open_app(settings, clock=Clock(demo=True)) as app:
        community_id = _found(app)
        lines = tuple(
            ResidentLine(
                ref=ref, name=ref, unit="1", adult=ref != "R002", owner_key=None, locale=None
            )
            for ref in ("R001", "R002", "R003")
        )
        command = ImportResidents(actor=OPERATOR, community_id=community_id, lines=lines)
        app.bus.submit(command).result()

        slips = [await slip(app) for _ in range(3)]

    assert slips[0] is not None
    assert slips[1] is not None
    assert slips[0] != slips[1]
    assert slips[2] is None
