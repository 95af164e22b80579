"""What is public is found at once, what is not never is; both databases find the same."""

import pytest
from sqlalchemy import func, insert, select, update

from council.kernel.database.transaction import Transaction
from council.overview.search import keeping
from council.overview.search.keeping import behind, keep_up
from council.overview.search.public import HITS, Hits, search
from council.overview.search.tables import searched
from council.proposals.commands import AdmitProposal, WithdrawProposal
from council.proposals.tables import proposals
from council.resolutions.tables import resolutions
from tests.council.conftest import Town
from tests.council.proposals.proposing import TITLE, admitted, propose
from tests.web.heyue import lively

DAY = 86_400


def look(town: Town, question: str, *, page: int = 1) -> Hits:
    keep_up(town.app, patience=60)
    found = town.app.bus.read_now(lambda tx: search(tx, town.id, question, page=page))
    assert found is not None
    return found


def found_in(town: Town, question: str) -> list[tuple[str, str]]:
    return [(hit.noun, hit.number) for hit in look(town, question).hits]


def put(town: Town, *texts: tuple[str, str]) -> None:
    """Put public proposals into the record, each a day after the one before."""

    town.person("x")
    resident_id = town.read("x", lambda _tx, who: who.id)

    def fill(tx: Transaction) -> None:
        rows = [
            {
                "community_id": town.id,
                "id": f"p{number:04}",
                "number": number,
                "author_id": resident_id,
                "title": title,
                "body": body,
                "state": "admitted",
                "submitted_at": tx.now + number * DAY,
                "changed_at": tx.now,
            }
            for number, (title, body) in enumerate(texts, 1)
        ]
        tx.connection.execute(insert(proposals), rows)

    town.app.bus.submit_run(fill).result()


def test_two_characters_are_found_as_soon_as_a_proposal_is_admitted_and_not_before(town: Town):
    town.person("王芳")
    town.person("李敏", "facilitator")
    number = propose(town, "王芳")
    before = found_in(town, "停车")

    town.act("李敏", AdmitProposal, number=number)

    assert before == []
    assert found_in(town, "停车") == [("proposal", "1")]
    assert found_in(town, "车位") == [("proposal", "1")]


def test_what_is_withdrawn_is_found_no_more(town: Town):
    admitted(town)
    assert found_in(town, "停车") == [("proposal", "1")]

    town.act("王芳", WithdrawProposal, number=1)

    assert found_in(town, "停车") == []
    assert town.rows(select(func.count()).select_from(searched)) == [(0,)]


def test_what_was_taken_back_without_an_act_is_not_shown_either(town: Town):
    admitted(town)
    look(town, "停车")

    hide = update(proposals).values(state="withdrawn")
    town.app.bus.submit_run(lambda tx: tx.connection.execute(hide).rowcount).result()

    assert found_in(town, "停车") == []


def test_another_community_finds_only_its_own(town: Town, other_town: Town):
    admitted(town)

    assert found_in(other_town, "停车") == []
    assert found_in(town, "停车") == [("proposal", "1")]


def test_titles_come_before_texts_and_the_newest_first_among_equals(town: Town):
    put(
        town,
        ("电梯常坏", "修理"),
        ("路灯不亮", "电梯口也暗"),
        ("换电梯", "旧了"),
        ("绿化", "别的"),
        ("垃圾", "电梯里"),
    )

    assert [number for _, number in found_in(town, "电梯")] == ["3", "1", "5", "2"]


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("灯", ["1"]),  # the last of its run
        ("路", ["1"]),  # the first
        ("楼路灯", []),  # only what stands together
        ("3号楼", ["1"]),
        ("号楼 路灯", ["1"]),  # what blanks part may stand apart
        ("号楼 电梯", []),
        ("LIFT", ["2"]),
        ("ｌｉｆｔ", ["2"]),
        ("lif", []),  # a word of letters is looked for as a whole
        ("60", ["2"]),
        ("6", []),
        ("坏了修", []),  # no phrase from the title into the text
        ("OR", []),
        ("NEAR(", []),
        ("'); DROP TABLE searched; --", []),
        ('"', []),
        ("title:路灯", []),
        ("*", []),
        ("😀", []),
        ("\u202e灯\u202c", ["1"]),
        ("<b>路灯</b>", []),
        ("灯" * 500, []),
        ("x" * 500, []),
        (" ".join(["路灯"] * 200), ["1"]),
    ],
)
def test_both_databases_read_a_question_alike(town: Town, question: str, numbers: list[str]):
    put(town, ("3号楼的路灯", "天黑看不见"), ("Lift 坏了", "修了60次，第六十一次又坏"))

    assert [number for _, number in found_in(town, question)] == numbers


def test_a_very_long_word_and_a_very_long_text_are_kept(town: Town):
    put(town, ("w" * 3000, "停车难。" * 15_000), ("开头", "头" * 20_000 + "路灯"))

    assert found_in(town, "w" * 450) == [("proposal", "1")]
    assert found_in(town, "停车难") == [("proposal", "1")]


def test_hits_come_in_pages_of_twenty(town: Town):
    put(town, *((f"路灯 {n}", "") for n in range(45)))

    pages = [look(town, "路灯", page=page) for page in (1, 2, 3)]

    numbers = [hit.number for each in pages for hit in each.hits]
    assert numbers == [str(n) for n in range(45, 0, -1)]
    assert [len(each.hits) for each in pages] == [HITS, HITS, 5]
    assert town.app.bus.read_now(lambda tx: search(tx, town.id, "路灯", page=4)) is None


def test_every_noun_is_found_with_what_hangs_on_it(town: Town):
    town.id = lively(town.app, slug="lively")

    seen = {
        question: found_in(town, question)
        for question in (
            "停车场",
            "扶手",
            "灯光",
            "57 人",
            "错峰",
            "2026-1",
            "以奖代补",
            "测绘",
            "起草",
        )
    }

    assert set(seen["停车场"]) >= {("resolution", "2026-1"), ("poll", "2"), ("motion", "2")}
    assert {question: found for question, found in seen.items() if question != "停车场"} == {
        "扶手": [("proposal", "7")],
        "灯光": [("resolution", "2026-1")],  # one of its tasks
        "57 人": [("meeting", "1")],  # approved minutes
        "错峰": [("poll", "3"), ("poll", "1")],  # an option
        "2026-1": [("resolution", "2026-1")],
        "以奖代补": [("campaign", "1")],
        "测绘": [("motion", "1")],  # the manager's answer
        "起草": [],
    }


def test_unpublished_resolutions_and_minutes_that_wait_are_not_found(town: Town):
    town.id = lively(town.app, slug="lively")
    hide = update(resolutions).values(published_at=None, state="provisional")
    town.app.bus.submit_run(lambda tx: tx.connection.execute(hide).rowcount).result()

    assert found_in(town, "灯光") == []


def test_the_index_catches_up_in_parts_and_then_has_nothing_to_do(
    town: Town, monkeypatch: pytest.MonkeyPatch
):
    look(town, "停车")
    monkeypatch.setattr(keeping, "ACTS", 2)
    admitted(town)
    waiting = town.app.bus.read_now(behind)

    found = found_in(town, TITLE)

    assert waiting == (town.id,)
    assert town.app.bus.read_now(behind) == ()
    assert found == [("proposal", "1")]
