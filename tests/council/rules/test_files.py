"""Files of rules that are refused, with the line and the remedy."""

import pytest

from council.rules.files import read_profiles
from council.rules.limits import AT_MEETINGS, ROWS, SHARES
from council.rules.profile import (
    RuleProfile,
)
from council.rules.rulebook import own_profile
from council.rules.source import BadRulesError
from tests.council.rules.test_profiles import SMALL


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'law_version = "2026"',
            "law_version = 2026",
            "home.toml, line 1: law_version: of the wrong kind; write text in quotes",
        ),
        (
            "clear_days = 15\n",
            "clear_days = fifteen\n",
            "home.toml, line 3: not TOML (Invalid value (at line 3, column 14)); mend this line",
        ),
        (
            "clear_days = 15\n",
            "clear_days = 91\n",
            "home.toml, line 3: notice.clear_days: 91 is out of range; write 0 to 90",
        ),
        (
            "clear_days = 15\n",
            "clear_dayz = 15\n",
            (
                "home.toml, line 3: notice.clear_dayz: unknown; use one of: clear_days, "
                "extraordinary_clear_days, citation"
            ),
        ),
        (
            "usual_days = 30",
            "usual_days = 90",
            (
                "home.toml, line 9: window.usual_days: shortest, usual and longest are out of order; "
                "let shortest_days <= usual_days <= longest_days"
            ),
        ),
        (
            "cap = 3\n",
            "",
            "home.toml, line 22: proxies.cap: missing; add a line cap = …",
        ),
        (
            'policy = "not_participating"',
            'policy = "deemed_participating_with_majority"',
            (
                "home.toml, line 19: silence.policy: silence counts only by a clause; add "
                'clause_reference = "…", the clause of the covenant or the rules of procedure'
            ),
        ),
        (
            'participation = ">= 2/3"',
            'participation = ">= 1/2"',
            (
                "home.toml, line 36: rows.O-8.participation: not Civil Code 278; write "
                'electorate = "owners" and participation = ">= 2/3"'
            ),
        ),
        (
            'approval = ">= 3/4"',
            'approval = "75 %"',
            (
                'home.toml, line 37: rows.O-8.approval: “75 %” is no share; write ">= 2/3" '
                '(at least) or "> 1/2" (more than)'
            ),
        ),
        (
            "[rows.O-8]\n",
            'extends = "nowhere"\n[rows.O-8]\n',
            "home.toml, line 33: channels.extends: unknown; use one of: platform_evote, official_only, citation",
        ),
        (
            'law_version = "2026"\n',
            'law_version = "2026"\nextends = "nowhere"\n',
            "home.toml, line 2: extends: no nowhere; take this line out",
        ),
        (
            'law_version = "2026"\n',
            'law_version = "2026"\nextends = "home"\n',
            "home.toml, line 2: extends: home extends itself; take this line out",
        ),
        (
            'approval = ">= 3/4"',
            'approval = ">= 3/4"\nnotice_days = 91',
            "home.toml, line 38: rows.O-8.notice_days: 91 is out of range; write 0 to 90",
        ),
        (
            'citation = "民法典 278"\n',
            "",
            "home.toml, line 33: rows.O-8: citation is missing; add a line citation = …",
        ),
    ],
    ids=str,
)
def test_a_wrong_file_is_refused_with_its_line_and_the_remedy(old: str, new: str, said: str):
    assert old in SMALL

    with pytest.raises(BadRulesError) as caught:
        read_profiles({"home": SMALL.replace(old, new, 1)})

    assert str(caught.value) == said


