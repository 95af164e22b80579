"""Reading the answers to the desk's forms: one reader a kind of field, each judged at once."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Row

from council.domain.ballots_paper import check_serial
from council.domain.desk_forms import Ask, read_line
from council.domain.polls import RANKING
from council.domain.ratification import choice_of
from council.domain.refusals import Refusal, refuse
from council.reads.assisted import act_row
from council.storage.transaction import Transaction
from council.usecases import deliveries, proxies
from council.usecases.ballots_paper import check_unused, chosen, paper_content, signers_of
from council.usecases.papers import recorded_paper
from council.usecases.stand_ins import stand_in

_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
Answers = Mapping[str, str]
Reader = Callable[[Transaction, Row[Any], Answers, str], str | Refusal]


def judge(
    tx: Transaction, row: Row[Any], ask: Ask, answers: Answers, text: str
) -> dict[str, str] | Refusal:
    """Read an answer; gives what it fills in."""
    if ask.kind == "voter":
        return _voter(tx, row, text)
    if ask.kind in _READERS:
        read = _READERS[ask.kind](tx, row, answers, text)
    else:
        read = _plain(ask, text)
    return read if isinstance(read, Refusal) else {ask.name: read}


def _voter(tx: Transaction, row: Row[Any], text: str) -> dict[str, str] | Refusal:
    """A unit or reference; with one owner the name is known too."""
    signers = signers_of(tx, row, text)
    if isinstance(signers, Refusal):
        return signers
    only = signers[0].name if len(signers) == 1 else ""
    return {"voter": " ".join(text.split()), "owner": only}


def _owner(tx: Transaction, row: Row[Any], answers: Answers, text: str) -> str | Refusal:
    signers = signers_of(tx, row, answers["voter"])
    found = signers if isinstance(signers, Refusal) else chosen(signers, text.strip())
    return found if isinstance(found, Refusal) else found.name


def _choice(tx: Transaction, row: Row[Any], answers: Answers, text: str) -> str | Refusal:
    content = paper_content(tx, row, text)
    if isinstance(content, Refusal):
        return content
    return text.strip() if row.kind == RANKING else choice_of(content)


def _serial(tx: Transaction, row: Row[Any], answers: Answers, text: str) -> str | Refusal:
    serial = check_serial(text)
    if isinstance(serial, Refusal):
        return serial
    return check_unused(tx, row, serial) or serial


def _recorded(tx: Transaction, row: Row[Any], answers: Answers, text: str) -> str | Refusal:
    paper = recorded_paper(tx, row, text)
    return paper if isinstance(paper, Refusal) else str(paper.serial)


def _assisted(tx: Transaction, row: Row[Any], answers: Answers, text: str) -> str | Refusal:
    act = act_row(tx, row.community_id, int(text)) if _NUMBER.fullmatch(text) else None
    mine = act is not None and act.poll_id == row.id
    return text if mine else refuse("assist.unknown", number=text[:9])


def _authorised(tx: Transaction, row: Row[Any], answers: Answers, text: str) -> str | Refusal:
    return proxies.number_on_poll(tx, row, text)


def _signed(tx: Transaction, row: Row[Any], answers: Answers, text: str) -> str | Refusal:
    signer = proxies.signer_of(tx, row, answers["voter"], text)
    return signer if isinstance(signer, Refusal) else signer.name


def _units(tx: Transaction, row: Row[Any], answers: Answers, text: str) -> str | Refusal:
    units = deliveries.units_typed(tx, row, text)
    return units if isinstance(units, Refusal) else "、".join(unit.code for unit in units)


def _person(tx: Transaction, row: Row[Any], answers: Answers, text: str) -> str | Refusal:
    found = stand_in(tx, row, text)
    return found if isinstance(found, Refusal) else found.name


def _plain(ask: Ask, text: str) -> str | Refusal:
    """Read what needs no look at the record."""
    if ask.kind == "photo":
        return refuse("desk.photo_wanted")
    if ask.kind == "pick":
        return text if text in ask.picks else refuse("desk.use_buttons")
    return read_line(text)


_READERS: Mapping[str, Reader] = {
    "owner": _owner,
    "choice": _choice,
    "serial": _serial,
    "recorded": _recorded,
    "assisted": _assisted,
    "authorised": _authorised,
    "signed": _signed,
    "units": _units,
    "person": _person,
    "me": _person,
}
