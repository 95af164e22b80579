"""Which rules hold in a community, and which ones were kept."""

import hashlib
import json
from collections.abc import Mapping

from sqlalchemy import bindparam, insert, select

from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.values import value
from council.rules.profile import RuleProfile
from council.rules.rulebook import files_of, kept_profile, own_profile, rulebook, shipped
from council.rules.tables import rulesets

#: Profiles of kept rules by their fingerprints: what has that hash never changes.
_known: dict[str, RuleProfile] = {}

# Nearly every use case asks it: built once, since building a statement costs more than running it.
_IN_FORCE = select(communities.c.slug, communities.c.profile, communities.c.own_rules).where(
    communities.c.id == bindparam("community_id")
)


@value
class Rules:
    """The rules of a community: the profile, the one it goes back to, and its own text (or none)."""

    profile: RuleProfile
    base: str
    own: str


def rules_in_force(tx: Transaction, community_id: str) -> Rules:
    """Read a community's rules with their text.

    Raises KeyError for a profile that no file describes: the start has refused it
    (``check_profiles``).
    """
    row = tx.connection.execute(_IN_FORCE, {"community_id": community_id}).one()
    own = row.own_rules or ""
    profile = own_profile(own_name(row.slug), own) if own else rulebook()[row.profile]
    return Rules(profile=profile, base=row.profile, own=own)


def rules_of(tx: Transaction, community_id: str) -> RuleProfile:
    """Read a community's rule profile."""
    return rules_in_force(tx, community_id).profile


def own_name(slug: str) -> str:
    """Name a community's own rules: by its slug, unless a shipped profile has that name."""
    return f"{slug}-own" if slug in shipped() else slug


def keep_rules(tx: Transaction, community_id: str) -> str:
    """Keep the rules as they stand now; tells their fingerprint. Kept once, however often."""
    rules = rules_in_force(tx, community_id)
    name = rules.profile.name
    files = json.dumps(dict(files_of(name, rules.own)), ensure_ascii=False, sort_keys=True)
    fingerprint = hashlib.sha256(f"{name}\n{files}".encode()).hexdigest()
    t = rulesets.c
    kept = tx.connection.scalar(
        select(t.name).where(t.community_id == community_id, t.fingerprint == fingerprint)
    )
    if kept is None:
        row = {"fingerprint": fingerprint, "name": name, "files": files, "kept_at": tx.now}
        tx.connection.execute(insert(rulesets), [{"community_id": community_id, **row}])
    return fingerprint


def kept_rules(tx: Transaction, community_id: str, fingerprint: str | None) -> RuleProfile:
    """Read the rules that were kept under a fingerprint; those of today where none were."""
    if fingerprint is None:
        return rules_of(tx, community_id)
    found = _known.get(fingerprint)
    if found is None:
        found = _known[fingerprint] = kept_profile(*_kept(tx, community_id, fingerprint))
    return found


def kept_rule_files(
    tx: Transaction, community_id: str, fingerprint: str | None
) -> Mapping[str, str]:
    """Read the text of rules as ``kept_rules`` does: name → TOML of each file."""
    if fingerprint is None:
        rules = rules_in_force(tx, community_id)
        return files_of(rules.profile.name, rules.own)
    return _kept(tx, community_id, fingerprint)[1]


def _kept(tx: Transaction, community_id: str, fingerprint: str) -> tuple[str, Mapping[str, str]]:
    t = rulesets.c
    kept = tx.connection.execute(
        select(t.name, t.files).where(t.community_id == community_id, t.fingerprint == fingerprint)
    ).one()
    return kept.name, json.loads(kept.files)
