"""A small community at a desk: residents act by name, on both databases, with a clock that waits."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from council.app import open_app
from council.demo.town import RULES_FILE
from council.kernel.app import App
from council.kernel.bus.command import Command
from council.kernel.clock import FixedClock
from council.kernel.config import Settings
from council.kernel.database.transaction import Transaction
from council.kernel.directory import accounts, chats, residents
from council.kernel.tables import outbox
from council.kernel.values import CLOCK, OPERATOR, Account
from council.people import records as people
from council.people.commands import GrantRole, ImportResidents, ResidentLine
from council.rules.commands import AdoptRules, RulesAdopted
from council.rules.founding import create_community

#: Friday 30 January 2026, 12:00 in Shanghai.
NOON = 1769745600


@dataclass
class Town:
    """A community under test. ``act`` asks the desk as somebody; ``at`` is the clock."""

    app: App
    clock: FixedClock
    id: str
    slug: str
    people: dict[str, Account] = field(default_factory=dict)

    def person(
        self,
        name: str,
        *roles: str,
        owner_key: str | None = None,
        adult: bool = True,
        unit: str = "1-1-101",
    ) -> str:
        """Put somebody on the list, joined in both bots; tells their name."""
        line = ResidentLine(
            ref=name, name=name, unit=unit, adult=adult, owner_key=owner_key, locale=None
        )
        self.operate(ImportResidents, lines=(line,))
        account = Account(
            channel="telegram", id=str(1000 + len(self.people) + sum(self.slug.encode()) * 1000)
        )
        self.people[name] = account

        def bind(tx: Transaction) -> None:
            resident_id = tx.connection.scalar(
                select(residents.c.id).where(
                    residents.c.community_id == self.id, residents.c.ref == name
                )
            )
            tx.connection.execute(
                insert(accounts),
                [
                    {
                        "channel": account.channel,
                        "account": account.id,
                        "community_id": self.id,
                        "resident_id": resident_id,
                        "bound_at": tx.now,
                    }
                ],
            )
            tx.connection.execute(
                insert(chats),
                [
                    {"bot": bot, "account": account.id, "opened_at": tx.now}
                    for bot in ("resident", "staff")
                ],
            )

        self.app.bus.submit_run(bind).result()
        for role in roles:
            self.operate(GrantRole, ref=name, role=role)
        return name

    def act(self, name: str, command: type[Command[Any]], **fields: Any) -> Any:
        """Ask the desk for a command as somebody; gives the result or the refusal."""
        return self.app.bus.submit(command(actor=self.people[name], **fields)).result()

    def operate(self, command: type[Command[Any]], **fields: Any) -> Any:
        """Act as the operator at the command line."""
        made = command(actor=OPERATOR, community_id=self.id, **fields)
        return self.app.bus.submit(made).result()

    def tick(self, command: type[Command[Any]], **fields: Any) -> Any:
        """Act as the clock."""
        made = command(actor=CLOCK, community_id=self.id, **fields)
        return self.app.bus.submit(made).result()

    def read(self, name: str, function: Any, *arguments: Any, **named: Any) -> Any:
        """Show somebody a read model: ``function(tx, who, …)``."""

        def look(tx: Transaction) -> Any:
            who = people.person_of(tx, self.people[name])
            return function(tx, who, *arguments, **named)

        return self.app.bus.read_now(look)

    def rows(self, query: Any) -> list[Any]:
        """Run a select."""
        return self.app.bus.read_now(lambda tx: list(tx.connection.execute(query)))

    def told(self, name: str, bot: str = "resident") -> list[tuple[str, dict[str, Any]]]:
        """The notices queued for somebody: key and parameters, in order."""
        query = (
            select(outbox.c.notice, outbox.c.params)
            .where(outbox.c.account == self.people[name].id, outbox.c.bot == bot)
            .order_by(outbox.c.id)
        )
        return [(notice, json.loads(body)["params"]) for notice, body in self.rows(query)]


def lives_by(town: Town, profile: str = "", *, text: str = "") -> RulesAdopted:
    """Let a community live by another shipped profile, or by the text of rules of its own."""
    adopted = town.operate(AdoptRules, profile=profile, text=text)
    assert isinstance(adopted, RulesAdopted), adopted
    return adopted


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at noon of 30 January 2026 until a test moves ``clock.at``."""
    return FixedClock(NOON)


@pytest.fixture
def app(database_url: str, clock: FixedClock, tmp_path: Path) -> Iterator[App]:
    """A hall on a fresh database, once on SQLite and once on PostgreSQL."""
    settings = Settings(_env_file=None, database_url=database_url, data_dir=tmp_path)
    with open_app(settings, clock=clock) as opened:
        yield opened


def found(app: App, clock: FixedClock, slug: str) -> Town:
    """Found a community whose own rules let owners vote in chat."""

    def create(tx: Transaction) -> Any:
        return create_community(
            tx,
            slug=slug,
            name=f"{slug}家园",
            locale="zh_CN",
            timezone="Asia/Shanghai",
            own_rules=RULES_FILE.read_text(encoding="utf-8"),
            demo=False,
        )

    return Town(app=app, clock=clock, id=app.bus.submit_run(create).result(), slug=slug)


@pytest.fixture
def town(app: App, clock: FixedClock) -> Town:
    """An empty community."""
    return found(app, clock, "heyue")


@pytest.fixture
def other_town(app: App, clock: FixedClock) -> Town:
    """A second community in the same database: nothing of the first may be seen here."""
    return found(app, clock, "linjia")
