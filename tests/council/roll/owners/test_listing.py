"""Listing the owners of the roll: shown, settled, confirmed; all or nothing, on the record."""

from sqlalchemy import select

from council.kernel.directory import residents
from council.kernel.refusals import Refusal
from council.kernel.tables import acts
from council.people.commands import ImportResidents, IssueCodes, ResidentLine
from council.roll.owners.commands import ConfirmOwners, OfferOwners, OwnersListed, SettleOwners
from council.roll.reads import view_roll
from tests.council.conftest import Town
from tests.council.polls.polling import put_roll

ROLL = {
    "1-101": (8936, ("王伟#1",)),
    "1-102": (8936, ("李娜", "张敏")),
    "1-201": (11852, ("和悦商贸有限公司",)),
    "1-202": (11852, ()),
}


def prepared(town: Town) -> None:
    """A roll whose 王伟#1 may be R9 of the list; nobody has an owner key."""
    town.person("召", "facilitator")
    line = ResidentLine(
        ref="R9", name="王伟", unit="1-101", adult=True, owner_key=None, locale=None
    )
    town.operate(ImportResidents, lines=(line,))
    put_roll(town, ROLL)


def listed(town: Town) -> list[tuple[str, str, str, int, str | None]]:
    t = residents.c
    query = select(t.ref, t.name, t.unit, t.adult, t.owner_key).where(t.community_id == town.id)
    return [tuple(row) for row in town.rows(query.where(t.ref != "召").order_by(t.ref))]


def test_owners_are_listed_as_owners_only_and_the_namesake_is_linked(town: Town):
    prepared(town)

    offer = town.act("召", OfferOwners)
    early = town.act("召", ConfirmOwners, revision=offer.revision)
    settled = town.act("召", SettleOwners, revision=early.revision, answer="same", place=0)
    nothing = listed(town)
    done = town.act("召", ConfirmOwners, revision=settled.revision)
    again = town.act("召", ConfirmOwners, revision=settled.revision)
    view = town.read("召", view_roll)

    assert (offer.owners, offer.added, offer.firms, offer.asked) == (4, 3, 1, 1)
    assert early.problem == "owners.unanswered"
    assert (settled.linked, settled.asked) == (1, 0)
    assert nothing == [("R9", "王伟", "1-101", 1, None)]
    assert done == OwnersListed(added=3, firms=1, linked=1, live_here=False)
    assert again == Refusal("owners.gone")
    assert listed(town) == [
        ("1-102", "李娜", "1-102", 0, "李娜"),
        ("1-102b", "张敏", "1-102", 0, "张敏"),
        ("1-201", "和悦商贸有限公司", "1-201", 0, "和悦商贸有限公司"),
        ("R9", "王伟", "1-101", 1, "王伟#1"),
    ]
    assert (view.owners, view.listed) == (4, 4)
    assert len(town.operate(IssueCodes).codes) == 4
    verbs = town.rows(select(acts.c.verb).where(acts.c.verb == "people.list_owners"))
    assert len(verbs) == 2  # the link, and the list


def test_owners_who_all_live_here_are_adults_and_firms_are_not(town: Town):
    prepared(town)
    offer = town.act("召", OfferOwners)
    apart = town.act("召", SettleOwners, revision=offer.revision, answer="apart", place=0)
    here = town.act("召", SettleOwners, revision=apart.revision, answer="here")

    done = town.act("召", ConfirmOwners, revision=here.revision)

    assert done == OwnersListed(added=4, firms=1, linked=0, live_here=True)
    assert [(ref, adult) for ref, _, _, adult, _ in listed(town)] == [
        ("1-101", 1),
        ("1-102", 1),
        ("1-102b", 1),
        ("1-201", 0),
        ("R9", 1),
    ]


def test_nothing_is_listed_that_was_not_shown(town: Town):
    prepared(town)
    offer = town.act("召", OfferOwners)
    all_same = town.act("召", SettleOwners, revision=offer.revision, answer="all")
    put_roll(town, {"1-301": (8936, ("陈晨",))})

    outdated = town.act("召", ConfirmOwners, revision=all_same.revision)
    stale = town.act("召", ConfirmOwners, revision=all_same.revision)
    done = town.act("召", ConfirmOwners, revision=stale.revision)
    nobody = town.act("召", OfferOwners)
    refused = town.act("召", ConfirmOwners, revision=nobody.revision)

    assert (outdated.problem, outdated.added) == ("owners.outdated", 4)
    assert stale.problem == "owners.stale"
    assert done.added == 4
    assert (nobody.known, nobody.added) == (5, 0)
    assert refused == Refusal("owners.nobody_new")


def test_only_a_facilitator_lists_and_only_from_a_roll(town: Town):
    town.person("召", "facilitator")
    town.person("代", "clerk")

    assert town.act("代", OfferOwners).key == "policy.not_your_role"
    assert town.act("召", OfferOwners) == Refusal("owners.no_roll")
    assert town.act("召", ConfirmOwners, revision=1) == Refusal("owners.gone")
