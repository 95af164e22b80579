"""Proposals as residents write them."""

from council.proposals.commands import AdmitProposal, ProposalFiled
from tests.council.conftest import Town
from tests.council.kernel.forms.filling import Filling

TITLE = "利用空地建立体停车场"


BODY = "小区412辆车只有236个车位，希望在闲置空地上建停车场。"


def draft(town: Town, name: str, *texts: str) -> Filling:
    form = Filling(town, name, "proposal", "new")
    form.say(*(texts or (f"{TITLE}\n{BODY}",)))
    return form


def propose(town: Town, name: str, text: str = f"{TITLE}\n{BODY}") -> int:
    filed = draft(town, name, text).file()
    assert isinstance(filed, ProposalFiled), filed
    return filed.number


def admitted(town: Town, author: str = "王芳") -> int:
    town.person(author)
    town.person("李敏", "facilitator")
    number = propose(town, author)
    town.act("李敏", AdmitProposal, number=number)
    return number
