"""Adopting rules: a shipped profile, or the community's own rules of procedure on top of one."""

from sqlalchemy import select, update

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.rules.commands import AdoptRules, RulesAdopted
from council.rules.hooks import ADOPTED, CHANGING, LACKING, RUNNING
from council.rules.profile import RuleProfile, differences
from council.rules.records import keep_rules, own_name, rules_in_force
from council.rules.rulebook import base_of, own_profile, rulebook
from council.rules.source import BadRulesError


def adopt(tx: Transaction, who: Person, command: AdoptRules) -> RulesAdopted | Refusal:
    """Change the rules; what is announced goes on under those it was announced with."""
    c = communities.c
    slug = tx.connection.execute(
        select(c.slug).where(c.id == who.community_id).with_for_update()
    ).scalar_one()
    read = read_rules(slug, profile=command.profile, text=command.text)
    if isinstance(read, Refusal):
        return read
    for refusal in LACKING(tx, who, read):
        if refusal is not None:
            return refusal
    before = _readable(tx, who)
    done = RulesAdopted(
        profile=read,
        changes=differences(before, read) if before else (),
        running=RUNNING(tx, who.community_id),
    )
    if command.dry_run:
        return done
    kept = ""
    if before is not None:
        kept = keep_rules(tx, who.community_id)
        CHANGING(tx, who, command.verb, kept)
    base = base_of(command.text) if command.text else command.profile
    tx.connection.execute(
        update(communities)
        .where(c.id == who.community_id)
        .values(profile=base, own_rules=command.text or None)
    )
    fingerprint = keep_rules(tx, who.community_id)
    record(
        tx,
        who,
        command.verb,
        "rules",
        fingerprint,
        profile=read.name,
        before=before.name if before else "",
        before_fingerprint=kept,
    )
    ADOPTED(tx, who, command.verb)
    return done


def _readable(tx: Transaction, who: Person) -> RuleProfile | None:
    """Read the rules that hold; None where an earlier version took what this one refuses."""
    try:
        return rules_in_force(tx, who.community_id).profile
    except BadRulesError:
        return None


def read_rules(slug: str, *, profile: str, text: str) -> RuleProfile | Refusal:
    """Read the rules that somebody wants to adopt."""
    if not text:
        known = refuse("rules.unknown", given=profile[:40], known=" ".join(rulebook()))
        return rulebook().get(profile) or known
    try:
        found = own_profile(own_name(slug), text)
    except BadRulesError as error:
        return refuse("rules.bad", line=error.line, what=error.what, remedy=error.remedy)
    return found if base_of(text) else refuse("rules.extend_nothing", known=" ".join(rulebook()))


RULES: UseCases = {AdoptRules: adopt}
