"""Whatever state a thing is in, its page has words for it in both languages."""

import re
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint

from council.acts import ACTS
from council.kernel.database.columns import metadata
from council.kernel.screens.translator import LOCALES, Translator, catalog
from council.motions.responses.rules import DECISIONS
from council.overview.search.sources import SOURCES
from council.rules.poll_kinds import KINDS
from council.rules.rulebook import rulebook
from web.drawing import tone
from web.sections import SECTIONS

_WEB = Path(__file__).parents[2] / "web"
_TEMPLATES = _WEB / "templates"
_NOUNS = {
    "proposal": "proposals",
    "meeting": "meetings",
    "motion": "motions",
    "poll": "polls",
    "resolution": "resolutions",
    "campaign": "campaigns",
    "response": "responses",
    "consultation": "consultations",
}


def allowed(table: str, column: str) -> list[str]:
    """The values that a CHECK of a table allows."""
    checks = [c for c in metadata.tables[table].constraints if isinstance(c, CheckConstraint)]
    texts = [str(c.sqltext) for c in checks if str(c.sqltext).startswith(f"{column} IN (")]
    return re.findall(r"'(\w+)'", texts[0])


def wanted() -> set[str]:
    groups = {
        "class": sorted({row for rules in rulebook().values() for row in rules.for_motions}),
        "decision": list(DECISIONS),
        "kind": list(KINDS),
        "poll.effect": list(KINDS),
        "poll.rules": list(KINDS),
        "role": sorted({"", *(role for act in ACTS for role in act.roles)}),
        "addressed": allowed("motions", "addressee"),
        "mode": allowed("campaigns", "mode"),
        "surplus": allowed("campaigns", "surplus_rule"),
        "method": allowed("receipts", "method"),
        "transfer": allowed("ledger_transfers", "kind"),
        "proposal.hidden": ["submitted", "returned", "withdrawn"],
        "tie": ["schulze", "first_preferences", "previous_rounds", "order", "lot", "none"],
        "passed": ["yes", "no", "needs_review"],
        "noun": list(SOURCES),
    }
    made = {f"web.{group}.{name}" for group, names in groups.items() for name in names}
    made |= {
        f"state.{noun}.{name}"
        for noun, table in _NOUNS.items()
        for name in allowed(table, "state")
    }
    below = {name for each in SECTIONS for name in each.below}
    made |= {f"web.{each.name}" for each in SECTIONS}
    return made | {f"web.{name}" for name in below} | {f"web.below.{name}" for name in below}


def test_both_catalogs_have_every_word_a_state_may_need():
    for locale in LOCALES:
        assert wanted() - set(catalog(locale)) == set()


def test_the_templates_say_only_what_the_catalogs_know():
    said = {
        key
        for path in _TEMPLATES.iterdir()
        for key in re.findall(r"say\(\s*[\"'](web\.[\w.]*\w)[\"']\s*[,)]", path.read_text())
    }

    assert len(said) > 100
    for locale in LOCALES:
        assert said - set(catalog(locale)) == set()


def test_nothing_of_ours_in_the_catalogs_lies_unused():
    files = [path for kind in ("*.html", "*.xml", "*.py") for path in _WEB.rglob(kind)]
    text = "".join(path.read_text() for path in files)
    prefixes = re.findall(r"[\"'](web\.(?:[\w.]+\.)?)[\"'] ?[~+]", text)

    unused = [
        key
        for key in catalog("en")
        if key.startswith("web.")
        and key not in text
        and key not in wanted()
        and not any(prefix != "web." and key.startswith(prefix) for prefix in prefixes)
    ]

    assert unused == []


def test_both_languages_take_the_same_parameters():
    def names(said) -> list[list[str]]:
        forms = (said,) if isinstance(said, str) else said
        return sorted({str(sorted(set(re.findall(r"{(\w+)}", form)))) for form in forms})

    ours = [key for key in catalog("en") if key.startswith("web.")]
    unlike = [key for key in ours if names(catalog("en")[key]) != names(catalog("zh_CN")[key])]

    assert unlike == []


@pytest.mark.parametrize("noun", _NOUNS)
def test_every_state_has_a_look(noun: str):
    looks = {tone(noun, state) for state in allowed(_NOUNS[noun], "state")}

    assert looks <= {"", "good", "warn", "bad"}


def test_the_refusals_of_the_demo_clock_are_worded():
    said = [
        str(Translator(locale)(f"refusal.demo.{key}"))
        for locale in LOCALES
        for key in ("not_a_demo", "forward_only")
    ]

    assert all(said)
