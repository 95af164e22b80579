"""Owners on the residents' list: matched by key, asked about by name, never guessed."""

from hypothesis import given
from hypothesis import strategies as st

from council.roll.owners.rules import Alike, Line, NewLine, OwnersPlan, is_firm, plan_owners
from voting.roll import OwnerKey, Unit, UnitCode


def unit(code: str, *owners: str, delivered: bool = True, counts: bool = True) -> Unit:
    return Unit(
        code=UnitCode(code),
        owners=tuple(OwnerKey(owner) for owner in owners),
        area_x100=8936,
        delivered=delivered,
        counts=counts,
    )


def line(ref: str, name: str, *, unit: str = "", owner_key: str = "") -> Line:
    return Line(ref=ref, name=name, unit=unit, owner_key=owner_key)


def new(ref: str, name: str, unit: str, owner_key: str, *, firm: bool = False) -> NewLine:
    return NewLine(ref=ref, name=name, unit=unit, owner_key=owner_key, firm=firm)


ROLL = (
    unit("1-101", "王伟#1"),
    unit("1-102", "李娜", "张敏"),
    unit("1-201"),
    unit("1-202", "和悦商贸有限公司"),
    unit("1-203", "赵六", delivered=False),
    unit("2-101", "李娜"),
    unit("P-1", "车位主", counts=False),
)


def test_owners_get_the_code_of_their_first_unit_and_a_name_without_its_number():
    plan = plan_owners(ROLL, (), links={}, apart=())

    assert plan == OwnersPlan(
        owners=4,
        known=0,
        linked=(),
        new=(
            new("1-101", "王伟", "1-101", "王伟#1"),
            new("1-102", "李娜", "1-102", "李娜"),
            new("1-102b", "张敏", "1-102", "张敏"),
            new("1-202", "和悦商贸有限公司", "1-202", "和悦商贸有限公司", firm=True),
        ),
        alike=(),
    )
    assert plan.firms == 1


def test_who_stands_there_by_key_is_known_and_who_has_the_name_is_asked_about():
    lines = (
        line("R1", "李娜", owner_key="李娜"),
        line("R2", "王 伟", unit="9-999"),
        line("R3", "王伟", unit="1-101"),
        line("1-102", "陈晨"),
    )

    asked = plan_owners(ROLL, lines, links={}, apart=())
    apart = plan_owners(ROLL, lines, links={}, apart={("王伟#1", "R3"), ("王伟#1", "R2")})
    linked = plan_owners(ROLL, lines, links={"王伟#1": "R3"}, apart=())

    assert (asked.known, asked.alike) == (
        1,
        (Alike(owner="王伟#1", units=("1-101",), ref="R3", unit="1-101"),),
    )
    assert [each.ref for each in asked.new] == ["1-102b", "1-202"]
    assert [each.ref for each in apart.new] == ["1-101", "1-102b", "1-202"]
    assert (linked.linked, linked.alike) == ((("王伟#1", "R3"),), ())


def test_a_line_is_one_persons_only():
    roll = (unit("1-101", "王伟#1"), unit("1-102", "王伟#2"))

    plan = plan_owners(roll, (line("R1", "王伟"),), links={"王伟#1": "R1"}, apart=())

    assert plan.linked == (("王伟#1", "R1"),)
    assert [each.owner_key for each in plan.new] == ["王伟#2"]
    assert plan.alike == ()


def test_firms_are_told_from_people():
    firms = ("和悦物业服务有限公司", "Heyue Trading Co., Ltd.", "Acme LLC", "第一小学校")

    assert [is_firm(name) for name in firms] == [True] * 4
    assert [is_firm(name) for name in ("王伟", "欧阳娜娜", "Colin Inch", "Tom Ltdson")] == [
        False
    ] * 4


@given(
    st.lists(
        st.lists(st.sampled_from("甲乙丙丁戊"), unique=True, max_size=4), min_size=1, max_size=8
    ),
    st.sets(st.sampled_from(["u0", "u0b", "u1", "u2c", "x"])),
)
def test_every_owner_is_known_linked_asked_about_or_new_under_a_ref_of_their_own(owners, refs):
    roll = tuple(unit(f"u{n}", *names) for n, names in enumerate(owners))
    lines = tuple(line(ref, "某某") for ref in sorted(refs))

    plan = plan_owners(roll, lines, links={}, apart=())

    assert plan.owners == plan.known + len(plan.linked) + len(plan.alike) + len(plan.new)
    given_refs = [each.ref for each in plan.new]
    assert len({*given_refs, *refs}) == len(given_refs) + len(refs)
