"""The staff of the demo whose phones nobody holds: each day they do what waited for them.

The manager answers, the treasurer writes down what came in, the second persons sign. What the
facilitator does is left to the visitor, and whatever the visitor does first is done.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from sqlalchemy import select

from council.campaigns.commands import ApproveCampaign, OpenCampaign, SettleCampaign
from council.campaigns.keepers.commands import (
    AppointKeepers,
    PublishStatement,
    SignStatement,
)
from council.campaigns.pledges.reads import unpaid
from council.campaigns.receipts.commands import RecordReceipt
from council.campaigns.refunds.commands import ConfirmRefund
from council.campaigns.tables import campaigns, pledges, refund_requests
from council.demo.acting import Acting, account, community_of
from council.demo.content import AUDITOR, CHAIR, MANAGER, SIGNER, TREASURER
from council.kernel.database.transaction import Transaction
from council.kernel.deadlines import local_date
from council.kernel.refusals import Refusal
from council.kernel.todos import Todo
from council.motions.responses.commands import (
    Acknowledge,
    AnswerMotion,
    CompleteAnswer,
)
from council.overview.todos import today
from council.people.records import person_of
from council.polls.commands import CertifyPoll
from council.resolutions.commands import DoTask, PublishResolution
from council.resolutions.reads import resolution

ZONE = ZoneInfo("Asia/Shanghai")
#: So many payments are written down a day, so that the ledger can be read along.
PAYMENTS = 12
#: So long (days) the manager's promises take.
_PROMISED = 2


def work(tx: Transaction) -> None:
    """Let each of them do once what waits for them."""
    community_id = community_of(tx)
    if community_id is None:
        return
    acting = Acting(tx, community_id)
    for ref, answers in _ANSWERS.items():
        who = person_of(tx, account(ref))
        if who is None:
            continue
        due = today(tx, who)
        if isinstance(due, Refusal):
            continue
        for todo in due.needs:
            answer = answers.get(todo.key.removesuffix("_late"))
            if answer is not None:
                answer(acting, ref, todo)


def _number(todo: Todo) -> int:
    number = todo.params["number"]
    assert isinstance(number, int), todo
    return number


def _acknowledge(acting: Acting, ref: str, todo: Todo) -> None:
    acting.attempt(ref, Acknowledge, number=_number(todo))


def _answer(acting: Acting, ref: str, todo: Todo) -> None:
    day = local_date(acting.tx.now, ZONE) + timedelta(days=_PROMISED)
    acting.attempt(
        ref,
        AnswerMotion,
        number=_number(todo),
        decision="accept",
        reason="已派维修班查看，材料到货后两天内完成，以后每月巡查一次。",
        cost_fen=36_000,
        responsible="工程部 老周",
        done_by=day.isoformat(),
    )


def _complete(acting: Acting, ref: str, todo: Todo) -> None:
    acting.attempt(ref, CompleteAnswer, number=_number(todo), note="已完成，请大家查看。")


def _do_tasks(acting: Acting, ref: str, todo: Todo) -> None:
    """Report the first task that is left as done."""
    who = person_of(acting.tx, account(ref))
    assert who is not None, "somebody for whom a task waits"
    shown = resolution(acting.tx, who, str(todo.arguments[0]), bot="staff")
    if isinstance(shown, Refusal):
        return
    left = [each for each in shown.tasks if not each.done_at and not each.reported_at]
    if left:
        acting.attempt(ref, DoTask, number=shown.number, position=left[0].position)


def _certify(acting: Acting, ref: str, todo: Todo) -> None:
    acting.attempt(ref, CertifyPoll, poll=_number(todo))


def _publish(acting: Acting, ref: str, todo: Todo) -> None:
    who = person_of(acting.tx, account(ref))
    assert who is not None, "somebody for whom a resolution waits"
    shown = resolution(acting.tx, who, str(todo.arguments[0]), bot="staff")
    if not isinstance(shown, Refusal):
        acting.attempt(ref, PublishResolution, number=shown.number, seal=shown.seal)


def _approve_campaign(acting: Acting, ref: str, todo: Todo) -> None:
    acting.attempt(ref, ApproveCampaign, campaign=_number(todo))


def _open_campaign(acting: Acting, ref: str, todo: Todo) -> None:
    acting.attempt(ref, OpenCampaign, campaign=_number(todo))


def _name_keepers(acting: Acting, ref: str, todo: Todo) -> None:
    keepers = {"cashier": TREASURER, "bookkeeper": SIGNER, "auditor": AUDITOR}
    acting.attempt(ref, AppointKeepers, campaign=_number(todo), rhythm="weekly", **keepers)


def _publish_money(acting: Acting, ref: str, todo: Todo) -> None:
    acting.attempt(ref, PublishStatement, campaign=_number(todo))


def _sign_statement(acting: Acting, ref: str, todo: Todo) -> None:
    acting.attempt(ref, SignStatement, campaign=_number(todo))


def _settle_campaign(acting: Acting, ref: str, todo: Todo) -> None:
    acting.attempt(ref, SettleCampaign, campaign=_number(todo))


def _write_down(acting: Acting, ref: str, todo: Todo) -> None:
    """Write down what came in by transfer for the pledges that are paid next."""
    c, p = campaigns.c, pledges.c
    rows = acting.tx.connection.execute(
        select(p.number, p.amount_fen)
        .join(campaigns, (c.community_id == p.community_id) & (c.id == p.campaign_id))
        .where(p.community_id == acting.community_id, c.number == _number(todo), unpaid())
        .order_by(p.number)
        .limit(PAYMENTS)
    ).all()
    for row in rows:
        acting.attempt(
            ref,
            RecordReceipt,
            campaign=_number(todo),
            pledge=row.number,
            amount_fen=row.amount_fen,
            method="transfer",
            external_ref=f"DEMO{_number(todo):02d}{row.number:06d}",
        )


def _confirm_refunds(acting: Acting, ref: str, todo: Todo) -> None:
    c, q = campaigns.c, refund_requests.c
    numbers = acting.tx.connection.scalars(
        select(q.number)
        .join(campaigns, (c.community_id == q.community_id) & (c.id == q.campaign_id))
        .where(
            q.community_id == acting.community_id,
            c.number == _number(todo),
            q.state == "asked",
        )
        .order_by(q.number)
    ).all()
    for number in numbers:
        acting.attempt(ref, ConfirmRefund, campaign=_number(todo), number=number)


#: Who does what about which line of their list of today.
_ANSWERS: Mapping[str, Mapping[str, Callable[[Acting, str, Todo], None]]] = MappingProxyType(
    {
        MANAGER: {
            "response_acknowledge": _acknowledge,
            "response_answer": _answer,
            "response_promise": _complete,
            "resolution_do": _do_tasks,
        },
        CHAIR: {
            "poll_certify": _certify,
            "resolution_publish": _publish,
            "campaign_to_approve": _approve_campaign,
        },
        TREASURER: {
            "campaign_to_appoint": _name_keepers,
            "campaign_to_open": _open_campaign,
            "campaign_to_settle": _settle_campaign,
            "receipts_to_record": _write_down,
        },
        SIGNER: {
            "campaign_to_approve": _approve_campaign,
            "refunds_to_confirm": _confirm_refunds,
            "campaign_to_publish": _publish_money,
        },
        AUDITOR: {"campaign_to_audit": _sign_statement},
    }
)
