"""The roll: what an import shows, asks and keeps; corrections that touch no running poll."""

from sqlalchemy import select

from council.kernel.bus.results import decode, encode
from council.kernel.refusals import Refusal, refuse
from council.kernel.tables import acts, attachments, files
from council.roll.commands import (
    ConfirmRemoval,
    ConfirmRoll,
    DropRoll,
    OfferCorrection,
    RollDropped,
    RollImported,
    SettleNamesakes,
    StartCorrection,
    StartRollImport,
)
from council.roll.hooks import RUNNING
from council.roll.reading_commands import ReadUnit, TakeRoll
from council.roll.reads import RollView, roll_file, view_roll
from council.roll.rules import FieldChange, Figures, RollDiff, Several
from council.roll.tables import units
from tests.council.conftest import Town
from tests.council.polls.polling import open_ratification
from tests.council.roll.importing import FIRST, imported, logged, offered, roll_of, text


def test_an_import_tells_what_changes_field_by_field(town: Town):
    imported(town, *FIRST)

    done = imported(
        town,
        "1-101,flat,90.00,甲,,,",
        "1-102,flat,118.52,乙;丙,丙,no,",
        "1-103,flat,100,丁,,,",
        removes=1,
    )

    assert done == RollImported(
        added=1,
        changed=2,
        removed=1,
        unchanged=0,
        units=3,
        heads=3,
        area_x100=30_852,
        dry_run=False,
        before=Figures(units=3, heads=2, area_x100=20_788),
        diff=RollDiff(
            added=("1-103",),
            removed=("P-1",),
            changes=(
                FieldChange(unit="1-101", field="area", before="89.36", after="90.00"),
                FieldChange(unit="1-102", field="nominee", before="", after="丙"),
                FieldChange(unit="1-102", field="delivered", before="yes", after="no"),
            ),
        ),
    )
    assert [unit.code for unit in roll_of(town)] == ["1-101", "1-102", "1-103"]


def test_a_unit_that_stays_stays_the_same_row(town: Town):
    imported(town, *FIRST)
    before = {row.code: row.id for row in town.rows(select(units.c.code, units.c.id))}

    imported(town, "1-101,flat,90.00,甲,,,", *FIRST[1:])

    assert {row.code: row.id for row in town.rows(select(units.c.code, units.c.id))} == before


def test_owners_of_several_units_are_confirmed_once(town: Town):
    lines = ("1,flat,1,王伟,,,", "2,flat,1,王伟,,,")

    refused = imported(town, *lines)
    done = imported(town, lines[0], f"{lines[1]}yes")
    again = imported(town, *lines)
    third = imported(town, *lines, "3,flat,1,王伟,,,")

    assert refused == refuse("roll.namesakes", count=1, owner="王伟", units="1 2")
    assert (done.heads, again.unchanged) == (1, 2)
    assert third == refuse("roll.namesakes", count=1, owner="王伟", units="1 2 3")


def test_a_dry_run_keeps_nothing(town: Town):
    seen = imported(town, *FIRST, dry_run=True)

    assert (seen.added, seen.dry_run, roll_of(town), logged(town, "roll.import")) == (
        3,
        True,
        (),
        [],
    )


def test_only_facilitators_import_and_correct(town: Town):
    town.person("召", "facilitator")
    town.person("代", "clerk")
    town.person("甲")
    imported(town, *FIRST)

    refusals = [
        offered(town, *FIRST, name="代"),
        town.act("甲", StartCorrection, unit="1-101", field="area"),
        town.read("甲", view_roll),
        town.read("甲", roll_file),
    ]

    assert [refusal.key for refusal in refusals] == ["policy.not_your_role"] * 4
    assert town.read("代", view_roll) == RollView(
        figures=Figures(units=3, heads=2, area_x100=20_788),
        owners=3,
        listed=0,
        frozen=(),
        may_import=False,
        may_list=False,
    )


def test_a_file_at_the_desk_is_kept_only_after_the_yes(town: Town):
    town.person("召", "facilitator")

    offer = offered(town, *FIRST)
    before = (roll_of(town), town.rows(select(files.c.sha256)))
    done = town.act("召", ConfirmRoll, revision=offer.revision)
    again = town.act("召", ConfirmRoll, revision=offer.revision)

    assert offer.preview.dry_run
    assert before == ((), [])
    assert (done.added, done.dry_run) == (3, False)
    assert again == refuse("roll.offer_gone")
    assert [unit.code for unit in roll_of(town)] == ["1-101", "1-102", "P-1"]
    ((content, media_type),) = town.rows(select(files.c.content, files.c.media_type))
    ((subject, kind),) = town.rows(select(attachments.c.subject_kind, attachments.c.kind))
    assert (content, media_type, subject, kind) == (text(*FIRST), "text/csv", "roll", "document")


