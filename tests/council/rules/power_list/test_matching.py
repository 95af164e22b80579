"""The words of a proposal against the power-and-duty list."""

from hypothesis import given
from hypothesis import strategies as st

from council.rules.power_list.matching import guesses, named_by, plain, proposed
from council.rules.power_list.matter import Matter
from council.rules.power_list.shipped import shipped_list


def matter(name: str, *words: str, decides: str = "owners", legal_class: str = "O-9") -> Matter:
    return Matter(name=name, words=words, decides=decides, legal_class=legal_class)


FIRE = matter("消防", "消防通道", "fire lane")
CORRIDOR = matter("楼道", "通道", "堆物")
PETS = matter("宠物", "狗", "pet", "dog")
LIST = (FIRE, CORRIDOR, PETS)


def names(text: str, matters: tuple[Matter, ...] = LIST) -> list[tuple[str, int]]:
    return [(each.matter.name, each.hits) for each in guesses(text, matters)]


def test_the_longest_word_takes_its_place_and_nothing_is_found_twice_there():
    assert names("消防通道被占") == [("消防", 1)]
    assert names("通道堆物，消防通道也占了") == [("楼道", 2), ("消防", 1)]


def test_what_is_named_most_often_comes_first_and_only_two_are_proposed():
    text = "楼道里有狗，狗叫，狗毛；消防通道也堵了，通道堆物"

    found = guesses(text, LIST)

    assert [(each.matter.name, each.hits) for each in found] == [
        ("楼道", 3),
        ("宠物", 3),
        ("消防", 1),
    ]
    assert proposed(text, LIST) == found[:2]
    assert found[1].words == ("狗",)


def test_a_word_of_letters_stands_by_itself_and_its_plural_counts():
    assert names("The carpet in the dogma room") == []
    assert names("Two Dogs and one PET!") == [("宠物", 2)]
    assert names("养dog的人") == [("宠物", 1)]


def test_spaces_widths_and_case_do_not_matter():
    assert names("消 防 通 道") == [("消防", 1)]
    assert names("ＦＩＲＥ　ＬＡＮＥ") == [("消防", 1)]
    assert names("fire\nlane") == [("消防", 1)]


def test_a_text_without_any_known_word_proposes_nothing():
    assert proposed("希望大家都好", LIST) == ()
    assert proposed("", LIST) == ()


def test_the_parts_of_a_name_name_it_too():
    assert names("用地问题", (matter("停车、用地"),)) == [("停车、用地", 1)]


def test_the_list_that_ships_knows_what_the_talk_is_about():
    known = shipped_list("national")

    said = {
        text: [(each.matter.name, each.matter.legal_class) for each in proposed(text, known)]
        for text in (
            "小区停车难怎么办\n412 辆车，236 个车位。",
            "电梯老是坏",
            "楼上装修噪音",
            "Dogs without a leash in the garden",
            "Use the repair fund for the leaking roof",
        )
    }

    assert said == {
        "小区停车难怎么办\n412 辆车，236 个车位。": [("停车、用地", "O-8")],
        "电梯老是坏": [("电梯维修、更新", "O-5")],
        "楼上装修噪音": [("噪音", "R-XS")],
        "Dogs without a leash in the garden": [("宠物", "R-XS")],
        "Use the repair fund for the leaking roof": [("使用维修资金", "O-5")],
    }


letters = st.text(alphabet="停车用地消防通道狗ab Ａ，。\n-_ß", max_size=30)
lists = st.lists(
    st.builds(
        matter,
        st.text(alphabet="停车消防通道狗ab、", min_size=1, max_size=5),
        st.text(alphabet="停车消防通道狗ab", min_size=1, max_size=4),
    ),
    max_size=5,
)


@given(letters, lists)
def test_hits_are_whole_words_that_stand_in_the_text_and_never_overlap(
    text: str, matters: list[Matter]
):
    found = guesses(text, matters)

    searched = plain(text)
    for guess in found:
        assert guess.hits >= len(guess.words) > 0
        assert set(guess.words) <= set(named_by(guess.matter))
        assert all(word in searched for word in guess.words)
    words = {word: None for guess in found for word in guess.words}
    assert sum(map(len, words)) <= len(searched)
    ranks = [(-each.hits, -max(map(len, each.words))) for each in found]
    assert ranks == sorted(ranks)


@given(letters, lists)
def test_the_same_text_proposes_the_same_however_it_is_written(text: str, matters: list[Matter]):
    wide = text.upper() if "ß" not in text else text

    assert guesses(text, matters) == guesses(f" {wide}\n", matters) or "A" in plain(wide)
    assert guesses(text, matters) == guesses(text, tuple(matters))
    assert plain(plain(text)) == plain(text)


@given(st.text(max_size=200))
def test_a_text_has_one_plain_form(text: str):
    assert plain(plain(text)) == plain(text)
