"""Forms about statements, filled in as with thumbs."""

from council.kernel.refusals import Refusal, refuse
from council.statements.commands import CollectionView, StatementWritten
from council.statements.reads import desk
from council.statements.rules import DAY
from tests.council.conftest import NOON, Town
from tests.council.evening import at, meeting, motion, staff
from tests.council.kernel.forms.filling import Filling, filled, problem
from tests.council.statements.collecting import closed, collecting


def test_a_collection_is_opened_as_usual_with_one_tap_or_until_another_time(town: Town):
    staff(town)
    number = motion(town)
    meeting(town, "2026-02-27 19:30", number)
    form = Filling(town, "何", "collection", number)
    usual = filled(form.sheet)

    form.change("closes")
    unreadable = form.say("等会儿")
    past = form.say("1月30日 12:30")
    late = form.say("2月28日")
    whole_day = form.say("2月20日")
    opened = form.file()

    assert usual == {"closes": NOON + 7 * DAY}
    assert problem(unreadable) == "date.no_moment"
    assert problem(past) == "statements.ends_too_soon"
    assert problem(late) == "statements.ends_after_start"
    assert filled(whole_day) == {"closes": at("2026-02-20 23:59")}
    assert isinstance(opened, CollectionView)
    assert opened.told.ends_at == at("2026-02-20 23:59")


def test_statements_of_the_staff_are_one_message(town: Town):
    number = collecting(town, seeds=())
    form = Filling(town, "何", "seeds", number)

    long = form.say("第一条看法\n" + "长" * 101)
    twice = form.say("东门晚上九点后只出不进\n空地建停车楼\n东门晚上九点后只出不进")
    done = form.say("东门晚上九点后只出不进\n空地建停车楼")

    assert long.problem == refuse(
        "statements.in_line",
        place=2,
        line="长" * 20,
        why_key="refusal.statements.too_long",
        length=101,
        limit=100,
    )
    assert twice.problem.params["place"] == 3
    assert isinstance(done, CollectionView)
    assert done.accepted == 2


def test_what_resembles_a_residents_statement_is_shown_before_it_is_filed(town: Town):
    number = collecting(town)
    form = Filling(town, "王", "statement", number)

    sheet = form.say("空地应当建一座停车楼")
    other = Filling(town, "李", "statement", number).say("把消防通道让出来")
    done = form.file()

    assert [note.params.get("text", note.key) for note in sheet.notes] == [
        "statements.alike",
        "空地应当建停车楼",
    ]
    assert [(lead.verb, lead.arguments, lead.instead) for lead in sheet.leads] == [
        ("statements.one", (number, 3), True),
        ("statements", (number,), False),
    ]
    assert (other.notes, [lead.verb for lead in other.leads]) == ((), ["statements"])
    assert isinstance(done, StatementWritten)


def test_a_number_of_a_person_is_masked_and_said_so(town: Town):
    number = collecting(town)

    sheet = Filling(town, "王", "statement", number).say("打 13812345678 找我")

    assert sheet.masked
    assert filled(sheet) == {"text": "打 138******** 找我"}


def test_a_statement_is_rejected_with_a_reason(town: Town):
    number = collecting(town)
    Filling(town, "王", "statement", number).say("物业都是骗子")
    form = Filling(town, "王", "statement", number)
    form.file()

    rejecting = Filling(town, "何", "rejecting", f"{number}-5")
    thin = rejecting.say("不")
    done = rejecting.say("这是骂人，不是看法")

    assert problem(thin) == "statements.reason_length"
    assert isinstance(done, CollectionView)
    assert isinstance(town.read("何", desk, number), CollectionView)


def test_no_form_opens_where_nothing_can_be_filed(town: Town):
    number = collecting(town)
    closed(town)

    assert isinstance(Filling(town, "何", "collection", number).sheet, Refusal)
    assert isinstance(Filling(town, "何", "seeds", number).sheet, Refusal)
    assert isinstance(Filling(town, "王", "statement", number).sheet, Refusal)
