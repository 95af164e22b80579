"""Founding a community: with its rules, from the first row on."""

from sqlalchemy import insert, select

from council.kernel.acts_log import record
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import OPERATOR, system_person
from council.rules.records import keep_rules
from council.rules.rulebook import NATIONAL


def create_community(
    tx: Transaction,
    *,
    slug: str,
    name: str,
    locale: str,
    timezone: str,
    profile: str = NATIONAL,
    own_rules: str = "",
    demo: bool,
) -> str | Refusal:
    """Found a community; the operator's first step. Tells its id.

    ``own_rules``: the text of rules that extend a shipped profile; the caller has read them.
    """
    taken = tx.connection.execute(
        select(communities.c.id).where(communities.c.slug == slug)
    ).one_or_none()
    if taken is not None:
        return refuse("community.slug_taken", slug=slug)
    community_id = tx.new_id()
    tx.connection.execute(
        insert(communities),
        [
            {
                "id": community_id,
                "slug": slug,
                "name": name,
                "locale": locale,
                "timezone": timezone,
                "profile": profile,
                "demo": int(demo),
                "created_at": tx.now,
                "own_rules": own_rules or None,
            }
        ],
    )
    operator = system_person(OPERATOR, community_id=community_id, locale=locale, timezone=timezone)
    record(tx, operator, "rules.adopt", "rules", keep_rules(tx, community_id), profile=profile)
    return community_id
