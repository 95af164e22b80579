"""What the tests of a clause on silence share: a community whose covenant has one."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from council.domain.rule_profiles import RuleProfile, Silence
from council.rulebook import rulebook
from council.storage import rules
from council.storage.tables.people import communities
from tests.council.conftest import Town

CLAUSE = "管理规约第十二条"


def with_clause(monkeypatch: pytest.MonkeyPatch, *, posting_delivers: bool = False) -> RuleProfile:
    """Make the profile ``covenant``: the national rules with a clause on silence."""
    silence = Silence(
        policy="deemed_participating_with_majority",
        clause_reference=CLAUSE,
        posting_delivers=posting_delivers,
    )
    made = replace(rulebook()["national"], name="covenant", silence=silence)
    monkeypatch.setattr(rules, "rulebook", lambda: {**rulebook(), "covenant": made})
    return made


def lives_by(town: Town, profile: str) -> None:
    """Let a community live by another profile."""
    change = update(communities).where(communities.c.id == town.id).values(profile=profile)
    town.hall.desk.submit_run(lambda tx: tx.connection.execute(change)).result()
