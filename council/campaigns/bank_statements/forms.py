"""The form in which another pledge is said for a line of a bank statement 对账单."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from council.campaigns.bank_statements.bank_statement import BankLine, BankStatement
from council.campaigns.bank_statements.booking import book, movable
from council.campaigns.bank_statements.commands import BookLine
from council.campaigns.bank_statements.matching import Unpaid
from council.campaigns.bank_statements.records import once_open, unpaid_pledges
from council.campaigns.receipts.reads import PAGE, payable, pledge_line
from council.campaigns.receipts.recording import takes_money
from council.campaigns.receipts.rules import is_late
from council.kernel.database.transaction import Transaction
from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import Amiss, Answer, Field, Form, Ground, Offer, Reading
from council.kernel.numbers import read_number
from council.kernel.refusals import Param, Refusal, refuse
from council.kernel.values import Account, Person, value

WORDS = "bank"
#: A line by its statement and its place in the file.
SUBJECTS = re.compile(r"([1-9][0-9]{0,5})-([1-9][0-9]{0,5})", re.ASCII)
#: A pledge by its campaign and its number, as the buttons name it.
_NAMED = re.compile(r"([1-9][0-9]{0,5})[.．/-]([1-9][0-9]{0,5})")
GIVEN_MOST = 24
#: What filing may still refuse: another pledge may be meant, or this one as it stands now.
_ASKED_AGAIN = {"receipt.pledge_gone", "bank.pledge_paid"}


@value
class _Line:
    """The line that the form is about."""

    statement: BankStatement
    line: BankLine


def _about(tx: Transaction, who: Person, subject: str) -> _Line | Refusal:
    found = SUBJECTS.fullmatch(subject)
    assert found is not None, "subjects are read by the same pattern"
    it = movable(tx, who, int(found[1]), int(found[2]), "receipt")
    if isinstance(it, Refusal):
        return it
    if it.line.amount_fen < 0:
        return refuse("bank.went_out")
    return _Line(statement=it.statement, line=it.line)


def _head(ground: Ground) -> dict[str, Param]:
    line = ground.about.line
    return {
        "number": ground.about.statement.number,
        "line": line.line,
        "amount_fen": line.amount_fen,
        "party": line.party or "—",
    }


def _unpaid(ground: Ground) -> tuple[Unpaid, ...]:
    """The pledges that may be meant: those of the same amount before the others."""
    fen = ground.about.line.amount_fen
    found = unpaid_pledges(ground.tx, ground.who.community_id)
    return tuple(sorted(found, key=lambda each: each.amount_fen != fen))


def _pledges(ground: Ground) -> tuple[Offer, ...]:
    return tuple(
        Offer(
            answer=f"{each.campaign}.{each.pledge}",
            label=Phrase(
                key="bank.pledge_offer",
                params={
                    "campaign": each.campaign,
                    "pledge": each.pledge,
                    "name": each.name,
                    "amount_fen": each.amount_fen,
                },
            ),
        )
        for each in _unpaid(ground)[:PAGE]
    )


def _read(ground: Ground, text: str) -> Reading:
    """Read a pledge by campaign and number, by its number alone, or by whose it is."""
    named = _NAMED.fullmatch(text.strip())
    if named:
        return _chosen(ground, int(named[1]), int(named[2]))
    taking = sorted({each.campaign for each in _unpaid(ground)})
    # Late money is for a campaign that takes none any more; it goes back.
    over = [each for each in once_open(ground.tx, ground.who.community_id) if each not in taking]
    number = read_number(text)
    numbered = None if number is None else _numbered(ground, taking or over, number)
    if numbered is not None:
        return numbered
    found = _named_in(ground, taking, text) or _named_in(ground, over, text)
    if len(found) == 1:
        return _chosen(ground, *found[0])
    given = text.strip()[:GIVEN_MOST]
    return refuse("bank.several_pledges" if found else "receipt.no_such_pledge", given=given)


def _numbered(ground: Ground, campaigns: Sequence[int], number: int) -> Reading | None:
    """Choose the pledge of a number, where only one of these campaigns has it; None: none of several."""
    chosen = [_chosen(ground, campaign, number) for campaign in campaigns]
    there = [each for each in chosen if not isinstance(each, Refusal)]
    if len(there) > 1:
        return refuse("bank.several_pledges", given=number)
    return next(iter(there if len(chosen) > 1 else chosen), None)


def _named_in(ground: Ground, campaigns: Iterable[int], text: str) -> list[tuple[int, int]]:
    """Find pledges by whose they are: campaign and number."""
    found: list[tuple[int, int]] = []
    for campaign in campaigns:
        taken = takes_money(ground.tx, ground.who, campaign)
        if not isinstance(taken, Refusal):
            late = is_late(state=taken.state, deadline=taken.deadline, now=ground.tx.now)
            lines, _ = payable(ground.tx, taken, late=late, searched=text.strip())
            found += [(campaign, line.number) for line in lines]
    return found


def _chosen(ground: Ground, number: int, pledge: int) -> Reading:
    campaign = takes_money(ground.tx, ground.who, number)
    if isinstance(campaign, Refusal):
        return campaign
    line = pledge_line(ground.tx, campaign, pledge)
    if line is None:
        return refuse("receipt.unknown_pledge", number=number, pledge=pledge)
    # What was paid is shown with it: more that comes meanwhile is asked about anew.
    return {"pledge": f"{number}.{pledge}", "paid": line.paid_fen}


def _says(ground: Ground, answer: Answer) -> Phrase:
    number, pledge = map(int, str(answer).split("."))
    campaign = takes_money(ground.tx, ground.who, number)
    line = None if isinstance(campaign, Refusal) else pledge_line(ground.tx, campaign, pledge)
    if line is None:
        return Phrase(text=str(answer))
    return Phrase(
        key="bank.pledge_said",
        params={
            "campaign": number,
            "pledge": pledge,
            "name": line.name,
            "unit": line.unit,
            "amount_fen": line.amount_fen,
            "paid_fen": line.paid_fen,
        },
    )


def _book(ground: Ground, actor: Account) -> Any:
    campaign, pledge = map(int, str(ground.answers["pledge"]).split("."))
    made = BookLine(
        actor=actor,
        number=ground.about.statement.number,
        line=ground.about.line.line,
        campaign=campaign,
        pledge=pledge,
        paid_fen=ground.answers["paid"],
    )
    done = book(ground.tx, ground.who, made)
    if isinstance(done, Refusal) and done.key in _ASKED_AGAIN:
        return Amiss(refusal=done, forget=("pledge",))
    return done


BANK_PLEDGE = Form(
    name="bank_pledge",
    verb="bank.book",
    words=WORDS,
    subjects=SUBJECTS,
    fields=(Field(name="pledge", read=_read, offers=_pledges, says=_says),),
    about=_about,
    head=_head,
    file=_book,
    anew=True,
)

BANK_FORMS = (BANK_PLEDGE,)