def _own(text: str) -> RuleProfile:
    return own_profile("own", text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[rows.O-8]\napproval = "> 1/2"',
            'line 3: rows.O-8.approval: not Civil Code 278; write approval = ">= 3/4"',
        ),
        (
            '[rows.O-8]\ncounting = "attending"\nparticipation = "> 1/10"',
            'line 3: rows.O-8.counting: not Civil Code 278; write counting = "heads_and_area"',
        ),
        (
            '[rows.O-3]\nparticipation = "> 1/50"',
            (
                "line 3: rows.O-3.participation: not Civil Code 278; "
                'write electorate = "owners" and participation = ">= 2/3"'
            ),
        ),
        (
            '[rows.O-PET]\nparticipation = "> 1/5"',
            'line 3: rows.O-PET.participation: more than one fifth; write participation = ">= 1/5"',
        ),
        (
            '[rows.R-MO]\ncounting = "heads_and_area"\napproval = "> 1/2"',
            (
                "line 3: rows.R-MO.counting: only for the nine matters of Civil Code 278; "
                "use rows O-1 to O-9"
            ),
        ),
        (
            '[rows.O-10]\nelectorate = "owners"\ncounting = "unanimous"\ncitation = "x"\nlaw_version = "x"',
            f"line 2: rows.O-10: no such row; use one of: {', '.join(ROWS)}",
        ),
        (
            '[rows.R-MO]\nelectorate = "cats"',
            (
                "line 3: rows.R-MO.electorate: cats is unknown; "
                f"use one of: {', '.join(AT_MEETINGS)}"
            ),
        ),
        (
            '[rows.R-JM26]\napproval = ">= 3/5"',
            (
                "line 3: rows.R-JM26.approval: “>= 3/5” has no words here; "
                f"use one of: {', '.join(SHARES)}"
            ),
        ),
        (
            "[rows.O-279]\nfor_motions = true",
            "line 3: rows.O-279.for_motions: no motion can be of this class; take this line out",
        ),
        (
            "[notice]\nclear_days = 3",
            (
                "line 3: notice.clear_days: shorter than what it extends; "
                'write 15, or add citation = "…", the law that allows less'
            ),
        ),
        (
            "[floor]\nseconds = 0",
            "line 3: floor.seconds: 0 is out of range; write 1 to 1000",
        ),
        (
            "[rankings]\nlongest_days = 5",
            (
                "line 3: rankings.longest_days: usual and longest are out of order; "
                "let usual_days <= longest_days"
            ),
        ),
        (
            "[answers]\nanswer_hours = 12",
            (
                "line 3: answers.answer_hours: acknowledging and answering are out of order; "
                "let acknowledge_hours <= answer_hours"
            ),
        ),
        (
            '[answers]\nbodies = "manager parliament"',
            (
                "line 3: answers.bodies: “manager parliament” is no ladder; write each once, the"
                " lowest first, out of: manager residents_committee owners_committee subdistrict"
            ),
        ),
        (
            '[answers]\nbodies = "manager manager"',
            (
                "line 3: answers.bodies: “manager manager” is no ladder; write each once, the"
                " lowest first, out of: manager residents_committee owners_committee subdistrict"
            ),
        ),
        (
            "[answers]\nacknowledge_hours = 72",
            (
                "line 3: answers.acknowledge_hours: acknowledging and answering are out of order; "
                "let acknowledge_hours <= answer_hours"
            ),
        ),
    ],
    ids=str,
)
def test_no_file_of_ones_own_asks_for_less_than_the_law(text: str, said: str):
    with pytest.raises(BadRulesError) as caught:
        _own(f'extends = "national"\n{text}')

    assert str(caught.value) == f"own.toml, {said}"


def test_what_the_law_of_a_place_wants_cannot_be_lifted():
    chat = "[channels]\nofficial_only = false\nplatform_evote = true\ncitation = 'rules 12'"

    with pytest.raises(BadRulesError) as caught:
        _own(f'extends = "beijing"\n{chat}')

    assert str(caught.value) == (
        "own.toml, line 3: channels.official_only: the law of this place wants the official "
        "voting system; take this line out"
    )


@pytest.mark.parametrize(
    "text",
    ["x = " + "[" * 20_000, "x = " + "9" * 5_000],
    ids=["endless nesting", "endless number"],
)
def test_a_hostile_file_is_refused_like_any_other(text: str):
    with pytest.raises(BadRulesError, match=r"own\.toml, line 1: not TOML"):
        _own(text)
