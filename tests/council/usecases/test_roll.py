"""The roll: what an import shows, asks and keeps; corrections that touch no running poll."""

from sqlalchemy import select

from council.commands.file_faults import FileFault
from council.commands.roll import (
    ConfirmCorrection,
    ConfirmRemoval,
    ConfirmRoll,
    CorrectionOffer,
    DropRoll,
    ImportRoll,
    OfferCorrection,
    OfferRoll,
    RollDropped,
    RollFaults,
    RollImported,
    RollOffer,
    RollWaiting,
    RollWaits,
    SettleNamesakes,
    SettleRollImport,
    ShowRollImport,
    StartCorrection,
    StartRollImport,
    UnitCorrected,
)
from council.commands.roll_reads import ReadUnit, TakeRoll
from council.domain.refusals import Refusal, refuse
from council.domain.roll import FieldChange, Figures, RollDiff, Several
from council.reads.electorate import frozen_roll
from council.reads.mine import today
from council.reads.roll import RollView, UnitView, roll_file, running, view_roll, view_unit
from council.storage.results import decode, encode
from council.storage.roll import load_roll
from council.storage.tables.dialogue import acts
from council.storage.tables.polls import polls
from council.storage.tables.proposals import attachments, files
from council.storage.tables.roll import units
from tests.council.conftest import Town
from tests.council.usecases.polling import open_ratification
from voting.formats.roll_csv import read_roll_to_keep
from voting.roll import Unit

HEAD = "unit,kind,area,owners,nominee,delivered,same_owner"
FIRST = ("1-101,flat,89.36,甲,,,", "1-102,flat,118.52,乙;丙,,,", "P-1,parking,12.5,甲,,,")


def text(*lines: str) -> bytes:
    return "\n".join((HEAD, *lines)).encode()


def roll_of(town: Town) -> tuple[Unit, ...]:
    return town.hall.desk.read_now(lambda tx: load_roll(tx, town.id))


def imported(town: Town, *lines: str, **fields: object) -> RollImported | Refusal:
    table = read_roll_to_keep(text(*lines), file="roll.csv")
    return town.operate(
        ImportRoll, units=table.units, same_owner=frozenset(table.same_owner), **fields
    )


def offered(town: Town, *lines: str, name: str = "召") -> RollOffer | Refusal:
    table = read_roll_to_keep(text(*lines), file="roll.csv")
    return town.act(
        name,
        OfferRoll,
        file="roll.csv",
        content=text(*lines),
        units=table.units,
        same_owner=frozenset(table.same_owner),
    )


def logged(town: Town, verb: str) -> list[tuple[str, str, str]]:
    query = select(acts.c.role, acts.c.subject_kind, acts.c.detail).where(acts.c.verb == verb)
    return [tuple(row) for row in town.rows(query.order_by(acts.c.number))]


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


def test_a_running_vote_keeps_its_roll_through_import_and_correction(town: Town):
    town.person("召", "facilitator")
    open_ratification(town)
    before = town.hall.desk.read_now(
        lambda tx: [frozen_roll(tx, town.id, row.poll_id) for row in _polls(tx)]
    )

    shown = imported(town, *FIRST, dry_run=True)
    done = town.operate(ImportRoll, units=roll_of(town)[:-1])
    town.act("召", StartCorrection, unit="1-101", field="area")
    offer = town.act("召", OfferCorrection, text="90\n按证更正")
    corrected = town.act("召", ConfirmCorrection, revision=offer.revision)

    after = town.hall.desk.read_now(
        lambda tx: [frozen_roll(tx, town.id, row.poll_id) for row in _polls(tx)]
    )
    assert (shown.frozen, done.frozen, offer.frozen, corrected.frozen) == ((1,),) * 4
    assert before == after
    assert len(before[0]) == 7


def _polls(tx):
    return list(tx.connection.execute(select(polls.c.id.label("poll_id"))))


def test_a_correction_is_shown_then_made_and_logged(town: Town):
    town.person("召", "facilitator")
    imported(town, *FIRST)

    asked = town.act("召", StartCorrection, unit=" 1-１01", field="owners")
    offer = town.act("召", OfferCorrection, text="乙；丙\n  2026年3月5日过户  ")
    done = town.act("召", ConfirmCorrection, revision=offer.revision)
    again = town.act("召", ConfirmCorrection, revision=offer.revision)

    change = FieldChange(unit="1-101", field="owners", before="甲", after="乙;丙")
    assert (asked.unit, asked.before) == ("1-101", "甲")
    assert offer == CorrectionOffer(
        change=change,
        reason="2026年3月5日过户",
        figures_before=Figures(units=3, heads=2, area_x100=20_788),
        figures_after=Figures(units=3, heads=1, area_x100=20_788),
        several=(
            Several(owner="丙", units=("1-101", "1-102")),
            Several(owner="乙", units=("1-101", "1-102")),
        ),
        frozen=(),
        revision=offer.revision,
    )
    assert done == UnitCorrected(
        change=change,
        reason="2026年3月5日过户",
        figures=Figures(units=3, heads=1, area_x100=20_788),
        frozen=(),
    )
    assert again == refuse("roll.offer_gone")
    assert roll_of(town)[0].owners == ("乙", "丙")
    assert logged(town, "roll.correct") == [
        (
            "facilitator",
            "unit",
            '{"after": "乙;丙", "before": "甲", "field": "owners", "reason": "2026年3月5日过户"}',
        )
    ]


