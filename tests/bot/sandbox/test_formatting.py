import pytest

from bot.sandbox.markup_html import parse_html
from bot.sandbox.markup_markdown import parse_legacy, parse_markdown
from bot.sandbox.spans import Formatted, utf16_length, utf16_slice
from bot.sandbox.wire import ApiError


def span(kind, offset, length, **extra):
    return {"offset": offset, "length": length, "type": kind, **extra}


@pytest.mark.parametrize(
    ("text", "units"), [("", 0), ("abc", 3), ("议事", 2), ("😀", 2), ("👨‍👩‍👧", 8), ("\ud800", 1)]
)
def test_lengths_are_counted_in_utf16_units(text, units):
    assert utf16_length(text) == units


def test_a_slice_in_utf16_units_counts_an_emoji_twice():
    assert utf16_slice("a😀bc", 3, 1) == "b"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b>b", "ab", [span("bold", 0, 1)]),
        ("😀<i>x</i>", "😀x", [span("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [span("bold", 0, 2), span("italic", 1, 1)]),
        ("1 &lt; 2 &amp; &nbsp;", "1 < 2 & &nbsp;", []),
        ('<a href="https://e.cn/?a=1&amp;b=2">x</a>', "x", [span("text_link", 0, 1, url="https://e.cn/?a=1&b=2")]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [span("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [span("spoiler", 0, 1)]),
        ('<pre><code class="language-py">x</code></pre>', "x", [span("pre", 0, 1, language="py")]),
        ("<blockquote expandable>x</blockquote>", "x", [span("expandable_blockquote", 0, 1)]),
        ("  <b> a </b>  ", "a", [span("bold", 0, 1)]),
    ],
)  # fmt: skip
def test_html_becomes_text_and_entities(source, text, entities):
    found = parse_html(source).tidy()

    assert (found.text, found.entities) == (text, entities)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<b>议", 'Can\'t find end tag corresponding to start tag "b"'),
        ("议</b>", "Unexpected end tag at byte offset 3"),
        ("<b><i>x</b>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("议<div>x</div>", 'Unsupported start tag "div" at byte offset 3'),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
    ],
)
def test_broken_html_is_refused_with_its_byte_offset(source, said):
    with pytest.raises(ApiError) as caught:
        parse_html(source)

    assert caught.value.description == f"Bad Request: can't parse entities: {said}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*a* _b_ __c__ ~d~ ||e||", "a b c d e", [
            span("bold", 0, 1), span("italic", 2, 1), span("underline", 4, 1),
            span("strikethrough", 6, 1), span("spoiler", 8, 1),
        ]),
        (r"1\. 修 \(电梯\)\!", "1. 修 (电梯)!", []),
        ("😀*x*", "😀x", [span("bold", 2, 1)]),
        ("`a.b`", "a.b", [span("code", 0, 3)]),
        ("```py\nx = 1\n```", "x = 1", [span("pre", 0, 5, language="py")]),
        (r"[x](https://e.cn/\))", "x", [span("text_link", 0, 1, url="https://e.cn/)")]),
        (">一\n>二\n三", "一\n二\n三", [span("blockquote", 0, 4)]),
        ("_a *b* c_", "a b c", [span("italic", 0, 5), span("bold", 2, 1)]),
        ("end\\", "end\\", []),
    ],
)  # fmt: skip
def test_markdown_becomes_text_and_entities(source, text, entities):
    found = parse_markdown(source).tidy()

    assert (found.text, found.entities) == (text, entities)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("1. 修", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("议*x", "Can't find end of Bold entity at byte offset 3"),
        ("`x", "Can't find end of Code entity at byte offset 0"),
        ("[x](y", "Can't find end of a URL at byte offset 3"),
    ],
)
def test_broken_markdown_is_refused(source, said):
    with pytest.raises(ApiError) as caught:
        parse_markdown(source)

    assert caught.value.description == f"Bad Request: can't parse entities: {said}"


def test_the_old_markdown_still_works():
    found = parse_legacy("*a* _b_ [c](https://e.cn) `d` 1.")

    assert found.text == "a b c d 1."
    assert [entity["type"] for entity in found.entities] == ["bold", "italic", "text_link", "code"]


def test_links_mentions_and_commands_are_found_in_plain_text():
    found = Formatted("😀 /vote 3 见 https://e.cn/a?b=1，问 @hall_bot #电梯").with_automatic()

    assert [(entity["type"], utf16_slice(found.text, entity["offset"], entity["length"])) for entity in found.entities] == [
        ("bot_command", "/vote"),
        ("url", "https://e.cn/a?b=1"),
        ("mention", "@hall_bot"),
        ("hashtag", "#电梯"),
    ]  # fmt: skip


def test_nothing_is_found_inside_code():
    found = parse_html("<code>/vote</code>").tidy().with_automatic()

    assert found.entities == [span("code", 0, 5)]
