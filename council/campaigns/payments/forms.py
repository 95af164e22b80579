"""Forms of the treasurer: a contract 合同, a payment 付款 with its invoice, a reversal 冲正."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from council.campaigns.campaign import Campaign
from council.campaigns.payments.commands import ProposePayment, RecordContract, ReversePayment
from council.campaigns.payments.contract import Contract
from council.campaigns.payments.contracting import record_contract
from council.campaigns.payments.for_tasks import payable_task, tasks_of
from council.campaigns.payments.paying import judge, payable, propose, reverse, reversible
from council.campaigns.payments.reads import payable_now
from council.campaigns.payments.records import contracts_of, payment_by
from council.campaigns.payments.records import reversible as to_reverse
from council.campaigns.payments.rules import (
    PAYEE_MOST,
    REASON_MOST,
    REFERENCE_MOST,
    check_terms,
)
from council.campaigns.payments.tables import contracts
from council.campaigns.reads_desk import movable
from council.campaigns.rules import TARGET_MOST, read_last4, read_line
from council.kernel.attachments import take_file
from council.kernel.database.transaction import Transaction
from council.kernel.dates import read_date
from council.kernel.deadlines import local_date
from council.kernel.forms.commands import Lead, Phrase
from council.kernel.forms.form import (
    Amiss,
    Answer,
    Answers,
    Field,
    Form,
    Ground,
    Offer,
    Reading,
    as_money,
    as_sum,
)
from council.kernel.forms.photo import photo
from council.kernel.money import parse_amount
from council.kernel.numbers import read_number
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person

WORDS = "payment"
GIVEN_MOST = 24
#: A contract, or an invoice, is a photo or a PDF.
VOUCHER = frozenset({"photo", "document"})
#: What filing may still refuse, and which answers are asked for again then.
_ASKED_AGAIN = {
    "contract.nobody_accepts": ("task",),
    "contract.nothing_approved": ("task",),
    "contract.unknown_task": ("task",),
    "contract.parts_above_sum": ("last", "retention", "until"),
    "contract.retention_past": ("until",),
    "contract.ended": ("contract", "amount"),
    "payment.resolution_over": ("contract", "amount"),
    "payment.over_contract": ("amount",),
    "payment.over_task": ("amount",),
    "payment.over_resolution": ("amount",),
    "payment.before_acceptance": ("amount",),
    "payment.before_retention": ("amount",),
    "ledger.not_enough": ("amount",),
    "payment.reversed_already": ("payment",),
    "payment.not_paid": ("payment",),
}


def _form(
    name: str, verb: str, move: str, fields: tuple[Field, ...], file: Any, **more: Any
) -> Form:
    def about(tx: Transaction, who: Person, subject: str) -> Campaign | Refusal:
        return movable(tx, who, int(subject), move)

    def filed(ground: Ground, actor: Account) -> Any:
        done = file(ground, actor)
        if isinstance(done, Refusal) and done.key in _ASKED_AGAIN:
            return Amiss(refusal=done, forget=_ASKED_AGAIN[done.key])
        return done

    return Form(
        name=name,
        verb=verb,
        words=WORDS,
        fields=fields,
        about=about,
        head=lambda ground: {"number": ground.about.number, "title": ground.about.title},
        leads=lambda ground: (
            Lead(key="payment.button.desk", verb="payment.desk", arguments=(ground.about.number,)),
        ),
        file=filed,
        anew=True,
        **more,
    )


def _line(name: str, most: int, **more: Any) -> Field:
    kind_key = f"payment.field.{name}"
    return Field(
        name=name, read=lambda _, text: read_line(kind_key, text, most), public=True, **more
    )


def _take_voucher(ground: Ground, content: bytes) -> Reading:
    kept = take_file(ground.tx, ground.who, content, kept=0, kinds=VOUCHER)
    if isinstance(kept, Refusal):
        return refuse("payment.file_unknown") if kept.key == "proposal.file_unknown" else kept
    return kept.sha256


def _voucher() -> Field:
    return photo("file", take=_take_voucher, says=lambda _, __: Phrase(key="payment.voucher_here"))


# -- a contract: for which task, with whom, for how much, what is kept back until when


def _place(answer: str) -> tuple[str, int]:
    number, _, position = answer.rpartition("-")
    return number, read_number(position) or 0


def _read_task(ground: Ground, text: str) -> Reading:
    resolution, position = _place(text.strip()[:GIVEN_MOST])
    if not resolution or not position:
        return refuse("contract.no_task", given=text.strip()[:GIVEN_MOST])
    found = payable_task(ground.tx, ground.about, resolution, position)
    return found if isinstance(found, Refusal) else f"{resolution}-{position}"


def _tasks(ground: Ground) -> tuple[Offer, ...]:
    return tuple(
        Offer(
            answer=f"{each.resolution}-{each.position}",
            label=Phrase(text=f"{each.resolution} · {each.position}. {each.title}"),
        )
        for each in tasks_of(ground.tx, ground.about)
    )


def _says_task(ground: Ground, answer: Answer) -> Phrase:
    found = payable_task(ground.tx, ground.about, *_place(str(answer)))
    return Phrase(text=str(answer) if isinstance(found, Refusal) else f"{answer} {found.title}")


def _last(ground: Ground, text: str) -> Reading:
    last, whole = parse_amount(text, most=TARGET_MOST), ground.answers["amount"]
    if not isinstance(last, Refusal) and last > whole:
        return refuse("contract.parts_above_sum", amount_fen=whole)
    return last


def _all_at_last(ground: Ground) -> tuple[Offer, ...]:
    whole = ground.answers["amount"]
    label = Phrase(key="payment.button.all_at_last", params={"amount_fen": whole})
    return (Offer(answer=_yuan(whole), label=label),)


def _retention(ground: Ground, text: str) -> Reading:
    kept, answers = parse_amount(text, most=TARGET_MOST), ground.answers
    if not isinstance(kept, Refusal) and kept + answers["last"] > answers["amount"]:
        return refuse("contract.parts_above_sum", amount_fen=answers["amount"])
    return kept


def _is_kept_back(answers: Answers) -> bool:
    return bool(answers.get("retention"))


def _until(ground: Ground, text: str) -> Reading:
    """Read a day; the retention may be paid once it is over."""
    day = read_date(text, today=local_date(ground.tx.now, ZoneInfo(ground.who.timezone)))
    if isinstance(day, Refusal):
        return day
    if _end_of(day.isoformat(), ground.who.timezone) <= ground.tx.now:
        return refuse("contract.retention_past")
    return day.isoformat()


def _end_of(day: str, timezone: str) -> int:
    last = datetime.combine(date.fromisoformat(day), time(23, 59, 59), ZoneInfo(timezone))
    return int(last.timestamp())


def _says_day(ground: Ground, day: Answer) -> Phrase:
    return Phrase(key="form.on", params={"answer_on": _end_of(str(day), ground.who.timezone)})


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _record(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    resolution, position = _place(answers["task"])
    retention = answers.get("retention") or 0
    until = _end_of(answers["until"], ground.who.timezone) if retention else 0
    terms = check_terms(
        amount_fen=answers["amount"],
        last_fen=answers["last"],
        retention_fen=retention,
        retention_until=until,
        now=ground.tx.now,
    )
    if terms is not None:
        return terms
    made = RecordContract(
        actor=actor,
        campaign=ground.about.number,
        resolution=resolution,
        position=position,
        payee=answers["payee"],
        account_last4=answers.get("last4", ""),
        reference=answers["reference"],
        file=answers["file"],
        amount_fen=answers["amount"],
        last_fen=answers["last"],
        retention_fen=retention,
        retention_until=until,
    )
    return record_contract(ground.tx, ground.who, made)


CONTRACT = _form(
    "contract",
    "contract.record",
    "contract",
    (
        Field(name="task", read=_read_task, offers=_tasks, says=_says_task),
        _line("payee", PAYEE_MOST),
        Field(name="last4", read=lambda _, text: read_last4(text), optional=True),
        _line("reference", REFERENCE_MOST),
        Field(
            name="amount",
            read=lambda _, text: parse_amount(text, most=TARGET_MOST),
            says=as_sum,
            forgets=("last", "retention", "until"),
        ),
        Field(name="last", read=_last, offers=_all_at_last, says=as_money, forgets=("retention",)),
        Field(name="retention", read=_retention, says=as_money, optional=True),
        Field(name="until", read=_until, says=_says_day, only=_is_kept_back),
        _voucher(),
    ),
    _record,
)


# -- a payment: on which contract, how much of it, for which invoice


def _read_contract(ground: Ground, text: str) -> Reading:
    number = read_number(text)
    if number is None:
        return refuse("contract.unknown", number=text.strip()[:GIVEN_MOST])
    found = payable(ground.tx, ground.about, number)
    return found if isinstance(found, Refusal) else number


def _contracts(ground: Ground) -> tuple[Offer, ...]:
    found = contracts_of(ground.tx, ground.about, contracts.c.ended_at.is_(None))
    return tuple(
        Offer(answer=str(each.number), label=_contract_said(each))
        for each in found
        if each.in_force
    )


def _contract_said(contract: Contract) -> Phrase:
    return Phrase(text=f"{contract.number}. {contract.payee} · {contract.task}")


def _says_contract(ground: Ground, answer: Answer) -> Phrase:
    found = payable(ground.tx, ground.about, int(str(answer)))
    return Phrase(text=str(answer)) if isinstance(found, Refusal) else _contract_said(found)


def _read_amount(ground: Ground, text: str) -> Reading:
    amount = parse_amount(text, most=TARGET_MOST)
    contract = payable(ground.tx, ground.about, ground.answers["contract"])
    if isinstance(amount, Refusal) or isinstance(contract, Refusal):
        return amount if isinstance(amount, Refusal) else contract  # type: ignore[return-value]
    return judge(ground.tx, contract, amount) or amount


def _all_of_it(ground: Ground) -> tuple[Offer, ...]:
    contract = payable(ground.tx, ground.about, ground.answers["contract"])
    most = 0 if isinstance(contract, Refusal) else payable_now(ground.tx, ground.about, contract)
    label = Phrase(key="payment.button.most", params={"amount_fen": most})
    return (Offer(answer=_yuan(most), label=label),) if most else ()


def _propose(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = ProposePayment(
        actor=actor,
        campaign=ground.about.number,
        contract=answers["contract"],
        amount_fen=answers["amount"],
        invoice=answers["invoice"],
        file=answers["file"],
    )
    return propose(ground.tx, ground.who, made)


PAYMENT = _form(
    "payment",
    "payment.propose",
    "pay",
    (
        Field(
            name="contract",
            read=_read_contract,
            offers=_contracts,
            says=_says_contract,
            forgets=("amount",),
        ),
        Field(name="amount", read=_read_amount, offers=_all_of_it, says=as_sum),
        _line("invoice", REFERENCE_MOST),
        _voucher(),
    ),
    _propose,
)


# -- a reversal: of which payment, and why


def _read_payment(ground: Ground, text: str) -> Reading:
    number = read_number(text)
    if number is None:
        return refuse("payment.unknown", number=text.strip()[:GIVEN_MOST])
    found = reversible(ground.tx, ground.about, number)
    return found if isinstance(found, Refusal) else number


def _paid(ground: Ground) -> tuple[Offer, ...]:
    return tuple(
        Offer(
            answer=str(each.number), label=_payment_said(each.number, each.payee, each.amount_fen)
        )
        for each in to_reverse(ground.tx, ground.about)
    )


def _payment_said(number: int, payee: str, fen: int) -> Phrase:
    params: dict[str, Param] = {"payment": number, "payee": payee, "amount_fen": fen}
    return Phrase(key="payment.numbered", params=params)


def _says_payment(ground: Ground, answer: Answer) -> Phrase:
    found = payment_by(ground.tx, ground.about, int(str(answer)))
    if isinstance(found, Refusal):
        return Phrase(text=str(answer))
    return _payment_said(found.number, found.payee, found.amount_fen)


def _reverse(ground: Ground, actor: Account) -> Any:
    answers = ground.answers
    made = ReversePayment(
        actor=actor,
        campaign=ground.about.number,
        payment=answers["payment"],
        reason=answers["reason"],
    )
    return reverse(ground.tx, ground.who, made)


REVERSAL = _form(
    "payment_reverse",
    "payment.reverse",
    "reverse",
    (
        Field(name="payment", read=_read_payment, offers=_paid, says=_says_payment),
        _line("reason", REASON_MOST),
    ),
    _reverse,
)

PAYMENT_FORMS = (CONTRACT, PAYMENT, REVERSAL)
