"""Proposals as residents write them."""

from council.commands.proposals import (
    AdmitProposal,
    ProposalDraft,
    ProposalFiled,
    StartProposal,
    SubmitProposal,
    WriteProposal,
)
from tests.council.conftest import Town

TITLE = "利用空地建立体停车场"


BODY = "小区412辆车只有236个车位，希望在闲置空地上建停车场。"


def draft(town: Town, name: str, text: str = f"{TITLE}\n{BODY}") -> ProposalDraft:
    town.act(name, StartProposal)
    written: ProposalDraft = town.act(name, WriteProposal, text=text)
    return written


def propose(town: Town, name: str, text: str = f"{TITLE}\n{BODY}") -> int:
    sheet = draft(town, name, text)
    filed = town.act(name, SubmitProposal, number=0, revision=sheet.revision)
    assert isinstance(filed, ProposalFiled), filed
    return filed.number


def admitted(town: Town, author: str = "王芳") -> int:
    town.person(author)
    town.person("李敏", "facilitator")
    number = propose(town, author)
    town.act("李敏", AdmitProposal, number=number)
    return number
