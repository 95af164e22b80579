"""Drafts: what somebody was last busy with is told by the order of what they did, not by its second."""

from council.kernel import drafts
from council.kernel.database.transaction import Transaction
from council.people import records as people
from tests.council.conftest import Town


def test_of_two_drafts_of_one_second_the_one_that_was_saved_last_is_the_latest(town: Town):
    town.person("王芳")

    def busy(tx: Transaction) -> list[str]:
        who = people.person_by(tx, town.id, ref="王芳")
        assert who is not None
        found = []
        for kind in ("form.a", "form.a", "form.a", "form.b", "form.a"):
            drafts.save(tx, who, bot="resident", kind=kind, content={})
            latest = drafts.latest(tx, who, "resident")
            found.append(latest.kind if latest else "")
        return found

    assert town.app.bus.submit_run(busy).result() == ["form.a"] * 3 + ["form.b", "form.a"]


def test_a_revision_only_ever_grows(town: Town):
    town.person("王芳")

    def grow(tx: Transaction) -> list[int]:
        who = people.person_by(tx, town.id, ref="王芳")
        assert who is not None
        made = [drafts.save(tx, who, bot="resident", kind="form.a", content={})]
        drafts.clear(tx, who, "resident", "form.a")
        made.append(drafts.save(tx, who, bot="resident", kind="form.a", content={}))
        return [each.revision for each in made]

    assert town.app.bus.submit_run(grow).result() == [1, 3]


def test_of_the_drafts_of_both_bots_the_one_that_was_saved_last_has_the_higher_revision(
    town: Town,
):
    town.person("王芳")

    def busy(tx: Transaction) -> list[int]:
        who = people.person_by(tx, town.id, ref="王芳")
        assert who is not None
        return [
            drafts.save(tx, who, bot=bot, kind=drafts.SCREEN, content={}).revision
            for bot in ("resident", "resident", "staff", "resident")
        ]

    assert town.app.bus.submit_run(busy).result() == [1, 2, 3, 4]
