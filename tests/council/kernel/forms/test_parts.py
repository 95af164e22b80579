"""A long text sent in parts: nothing is lost, it can be shortened, and it ends when it is done."""

from hypothesis import given
from hypothesis import strategies as st

from council.kernel.forms.commands import Phrase
from council.kernel.forms.form import KEEP, SHORTEN
from council.kernel.forms.parts import CUT_FROM, joined
from council.meetings.commands import AdjournMeeting
from tests.council.conftest import Town
from tests.council.kernel.forms.filling import Filling, problem
from tests.council.meetings.meeting import in_session


def writing(town: Town) -> Filling:
    """The facilitator begins to write a section of minutes that is empty."""
    met = in_session(town)
    town.act("主", AdjournMeeting, number=met)
    return Filling(town, "何", "minutes", f"{met}-notes")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters=" \n"), min_size=1)))
def test_no_character_of_any_part_is_lost(parts: list[str]):
    text = joined(parts)

    assert text.replace("\n", "").replace(" ", "") == "".join(parts)


def test_a_text_that_the_chat_program_cut_is_joined_as_it_was():
    long, latin = "长" * CUT_FROM, "word " * (CUT_FROM // 5) + "end"

    assert joined([long, "文的后半句。"]) == f"{long}文的后半句。"
    assert joined([latin, "of it"]) == f"{latin} of it"
    assert joined([f"{long}。", "第二段"]) == f"{long}。\n第二段"
    assert joined(["第一条", "第二条"]) == "第一条\n第二条"
    assert joined([]) == ""


def test_each_message_adds_a_part_until_it_is_done(town: Town):
    form = writing(town)

    first = form.say("第一段。")
    second = form.say("第二段。")
    done = form.tap(KEEP)

    assert (first.asks, second.asks, done.asks) == ("text", "text", "")
    assert second.hints[-1] == Phrase(
        key="form.parts", params={"n": 2, "length": 9, "limit": 30_000}
    )
    assert [each.code for each in second.offered] == [KEEP, SHORTEN]
    assert [line.says.text for line in done.lines if line.name == "text"] == ["第一段。\n第二段。"]


def test_the_last_part_can_be_taken_back_until_none_is_left(town: Town):
    form = writing(town)
    form.say("第一段。", "写错了。")

    shorter = form.tap(SHORTEN)
    empty = form.tap(SHORTEN)

    assert [line.says.text for line in shorter.lines if line.name == "text"] == ["第一段。"]
    assert shorter.asks == empty.asks == "text"
    assert "text" not in {line.name for line in empty.lines}


def test_the_word_for_done_ends_it_as_the_button_does(town: Town):
    form = writing(town)

    before = form.say("第一段。")
    done = form.say("完成")

    assert (before.asks, done.asks) == ("text", "")


def test_a_part_too_many_is_not_taken_and_those_before_it_stay(town: Town):
    form = writing(town)
    form.say("长" * 29_990)

    refused = form.say("再写二十个字，再写二十个字，再写二十个字。")

    assert problem(refused) == "form.too_long"
    assert refused.hints[-1].params["n"] == 1


def test_who_comes_back_goes_on_where_they_were(town: Town):
    form = writing(town)
    form.say("第一段。")

    resumed = form.start()
    more = form.say("第二段。")

    assert (resumed.asks, resumed.resumed, more.hints[-1].params["n"]) == ("text", True, 2)


def test_fifty_messages_are_one_text(town: Town):
    form = writing(town)

    form.say(*(f"第 {n} 条意见。" for n in range(1, 51)))
    done = form.tap(KEEP)
    kept = form.file()

    assert done.asks == ""
    (notes,) = (each for each in kept.sections if each.section == "notes")
    assert notes.length == len("\n".join(f"第 {n} 条意见。" for n in range(1, 51)))


def test_a_photo_is_not_taken_for_a_text_and_its_caption_is(town: Town):
    form = writing(town)

    answer = form.send(b"\xff\xd8\xff\xe0 a photo", "照片上的字")

    assert problem(answer) == "desk.no_photo_wanted"
    assert [line.says.text for line in answer.lines if line.name == "text"] == ["照片上的字"]
