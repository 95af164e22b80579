"""Filing the desk's forms: the answers become the one command that the form is for."""

from collections.abc import Callable, Mapping
from typing import Any

from council.commands.assisted import AssistedAct, RecordAssist, RevokeAssist
from council.commands.deliveries import DeliveryNoted, NoteDelivery
from council.commands.papers import CorrectPaper, PaperCorrected
from council.commands.proxies import ProxyAct, RecordProxy, RevokeProxy
from council.domain.refusals import Refusal
from council.domain.values import Account, Person
from council.storage.transaction import Transaction
from council.usecases import assisted, deliveries, proxies
from council.usecases.papers import correct_paper

Answers = Mapping[str, str]
Filed = PaperCorrected | AssistedAct | ProxyAct | DeliveryNoted


def _correct(
    tx: Transaction, who: Person, actor: Account, poll: int, answers: Answers
) -> PaperCorrected | Refusal:
    made = CorrectPaper(
        actor=actor,
        poll=poll,
        serial=answers["serial"],
        voter=answers["voter"],
        owner=answers["owner"],
        said=answers["choice"],
        reason=answers["reason"],
    )
    return correct_paper(tx, who, made)


def _assist(
    tx: Transaction, who: Person, actor: Account, poll: int, answers: Answers
) -> AssistedAct | Refusal:
    made = RecordAssist(
        actor=actor,
        poll=poll,
        voter=answers["voter"],
        owner=answers["owner"],
        said=answers["choice"],
        helper=answers["helper"],
        helper_role=answers["helper_role"],
        desk=answers["desk"],
        reason=answers["why"],
        consent=answers["consent"],
        evidence=answers["evidence"],
        witness=answers.get("witness", ""),
        serial=answers["serial"],
        scan=answers["scan"],
        contact=answers["contact"],
        statement_read=answers["statement"] == "yes",
        read_back=answers["read_back"] == "yes",
        slip_given=answers["slip"] == "yes",
    )
    return assisted.record_assist(tx, who, made)


def _revoke(
    tx: Transaction, who: Person, actor: Account, poll: int, answers: Answers
) -> AssistedAct | Refusal:
    made = RevokeAssist(actor=actor, act=int(answers["act"]), reason=answers["reason"])
    return assisted.revoke(tx, who, made)


def _proxy(
    tx: Transaction, who: Person, actor: Account, poll: int, answers: Answers
) -> ProxyAct | Refusal:
    made = RecordProxy(
        actor=actor,
        poll=poll,
        voter=answers["voter"],
        signed_by=answers["signed_by"],
        proxy=answers["proxy"],
        said=answers["choice"],
        serial=answers["serial"],
        evidence=answers["authorisation"],
        instructed=answers["instructed"] == "yes",
    )
    return proxies.record_proxy(tx, who, made)


def _unproxy(
    tx: Transaction, who: Person, actor: Account, poll: int, answers: Answers
) -> ProxyAct | Refusal:
    made = RevokeProxy(
        actor=actor, proxy_number=int(answers["proxy_number"]), reason=answers["reason"]
    )
    return proxies.revoke_proxy(tx, who, made)


def _deliver(
    tx: Transaction, who: Person, actor: Account, poll: int, answers: Answers
) -> DeliveryNoted | Refusal:
    made = NoteDelivery(
        actor=actor,
        poll=poll,
        units=tuple(answers["units"].split("、")),
        state=answers["state"],
        method=answers["method"],
        receiver=answers.get("receiver", ""),
        note=answers["note"],
    )
    return deliveries.note_delivery(tx, who, made)


#: What filing a form does.
FILED: Mapping[str, Callable[..., Any]] = {
    "correction": _correct,
    "assist": _assist,
    "revoke": _revoke,
    "proxy": _proxy,
    "unproxy": _unproxy,
    "delivery": _deliver,
}
