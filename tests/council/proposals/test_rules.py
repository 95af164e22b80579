"""Rules of proposals: lengths with both numbers, files by their bytes, numbers as typed."""

import pytest

from council.kernel.evidence import check_file, file_kind
from council.kernel.refusals import Refusal
from council.proposals.rules import (
    PROPOSAL,
    check_length,
    is_seconded_enough,
    is_visible,
    masked_name,
    seconds_asked,
    tidy_body,
    tidy_title,
)
from council.proposals.sheet_texts import Sheet, fill

BODY = "晚上没有车位，消防通道被堵。"


def test_what_can_be_done_in_each_state():
    table = {state: PROPOSAL.verbs(state) for state in PROPOSAL.states}

    assert table == {
        "submitted": ("admit", "return", "merge", "withdraw"),
        "admitted": ("reach", "merge", "withdraw"),
        "returned": ("resubmit", "withdraw"),
        "seconded": ("put_on_agenda", "decide", "merge", "withdraw"),
        "on_agenda": ("decide",),
        "decided": ("close",),
        "closed": (),
        "merged": (),
        "withdrawn": (),
    }


def test_as_many_others_as_are_needed_are_enough_and_one_less_is_not():
    enough = [is_seconded_enough(count, needed=10) for count in (9, 10, 11)]

    assert enough == [False, True, True]


def test_a_proposal_that_had_enough_is_asked_for_no_more():
    asked = {
        state: [seconds_asked(state, seconds=count, needed=15) for count in (12, 20)]
        for state in ("admitted", "seconded", "on_agenda", "merged")
    }

    assert asked == {
        "admitted": [15, 15],
        "seconded": [12, 15],
        "on_agenda": [12, 15],
        "merged": [15, 15],
    }


@pytest.mark.parametrize(
    ("length", "refusal"),
    [
        (3, Refusal("proposal.title_short", {"length": 3, "limit": 4})),
        (4, None),
        (60, None),
        (61, Refusal("proposal.title_long", {"length": 61, "limit": 60})),
    ],
)
def test_a_length_outside_the_limits_is_refused_with_both_numbers(length, refusal):
    assert check_length("title", "字" * length, (4, 60)) == refusal


def test_a_title_is_one_line_and_a_body_keeps_its_paragraphs():
    assert tidy_title("  停车 \n 太难\t了 ") == "停车 太难 了"
    assert tidy_body("\n一\n\n\n \n二\n三\n") == "一\n\n二\n三"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\xff\xd8\xff\xe0rest", ("photo", "image/jpeg")),
        (b"\x89PNG\r\n\x1a\nrest", ("photo", "image/png")),
        (b"RIFF....WEBPrest", ("photo", "image/webp")),
        (b"OggSrest", ("voice", "audio/ogg")),
        (b"\x1a\x45\xdf\xa3rest", ("voice", "audio/webm")),
        (b"....ftyprest", ("voice", "audio/mp4")),
        (b"....ftypisom" + b"hdlr" + b"\0" * 8 + b"vide", ("video", "video/mp4")),
        (b"ID3rest", ("voice", "audio/mpeg")),
        (b"MZ\x90", None),
        (b"", None),
    ],
)
def test_a_file_is_known_by_its_bytes(content, found):
    assert file_kind(content) == found


def test_a_file_beyond_the_limits_is_refused_with_both_numbers():
    photo = b"\xff\xd8\xff"

    assert check_file(photo, kept=5) is None
    assert check_file(photo, kept=6) == Refusal("proposal.too_many_files", {"limit": 6})
    assert check_file(photo + b"x" * 10 * 1024 * 1024, kept=0) == Refusal(
        "proposal.file_large", {"size_mb": 11, "limit_mb": 10}
    )
    assert check_file(b"MZ", kept=0) == Refusal("proposal.file_unknown", {})
    video = b"....ftypisomhdlr........vide"
    assert check_file(video, kept=0) == Refusal("proposal.file_unknown", {})
    assert check_file(video, kept=0, kinds=frozenset({"video"})) is None


def test_neighbours_see_what_was_screened_and_the_author_everything():
    def seen(state: str) -> tuple[bool, bool, bool]:
        return (
            is_visible(state, is_author=False, is_follower=False),
            is_visible(state, is_author=False, is_follower=True),
            is_visible(state, is_author=True, is_follower=False),
        )

    assert {state: seen(state) for state in ("submitted", "admitted", "withdrawn")} == {
        "submitted": (False, False, True),
        "admitted": (True, True, True),
        "withdrawn": (False, True, True),
    }


def test_a_neighbour_is_named_by_the_first_character():
    assert masked_name("王芳") == "王*"


def test_one_message_may_hold_title_and_text():
    filled = fill(Sheet(), "title", f"解决停车难\n\n{BODY}")

    assert filled == Sheet(title="解决停车难", body=BODY)


def test_two_messages_give_title_then_text():
    first = fill(Sheet(), "title", "解决停车难")
    assert isinstance(first, Sheet)

    second = fill(first, "body", BODY)

    assert (first, second) == (Sheet(title="解决停车难"), Sheet(title="解决停车难", body=BODY))


def test_a_whole_matter_in_one_line_is_kept_as_the_text():
    text = "停" * 61

    assert fill(Sheet(), "title", text) == Sheet(body=text)


def test_a_new_title_that_is_too_long_is_refused_and_not_kept_as_the_text():
    refused = fill(Sheet(title="解决停车难"), "title", "停" * 61)

    assert refused == Refusal("proposal.title_long", {"length": 61, "limit": 60})


def test_title_and_text_sent_together_take_the_place_of_a_text_kept_for_want_of_a_title():
    kept = Sheet(body="停" * 61)

    filled = fill(kept, "title", f"解决停车难\n{'晚上没有车位。' * 10}")

    assert filled == Sheet(title="解决停车难", body="晚上没有车位。" * 10)


@pytest.mark.parametrize("awaits", ["title", "body", "more"])
def test_ten_thousand_characters_are_refused_with_both_numbers(awaits):
    sheet = Sheet(title="解决停车难") if awaits != "title" else Sheet()

    refused = fill(sheet, awaits, "长" * 10_000)

    assert refused == Refusal("proposal.body_long", {"length": 10_000, "limit": 3_000})


def test_more_text_is_added_below_until_the_limit():
    sheet = Sheet(title="解决停车难", body=BODY)

    assert fill(sheet, "more", "还有一点。") == Sheet(
        title="解决停车难", body=f"{BODY}\n\n还有一点。"
    )
    assert fill(sheet, "more", "长" * 2_990) == Refusal(
        "proposal.body_long", {"length": len(BODY) + 2 + 2_990, "limit": 3_000}
    )


def test_a_new_title_replaces_only_the_title():
    sheet = Sheet(title="解决停车难", body=BODY)

    assert fill(sheet, "title", "建一个\n停车场") == Sheet(title="建一个 停车场", body=BODY)
    assert fill(sheet, "title", "短") == Refusal("proposal.title_short", {"length": 1, "limit": 4})
