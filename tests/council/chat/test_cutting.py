"""Cutting a long text: UTF-16 units after markup, whole characters, closed tags, a clear end."""

import pytest

from council.chat.cutting import cut, length


@pytest.mark.parametrize(
    ("html", "limit", "wanted"),
    [
        ("short", 10, "short"),
        ("0123456789", 10, "0123456789"),
        ("0123456789x", 10, "012345678…"),
        ("<b>0123456789</b>", 10, "<b>0123456789</b>"),
        ("<b>bold <i>both 0123</i></b>", 8, "<b>bold <i>bo…</i></b>"),
        ("a&amp;b&lt;c&#39;d", 7, "a&amp;b&lt;c&#39;d"),
        ("a&amp;b&lt;c&#39;d", 5, "a&amp;b&lt;…"),
        ("🏠🏠🏠🏠", 8, "🏠🏠🏠🏠"),
        ("🏠🏠🏠🏠x", 8, "🏠🏠🏠…"),
        ('<a href="https://example.org/?a=1&amp;b=2">link</a> and more', 4, None),
        ("word " * 4, 11, "word word…"),
    ],
)
def test_a_text_is_cut_where_it_can_be(html: str, limit: int, wanted: str | None):
    made = cut(html, limit)

    if wanted is not None:
        assert made == wanted
    assert length(made) <= limit
    assert made.count("<a ") == made.count("</a>")


def test_a_full_page_is_within_the_limit_and_says_that_it_goes_on():
    made = cut("<b>" + "议事厅🏠 &amp; " * 2000 + "</b>", 3900)

    assert length(made) <= 3900
    assert made.endswith("…</b>")
