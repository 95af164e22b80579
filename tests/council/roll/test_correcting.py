"""Corrections of single units: shown, made, logged; a running vote keeps its roll."""

from sqlalchemy import select

from council.kernel.refusals import Refusal, refuse
from council.kernel.screens.file_faults_result import FileFault
from council.polls.electorate.reads import frozen_roll
from council.polls.tables import polls
from council.roll.commands import (
    ConfirmCorrection,
    CorrectionOffer,
    ImportRoll,
    OfferCorrection,
    RollFaults,
    RunningVote,
    StartCorrection,
    UnitCorrected,
)
from council.roll.reads import UnitView, view_unit
from council.roll.rules import FieldChange, Figures, Several
from tests.council.conftest import Town
from tests.council.polls.polling import open_ratification
from tests.council.roll.importing import FIRST, imported, logged, roll_of


def test_a_running_vote_keeps_its_roll_through_import_and_correction(town: Town):
    town.person("召", "facilitator")
    open_ratification(town)
    before = town.app.bus.read_now(
        lambda tx: [frozen_roll(tx, town.id, row.poll_id) for row in _polls(tx)]
    )

    shown = imported(town, *FIRST, dry_run=True)
    done = town.operate(ImportRoll, units=roll_of(town)[:-1])
    town.act("召", StartCorrection, unit="1-101", field="area")
    offer = town.act("召", OfferCorrection, text="90\n按证更正")
    corrected = town.act("召", ConfirmCorrection, revision=offer.revision)

    after = town.app.bus.read_now(
        lambda tx: [frozen_roll(tx, town.id, row.poll_id) for row in _polls(tx)]
    )
    vote = RunningVote(number=1, title="建设立体停车场")
    assert (shown.frozen, done.frozen, offer.frozen, corrected.frozen) == ((vote,),) * 4
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
