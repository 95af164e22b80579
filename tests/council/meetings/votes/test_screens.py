"""Votes at meetings and consultations in words: both languages, every row, never too long."""

from dataclasses import replace

import pytest

from council.kernel.screens.parts import units_of
from council.kernel.screens.screen import TEXT_LIMIT
from council.kernel.screens.translator import LOCALES, Translator, catalog
from council.meetings.commands import AgendaLine, MeetingView
from council.meetings.votes.rules import electorates_of, judge
from council.meetings.votes.screens import decisions
from council.motions.commands import MotionView
from council.motions.consultations.rules import CONSULTATION, Consultation, ConsultationStep
from council.motions.votes.recorded import RecordedVote
from council.motions.votes.screens import sentences
from council.rules.keys import SECTIONS
from council.rules.profile import RuleRow
from council.rules.rulebook import rulebook
from council.wordings import render

ZH, EN = Translator("zh_CN"), Translator("en")
ROWS = {
    f"{profile}/{row.id}": row
    for profile, rules in rulebook().items()
    for row in rules.rows.values()
    if row.by_show_of_hands
}
LONG = "𠮷" * 3000
#: The longest agenda that rules may allow.
MOST_MOTIONS = SECTIONS["floor"]["agenda_motions"][2]
VIEW = MotionView(
    bot="staff",
    number=1,
    title="东门晚上关不关",
    body="",
    state="deliberated",
    legal_class="R-JM26",
    track="meeting",
    addressee="",
    proposal_number=1,
    proposal_title="东门",
    meeting_number=1,
    meeting_starts_at=1_772_191_800,
    response=None,
)


def record(row: RuleRow, *, came: int = 9, reason: str = "") -> RecordedVote:
    vote = judge(row, electorate=electorates_of(row)[0], entitled=12, came=came, yes=6, no=2)
    return RecordedVote(vote=vote, meeting=1, reading=1, reason=reason, fixed=True, certain=False)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
@pytest.mark.parametrize("locale", LOCALES)
def test_every_row_that_is_counted_by_hands_has_its_words(row: RuleRow, locale: str):
    wanted = {f"share.{limb.share.written}" for limb in row.participation}
    wanted |= {f"electorate.{name}" for name in electorates_of(row)}
    wanted |= set() if row.approval is None else {f"share.{row.approval.written}"}
    wanted |= {f"motion.track.{row.decided_by}", f"legal_class.{row.id}"}

    assert wanted - catalog(locale).keys() == set()
    for came in (12, 8):
        assert "{" not in sentences(record(row, came=came).vote, Translator(locale))


def test_the_owners_committee_is_counted_of_all_its_members():
    row = rulebook()["national"].rows["O-WC"]

    assert sentences(record(row).vote, ZH) == (
        "<b>❌ 表决未通过</b>\n"
        "业主委员会委员共 12 名，到会 9 名；须过半数到会，即至少 7 名：已达到。\n"
        "同意 6 名、反对 2 名、弃权 1 名；须全体 12 名中过半数同意，即至少 7 名：未达到。\n"
        "依据：业主大会和业主委员会指导规则 39（2009）。"
    )


def test_the_hall_names_its_own_rules_and_no_law():
    row = rulebook()["national"].rows["R-MO"]

    assert sentences(record(row).vote, EN) == (
        "<b>✅ Carried</b>\n"
        "9 of 12 councillors came; more than half are needed, that is 7: a quorum.\n"
        "6 agreed, 2 were against, the 1 who abstained do not count; "
        "more must agree than oppose: enough.\n"
        "By 萝卜规则 / 南塘十三条 (the hall's own rules)."
    )


@pytest.mark.parametrize("say", [ZH, EN])
def test_the_longest_words_still_fit_a_message(say: Translator):
    row = rulebook()["national"].rows["R-JM26"]
    votes = tuple(record(row, reason=LONG[:300]) for _ in range(5))
    steps = tuple(
        ConsultationStep(
            verb=verb, text=LONG[:1000], photo="ab", taken_at=1_772_191_800, taken_by=LONG[:40]
        )
        for verb in ("agree", *CONSULTATION.moves)
    )
    long = replace(VIEW, title=LONG[:60], body=LONG, proposal_title=LONG[:60])
    items = tuple(
        AgendaLine(
            number=n,
            title=LONG[:60],
            state="carried",
            legal_class="R-JM26",
            track="meeting",
            overdue=True,
            vote=votes[0],
        )
        for n in range(900, 900 + MOST_MOTIONS)
    )
    meeting = MeetingView(
        bot="staff",
        number=1,
        title=LONG[:60],
        place=LONG[:60],
        starts_at=1_772_191_800,
        state="approved",
        items=items,
        yes=1,
        no=1,
        attended=1,
        minutes="approved",
    )
    screens = [
        render(meeting, say),
        render(replace(long, votes=votes), say),
        render(replace(long, consultation=Consultation(state="closed", steps=steps)), say),
    ]

    assert max(units_of(screen.text) for screen in screens) <= TEXT_LIMIT
    assert units_of(decisions(list(enumerate(votes)), say, room=1_000)) <= 1_000