def test_namesakes_are_settled_one_by_one_at_the_desk(town: Town):
    town.person("召", "facilitator")
    lines = [f"{n},flat,1,{owner},,," for n, owner in enumerate(("王伟", "王伟", "李娜", "李娜"))]

    offer = offered(town, *lines)
    too_soon = town.act("召", ConfirmRoll, revision=offer.revision)
    same = town.act("召", SettleNamesakes, revision=offer.revision, answer="same", place=0)
    split = town.act("召", SettleNamesakes, revision=same.revision, answer="split", place=0)
    done = town.act("召", ConfirmRoll, revision=split.revision)

    assert offer.preview.to_confirm == (
        Several(owner="王伟", units=("0", "1")),
        Several(owner="李娜", units=("2", "3")),
    )
    assert too_soon == refuse("roll.namesakes", count=2, owner="王伟", units="0 1")
    assert same.preview.to_confirm == (Several(owner="李娜", units=("2", "3")),)
    assert split.preview.to_confirm == ()
    assert (done.heads, [unit.owners for unit in roll_of(town)]) == (
        3,
        [("王伟",), ("王伟",), ("李娜#1",), ("李娜#2",)],
    )


def test_all_that_were_shown_are_confirmed_at_once(town: Town):
    town.person("召", "facilitator")
    lines = [f"{n},flat,1,{'甲乙丙丁戊己庚'[n // 2]},,," for n in range(14)]

    offer = offered(town, *lines)
    some = town.act("召", SettleNamesakes, revision=offer.revision, answer="all")
    rest = town.act("召", SettleNamesakes, revision=some.revision, answer="all")

    assert some.preview.to_confirm == (Several(owner="庚", units=("12", "13")),)
    assert rest.preview.to_confirm == ()


def test_a_yes_to_what_is_no_longer_so_keeps_nothing(town: Town):
    town.person("召", "facilitator")
    imported(town, *FIRST)
    offer = offered(town, "1-101,flat,90.00,甲,,,")
    imported(town, "1-101,flat,91.00,甲,,,", "9,flat,1,丁,,,", removes=2)

    outdated = town.act("召", ConfirmRoll, revision=offer.revision)
    stale = town.act("召", ConfirmRoll, revision=offer.revision)
    done = town.act("召", ConfirmRemoval, text="移除 1")

    assert stale.revision > outdated.revision
    assert (outdated.problem, outdated.preview.removed) == ("roll.offer_outdated", 1)
    assert stale.problem == "roll.offer_stale"
    assert (done.changed, done.removed) == (1, 1)


def test_a_dropped_file_is_gone(town: Town):
    town.person("召", "facilitator")
    offer = offered(town, *FIRST)

    dropped = town.act("召", DropRoll)
    answers = [
        town.act("召", DropRoll),
        town.act("召", ConfirmRoll, revision=offer.revision),
        town.act("召", SettleNamesakes, revision=offer.revision, answer="all"),
    ]

    assert dropped == RollDropped()
    assert answers == [refuse("roll.offer_gone")] * 3
    town.act("召", StartRollImport)
    assert town.act("召", ConfirmRoll, revision=offer.revision) == refuse("roll.offer_gone")


def test_answers_are_the_same_when_an_update_comes_again(town: Town):
    town.person("召", "facilitator")
    open_ratification(town)
    town.act("召", StartCorrection, unit="1-101", field="area")

    answers = [
        offered(town, "1,flat,1,王伟,,,", "2,flat,1,王伟,,,", "1-101,flat,90,甲,,,"),
        town.act("召", OfferCorrection, text="90\n按证更正"),
        town.act("召", OfferCorrection, text="九十\n按证更正"),
    ]

    assert [type(answer).__name__ for answer in answers] == [
        "RollOffer",
        "CorrectionOffer",
        "RollFaults",
    ]
    assert [decode(encode(answer)) for answer in answers] == answers


def test_another_communitys_roll_is_not_touched(town: Town, other_town: Town):
    imported(town, *FIRST)
    imported(other_town, FIRST[0])

    imported(town, "1-101,flat,90,甲,,,")

    assert other_town.app.bus.read_now(lambda tx: RUNNING(tx, other_town.id)) == ()
    assert [(unit.code, unit.area_x100) for unit in roll_of(other_town)] == [("1-101", 8_936)]


def test_whoever_reads_a_unit_or_takes_the_roll_stands_in_the_log(town: Town):
    town.person("召", "facilitator")
    town.person("甲")
    imported(town, *FIRST)

    done = [
        town.act("召", ReadUnit, unit="1-101"),
        town.act("召", TakeRoll),
        town.act("召", ReadUnit, unit="9"),
        town.act("甲", TakeRoll),
        town.operate(TakeRoll),
    ]

    refused = [isinstance(each, Refusal) for each in done]
    logged = town.rows(
        select(acts.c.verb, acts.c.role, acts.c.subject_kind, acts.c.subject_id)
        .where(acts.c.verb.in_(("roll.read", "roll.export")))
        .order_by(acts.c.number)
    )
    assert refused == [False, False, True, True, False]
    assert [tuple(row) for row in logged] == [
        ("roll.read", "facilitator", "unit", "1-101"),
        ("roll.export", "facilitator", "roll", town.id),
        ("roll.export", "operator", "roll", town.id),
    ]
