"""Joining by code: one line, one account, five tries an hour."""

from dataclasses import replace

from sqlalchemy import func, select

from council.checks.record import i22_acts_by_those_who_might
from council.kernel.refusals import Refusal
from council.kernel.values import Account, Cause
from council.people.commands import (
    CodesIssued,
    Home,
    ImportResidents,
    IssueCodes,
    Leave,
    RedeemCode,
    ResidentLine,
    UnbindResident,
    Unbound,
    WrongCode,
)
from council.people.tables import join_codes
from tests.council.conftest import Town

WANG = ResidentLine(
    ref="R001", name="王芳", unit="1-1-101", adult=True, owner_key=None, locale=None
)
PHONE = Account(channel="telegram", id="42")
OTHER_PHONE = Account(channel="telegram", id="43")


def issue(town: Town) -> CodesIssued:
    town.operate(ImportResidents, lines=(WANG,))
    issued: CodesIssued = town.operate(IssueCodes)
    return issued


def redeem(town: Town, account: Account, code: str, cause: Cause | None = None) -> object:
    command = RedeemCode(actor=account, cause=cause, bot="resident", code=code)
    return town.app.bus.submit(command).result()


def test_who_has_joined_gets_no_code_until_the_line_is_free(town: Town):
    code = issue(town).codes[0].code
    redeem(town, PHONE, code)

    refused = town.operate(IssueCodes, refs=("R001",))
    everybody = town.operate(IssueCodes)
    town.operate(UnbindResident, ref="R001")
    freed = town.operate(IssueCodes, refs=("R001",))

    assert refused == Refusal("codes.joined_already", {"name": "王芳", "ref": "R001"})
    assert everybody == CodesIssued(codes=())
    assert len(freed.codes) == 1


def test_a_button_issues_codes_once(town: Town):
    town.operate(ImportResidents, lines=(WANG,))

    first = town.operate(IssueCodes, last_issued_at=0)
    again = town.operate(IssueCodes, last_issued_at=0)

    assert len(first.codes) == 1
    assert again == Refusal("codes.issued_meanwhile", {"issued_at": town.clock.at})


def test_three_thousand_people_get_codes_in_one_go(town: Town):
    lines = tuple(replace(WANG, ref=f"R{n:04}") for n in range(3000))
    town.operate(ImportResidents, lines=lines)

    issued = [town.operate(IssueCodes) for _ in range(2)]
    kept = town.rows(select(func.count()).select_from(join_codes))

    assert [len(each.codes) for each in issued] == [3000, 3000]
    assert kept == [(6000,)]


def home(*, newly_joined: bool) -> Home:
    return Home(
        name="王芳",
        community="heyue家园",
        bot="resident",
        roles=(),
        demo=False,
        newly_joined=newly_joined,
        locale="zh_CN",
    )


def test_a_typed_code_joins_whatever_its_case_and_spacing(town: Town):
    code = issue(town).codes[0].code

    answer = redeem(town, PHONE, f" {code[:5].lower()} {code[5:]} ")

    assert answer == home(newly_joined=True)


def test_the_same_account_may_use_its_code_again_in_the_other_form(town: Town):
    issued = issue(town).codes[0]
    redeem(town, PHONE, issued.code)

    assert redeem(town, PHONE, issued.payload) == home(newly_joined=False)


def test_a_used_code_is_worth_nothing_to_another_account(town: Town):
    code = issue(town).codes[0].code
    redeem(town, PHONE, code)

    assert redeem(town, OTHER_PHONE, code) == WrongCode(tries_left=4, wait_seconds=3600, locale="")


def test_after_five_wrong_codes_even_the_right_one_must_wait_an_hour(town: Town):
    code = issue(town).codes[0].code
    for _ in range(5):
        redeem(town, PHONE, "AAAAAAAAAA")

    refused = redeem(town, PHONE, code)
    town.clock.at += 3600
    joined = redeem(town, PHONE, code)

    assert refused == Refusal("people.too_many_tries", {"minutes": 60})
    assert joined == home(newly_joined=True)


def test_an_update_that_comes_again_gets_its_first_answer(town: Town):
    code = issue(town).codes[0].code
    cause = Cause(bot="resident", update_id=7)

    first = redeem(town, PHONE, code, cause)
    second = redeem(town, PHONE, code, cause)

    assert first == second == home(newly_joined=True)


def test_a_line_that_a_stranger_took_can_be_freed_and_issued_again(town: Town):
    stolen = issue(town).codes[0].code
    redeem(town, OTHER_PHONE, stolen)

    freed = town.operate(UnbindResident, ref="R001")
    again = redeem(town, OTHER_PHONE, stolen)
    fresh = town.operate(IssueCodes, refs=("R001",)).codes[0].code
    joined = redeem(town, PHONE, fresh)

    assert freed == Unbound(ref="R001", name="王芳", accounts=1)
    assert again == WrongCode(tries_left=4, wait_seconds=3600, locale="")
    assert joined == home(newly_joined=True)


def test_who_joins_for_another_line_in_the_same_second_breaks_nothing_of_the_record(town: Town):
    refs = ("R001", "R002")
    town.operate(ImportResidents, lines=tuple(replace(WANG, ref=ref, name=ref) for ref in refs))
    codes = [town.operate(IssueCodes, refs=(ref,)).codes[0].code for ref in refs]

    states = []
    for code in reversed(codes):
        redeem(town, PHONE, code)
        states.append(town.app.bus.read_now(i22_acts_by_those_who_might).state)
        town.app.bus.submit(Leave(actor=PHONE)).result()

    assert states == ["holds", "holds"]
