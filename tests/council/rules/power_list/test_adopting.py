"""The list on both databases: adopted, gone back to, and kept with what was classified by it."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select, update

from council.checks.record import i21_rows_as_acts_left_them
from council.kernel.refusals import Refusal
from council.kernel.tables import acts, files
from council.rules.power_list.commands import (
    AdoptPowers,
    ConfirmPowers,
    DropPowers,
    OfferEarlier,
    OfferPowers,
    PowersAdopted,
    PowersDropped,
    PowersOffer,
    StartPowers,
)
from council.rules.power_list.matter import Matter
from council.rules.power_list.public import powers
from council.rules.power_list.reads import (
    powers_of,
    powers_table,
    powers_versions,
    powers_view,
)
from council.rules.power_list.records import in_force, versions
from council.rules.power_list.shipped import shipped_list
from council.rules.power_list.tables import power_lists
from tests.council.conftest import Town, lives_by

SHIPPED = shipped_list("national")
PARKING = SHIPPED[0]
SHORT = (replace(PARKING, hours=12), *SHIPPED[2:])


def now(town: Town) -> Any:
    return town.app.bus.read_now(lambda tx: in_force(tx, town.id))


def kept(town: Town) -> list[tuple[int, str, int]]:
    found = town.app.bus.read_now(lambda tx: versions(tx, town.id))
    return [(each.number, each.origin, each.earlier) for each in found]


def offered(town: Town, matters: tuple[Matter, ...] = SHORT) -> Any:
    return town.act("何", OfferPowers, file="p.csv", content=b"p", matters=matters)


def test_a_community_begins_with_the_list_of_its_profile(town: Town):
    town.person("何", "facilitator")

    view = town.read("何", powers_view, "staff")

    assert (now(town).version.number, now(town).matters) == (0, SHIPPED)
    assert (view.groups[0], view.may_adopt, view.unfit) == (("owners", 18), True, 0)
    assert kept(town) == []


def test_a_list_is_shown_with_what_it_changes_and_then_adopted(town: Town):
    town.person("何", "facilitator")

    town.act("何", StartPowers)
    offer = offered(town)
    before = now(town).version.number
    done = town.act("何", ConfirmPowers, revision=offer.revision)

    assert isinstance(offer, PowersOffer)
    assert offer.diff.gone == (SHIPPED[1].name,)
    assert [each.name for each in offer.diff.changed] == [PARKING.name]
    assert before == 0
    assert (done.number, done.diff, done.dry_run) == (2, offer.diff, False)
    assert now(town).matters == SHORT
    assert kept(town) == [(2, "file", 0), (1, "shipped", 0)]
    assert town.rows(select(files.c.content)) == [(b"p",)]
    assert [row.verb for row in town.rows(select(acts.c.verb).order_by(acts.c.number))][-2:] == [
        "powers.keep",
        "powers.adopt",
    ]


def test_an_earlier_version_is_one_tap_and_a_yes_away(town: Town):
    town.person("何", "facilitator")
    town.act("何", ConfirmPowers, revision=offered(town).revision)

    back = town.act("何", OfferEarlier, number=1)
    done = town.act("何", ConfirmPowers, revision=back.revision)
    unknown = town.act("何", OfferEarlier, number=9)
    shown = town.read("何", powers_versions)

    assert (back.earlier, len(back.diff.added)) == (1, 1)
    assert (done.number, now(town).matters) == (3, SHIPPED)
    assert kept(town) == [(3, "earlier", 1), (2, "file", 0), (1, "shipped", 0)]
    assert unknown == Refusal("powers.unknown_version", {"number": 9})
    assert [each.number for each in shown.versions] == [3, 2, 1, 0]


def test_the_same_list_once_more_changes_nothing(town: Town):
    town.person("何", "facilitator")

    assert offered(town, SHIPPED) == Refusal("powers.nothing_changes")
    assert kept(town) == []


def test_what_was_not_looked_at_is_not_adopted(town: Town):
    town.person("何", "facilitator")
    town.person("召", "facilitator")
    first = offered(town)
    second = offered(town, SHORT[:5])
    stale = town.act("何", ConfirmPowers, revision=first.revision)
    town.operate(AdoptPowers, matters=SHORT[:9], file="q.csv", content=b"q")
    outdated = town.act("何", ConfirmPowers, revision=stale.revision)
    adopted = town.act("何", ConfirmPowers, revision=outdated.revision)
    gone = town.act("何", ConfirmPowers, revision=outdated.revision)

    assert isinstance(second, PowersOffer)
    assert (stale.problem, outdated.problem) == ("powers.offer_stale", "powers.offer_outdated")
    assert isinstance(adopted, PowersAdopted)
    assert len(now(town).matters) == 5
    assert gone == Refusal("powers.offer_gone")


def test_a_list_is_put_away(town: Town):
    town.person("何", "facilitator")
    offered(town)

    dropped = town.act("何", DropPowers)
    again = town.act("何", DropPowers)

    assert (dropped, again) == (PowersDropped(), Refusal("powers.offer_gone"))
    assert kept(town) == []


def test_only_facilitators_and_the_operator_change_the_list(town: Town):
    town.person("代", "clerk")
    town.person("王")

    assert [town.act(who, StartPowers).key for who in "代王"] == ["policy.not_your_role"] * 2
    assert town.read("代", powers_table, "csv").key == "policy.not_your_role"
    assert not town.read("代", powers_view, "staff").may_adopt
    assert town.read("王", powers_view, "resident").groups[0] == ("owners", 18)


def test_a_dry_run_keeps_nothing(town: Town):
    done = town.operate(AdoptPowers, matters=SHORT, file="p.csv", content=b"p", dry_run=True)

    assert (done.number, done.dry_run, kept(town)) == (2, True, [])


def test_a_class_that_the_rules_have_lost_is_told_and_not_used(town: Town):
    town.person("何", "facilitator")
    town.operate(AdoptPowers, matters=SHORT, file="p.csv", content=b"p")
    lives_by(town, "village")

    view = town.read("何", powers_view, "staff")
    page = town.app.bus.read_now(lambda tx: powers(tx, town.id))
    again = town.operate(AdoptPowers, matters=SHORT[:3], file="p.csv", content=b"p")

    assert view.unfit == sum(each.legal_class.startswith("O-") for each in SHORT)
    assert len(page.unfit) == view.unfit
    assert {group.decides for group in page.groups} == {
        "residents",
        "deliberation",
        "council",
        "manager",
        "authority",
    }
    assert again == Refusal("powers.class_gone", {"legal_class": "O-8"})


def test_pages_of_one_body_turn_and_end(town: Town):
    town.person("王")

    last = town.read("王", powers_of, "resident", "owners", 99)
    unknown = town.read("王", powers_of, "resident", "mayor")

    assert (last.page, last.pages, last.total, len(last.matters)) == (3, 3, 18, 2)
    assert unknown == Refusal("press.unknown")


def test_an_older_version_is_read_as_it_was(town: Town):
    town.operate(AdoptPowers, matters=SHORT, file="p.csv", content=b"p")

    old = town.app.bus.read_now(lambda tx: powers(tx, town.id, number=1))
    today = town.app.bus.read_now(lambda tx: powers(tx, town.id))
    none = town.app.bus.read_now(lambda tx: powers(tx, town.id, number=7))

    assert (old.in_force, today.in_force, today.number, none) == (False, True, 2, None)
    assert (old.groups[0].matters[0].hours, today.groups[0].matters[0].hours) == (48, 12)


def test_a_version_that_somebody_rewrote_is_found(town: Town):
    town.operate(AdoptPowers, matters=SHORT, file="p.csv", content=b"p")
    whole = town.app.bus.read_now(i21_rows_as_acts_left_them)

    def rewrite(tx: Any) -> None:
        tx.connection.execute(update(power_lists).values(matters="[]"))

    town.app.bus.submit_run(rewrite).result()

    broken = town.app.bus.read_now(i21_rows_as_acts_left_them)
    assert (whole.state, broken.state) == ("holds", "broken")
