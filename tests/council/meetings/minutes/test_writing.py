"""Minutes written section by section: nothing is lost, whoever writes at the same time."""

from council.kernel.forms.form import KEEP
from council.kernel.refusals import Refusal
from council.meetings.minutes.commands import WriteMinutes
from council.meetings.minutes.reads import changes_view, minutes_page, section_view
from tests.council.conftest import Town
from tests.council.evening import hand_in, read_and_approve
from tests.council.kernel.forms.filling import Filling, problem
from tests.council.meetings.minutes.evening import over, seen, texts


def editing(town: Town, met: int, by: str = "何", section: str = "notes") -> Filling:
    return Filling(town, by, "minutes", f"{met}-{section}")


def test_a_section_is_written_on_changed_at_one_place_or_written_anew(town: Town):
    met = over(town)
    form = editing(town, met)
    form.say("物业说明了车位数。")
    form.tap(KEEP)
    form.file()

    more = editing(town, met)
    more.tap("append")
    more.say("居民提了三个问题。")
    more.tap(KEEP)
    more.file()
    one = editing(town, met)
    one.tap("change")
    one.say("三个", "四个")
    one.tap(KEEP)
    changed = one.file()

    assert texts(town, met)["notes"] == "物业说明了车位数。\n居民提了四个问题。"
    assert changed.said == "minutes.said.written"
    assert [line.lines for line in town.read("何", changes_view, met, "notes").changes] == [
        ("− 居民提了三个问题。", "+ 居民提了四个问题。"),
        ("+ 居民提了三个问题。",),
        ("− ", "+ 物业说明了车位数。"),
    ]


def test_words_to_be_changed_must_stand_there_once(town: Town):
    met = over(town)
    town.act("何", WriteMinutes, number=met, section="notes", text="甲说。甲问。")
    form = editing(town, met)
    form.tap("change")

    refused = [problem(form.say(words)) for words in ("乙", "甲", "  ")]

    assert refused == ["minutes.old_not_found", "minutes.old_not_unique", "minutes.empty"]


def test_words_can_be_deleted(town: Town):
    met = over(town)
    town.act("何", WriteMinutes, number=met, section="notes", text="甲说。乙问。")
    form = editing(town, met)
    form.tap("change")
    form.say("乙问。")
    form.tap("-")
    form.file()

    assert texts(town, met)["notes"] == "甲说。"


def test_the_second_of_two_clerks_is_told_sees_the_change_and_loses_nothing(town: Town):
    met = over(town)
    town.person("代", "clerk")
    first, second = editing(town, met), editing(town, met, by="代")
    for form, text in ((first, "何写的。"), (second, "代写的。")):
        form.say(text)
        form.tap(KEEP)
    first.file()

    told = second.file()
    together = second.tap("append")
    second.file()

    assert (problem(told), told.asks) == ("minutes.changed_meanwhile", "clash")
    assert told.hints[-1].params["lines"] == "− \n+ 何写的。"
    assert told.hints[-1].params["name"] == "何"
    assert together.asks == ""
    assert texts(town, met)["notes"] == "何写的。\n代写的。"


def test_what_was_meant_to_replace_may_still_do_so_and_the_other_text_is_kept(town: Town):
    met = over(town)
    form = editing(town, met)
    form.say("何写的。")
    form.tap(KEEP)
    town.act("何", WriteMinutes, number=met, section="notes", text="别处写的。")

    form.file()
    form.tap("replace")
    form.file()

    assert texts(town, met)["notes"] == "何写的。"
    assert town.read("何", section_view, met, "notes").before == 2


def test_who_writes_while_the_chair_approves_gives_a_reason_and_loses_nothing(town: Town):
    met = over(town)
    hand_in(town, met)
    form = editing(town, met)
    form.tap("append")
    form.say("补一句。")
    form.tap(KEEP)
    read_and_approve(town, met)

    told = form.file()
    form.say("录音里听到的。")
    kept = form.file()

    assert (problem(told), told.asks) == ("minutes.approved_meanwhile", "reason")
    assert (kept.said, kept.state) == ("minutes.said.corrected", "approved")
    (notes,) = (each for each in kept.sections if each.section == "notes")
    assert notes.corrected
    assert town.told("主", "staff")[-1][0] == "minutes_corrected"


def test_minutes_of_thirty_thousand_characters_are_kept_and_read_to_the_end(town: Town):
    met = over(town)
    form = editing(town, met)
    message = "议" * 3_999 + "。"
    form.say(*[message] * 7)
    form.tap(KEEP)
    form.file()

    view = seen(town, met)
    last = town.read("何", minutes_page, met, view.pages, "staff")

    assert texts(town, met)["notes"] == "\n".join([message] * 7)
    assert view.pages > 10
    assert last.text.endswith("。")


def test_what_is_no_text_is_refused_and_marks_that_turn_it_round_are_left_out(town: Town):
    met = over(town)
    written = town.act(
        "何",
        WriteMinutes,
        number=met,
        section="notes",
        text="\u202e<b>到会</b> & \u0007电话 13812345678",
    )
    refusals = [
        town.act("何", WriteMinutes, number=met, section=section, text=text)
        for section, text in (
            ("notes", "\u202e\u0000 "),
            ("notes", "议" * 30_001),
            ("motions", "甲"),
            ("m9", "甲"),
            ("nothing", "甲"),
        )
    ]

    assert written.said == "minutes.said.written"
    assert texts(town, met)["notes"] == "<b>到会</b> & 电话 138********"
    assert refusals == [
        Refusal("minutes.empty"),
        Refusal("minutes.section_too_long", {"length": 30_001, "limit": 30_000}),
        Refusal("minutes.no_section"),
        Refusal("minutes.no_section"),
        Refusal("minutes.no_section"),
    ]


def test_only_who_may_writes_and_the_same_text_is_no_change(town: Town):
    met = over(town)
    town.act("何", WriteMinutes, number=met, section="notes", text="甲")

    same = town.act("何", WriteMinutes, number=met, section="notes", text=" 甲 ")
    chair = town.act("主", WriteMinutes, number=met, section="notes", text="乙")

    assert same == Refusal("minutes.same")
    assert chair.key == "policy.not_your_role"
