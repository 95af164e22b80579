"""Reading a message as a command: slips of the pen are forgiven, other words are left alone."""

import pytest

from council.kernel.acts.phrases import Grammar, Meant, Phrase, alike, one_slip
from council.people.screens import RESIDENT_KEYS, STAFF_KEYS, key_labels
from council.phrases import GRAMMARS
from council.routes import BOTS, TYPED


@pytest.mark.parametrize("bot", BOTS)
def test_every_word_leads_to_its_own_route_with_or_without_its_style(bot: str):
    grammar = GRAMMARS[bot]

    for phrase in grammar.phrases:
        assert phrase.name in TYPED[bot]
        for word in phrase.words:
            for typed in (word, f"  {word}！", word.upper(), word.replace(" ", "　")):
                assert grammar.read(typed) == Meant(name=phrase.name), typed


@pytest.mark.parametrize("bot", BOTS)
def test_every_word_with_something_behind_it_leads_to_its_own_route(bot: str):
    grammar = GRAMMARS[bot]

    for phrase in grammar.phrases:
        for word in phrase.numbered:
            assert grammar.read(f"{word} 3") == Meant(name=phrase.name, words="3"), word
        for word in phrase.rest:
            assert grammar.read(f"{word} 停车") == Meant(name=phrase.name, words="停车"), word


@pytest.mark.parametrize("bot", BOTS)
def test_a_slip_in_an_english_word_leads_nowhere_else(bot: str):
    grammar = GRAMMARS[bot]
    english = [word for word in grammar.words if word.isascii() and " " not in word]

    for word in english:
        if len(word) < 5:
            continue
        for slip in (word[1:], word[:2] + word[3:], word[0] + word[2] + word[1] + word[3:]):
            found = grammar.read(slip)
            assert found is None or found.name == grammar.words[word] or slip in grammar.words


@pytest.mark.parametrize(("bot", "keys"), [("resident", RESIDENT_KEYS), ("staff", STAFF_KEYS)])
def test_the_bare_words_of_every_key_mean_its_command_in_both_languages(bot: str, keys):
    for label, command in key_labels(keys).items():
        assert GRAMMARS[bot].read(label.partition(" ")[2]) == Meant(name=command), label


@pytest.mark.parametrize(
    ("typed", "name", "words"),
    [
        ("我要投票", "vote", ""),
        ("怎么投票？", "vote", ""),
        ("怎麼投票", "vote", ""),
        ("请问在哪里投票呢", "vote", ""),
        ("ＶＯＴＥ", "vote", ""),
        ("vtoe", "vote", ""),
        ("hlep", "help", ""),
        ("hepl!", "help", ""),
        ("How do I vote?", "vote", ""),
        ("please show me my proposals", "mine", ""),
        ("vtoe 2", "vote", "2"),
        ("投票2号", "vote", "2"),
        ("我要附议 第3号", "second", "3"),
        ("提案 12", "proposals", "12"),
        ("認籌 1 500", "pledge", "1 500"),
        ("搜索 停车", "search", "停车"),
        ("帮我找一下停车", "search", "停车"),
        ("serach parking lot", "search", "parking lot"),
        ("長輩版", "elder", ""),
        ("字太小了", "elder", ""),
        ("会议", "agenda", ""),
        ("公示", "resolutions", ""),
        ("？", "help", ""),
        ("取消。", "cancel", ""),
        ("算了", "cancel", ""),
        ("您好呀", "start", ""),
        ("谢谢！", "start", ""),
        ("hello", "start", ""),
        ("Thank you!", "start", ""),
        ("搜素停车", "search", "停车"),
    ],
)
def test_what_people_really_type_is_understood(typed: str, name: str, words: str):
    assert GRAMMARS["resident"].read(typed) == Meant(name=name, words=words)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "　",
        "今天真热",
        "楼道灯坏了，请物业修",
        "我要",
        "请问",
        "a b c",
        "3 1 2",
        "停车方案意向排序的结果为什么是这样的，我觉得应该再投一次票，大家说呢？请召集人在群里说明一下好不好，谢谢大家，非常感谢，辛苦了",
        "the lamp in front of house three is broken",
        "提案 路灯坏了",
    ],
)
def test_other_words_are_no_command(typed: str):
    assert GRAMMARS["resident"].read(typed) is None


def test_what_a_message_may_have_been_meant_for_is_told_longest_word_first():
    near = GRAMMARS["resident"].near

    assert near("我们楼的表决结果什么时候公示", 3) == ("resolutions", "vote")
    assert near("when is the next vote on parking", 3) == ("vote",)
    assert near("今天真热", 3) == ()
    assert near("您好，今天真热，谢谢", 3) == ()


def test_one_word_cannot_mean_two_commands():
    with pytest.raises(ValueError, match="投票"):
        Grammar((Phrase(name="vote", words=("投票",)), Phrase(name="polls", words=("投 票",))))


@pytest.mark.parametrize(
    ("typed", "word", "slip"),
    [
        ("vtoe", "vote", True),
        ("vot", "vote", True),
        ("votee", "vote", True),
        ("vore", "vote", True),
        ("vote", "vote", False),
        ("veto", "vote", False),
        ("ovtee", "vote", False),
    ],
)
def test_one_slip_is_one_letter_or_two_that_changed_places(typed: str, word: str, *, slip: bool):
    assert one_slip(typed, word) is slip


def test_what_looks_alike_is_alike():
    assert alike("　投  票！！ ") == "投 票"
    assert alike("ＨＥＬＰ") == "help"
    assert alike("？") == "?"
