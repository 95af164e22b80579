"""Texts are cut into pieces, questions are read, and found words are marked where they stand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.overview.search.rules import (
    ASKED,
    LONGEST,
    MOST_PHRASES,
    MOST_PIECES,
    Phrase,
    Span,
    excerpt,
    marked,
    phrases,
    pieces,
)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("停车难", ["停车", "车难", "难"]),
        ("灯", ["灯"]),
        ("3号楼Lift坏了", ["3", "号楼", "楼", "lift", "坏了", "了"]),
        ("Ｌｉｆｔ　ＬＩＦＴ", ["lift", "lift"]),
        ("2026-1", ["2026", "1"]),
        ("停车，难", ["停车", "车", "难"]),
        ("Café Straße", ["café", "strasse"]),
        ("😀 <b>!", ["b"]),
        ("", []),
        ("!?…", []),
    ],
)
def test_a_text_is_cut_into_pairs_where_no_blanks_part_words_and_into_words_elsewhere(
    text: str, cut: list[str]
):
    assert pieces(text) == cut


def test_a_word_too_long_and_a_text_too_long_are_cut_off():
    assert pieces("a" * 500) == ["a" * LONGEST]
    assert len(pieces("停车 " * MOST_PIECES)) == MOST_PIECES


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("停车", [Phrase(runs=("停车",), pieces=("停车",), open_end=False)]),
        ("停车场", [Phrase(runs=("停车场",), pieces=("停车", "车场"), open_end=False)]),
        ("灯", [Phrase(runs=("灯",), pieces=("灯",), open_end=True)]),
        ("3号", [Phrase(runs=("3", "号"), pieces=("3", "号"), open_end=True)]),
        ("停车A", [Phrase(runs=("停车", "a"), pieces=("停车", "车", "a"), open_end=False)]),
        (
            "停车 Lift 停车",
            [
                Phrase(runs=("停车",), pieces=("停车",), open_end=False),
                Phrase(runs=("lift",), pieces=("lift",), open_end=False),
            ],
        ),
        (" \n", []),
        ("😀", []),
        ('" OR *', [Phrase(runs=("or",), pieces=("or",), open_end=False)]),
    ],
)
def test_a_question_is_read_as_phrases(question: str, read: list[Phrase]):
    assert list(phrases(question)) == read


def test_a_question_is_read_to_its_limits():
    (long,) = phrases("停" * 600)
    many = phrases(" ".join(f"w{n}" for n in range(50)))

    assert len(long.runs[0]) == ASKED
    assert len(many) == MOST_PHRASES


def told(spans: tuple[Span, ...]) -> str:
    return "".join(f"[{span.text}]" if span.found else span.text for span in spans)


@pytest.mark.parametrize(
    ("text", "question", "shown"),
    [
        ("解决停车难，停车位", "停车", "解决[停车]难，[停车]位"),
        ("Lift and lifts", "LIFT", "[Lift] and lifts"),
        ("ＬＩＦＴ坏了", "lift", "[ＬＩＦＴ]坏了"),
        ("电 梯 lift", "电梯", "电 梯 lift"),
        ("<b>停车</b>", "停车", "<b>[停车]</b>"),
        ("第3号楼", "3号", "第[3号]楼"),
        ("没有", "停车", "没有"),
        ("e\u0301cole", "école", "[école]"),
    ],
)
def test_what_was_found_is_marked_where_it_stands(text: str, question: str, shown: str):
    assert told(marked(text, phrases(question))) == shown


def test_an_excerpt_shows_the_first_find_with_what_stands_around_it_on_one_line():
    text = "前" * 100 + "\n\n停车难" + "后" * 100

    shown = told(excerpt(text, phrases("停车")))

    assert shown == "…" + "前" * 23 + " [停车]难" + "后" * 63 + "…"


def test_an_excerpt_of_a_text_in_which_only_the_title_was_found_is_its_beginning():
    assert told(excerpt("请物业说明", phrases("停车"))) == "请物业说明"


@given(text=st.text(max_size=60), question=st.text(max_size=20))
def test_marking_loses_and_adds_nothing(text: str, question: str):
    spans = marked(text, phrases(question))

    assert "".join(span.text for span in spans) == unicodedata.normalize("NFC", text)


@given(before=st.text(max_size=20), word=st.text(alphabet="停车场灯楼", min_size=1, max_size=6))
def test_a_word_in_a_text_is_among_its_pieces_as_the_question_asks(before: str, word: str):
    """Whatever stands before and behind it: the phrase's pieces follow one another in the text's."""
    cut = pieces(f"{before} 小{word}口")
    (phrase,) = phrases(word)
    *first, last = phrase.pieces
    size = len(phrase.pieces)

    assert any(
        cut[at : at + size - 1] == first
        and (
            cut[at + size - 1].startswith(last) if phrase.open_end else cut[at + size - 1] == last
        )
        for at in range(len(cut) - size + 1)
    )
