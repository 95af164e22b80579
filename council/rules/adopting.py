"""Adopting rules: a shipped profile, or the community's own rules of procedure on top of one."""

from sqlalchemy import select, update

from council.kernel.acts_log import record
from council.kernel.bus.use_cases import UseCases
from council.kernel.database.transaction import Transaction
from council.kernel.directory import communities
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Person
from council.motions.rules import FINAL
from council.motions.tables import motions
from council.polls.tables import polls
from council.rules.commands import AdoptRules, RulesAdopted
from council.rules.files import BadRulesError
from council.rules.profile import RuleProfile, differences
from council.rules.records import keep_rules, own_name, rules_in_force
from council.rules.rulebook import base_of, own_profile, rulebook


def adopt(tx: Transaction, who: Person, command: AdoptRules) -> RulesAdopted | Refusal:
    """Change the rules; what is announced goes on under those it was announced with."""
    c = communities.c
    slug = tx.connection.execute(
        select(c.slug).where(c.id == who.community_id).with_for_update()
    ).scalar_one()
    read = read_rules(slug, profile=command.profile, text=command.text)
    if isinstance(read, Refusal):
        return read
    refusal = _check_in_use(tx, who, read)
    if refusal is not None:
        return refusal
    before = _readable(tx, who)
    p = polls.c
    mine = (p.community_id == who.community_id, p.announced_at.is_not(None))
    running = tx.connection.scalars(
        select(p.number).where(*mine, p.state.in_(("announced", "open"))).order_by(p.number)
    )
    done = RulesAdopted(
        profile=read, changes=differences(before, read) if before else (), running=tuple(running)
    )
    if command.dry_run:
        return done
    kept = ""
    if before is not None:
        # Polls announced before rules were kept with them; one that still runs takes votes in chat.
        kept = keep_rules(tx, who.community_id)
        over = p.state.not_in(("announced", "open"))
        old = tx.connection.scalars(select(p.id).where(*mine, p.ruleset.is_(None), over)).all()
        tx.connection.execute(update(polls).where(*mine, p.id.in_(old)).values(ruleset=kept))
        for poll_id in old:
            record(tx, who, command.verb, "poll", poll_id, ruleset=kept)
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


def _check_in_use(tx: Transaction, who: Person, rules: RuleProfile) -> Refusal | None:
    """Refuse rules that lack the class of a motion which is still to be decided."""
    m = motions.c
    rows = tx.connection.execute(
        select(m.number, m.legal_class)
        .where(m.community_id == who.community_id, m.state.not_in(FINAL))
        .order_by(m.number)
    )
    for number, legal_class in rows:
        if legal_class not in rules.rows:
            return refuse("rules.class_in_use", number=number, legal_class=legal_class)
    return None


RULES: UseCases = {AdoptRules: adopt}