def test_a_correction_that_makes_no_roll_is_refused(town: Town):
    town.person("召", "facilitator")
    imported(town, *FIRST)

    def tried(unit: str, field: str, said: str) -> object:
        asked = town.act("召", StartCorrection, unit=unit, field=field)
        return asked if isinstance(asked, Refusal) else town.act("召", OfferCorrection, text=said)

    assert [
        tried("9-999", "area", "1\n原因"),
        tried("1-101", "code", "1\n原因"),
        tried("1-101", "area", "90"),
        tried("1-101", "area", "89.36\n按证更正"),
        tried("1-102", "nominee", "甲\n书面推选"),
        tried("1-101", "area", "89.365\n按证更正"),
    ] == [
        refuse("roll.unknown_unit", given="9-999"),
        refuse("press.unknown"),
        refuse("roll.reason_needed", limit=300),
        refuse("roll.same_already", unit="1-101"),
        refuse("roll.stranger_nominated", unit="1-102"),
        RollFaults(
            file="",
            faults=(
                FileFault(key="roll.area_malformed", line=1, column=4, params={"text": "89.365"}),
            ),
        ),
    ]
    assert logged(town, "roll.correct") == []


def test_a_unit_that_changed_meanwhile_is_not_corrected(town: Town):
    town.person("召", "facilitator")
    imported(town, *FIRST)
    town.act("召", StartCorrection, unit="1-101", field="area")
    offer = town.act("召", OfferCorrection, text="90\n按证更正")

    imported(town, "1-101,flat,91.00,甲,,,", *FIRST[1:])
    late = town.act("召", ConfirmCorrection, revision=offer.revision)
    stale = town.act("召", ConfirmCorrection, revision=offer.revision + 1)

    assert late == refuse("roll.correction_outdated", unit="1-101")
    assert stale == refuse("roll.offer_stale")


def test_a_unit_is_seen_with_its_head(town: Town):
    town.person("代", "clerk")
    imported(town, *FIRST)

    seen = [town.read("代", view_unit, code) for code in ("p-1", "P-1", "９")]

    assert seen == [
        refuse("roll.unknown_unit", given="p-1"),
        UnitView(
            unit="P-1",
            cells=(
                ("unit", "P-1"),
                ("building", ""),
                ("kind", "parking"),
                ("area", "12.50"),
                ("area_source", "registered"),
                ("owners", "甲"),
                ("nominee", ""),
                ("delivered", "yes"),
                ("counts", "no"),
            ),
            head="甲",
            head_units=1,
            head_area_x100=8_936,
            may_correct=False,
        ),
        refuse("roll.unknown_unit", given="９"),
    ]


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

    assert other_town.hall.desk.read_now(lambda tx: running(tx, other_town.id)) == ()
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


MANY = tuple(f"1-{number},flat,10,户{number},,," for number in range(101, 111))


def test_a_file_that_leaves_much_out_needs_the_number_typed(town: Town):
    town.person("召", "facilitator")
    imported(town, *MANY)

    shown = offered(town, *MANY[:2])
    pressed = town.act("召", ConfirmRoll, revision=shown.revision)
    wrong = town.act("召", ConfirmRemoval, text="移除 7")
    kept = len(roll_of(town))
    done = town.act("召", ConfirmRemoval, text="移除８套")

    assert [each.key for each in (pressed, wrong)] == ["roll.removes_many"] * 2
    assert kept == 10
    assert (done.removed, len(roll_of(town))) == (8, 2)


def test_at_the_command_line_the_number_is_an_option(town: Town):
    imported(town, *MANY)

    refused = imported(town, *MANY[:2])
    done = imported(town, *MANY[:2], removes=8)

    assert refused == refuse("roll.removes_many", n=8, of=10)
    assert (done.removed, len(roll_of(town))) == (8, 2)


def test_while_a_vote_runs_a_second_person_settles_what_leaves_much_out(town: Town):
    town.person("召", "facilitator")
    town.person("集", "facilitator")
    open_ratification(town)
    before = roll_of(town)
    shown = offered(town, "1-101,flat,89.36,甲,,,")

    waits = town.act("召", ConfirmRemoval, text=str(shown.preview.removed))
    own = town.act("召", ShowRollImport)
    alone = town.act("召", SettleRollImport, id=own.id, answer="yes")
    due = [[need.key for need in town.read(name, today).needs] for name in ("召", "集")]
    unchanged = roll_of(town)
    seen = town.act("集", ShowRollImport)
    done = town.act("集", SettleRollImport, id=seen.id, answer="yes")
    again = town.act("集", SettleRollImport, id=seen.id, answer="yes")

    assert waits == RollWaits(removed=len(before) - 1, of=len(before), frozen=(1,))
    assert isinstance(own, RollWaiting)
    assert (own.mine, seen.mine, seen.offered_by) == (True, False, "召")
    assert ("roll_waits" in due[0], "roll_waits" in due[1]) == (False, True)
    assert alone == refuse("roll.same_person")
    assert unchanged == before
    assert isinstance(done, RollImported)
    assert [unit.code for unit in roll_of(town)] == ["1-101"]
    assert again == refuse("roll.offer_gone")


def test_a_waiting_file_can_be_put_away_and_is_not_imported_on_another_roll(town: Town):
    town.person("召", "facilitator")
    town.person("集", "facilitator")
    open_ratification(town)
    before = roll_of(town)
    several = len(before) - 1
    town.operate(ImportRoll, units=before[:1], removes=several, content=b"x", file="roll.csv")
    seen = town.act("集", ShowRollImport)
    more = Unit(code="9-9", owners=("庚",), area_x100=100)
    town.operate(ImportRoll, units=(*before, more))

    outdated = town.act("集", SettleRollImport, id=seen.id, answer="yes")
    dropped = town.act("召", SettleRollImport, id=seen.id, answer="no")

    assert outdated == refuse("roll.offer_outdated")
    assert dropped == RollDropped()
    assert len(roll_of(town)) == len(before) + 1
