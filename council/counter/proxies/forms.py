"""Forms for authorisations 委托: to record one, and to take one back."""

from typing import Any

from council.counter.fields import (
    SERIAL,
    VOTER,
    WORDS,
    desk_form,
    line,
    mendable,
    open_poll,
    person,
)
from council.counter.proxies import recording as proxies
from council.counter.proxies.commands import RecordProxy, RevokeProxy
from council.counter.proxies.rules import INSTRUCTIONS
from council.counter.representatives import representative
from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import Answers, Field, Ground, Offer, Reading, one_of, picked
from council.kernel.forms.photo import photo
from council.kernel.refusals import Refusal, refuse
from council.kernel.values import Account, Person
from council.polls.poll import Poll, named
from council.polls.records import rules_of_poll
from council.rules.poll_kinds import RATIFICATION


def _by_proxy(tx: Transaction, who: Person, subject: str) -> Poll | Refusal:
    poll = open_poll(tx, who, subject)
    if isinstance(poll, Refusal) or poll.kind == RATIFICATION:
        return poll
    return refuse("proxy.owners_only", **named(poll))


def _signed_by(ground: Ground, text: str) -> Reading:
    signer = proxies.signer_of(ground.tx, ground.about, ground.answers["voter"], text)
    if isinstance(signer, Refusal):
        return signer
    return proxies.check_not_voted(ground.tx, ground.about, signer) or signer.name


def _proxy_named(ground: Ground, text: str) -> Reading:
    proxy = representative(ground.tx, ground.about, text)
    if isinstance(proxy, Refusal):
        return proxy
    answers = ground.answers
    signer = proxies.signer_of(ground.tx, ground.about, answers["voter"], answers["signed_by"])
    if isinstance(signer, Refusal):
        return proxy.name  # what filing refuses with its reason
    return (
        proxies.check_proxy(ground.tx, ground.who, ground.about, signer=signer, proxy=proxy)
        or proxy.name
    )


def _by_rules(ground: Ground) -> Answers:
    """Tell what the poll's rules have answered already."""
    instructed = rules_of_poll(ground.tx, ground.about).proxy_instruction
    return {"instructed": "yes"} if instructed else {}


def _own_vote(ground: Ground) -> tuple[Phrase, ...]:
    """Warn as soon as it is known whose vote it is that the owner's own vote stands."""
    name = ground.answers.get("signed_by") or ground.answers.get("owner")
    if not name:
        return ()
    signer = proxies.signer_of(ground.tx, ground.about, ground.answers["voter"], name)
    if (
        isinstance(signer, Refusal)
        or proxies.check_not_voted(ground.tx, ground.about, signer) is None
    ):
        return ()
    return (Phrase(key="desk.warning.own_vote"),)


def _proxy(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = RecordProxy(
        actor=actor,
        poll=ground.about.number,
        voter=answers["voter"],
        signed_by=answers["signed_by"],
        proxy=answers["proxy"],
        said=answers["choice"],
        serial=answers["serial"],
        evidence=answers["authorisation"],
        instructed=answers["instructed"] == "yes",
    )
    return proxies.record_proxy(ground.tx, ground.who, made)


PROXY = desk_form(
    "proxy",
    (
        Field(name="voter", read=VOTER[0].read, forgets=("owner", "signed_by")),
        Field(name="signed_by", read=_signed_by),
        person("proxy", read=_proxy_named),
        picked(WORDS, "instructed", ("yes", "no")),
        Field(
            name="choice",
            read=one_of(INSTRUCTIONS),
            offers=lambda _: tuple(
                Offer(answer=each, label=Phrase(key=f"ballot.choice.{each}"))
                for each in INSTRUCTIONS
            ),
            says=lambda _, answer: Phrase(key=f"ballot.choice.{answer}"),
        ),
        SERIAL,
        photo("authorisation"),
    ),
    _proxy,
    known=_by_rules,
    notes=_own_vote,
    about=_by_proxy,
)


def _authorised(ground: Ground, text: str) -> Reading:
    return proxies.number_on_poll(ground.tx, ground.about, text)


def _unproxy(ground: Ground, actor: Account) -> Any:
    made = RevokeProxy(
        actor=actor,
        proxy_number=int(ground.answers["proxy_number"]),
        reason=ground.answers["reason"],
    )
    return proxies.revoke_proxy(ground.tx, ground.who, made)


UNPROXY = desk_form(
    "unproxy",
    (Field(name="proxy_number", read=_authorised), line("reason")),
    _unproxy,
    about=mendable,
)
